"""New entries of the troubleshooting guide: error patterns that it does not hold yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.model.draft import FailureRow, TroubleshootingDraft
from bot.model.fact import Kind
from bot.model.repository import Document
from bot.synthesize.evidence.findings import fact_statement, merged
from bot.synthesize.evidence.statements import capital, uncapital
from bot.synthesize.evidence.units import Unit
from bot.synthesize.problems.failures import failure_rows
from bot.synthesize.problems.problem import DISAPPOINTS, SYMPTOM, Problem, pattern_name, short_name
from bot.synthesize.problems.solved import named_problems, problems
from bot.synthesize.wording.comparing import Rarity, identifiers, overlap, terms
from bot.synthesize.wording.phrases import instructs

_COMPLETE = 3
_SAME_THING = 2
_KNOWN = 0.7
_REPEATS = 0.4
_FEWEST_WORDS = 3
_MOST_TITLE_WORDS = 8
_POINTS = re.compile(r"\b(?:this|these|that) (?!is\b|was\b)\w+", re.I)
_MOST_FROM_FAILURES = 2
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
        named, errors = problems(unit), named_problems(unit)
        for found in (*named, *_failures(unit, rarity, named)):
            problem = _completed(found, unit, units)
            told = found in errors or SYMPTOM.search(f"{problem.pattern} {problem.symptom} {problem.cause}")
            if told and not _is_known(problem, known):
                drafts.append(_draft(problem, domain, today))
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
        pattern_name(problem.pattern), problem.symptom, problem.cause, problem.fix, domain, added, problem.sources
    )


def _failures(unit: Unit, rarity: Rarity, named: Sequence[Problem]) -> list[Problem]:
    """Failures that a person would look up and that no named problem tells, the best told ones first."""
    rows = [row for row in failure_rows([unit], rarity) if instructs(row.lesson) and _completeness(row) >= _COMPLETE]
    told = (_problem(row, unit) for row in sorted(rows, key=lambda row: -_completeness(row)))
    fresh = [problem for problem in told if problem and not any(_repeats(problem, each) for each in named)]
    return fresh[:_MOST_FROM_FAILURES]


def _repeats(problem: Problem, other: Problem) -> bool:
    return overlap(terms(problem.text), terms(other.text)) >= _REPEATS


def _completeness(row: FailureRow) -> int:
    """How well a failure is told: by something to see, by a cause, and by a remedy that speaks of the same thing."""
    shared = len(terms(row.what).keys() & terms(row.lesson).keys())
    seen = row.why if _is_blamed(row) else row.what
    told = 2 * bool(SYMPTOM.search(DISAPPOINTS.sub("", seen))) or bool(DISAPPOINTS.search(seen))
    return told + bool(row.why) + (shared >= _SAME_THING)


def _is_blamed(row: FailureRow) -> bool:
    """Whether a row is a rule's: what it rules out is the cause of what its reason tells."""
    return row.what.startswith("Letting ") and bool(row.why)


def _problem(row: FailureRow, unit: Unit) -> Problem | None:
    """A failure as a problem, under its own words or those of a clause; None where they are too many."""
    name, lines = short_name(row.what), row.sources[0].lines
    symptom, cause = (row.why, row.what) if _is_blamed(row) else (row.what, row.why)
    if _POINTS.search(symptom) and len(unit.title.split()) <= _MOST_TITLE_WORDS:
        symptom = f"{capital(unit.title)}: {uncapital(symptom)}"  # the guide is read without the report
    return Problem(name, symptom, cause, row.lesson, row.sources, lines) if name else None


def _is_known(problem: Problem, known: Iterable[frozenset[str]]) -> bool:
    """Whether the guide has the symptom or the cause: nearly all of its words stand in one entry."""
    for text in (problem.symptom, problem.cause):
        words = terms(text).keys()
        if len(words) >= _FEWEST_WORDS and any(len(words & line) >= _KNOWN * len(words) for line in known):
            return True
    return False
