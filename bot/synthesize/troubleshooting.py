"""New entries of the troubleshooting guide: error patterns that it does not hold yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.model.draft import FailureRow, TroubleshootingDraft
from bot.model.repository import Document
from bot.synthesize.evidence import Unit
from bot.synthesize.failures import failure_rows
from bot.synthesize.problem import Problem
from bot.synthesize.problems import problems
from bot.synthesize.words import Rarity, overlap, terms

_SYMPTOM = re.compile(
    r"\b(?:fail(?:s|ed|ing|ure)?|errors?|crash\w*|oom|out of memory|time(?:s|d)? ?-?outs?|hang\w*|hung|stall\w*"
    r"|dead ?lock\w*|mismatch\w*|diverge\w*|drift\w*|nan|corrupt\w*|wrong|invalid|missing|unsupported|slow(?:er|s|down)?"
    r"|not (?:found|reached|supported)|leak\w*|did not (?:converge|start|load|match|finish|complete)|cannot|can't|killed"
    r"|aborted|spik\w*)\b|失败|错误|오류|실패|lỗi",
    re.I,
)
_COMPLETE = 3
_SAME_THING = 2
_KNOWN = 0.6
_REPEATS = 0.4
_FEWEST_WORDS = 3
_MOST_FROM_FAILURES = 2
_LONGEST_PATTERN = 110


def troubleshooting(
    units: Sequence[Unit], guide: Document | None, rarity: Rarity, domain: str, today: str
) -> tuple[TroubleshootingDraft, ...]:
    """Return one entry for each problem that the guide does not hold.

    Beside the problems that the evidence names, a failure whose cause and remedy it tells is one, two a report at most.
    """
    known = [frozenset(terms(line)) for line in guide.text.splitlines()] if guide else []
    drafts: list[TroubleshootingDraft] = []
    for unit in units:
        named = problems(unit)
        for problem in (*named, *_failures(unit, rarity)):
            repeats = problem not in named and any(
                overlap(terms(problem.text), terms(each.text)) >= _REPEATS for each in named
            )
            if not repeats and not _is_known(problem, known):
                drafts.append(_draft(problem, domain, unit.facts.date or today))
                known.append(frozenset(terms(problem.text)))
    return tuple(drafts)


def _draft(problem: Problem, domain: str, added: str) -> TroubleshootingDraft:
    return TroubleshootingDraft(
        problem.pattern, problem.symptom, problem.cause, problem.fix, domain, added, problem.sources
    )


def _failures(unit: Unit, rarity: Rarity) -> list[Problem]:
    """Failures that a person would look up, the best told ones first."""
    rows = [row for row in failure_rows([unit], rarity) if row.lesson and len(row.what) <= _LONGEST_PATTERN]
    told = sorted(rows, key=lambda row: -_completeness(row))
    return [_problem(row) for row in told[:_MOST_FROM_FAILURES] if _completeness(row) >= _COMPLETE]


def _completeness(row: FailureRow) -> int:
    """How well a failure is told: by something to see, by a cause, and by a remedy that speaks of the same thing."""
    shared = len(terms(row.what).keys() & terms(row.lesson).keys())
    return 2 * bool(_SYMPTOM.search(row.what)) + bool(row.why) + (shared >= _SAME_THING)


def _problem(row: FailureRow) -> Problem:
    return Problem(row.what, row.what, row.why, row.lesson, row.sources, row.sources[0].lines)


def _is_known(problem: Problem, known: Iterable[frozenset[str]]) -> bool:
    """Whether the guide has the symptom or the cause: nearly all of its words stand in one entry."""
    for text in (problem.symptom, problem.cause):
        words = terms(text).keys()
        if len(words) >= _FEWEST_WORDS and any(len(words & line) >= _KNOWN * len(words) for line in known):
            return True
    return False
