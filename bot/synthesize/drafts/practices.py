"""Recommended practice: decisions, rules and fixes of the evidence as concrete steps."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.model.draft import Statement
from bot.model.fact import Kind
from bot.synthesize.evidence.advice import advice
from bot.synthesize.evidence.changes_made import announces_changes, lasting_changes, tells_how_it_is_now
from bot.synthesize.evidence.findings import without_repeats
from bot.synthesize.evidence.requirements import requirements
from bot.synthesize.evidence.statements import capital, finish, is_whole, statement, tidy, uncapital
from bot.synthesize.evidence.units import Unit
from bot.synthesize.problems.problem import Problem
from bot.synthesize.problems.solved import problems, within
from bot.synthesize.results.conclusions import conclusions
from bot.synthesize.wording.phrases import (
    forbidden,
    is_housekeeping,
    is_negative,
    opens_with_advice,
    opens_with_instruction,
    to_do,
)

_MOST_STEPS = 8
_MOST_CONDITIONS = 3
_LONGEST_FIX = 220
_ENOUGH_ADVICE = 3
_NO_STEP = re.compile(
    r"(?:the )?(?:next|future|follow-?up)\b"  # a plan
    r"|only (?:the |an? )?[^.;:]{3,80} (?:changes|differs|varies|is varied|was varied|changed|differed)[.]?$",  # the design
    re.I,
)
_CAPTION = re.compile(r"\b(?:settings|configuration|config|code|set-?up|snippet|example)$", re.I)
_DONE = re.compile(
    r"(?:added|implemented|executed|ran|re-?ran|benchmarked|measured|validated|verified|completed|captured|documented"
    r"|created|launched|tested|compared|confirmed|updated|extended|fixed|refactored|recorded|started|merged)\b",
    re.I,
)
_EFFECT = re.compile(r"(?:this )?(?:prevents|avoids|allows|lets|keeps|makes|ensures|enables|preserves)\b", re.I)


def practices(units: Sequence[Unit]) -> tuple[Statement, ...]:
    """Return what to do, in the order of the evidence.

    Where it gives little advice, the fixes of its problems follow, which stand beside the failures anyway, and its changes.
    """
    advice = [said for unit in units for said in _advice(unit)]
    advice = advice or [said for said in conclusions(units, ()) if opens_with_advice(said.text)]
    done: list[Statement] = []
    if len(advice) < _ENOUGH_ADVICE:
        done += [step for unit in units for step in _fixes(unit)]
        done += [step for unit in units for step in _changes(unit)]
    return without_repeats((*advice, *done))[:_MOST_STEPS]


def _advice(unit: Unit) -> list[Statement]:
    met = problems(unit)
    told = (each for each in advice(unit) if not each.forbids and _is_step(each.statement.text))
    said = [each.statement for each in told if not within(each.lines, met)]
    numbered = (step for step in requirements(unit) if not (step.code and _CAPTION.search(step.text)))
    return [*said, *(Statement(finish(step.text), (unit.source(step.lines),)) for step in numbered)]


def _is_step(text: str) -> bool:
    return not _NO_STEP.match(text) and not is_housekeeping(text)


def _changes(unit: Unit) -> list[Statement]:
    """What the evidence changed, where it gives little advice: whoever does the work again has to know it."""
    found, met = {fact.lines for fact in unit.of(Kind.FINDING, Kind.SUCCESS)}, problems(unit)
    changes = (item for item in lasting_changes(unit) if item.lines not in found and not within(item.lines, met))
    told = (statement(unit, to_do(item.text), item.lines) for item in changes)
    return [said._replace(text=step) for said in told if said and (step := _as_step(said.text))]


def _as_step(text: str) -> str:
    """A change as a step, without the label that only announces it; empty where it tells what somebody did or wrote."""
    label, colon, rest = text.partition(": ")
    announced = announces_changes(label) and opens_with_instruction(rest)
    if colon and (announced or (_DONE.match(label) and tells_how_it_is_now(rest))):
        return capital(rest)
    return "" if _DONE.match(text) else text


def _fixes(unit: Unit) -> list[Statement]:
    return [step for problem in problems(unit) if problem.fix for step in _steps(problem)]


def _steps(problem: Problem) -> list[Statement]:
    """The fix of a problem as one step where it is short, else its parts; the first names the problem."""
    parts = [problem.fix] if len(problem.fix) <= _LONGEST_FIX else problem.fix.split("; ")
    told = [part for part in parts if len(part) <= _LONGEST_FIX and is_whole(f"x {part}") and not _EFFECT.match(part)]
    named = [f"{problem.pattern}: {uncapital(part)}" for part in told[:1]]
    return [Statement(finish(part), problem.sources) for part in (*named, *told[1:])]


def conditions_against(units: Sequence[Unit]) -> tuple[Statement, ...]:
    """Return when not to apply what was learned, from what the evidence forbids (`Do not use X as evidence`)."""
    found = []
    for unit in units:
        for fact in unit.of(Kind.PRACTICE):
            text = tidy(fact.text).partition("; ")[0]
            if is_negative(text) and is_whole(text) and len(text) <= 200:
                found.append(Statement(f"the plan rests on {uncapital(forbidden(text))}", (unit.source(fact.lines),)))
    return without_repeats(found)[:_MOST_CONDITIONS]
