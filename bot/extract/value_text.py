"""Setup, parameters and metrics out of running text: labels, pairs, flags, settings in words, measured numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from bot.domains.vocabulary import tokens_of
from bot.extract.code_spans import code_span_setup
from bot.extract.context import Context, SectionRole
from bot.extract.labelled_values import labelled_values
from bot.extract.measurements import measured
from bot.extract.pairs import Pair, flags, pairs
from bot.extract.setting_phrases import setting_phrases, switched_item
from bot.extract.table_words import MEASURE
from bot.extract.value_fact import value_fact
from bot.extract.value_kinds import AHEAD, DESCRIBING, kind_of_pair
from bot.extract.value_passages import Passage, passages
from bot.model.fact import Fact, Kind
from bot.model.report import ListItem

_MOST_PAIRS = 200  # of one paragraph
_MOST_WORDS = 5  # of a part between commas that is a setting


def facts(context: Context) -> Iterator[Fact]:
    """Yield the values of the section's paragraphs and list items. Each reader sees what those before it have left."""
    for passage in passages(context):
        if passage.role is SectionRole.FILES:
            continue
        found = pairs(passage.text, _MOST_PAIRS)
        describing = passage.role in DESCRIBING or bool(found and _is_list_of_settings(passage))
        if found:
            yield from _from_pairs(passage, found)
        if "`" in passage.block.text or not passage.label:
            yield from code_span_setup(passage)
        if passage.label:
            yield from labelled_values(passage)
        if "--" in passage.text:
            yield from _from_flags(passage)
        if passage.role not in AHEAD:
            if describing or type(passage.block) is ListItem:
                yield from _from_words(passage, describing=describing)
            if passage.has_digits:
                yield from _from_measurements(passage)


def _is_list_of_settings(passage: Passage) -> bool:
    """Whether an item with a pair in it is short parts between commas: `2 GPUs, lr=1e-4, no packing`."""
    parts = passage.text[passage.body :].split(",")
    return len(parts) > 1 and all(part.strip().count(" ") < _MOST_WORDS for part in parts)


def _from_pairs(passage: Passage, found: Sequence[Pair]) -> Iterator[Fact]:
    captions = (passage.label, *passage.captions)
    of_metrics = any(not MEASURE.isdisjoint(tokens_of(caption)) for caption in captions)
    subject = passage.subject()
    for pair in found:
        kind = kind_of_pair(pair.name, pair.value, passage.role, passage.names, of_metrics=of_metrics)
        lines = passage.lines(pair.start, pair.end)
        yield value_fact(kind, lines, "text.pair", _whole_name(passage, pair), pair.value, subject, passage.path)
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


def _from_flags(passage: Passage) -> Iterator[Fact]:
    for flag in list(islice(flags(passage.text), _MOST_PAIRS)):
        lines = passage.lines(flag.start, flag.end)
        yield value_fact(Kind.PARAMETER, lines, "text.flag", flag.name, flag.value, passage.subject(), passage.path)
        passage.blank(flag.start, flag.end)


def _from_words(passage: Passage, *, describing: bool) -> Iterator[Fact]:
    switch = switched_item(passage.text) if type(passage.block) is ListItem else None
    if switch is not None:
        yield value_fact(switch.kind, passage.block.lines, "text.phrase", switch.name, switch.value, "", passage.path)
        return
    for phrase in setting_phrases(passage.text[passage.body :], passage.names, describing=describing):
        start, end = phrase.start + passage.body, phrase.end + passage.body
        yield value_fact(phrase.kind, passage.lines(start, end), "text.phrase", phrase.name, phrase.value, "", passage.path)
        passage.blank(start, end)


def _from_measurements(passage: Passage) -> Iterator[Fact]:
    for one in measured(passage.text, passage.hint, passage.names):
        subject = one.whose or passage.subject()
        if one.side:
            subject = f"{passage.subject()}, {one.side}".strip(", ")
        lines = passage.lines(one.start, one.end)
        yield value_fact(Kind.METRIC, lines, "text.measured", one.name, one.value, subject, passage.path)
