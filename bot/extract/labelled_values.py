"""Labelled values in running text: `Key: value`, where the label names a quantity, a setting or a thing."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator
from itertools import islice

from bot.extract import marks
from bot.extract.numbers import mentions, parse_quantity
from bot.extract.section_roles import plain_title
from bot.extract.statements.passages import CHANGE_LABELS
from bot.extract.tables.values import measured_values
from bot.extract.values.clauses import quantity_after, quantity_before
from bot.extract.values.fact import value_fact
from bot.extract.values.kinds import DESCRIBING, is_place, kind_of_label
from bot.extract.values.measurements import is_compared
from bot.extract.values.names import clean_name
from bot.extract.values.number_chains import CHANGES, Chain, chains
from bot.extract.values.passages import READ, Passage
from bot.extract.values.quantity_units import base_unit, default_name, fits
from bot.extract.values.setting_phrases import counted_settings
from bot.model.fact import Fact, Kind
from bot.model.report import Lines

_LONGEST_SETUP = 300
_LONGEST_SETTING = 60
_NO_DIGITS = string.ascii_letters + "µμ%×/ "
_ORIGIN = re.compile(r"\s*\((?:from|see|as in|same as|unchanged|inherited|default)\b[^()]*\)?$", re.IGNORECASE)
_HARDWARE = re.compile(r"\b(?:hardware|machine|system specs?)\b|硬件|하드웨어|phần cứng", re.IGNORECASE)
_MEMORY = re.compile(r"~?\d[\d.,]*\s?[GT]i?B\b", re.IGNORECASE)
_CHANGED = re.compile(r"[\d.,eE+-]+\s?(?:→|->)\s?[\d.,eE+-]+(?![\d.]*\s?[a-zA-Z%])")
_ASIDES = (" — ", " – ", " -- ", ". ")


def labelled_values(passage: Passage) -> Iterable[Fact]:
    """Return the value behind the passage's label, and mark it as read."""
    text = passage.block.text
    value = text[passage.body :].strip()
    value = value.lstrip(marks.ALL) or value  # `Weight decay: ✅ 0.01`
    kind = _kind(passage, value) if value else None
    if kind is None:
        return ()
    start = text.index(value, passage.body)
    if passage.text[start] == READ:
        return ()
    reader = _metric if kind is Kind.METRIC else _parameter if kind is Kind.PARAMETER else _setup
    return reader(passage, value, passage.lines(start, start + len(value)), start)


def _kind(passage: Passage, value: str) -> Kind | None:
    """What `label: value` is by its words, unless what stands above it says more."""
    kind = kind_of_label(passage.label, value, passage.role, passage.names)
    if kind in (Kind.METRIC, Kind.PARAMETER) and _HARDWARE.search(passage.section.heading) and _MEMORY.match(value):
        return Kind.SETUP  # `RAM: 64 GB` is what the machine has
    below_changes = bool(passage.captions) and passage.captions[-1].lower() in CHANGE_LABELS
    if kind is Kind.METRIC and below_changes and _CHANGED.match(value):
        return Kind.PARAMETER  # `Changes:` above `TN: 256→128`
    return kind


def _metric(passage: Passage, value: str, lines: Lines, start: int) -> Iterator[Fact]:
    """The number behind the label; what follows it is left to be read as running text."""
    first = next(mentions(value), None)
    if first is not None and is_compared(value[first.end :]):
        return  # `52x faster than ...` says itself what was measured
    name, subject = _name_and_subject(passage, value)
    if change := _change(value):
        for number, side in zip(change.numbers, ("before", "after"), strict=True):
            yield value_fact(
                Kind.METRIC, lines, "text.label", name, number.text, f"{subject}, {side}".strip(", "), passage.path
            )
        passage.blank(start, start + change.numbers[1].end)
        return
    equals = value.rfind(" = ")
    unit_before = ""
    for one in measured_values(value[equals + 3 :] if equals >= 0 else value):
        unit = parse_quantity(one)[1]
        is_another = unit_before and unit and base_unit(unit) != base_unit(unit_before)
        other = default_name(unit) if is_another else ""  # `12 ms, 3 GB`: the second is no latency
        unit_before = unit
        yield value_fact(Kind.METRIC, lines, "text.label", other or name, one, subject, passage.path)
        place = passage.block.text.find(one, start)
        if equals >= 0 or place < 0:
            passage.blank(start, start + len(value))
        else:  # the unit stays: `+12 TFLOPS (15 to 27)` goes on in it
            passage.blank(start, place + len(one.rstrip(_NO_DIGITS)))


def _change(value: str) -> Chain | None:
    """The two numbers with which a value opens where it changes from one to the other: `42.6% → 49.3% (+6.7pp)`."""
    if not any(arrow in value for arrow in CHANGES):
        return None
    numbers = list(islice(mentions(value), 3))
    chain = next(chains(value, numbers), None) if len(numbers) > 1 and numbers[0].start == 0 else None
    return chain if chain and chain.is_change else None


def _parameter(passage: Passage, value: str, lines: Lines, start: int) -> Iterator[Fact]:
    setting = _without_aside(value)
    if len(setting) <= _LONGEST_SETTING and READ not in passage.text[passage.body :]:
        yield value_fact(Kind.PARAMETER, lines, "text.label", passage.label, setting, "", passage.path)
        passage.blank(passage.body, start + len(setting))


def _setup(passage: Passage, value: str, lines: Lines, start: int) -> Iterator[Fact]:
    """The thing behind the label, and settings in its description; what is nothing but pairs was read as parameters."""
    shown = _without_aside(value)[:_LONGEST_SETUP]
    if passage.text[passage.body : start + len(shown)].strip(READ + " ,;.`"):
        yield value_fact(Kind.SETUP, lines, "text.label", passage.label, shown.rstrip("."), "", passage.path)
        for phrase in counted_settings(passage.text[start : start + len(shown)], passage.names):
            place = passage.lines(start + phrase.start, start + phrase.end)
            yield value_fact(phrase.kind, place, "text.phrase", phrase.name, phrase.value, "", passage.path)
    passage.blank(passage.body, start + len(shown))


def _without_aside(value: str) -> str:
    for mark in _ASIDES:
        value = value.partition(mark)[0]
    return _ORIGIN.sub("", value)


def _name_and_subject(passage: Passage, value: str) -> tuple[str, str]:
    """A label that names no quantity names the run: a caption above it (`Wall-clock:`) or the unit says the quantity."""
    label = clean_name(passage.label)
    if Kind.METRIC in passage.names.senses(label) and not is_place(label):
        return passage.label, passage.subject()
    if (first := next(mentions(value), None)) and first.start == 0 and first.unit in ("", "%"):
        near, place = quantity_after(value[first.end :], passage.names)
        if place == 0:
            return near, passage.label  # `BC baseline: 74.88 cost`
    unit = next((mention.unit for mention in mentions(value) if mention.unit not in ("", "%")), "")
    for caption in (*reversed(passage.captions), plain_title(passage.section.heading)):
        quantity = quantity_before(caption, passage.names)[0]
        if quantity and fits(quantity, unit):
            return quantity, passage.label
    name = default_name(unit)
    return (name, passage.label) if name and passage.role not in DESCRIBING else (passage.label, passage.section.title)
