"""Setup, parameters and metrics out of paragraphs and list items: labels, pairs, flags, settings in words, measured numbers."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domains.vocabulary import tokens_of
from bot.extract.clauses import quantity_before
from bot.extract.context import Context, SectionRole
from bot.extract.measurements import COMPARED, default_name, measured
from bot.extract.numbers import mentions, parse_quantity
from bot.extract.pairs import Pair, flags, pairs
from bot.extract.setting_phrases import setting_phrases
from bot.extract.table_values import measured_values
from bot.extract.table_words import MEASURE
from bot.extract.value_fact import value_fact
from bot.extract.value_kinds import AHEAD, DESCRIBING, is_place, kind_of_label, kind_of_pair
from bot.extract.value_names import clean_name
from bot.extract.value_passages import Passage, passages
from bot.model.fact import Fact, Kind
from bot.model.report import Lines, ListItem

_LONGEST_SETUP = 300
_LONGEST_SETTING = 60
_READ = "\x00"


def facts(context: Context) -> Iterator[Fact]:
    """Yield the values of the section's headings, paragraphs and list items."""
    for passage in passages(context):
        if passage.role is SectionRole.FILES:
            continue
        listed = _is_list_of_settings(passage)
        yield from _paired(passage)
        yield from _labelled(passage)
        yield from _flagged(passage)
        if passage.role not in AHEAD:
            yield from _in_words(passage, describing=listed or passage.role in DESCRIBING)
            yield from _measured(passage)


def _is_list_of_settings(passage: Passage) -> bool:
    """Whether an item is short parts between commas, with a pair among them: `2 GPUs, lr=1e-4, no packing`."""
    parts = passage.block.text[passage.body :].split(",")
    return len(parts) > 1 and all(part.count(" ") < 5 for part in parts) and any(True for _ in pairs(passage.block.text))


def _labelled(passage: Passage) -> Iterator[Fact]:
    """`Key: value`, where the label names a quantity or a thing."""
    value = passage.block.text[passage.body :].strip() if passage.label else ""
    if not value:
        return
    kind = kind_of_label(passage.label, value, passage.role, passage.names)
    start = passage.block.text.index(value[0], passage.body)
    lines = passage.lines(start, start + len(value))
    if passage.text[start] == _READ:
        return
    if kind is Kind.METRIC and not _compares(value):
        yield from _label_of_metric(passage, value, lines, start)
    elif kind is Kind.PARAMETER and _READ not in passage.text[passage.body :]:
        setting = _setting(value)
        if len(setting) <= _LONGEST_SETTING:
            yield value_fact(kind, lines, "text.label", passage.label, setting, "", passage.path)
            passage.blank(passage.body, start + len(setting))
    elif kind is Kind.SETUP:
        if passage.text[passage.body :].strip(_READ + " ,;.`"):
            yield value_fact(kind, lines, "text.label", passage.label, _setting(value)[:_LONGEST_SETUP], "", passage.path)
        passage.blank(passage.body, len(passage.text))


def _label_of_metric(passage: Passage, value: str, lines: Lines, start: int) -> Iterator[Fact]:
    """The value behind the label; what follows it is read as running text."""
    name, subject = _name_and_subject(passage, value)
    equals = value.rfind(" = ")
    shown = value[equals + 3 :] if equals >= 0 else value
    for one in measured_values(shown):
        yield value_fact(Kind.METRIC, lines, "text.label", name, one, subject, passage.path)
        end = passage.block.text.find(one, start)
        if equals >= 0 or end < 0:
            passage.blank(start, start + len(value))
        else:
            passage.blank(start, end + len(one))


def _setting(value: str) -> str:
    for mark in (" — ", " – ", " -- ", ". "):
        value = value.split(mark, 1)[0]
    return value


def _compares(value: str) -> bool:
    """Whether a sentence opens with the number (`52x faster than ...`): it says itself what was measured."""
    first = next(mentions(value), None)
    return first is not None and COMPARED.match(value, first.end) is not None


def _name_and_subject(passage: Passage, value: str) -> tuple[str, str]:
    """A label that names no quantity names the run: a caption above it (`Wall-clock:`) or the unit says what was measured."""
    label = clean_name(passage.label)
    if Kind.METRIC in passage.names.senses(label) and not is_place(label):
        return passage.label, passage.subject
    for caption in (*reversed(passage.captions), passage.title):
        quantity = quantity_before(caption, passage.names)[0]
        if quantity:
            return quantity, passage.label
    name = default_name(parse_quantity(value)[1])
    return (name, passage.label) if name and passage.role not in DESCRIBING else (passage.label, passage.title)


def _paired(passage: Passage) -> Iterator[Fact]:
    of_metrics = any(not MEASURE.isdisjoint(tokens_of(caption)) for caption in (passage.label, *passage.captions))
    for pair in list(pairs(passage.text)):
        kind = kind_of_pair(pair.name, pair.value, passage.role, passage.names, of_metrics=of_metrics)
        yield value_fact(
            kind,
            passage.lines(pair.start, pair.end),
            "text.pair",
            _whole_name(passage, pair),
            pair.value,
            passage.subject,
            passage.path,
        )
        passage.blank(pair.start, pair.end)


def _whole_name(passage: Passage, pair: Pair) -> str:
    """A name of several words (`block size=128`), where the vocabulary knows it."""
    words = passage.block.text[max(0, pair.start - 40) : pair.start].replace("`", "").split(" ")
    if pair.name.isalpha() and len(words) > 1 and words[-1] == "":
        for count in (2, 1):
            name = " ".join([*words[-count - 1 : -1], pair.name])
            if passage.names.names_parameter(name):
                return name
    return pair.name


def _flagged(passage: Passage) -> Iterator[Fact]:
    for flag in list(flags(passage.text)):
        lines = passage.lines(flag.start, flag.end)
        yield value_fact(Kind.PARAMETER, lines, "text.flag", flag.name, flag.value, passage.subject, passage.path)
        passage.blank(flag.start, flag.end)


def _in_words(passage: Passage, *, describing: bool) -> Iterator[Fact]:
    if not describing and not isinstance(passage.block, ListItem):
        return
    text = passage.text[passage.body :]
    for phrase in setting_phrases(text, passage.names, describing=describing):
        start, end = phrase.start + passage.body, phrase.end + passage.body
        yield value_fact(phrase.kind, passage.lines(start, end), "text.phrase", phrase.name, phrase.value, "", passage.path)
        passage.blank(start, end)


def _measured(passage: Passage) -> Iterator[Fact]:
    hint = _hint(passage)
    for one in measured(passage.text, hint, passage.names):
        subject = (
            ", ".join(part for part in (passage.subject, one.whose) if part)
            if one.whose in ("before", "after")
            else one.whose
        )
        yield value_fact(
            Kind.METRIC,
            passage.lines(one.start, one.end),
            "text.measured",
            one.name,
            one.value,
            subject or passage.subject,
            passage.path,
        )


def _hint(passage: Passage) -> str:
    for caption in (passage.label, *reversed(passage.captions)):
        name = clean_name(caption)
        if name and Kind.METRIC in passage.names.senses(name):
            return name
    return ""
