"""Measured results that show a failure: what was measured on the same run or quantity that the failure speaks of."""

from __future__ import annotations

from collections.abc import Container, Sequence

from bot.model.draft import Statement
from bot.synthesize.evidence import Unit
from bot.synthesize.findings import merged
from bot.synthesize.measurements import Measured, measured
from bot.synthesize.words import stem, terms

_CONCEPTS = (
    "speed slow slower fast faster throughput tps latency elapsed runtime wall clock time duration tokens bandwidth tflops",
    "memory vram oom ram rss allocation allocated reserved peak footprint",
    "accuracy quality score eval acc f1 bleu rouge reward win downstream",
    "parity loss diff difference mismatch divergence drift exact match identical deviation error",
)
_FAMILIES = tuple(frozenset(stem(word) for word in words.split()) for words in _CONCEPTS)
_LEAST = 2
_MOST = 3
_LONGEST_LABEL = 100


def proof(unit: Unit, text: str) -> Statement | None:
    """Return up to three results that share words with `text` and measure what it speaks of, None where none does."""
    wanted = terms(text).keys()
    families = [family for family in _FAMILIES if family & wanted]
    if not families:
        return None
    scored = [(_score(each, wanted, families), each) for each in measured(unit) if not each.is_series]
    best = max((score for score, _ in scored), default=0)
    if best < _LEAST:
        return None
    return _said([each for score, each in scored if score >= max(best - 1, _LEAST)])


def _score(each: Measured, wanted: Container[str], families: Sequence[frozenset[str]]) -> int:
    """Words in common with the failure, none where the metric is of another kind; a change counts one more."""
    metric = terms(each.metric).keys()
    if not any(family & metric for family in families):
        return 0
    above = " ".join(label.text for label in each.unit.labels_of(each.lines) if len(label.text) <= _LONGEST_LABEL)
    about = terms(f"{above} {each.run} {each.metric}").keys()
    shared = sum(1 for word in about if word in wanted)
    return shared + each.is_change if shared else 0


def _said(found: Sequence[Measured]) -> Statement:
    shown = list({each.metric: each for each in reversed(found)}.values())[::-1][:_MOST]
    text = ", ".join(
        f"{each.metric} {each.value}" if each.number is not None else f"{each.metric}: {each.value}" for each in shown
    )
    sources = merged((), [each.source for each in shown])
    return Statement(text, sources)
