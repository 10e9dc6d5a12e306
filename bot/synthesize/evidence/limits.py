"""How much of one report is learnt from: what it tells is compared with all else that it tells, which must have an end."""

from __future__ import annotations

from collections import Counter

from bot.model.fact import Kind, ReportFacts

MOST_TOLD = 150
"""Statements of one kind in a report; whoever writes for readers stays far below."""

MOST_MEASURED = 4_000
"""Metrics, or settings, in a report."""

_MEASURED = (Kind.METRIC, Kind.PARAMETER)


def within_limits(facts: ReportFacts) -> tuple[ReportFacts, int]:
    """Return the facts before the line on which there are too many of a kind, and that line; 0 where all are kept.

    Facts come in the order of their lines.
    """
    seen: Counter[Kind] = Counter()
    for place, fact in enumerate(facts.facts):
        seen[fact.kind] += 1
        if seen[fact.kind] > (MOST_MEASURED if fact.kind in _MEASURED else MOST_TOLD):
            return facts._replace(facts=facts.facts[:place]), fact.lines[0]
    return facts, 0
