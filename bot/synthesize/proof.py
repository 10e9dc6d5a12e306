"""Measured results that show a failure: what was measured on the same run or quantity that the failure speaks of."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence

from bot.model.draft import Statement
from bot.synthesize.evidence import Unit
from bot.synthesize.findings import merged
from bot.synthesize.measurements import Measured, measured, results_only
from bot.synthesize.numbers import difference, numbers, stands_in
from bot.synthesize.result_tables import compared_runs
from bot.synthesize.statements import is_whole, tidy
from bot.synthesize.words import stem, terms

_CONCEPTS = (
    "speed slow slower fast faster throughput tps latency elapsed runtime wall clock time duration tokens bandwidth tflops",
    "memory vram oom ram rss allocation allocated reserved peak footprint",
    "accuracy quality score eval acc f1 bleu rouge reward win downstream",
    "parity loss diff difference mismatch divergence drift exact match identical deviation error",
)
_FAMILIES = tuple(frozenset(stem(word) for word in words.split()) for words in _CONCEPTS)
_SIGNED = re.compile(r"\W*[-+−–]\s?\d")
_ASIDE = re.compile(r"\s*\([^()]*\)")
_LEAST = 2
_MOST = 3
_LONGEST_LABEL = 100


def proof(unit: Unit, text: str) -> Statement | None:
    """Return up to three results that share words with `text` and measure what it speaks of, None where none does.

    Of two runs that were measured alike both values are told; a value that nothing can be compared with tells nothing.
    """
    wanted = terms(text).keys()
    families = [family for family in _FAMILIES if family & wanted]
    if not families:
        return None
    found = [each for each in measured(unit) if not each.is_series and _label(each)]
    pairs = _pairs(found)
    telling = [each for each in found if each.is_change or each.number is None or id(each) in pairs]
    scored = [(_score(each, wanted, families), each) for each in telling]
    best, first = max(scored, key=lambda each: each[0], default=(0, None))
    if first is None or best < _LEAST:
        return None
    near = (best - 1, best - 2)  # a result of the same run counts where it is hardly less close
    shown = [each for score, each in scored if score >= max(near[each.name == first.name], 1)]
    return _said(shown, pairs)


def _label(each: Measured) -> str:
    """The metric's name without an aside that tells a number of its own; empty where it tells one even so."""
    ground = "\n".join(each.unit.text_at(source.lines) for source in each.sources)
    for name in (each.metric, _ASIDE.sub("", each.metric)):
        if name and all(stands_in(number, ground) for number in numbers(name)):
            return name
    return ""


def _pairs(found: Sequence[Measured]) -> Mapping[int, Measured]:
    """The second of two runs of a place, by the identity of the first one's measurement of the same metric."""
    pairs: dict[int, Measured] = {}
    for place in dict.fromkeys(each.place for each in found):
        members = results_only(each for each in found if each.place == place and not each.is_section)
        runs = compared_runs(members)
        for first in members if len(runs) == 2 else ():
            same = (each for each in members if each.run == runs[1] and each.metric == first.metric)
            second = next(same, None)
            if first.run == runs[0] and second:
                pairs[id(first)] = second
    return pairs


def _score(each: Measured, wanted: Container[str], families: Sequence[frozenset[str]]) -> int:
    """Words in common with the failure, none where the metric is of another kind; a change counts one more."""
    metric = terms(each.metric).keys()
    if not any(family & metric for family in families):
        return 0
    above = " ".join(label.text for label in each.unit.labels_of(each.lines) if len(label.text) <= _LONGEST_LABEL)
    named = terms(f"{above} {each.run}").keys()
    shared = sum(word in wanted for word in named | metric)
    return shared + each.is_change if any(word in wanted for word in named) else 0


def _said(found: Sequence[Measured], pairs: Mapping[int, Measured]) -> Statement:
    shown = list({each.metric: each for each in reversed(found)}.values())[::-1][:_MOST]
    sources = [source for each in shown for source in each.sources]
    sources += [source for each in shown if id(each) in pairs for source in pairs[id(each)].sources]
    return Statement(", ".join(_value(each, pairs) for each in shown), merged((), sources))


def _value(each: Measured, pairs: Mapping[int, Measured]) -> str:
    if each.is_change and not _SIGNED.match(each.value):
        told = tidy(each.unit.text_at(each.lines)).rstrip(".")
        if each.value in told and len(told) <= _LONGEST_LABEL and is_whole(told):
            return told
    if each.number is None and id(each) not in pairs:
        return f"{_label(each)}: {each.value}"
    if id(each) not in pairs:
        return f"{_label(each)} {each.value}"
    other = pairs[id(each)]
    change = difference(each.value, other.value)
    return f"{_label(each)} {each.value} ({each.run}) against {other.value} ({other.run})" + (
        f", {change}" if change else ""
    )
