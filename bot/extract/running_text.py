"""Setup, parameters and metrics out of running text: labels, pairs, flags, settings in words, measured numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from bot.domains.vocabulary import tokens_of
from bot.extract.context import Context, SectionRole
from bot.extract.header_words import MEASURE
from bot.extract.labelled_values import labelled_values
from bot.extract.values.code_spans import code_span_setup
from bot.extract.values.fact import value_fact
from bot.extract.values.kinds import AHEAD, is_place, kind_of_pair
from bot.extract.values.measurements import measured
from bot.extract.values.pairs import Pair, flags, pairs
from bot.extract.values.passages import Passage, passages
from bot.extract.values.setting_changes import setting_changes
from bot.extract.values.setting_phrases import Phrase, bracketed_item, may_switch, setting_phrases, switched_item
from bot.model.fact import Fact, Kind
from bot.model.report import ListItem

_MOST_PAIRS = 200  # of one paragraph
_LEGENDS = frozenset({"legend", "abbreviations", "notation"})  # `T=time penalty` explains a letter
_LONGEST_SIZE = 2  # letters of the name of a dimension
_MOST_WORDS = 5  # of a part between commas that is a setting


def facts(context: Context) -> Iterator[Fact]:
    """Yield the values of the section's paragraphs and list items, each read by one reader after the other.

    A reader goes over all passages before the next one starts: code that stays in the processor's cache runs faster.
    """
    listed = [
        passage
        for passage in passages(context)
        if passage.role is not SectionRole.FILES and passage.label.lower() not in _LEGENDS
    ]
    found: list[list[Fact]] = [[] for _ in listed]
    for read in _READERS:
        for passage, own in zip(listed, found, strict=True):
            own.extend(read(passage))
    for own in found:
        yield from own


def _pairs(passage: Passage) -> Iterable[Fact]:
    found = pairs(passage.text, _MOST_PAIRS)
    if not found:
        return ()
    passage.describing = passage.describing or _is_list_of_settings(passage)
    return _from_pairs(passage, found)


def _changes(passage: Passage) -> Iterable[Fact]:
    return _from_changes(passage) if passage.has_digits and passage.role not in AHEAD else ()


def _code_spans(passage: Passage) -> Iterable[Fact]:
    return code_span_setup(passage) if "`" in passage.block.text or not passage.label else ()


def _labelled(passage: Passage) -> Iterable[Fact]:
    return labelled_values(passage) if passage.label else ()


def _flags(passage: Passage) -> Iterable[Fact]:
    return _from_flags(passage) if "--" in passage.text else ()


def _words(passage: Passage) -> Iterable[Fact]:
    """Settings in words: in list items, and in all of a section about settings."""
    if passage.role in AHEAD or is_place(passage.label) or not (passage.describing or type(passage.block) is ListItem):
        return ()
    worth = passage.has_digits or may_switch(passage.text, describing=passage.describing)
    return _from_words(passage) if worth else ()


def _measurements(passage: Passage) -> Iterable[Fact]:
    return _from_measurements(passage) if passage.has_digits and passage.role not in AHEAD else ()


_READERS = (_changes, _pairs, _code_spans, _labelled, _flags, _words, _measurements)
"""What reads a passage, in order: each sees what those before it have left."""


def _is_list_of_settings(passage: Passage) -> bool:
    """Whether an item with a pair in it is short parts between commas: `2 GPUs, lr=1e-4, no packing`."""
    parts = passage.text[passage.body :].split(",")
    return len(parts) > 1 and all(part.strip().count(" ") < _MOST_WORDS for part in parts)


def _from_pairs(passage: Passage, found: Sequence[Pair]) -> Iterator[Fact]:
    captions = (passage.label, *passage.captions)
    of_metrics = passage.label.lower() in ("result", "results") or any(
        not MEASURE.isdisjoint(tokens_of(caption)) for caption in captions
    )
    subject = passage.subject()
    for pair in found:
        kind = kind_of_pair(pair.name, pair.value, passage.role, passage.names, of_metrics=of_metrics)
        lines = passage.lines(pair.start, pair.end)
        for name in _names(passage, pair):
            yield value_fact(kind, lines, "text.pair", name, pair.value, subject, passage.path)
        passage.blank(pair.start, pair.end)


def _from_changes(passage: Passage) -> Iterator[Fact]:
    subject = passage.subject()
    for change in setting_changes(passage.text, passage.names):
        lines = passage.lines(change.start, change.end)
        yield value_fact(Kind.PARAMETER, lines, "text.change", change.name, change.value, subject, passage.path)
        passage.blank(change.start, change.end)


def _names(passage: Passage, pair: Pair) -> list[str]:
    """The names that are given one value: both of `actor_lr = critic_lr = 0.001`; one size (`M=N=K`) is one name."""
    names = [name.strip() for name in pair.name.split("=")]
    return names if len(names) > 1 and min(map(len, names)) > _LONGEST_SIZE else [_whole_name(passage, pair)]


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
    found = list(islice(flags(passage.text), _MOST_PAIRS))
    if len(found) == 1 and found[0].value == f"--{found[0].name}" and not passage.describing:
        return  # a sentence that speaks of a flag (`removed --custom`) sets none
    for flag in found:
        if flag.value.isalpha() and flag.value.islower() and "`" not in passage.block.text[: flag.start]:
            flag = flag._replace(value=f"--{flag.name}", end=flag.end - len(flag.value))  # `the --fused flag`
        lines = passage.lines(flag.start, flag.end)
        yield value_fact(Kind.PARAMETER, lines, "text.flag", flag.name, flag.value, passage.subject(), passage.path)
        passage.blank(flag.start, flag.end)


def _from_words(passage: Passage) -> Iterator[Fact]:
    item = _whole_item(passage) if type(passage.block) is ListItem else None
    if item is not None:
        yield value_fact(item.kind, passage.block.lines, "text.phrase", item.name, item.value, "", passage.path)
        passage.blank(item.start, item.end)
        return
    for phrase in setting_phrases(passage.text[passage.body :], passage.names, describing=passage.describing):
        start, end = phrase.start + passage.body, phrase.end + passage.body
        yield value_fact(phrase.kind, passage.lines(start, end), "text.phrase", phrase.name, phrase.value, "", passage.path)
        passage.blank(start, end)


def _whole_item(passage: Passage) -> Phrase | None:
    """The one setting that a list item is."""
    return switched_item(passage.text) or (bracketed_item(passage.text, passage.names) if passage.describing else None)


def _from_measurements(passage: Passage) -> Iterator[Fact]:
    for one in measured(passage.text, passage.hint, passage.names):
        subject = one.whose or passage.subject()
        if one.side:
            subject = f"{passage.subject()}, {one.side}".strip(", ")
        lines = passage.lines(one.start, one.end)
        is_setting = one.value[-1:].isdigit() and passage.names.senses(one.name) == (Kind.PARAMETER,)
        kind = Kind.PARAMETER if is_setting else Kind.METRIC
        yield value_fact(kind, lines, "text.measured", one.name, one.value, subject, passage.path)
