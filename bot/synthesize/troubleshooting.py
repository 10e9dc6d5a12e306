"""New entries of the troubleshooting guide: error patterns that it does not hold yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.model.draft import FailureRow, TroubleshootingDraft
from bot.model.fact import Kind
from bot.model.repository import Document
from bot.synthesize.evidence import Unit
from bot.synthesize.failures import failure_rows
from bot.synthesize.findings import fact_statement, merged
from bot.synthesize.problem import SYMPTOM, Problem
from bot.synthesize.problems import problems
from bot.synthesize.words import Rarity, identifiers, overlap, terms

_COMPLETE = 3
_SAME_THING = 2
_KNOWN = 0.6
_REPEATS = 0.4
_FEWEST_WORDS = 3
_MOST_FROM_FAILURES = 2
_LONGEST_PATTERN = 110
_LONGEST_FIX = 200


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
        for found in (*named, *_failures(unit, rarity)):
            problem = _completed(found, unit, units)
            repeats = found not in named and any(
                overlap(terms(found.text), terms(each.text)) >= _REPEATS for each in named
            )
            seen = SYMPTOM.search(f"{problem.pattern} {problem.symptom} {problem.cause}")
            if seen and not repeats and not _is_known(problem, known):
                drafts.append(_draft(problem, domain, unit.facts.date or today))
                known.append(frozenset(terms(problem.text)))
    return tuple(drafts)


def _completed(problem: Problem, unit: Unit, units: Sequence[Unit]) -> Problem:
    """A problem with a short fix and what other reports advise on a setting that its cause or fix names."""
    settings = identifiers(f"{problem.cause} {problem.fix}")
    for other in units:
        for fact in other.of(Kind.PRACTICE) if settings and other is not unit else ():
            said = fact_statement(other, fact) if settings & identifiers(fact.text) else None
            fix = f"{problem.fix}. {said.text}" if said and problem.fix else said.text if said else ""
            if said and len(fix) <= _LONGEST_FIX:
                return replace(problem, fix=fix.rstrip("."), sources=merged(problem.sources, said.sources))
    return problem


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
    return 2 * bool(SYMPTOM.search(row.what)) + bool(row.why) + (shared >= _SAME_THING)


def _problem(row: FailureRow) -> Problem:
    return Problem(row.what, row.what, row.why, row.lesson, row.sources, row.sources[0].lines)


def _is_known(problem: Problem, known: Iterable[frozenset[str]]) -> bool:
    """Whether the guide has the symptom or the cause: nearly all of its words stand in one entry."""
    for text in (problem.symptom, problem.cause):
        words = terms(text).keys()
        if len(words) >= _FEWEST_WORDS and any(len(words & line) >= _KNOWN * len(words) for line in known):
            return True
    return False
