"""The problem that a whole report diagnoses: what was wrong, what was found to be the cause, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.model.fact import Fact, Kind
from bot.synthesize.evidence import Unit
from bot.synthesize.findings import fact_statement, merged
from bot.synthesize.objective import objective
from bot.synthesize.phrases import is_negative
from bot.synthesize.problem import Problem, cell
from bot.synthesize.statements import capital, tidy

_DIAGNOSES = re.compile(
    r"\b(?:diagnos\w*|root cause\w*|regression|bottleneck|debug\w*|post-?mortem|investigation|incident)\b", re.I
)
_EXPLAINS = re.compile(r"^(?:explain|find out|understand|investigate|diagnose|determine)\s+why\s+", re.I)
_ROOT_CAUSE = re.compile(r"root cause|cause|diagnosis|explanation|原因", re.I)
_LONGEST_CELL = 420
_MOST = 2


def diagnosed(unit: Unit) -> Problem | None:
    """Return the problem of a report that is a diagnosis by its title or objective, None where it tells no cause or remedy."""
    aim = objective(unit)
    if not _DIAGNOSES.search(unit.title) and not (aim and _EXPLAINS.match(aim.text)):
        return None
    failures = unit.of(Kind.FAILURE)
    told = (
        tidy(_EXPLAINS.sub("", aim.text))
        if aim and _EXPLAINS.match(aim.text)
        else tidy(failures[0].text)
        if failures
        else ""
    )
    symptom = cell(told)
    causes = _causes(unit)
    remedies = [fact for fact in unit.of(Kind.PRACTICE) if not is_negative(tidy(fact.text))] or list(unit.of(Kind.SUCCESS))
    cause, used = _joined(unit, causes)
    fix, fixed = _joined(unit, remedies[:_MOST])
    if not symptom or not cause or not fix:
        return None
    start = aim.sources if aim and _EXPLAINS.match(aim.text) else (unit.source(failures[0].lines),)
    sources = merged(start, [unit.source(fact.lines) for fact in (*used, *fixed)])
    return Problem(_named(unit, symptom), symptom, cause, fix, sources, start[0].lines)


def _causes(unit: Unit) -> list[Fact]:
    """Findings below a heading that names causes, else the first findings."""
    found = [fact for fact in unit.of(Kind.FINDING, Kind.FAILURE) if _ROOT_CAUSE.search(fact.section.rpartition(" > ")[2])]
    return found[:_MOST] or list(unit.of(Kind.FINDING))[:_MOST]


def _joined(unit: Unit, facts: Sequence[Fact]) -> tuple[str, list[Fact]]:
    text = ""
    used: list[Fact] = []
    for fact in facts:
        said = fact_statement(unit, fact)
        joined = f"{text} {said.text}".strip() if said else ""
        if said and len(joined) <= _LONGEST_CELL:
            text, used = joined, [*used, fact]
    return text.rstrip("."), used


def _named(unit: Unit, symptom: str) -> str:
    return symptom if len(symptom) <= 110 else capital(unit.short)
