"""How much of one report is learnt from: what it tells is compared with all else that it tells, which must have an end."""

from __future__ import annotations

from collections import Counter

from bot.model.fact import Fact, Kind, ReportFacts

MOST_TOLD = 150
"""Statements of one kind in a report; whoever writes for readers stays far below."""

MOST_MEASURED = 4_000
"""Metrics, or settings, in a report."""

TOO_MANY = "the report tells more of one kind than can be compared: split it, what follows is not learned from"

_MEASURED = (Kind.METRIC, Kind.PARAMETER)


def within_limits(facts: ReportFacts) -> tuple[ReportFacts, int]:
    """Return the facts without those that are too many of their kind, and the line of the first of these, 0 for none."""
    seen: Counter[Kind] = Counter()
    kept: list[Fact] = []
    line = 0
    for fact in facts.facts:
        seen[fact.kind] += 1
        if seen[fact.kind] <= (MOST_MEASURED if fact.kind in _MEASURED else MOST_TOLD):
            kept.append(fact)
        else:
            line = line or fact.lines[0]
    return (facts._replace(facts=tuple(kept)), line) if line else (facts, 0)
