"""What new evidence adds to an existing skill: rows, failure modes and steps that it does not hold yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from bot.model.draft import Contradiction, FailureRow, ResultTable, SkillUpdate, Statement, Superseded
from bot.model.repository import Skill
from bot.synthesize.decisions.ownership import Bond, Neighbourhood, Tie
from bot.synthesize.drafts.practices import practices
from bot.synthesize.evidence.measurements import Measured, measured
from bot.synthesize.evidence.units import Unit
from bot.synthesize.problems.failures import failure_rows
from bot.synthesize.results.table import results
from bot.synthesize.wording.comparing import terms
from bot.synthesize.wording.numbers import numbers, stands_in

_MOST_ROWS = {Bond.OWNS: 20, Bond.TOUCHES: 10, Bond.GOVERNS: 0}
_MOST_FAILURES = {Bond.OWNS: 8, Bond.TOUCHES: 3, Bond.GOVERNS: 2}
_MOST_STEPS = {Bond.OWNS: 5, Bond.TOUCHES: 2, Bond.GOVERNS: 2}
_KNOWN = 0.7


def skill_updates(
    ties: Iterable[Tie], near: Neighbourhood, clashes: Sequence[Contradiction], today: str
) -> tuple[SkillUpdate, ...]:
    """Return one update for each tied skill that the evidence adds something to, the closest ties first."""
    by_skill: dict[str, list[Tie]] = {}
    for tie in ties:
        by_skill.setdefault(tie.skill.name, []).append(tie)
    found = [_update(members, near, clashes, today) for members in by_skill.values()]
    return tuple(update for update in found if update.results or update.practice or update.failures or update.superseded)


def _update(ties: Sequence[Tie], near: Neighbourhood, clashes: Sequence[Contradiction], today: str) -> SkillUpdate:
    skill = ties[0].skill
    tie = max(ties, key=lambda each: (not near.is_told(skill, each.unit), each.score))
    bond = tie.bond
    units = tuple({id(each.unit): each.unit for each in ties}.values())
    new, _ = _new_and_told(skill, units, near)
    return SkillUpdate(
        skill=skill,
        reason=tie.reason,
        updated=today,
        results=_new_rows(results(new, _MOST_ROWS[bond], _part_of(skill, new, bond, near)), skill.text),
        practice=_steps(skill, new, bond, near),
        failures=_failures(skill, units, bond, near),
        reports=tuple(dict.fromkeys(unit.path for unit in units if bond is Bond.OWNS and unit.path not in skill.text)),
        superseded=_superseded(skill.path, clashes),
    )


def _new_and_told(skill: Skill, units: Sequence[Unit], near: Neighbourhood) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
    """The units of which the skill says nothing yet, and those of which it tells."""
    new = tuple(unit for unit in units if not near.is_told(skill, unit))
    return new, tuple(unit for unit in units if near.is_told(skill, unit))


def _part_of(skill: Skill, units: Sequence[Unit], bond: Bond, near: Neighbourhood) -> Callable[[Measured], bool]:
    """Which results belong to a skill: all of a report that it owns, else those of the runs that its title names best."""
    if bond is Bond.OWNS:
        return lambda each: True
    title = near.subject_words(skill)

    def named(each: Measured) -> int:
        return len(terms(f"{each.place} {each.run}").keys() & title)

    best = max((named(each) for unit in units for each in measured(unit)), default=0)
    return lambda each: named(each) == best


def _steps(skill: Skill, units: Sequence[Unit], bond: Bond, near: Neighbourhood) -> tuple[Statement, ...]:
    lines = _lines(skill)
    steps = [step for step in practices(units) if _belongs(step.text, skill, bond, near)][: _MOST_STEPS[bond]]
    # What is known goes after the cut: else the next ones would follow each time that the plan is made again.
    return tuple(step for step in steps if not _is_known(step.text, lines))


def _failures(skill: Skill, units: Sequence[Unit], bond: Bond, near: Neighbourhood) -> tuple[FailureRow, ...]:
    lines = _lines(skill)
    new, told = _new_and_told(skill, units, near)
    rows = (row for row in failure_rows(new, near.rarity) if bond is not Bond.TOUCHES or row.why or row.lesson)
    missing = (row for row in failure_rows(told, near.rarity) if row.why and row.lesson)
    fitting = [row for row in (*rows, *missing) if _belongs(f"{row.what} {row.why} {row.lesson}", skill, bond, near)]
    return tuple(row for row in fitting[: _MOST_FAILURES[bond]] if not _is_known(f"{row.what} {row.lesson}", lines))


def _belongs(text: str, skill: Skill, bond: Bond, near: Neighbourhood) -> bool:
    """Whether a statement belongs into a skill: what merely touches it has to speak of its subject."""
    return bond is not Bond.TOUCHES or bool(terms(text).keys() & near.subject_words(skill))


def _new_rows(tables: Iterable[ResultTable], text: str) -> tuple[ResultTable, ...]:
    """The rows with a number that the skill does not hold yet."""
    kept = []
    for table in tables:
        rows = tuple(row for row in table.rows if any(_is_new(cell, text) for cell in row.cells))
        if rows:
            kept.append(ResultTable(table.caption, table.header, rows))
    return tuple(kept)


def _is_new(cell: str, text: str) -> bool:
    return any(not stands_in(number, text) for number in numbers(cell))


def _lines(skill: Skill) -> list[frozenset[str]]:
    return [frozenset(terms(line)) for line in skill.text.splitlines()]


def _is_known(text: str, lines: Iterable[frozenset[str]]) -> bool:
    words = terms(text).keys()
    return any(line and len(words & line) >= _KNOWN * len(words) for line in lines) if words else True


def _superseded(path: str, clashes: Iterable[Contradiction]) -> tuple[Superseded, ...]:
    places = ((each, place) for each in clashes for place in each.old.sources)
    return tuple(Superseded(place.lines[0], each.new) for each, place in places if place.path == path)
