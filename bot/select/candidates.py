"""The list of candidates: its order, and choosing from it by number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.model.report import Report
from bot.model.selection import Candidate, Outcome, Selection

_NUMBERS = re.compile(r"[\s,;#.&]*\d{1,4}(?:(?:[\s,;#.&]|and\b)+\d{1,4})*[\s,;#.&]*", re.I)
_NUMBER = re.compile(r"\d+")


def candidate(report: Report, score: float) -> Candidate:
    """Return a report as a candidate with a score of 0 to 1."""
    return Candidate(report.path, report.title, report.date, round(score, 3))


def all_candidates(reports: Iterable[Report], score: float = 0.0) -> tuple[Candidate, ...]:
    """Return every report: newest first, those of one day and those without a date by path. Numbers refer to this order."""
    by_path = sorted(reports, key=lambda report: report.path)
    return tuple(candidate(report, score) for report in sorted(by_path, key=lambda report: report.date, reverse=True))


def is_numbers(words: str) -> bool:
    """Say whether words are nothing but numbers of a list: `2`, `1 3`, `#1, #3`, `1 and 3`."""
    return bool(_NUMBERS.fullmatch(words))


def pick(candidates: Sequence[Candidate], words: str) -> Selection:
    """Return the candidates that numbers (from 1) choose, in the order of the list.

    To answer a list that some earlier words led to, select with those words again and pick from that selection's
    candidates: the same words in the same repository give the same order.
    """
    numbers = {int(match[0]) for match in _NUMBER.finditer(words)}
    if missing := sorted(number for number in numbers if not 1 <= number <= len(candidates)):
        reason = f"there is no candidate {missing[0]}: the list has {len(candidates)}"
        return Selection(Outcome.NONE, candidates=tuple(candidates), reason=reason)
    return Selection(Outcome.SELECTED, tuple((candidates[number - 1])._replace(score=1.0) for number in sorted(numbers)))
