"""Recommended practice: decisions, rules and fixes of the evidence as concrete steps."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model.draft import Statement
from bot.model.fact import Kind
from bot.synthesize.evidence import Unit
from bot.synthesize.findings import statements, without_repeats
from bot.synthesize.phrases import forbidden, is_negative
from bot.synthesize.statements import finish, is_whole, shorten, tidy

_MOST_STEPS = 8
_MOST_CONDITIONS = 3


def practices(units: Sequence[Unit]) -> tuple[Statement, ...]:
    """Return what to do, in the order of the evidence; the fixes of its problems where they are short enough to follow."""
    advice = statements(units, Kind.PRACTICE)
    fixes = [fix for unit in units for fix in _fixes(unit)]
    return without_repeats((*advice, *fixes))[:_MOST_STEPS]


def _fixes(unit: Unit) -> list[Statement]:
    found = []
    for fact in unit.of(Kind.ERROR):
        symptom, fix = shorten(tidy(fact.symptom), 120), shorten(tidy(fact.fix), 200)
        if symptom and fix and is_whole(fix) and is_whole(f"x y {symptom}"):
            found.append(
                Statement(
                    finish(f"{symptom}: {fix[0].lower() + fix[1:] if fix[0].isupper() and fix[1:2].islower() else fix}"),
                    (unit.source(fact.lines),),
                )
            )
    return found


def conditions_against(units: Sequence[Unit]) -> tuple[Statement, ...]:
    """Return when not to apply what was learned, from what the evidence forbids (`Do not use X as evidence`)."""
    found = []
    for unit in units:
        for fact in unit.of(Kind.PRACTICE):
            text = tidy(fact.text)
            if is_negative(text) and is_whole(text) and len(text) <= 200:
                found.append(Statement(f"the plan is to {forbidden(text)}", (unit.source(fact.lines),)))
    return without_repeats(found)[:_MOST_CONDITIONS]
