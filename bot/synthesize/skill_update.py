"""What new evidence adds to an existing skill: rows, failure modes and steps that it does not hold yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.model.draft import Contradiction, ResultTable, SkillUpdate, Superseded
from bot.synthesize.failures import failure_rows
from bot.synthesize.numbers import numbers, stands_in
from bot.synthesize.ownership import Bond, Neighbourhood, Tie
from bot.synthesize.practices import practices
from bot.synthesize.results import results
from bot.synthesize.subjects import skill_subject
from bot.synthesize.words import terms

_MOST_ROWS = {Bond.OWNS: 20, Bond.TOUCHES: 6}
_MOST_FAILURES = {Bond.OWNS: 6, Bond.TOUCHES: 2}
_MOST_STEPS = {Bond.OWNS: 5, Bond.TOUCHES: 2}
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
    tie = max(ties, key=lambda each: each.score)
    units = tuple(each.unit for each in ties)
    skill, bond = tie.skill, tie.bond
    lines = [frozenset(terms(line)) for line in skill.text.splitlines()]
    title = skill_subject(skill).title_words
    failures = [row for row in failure_rows(units, near.rarity) if not _is_known(f"{row.what} {row.lesson}", lines)]
    steps = [step for step in practices(units) if not _is_known(step.text, lines)]
    if bond is Bond.TOUCHES:
        failures = [row for row in failures if terms(f"{row.what} {row.why} {row.lesson}").keys() & title]
        steps = [step for step in steps if terms(step.text).keys() & title]
    return SkillUpdate(
        skill=skill,
        reason=tie.reason,
        updated=max((unit.facts.date for unit in units), default="") or today,
        results=_new_rows(results(units, _MOST_ROWS[bond]), skill.text),
        practice=tuple(steps[: _MOST_STEPS[bond]]),
        failures=tuple(failures[: _MOST_FAILURES[bond]]),
        reports=tuple(dict.fromkeys(unit.path for unit in units if unit.path not in skill.text)),
        superseded=_superseded(skill.path, clashes),
    )


def _new_rows(tables: Iterable[ResultTable], text: str) -> tuple[ResultTable, ...]:
    """The rows with a number that the skill does not hold yet."""
    kept = []
    for table in tables:
        rows = tuple(
            row for row in table.rows if any(not stands_in(number, text) for cell in row.cells for number in numbers(cell))
        )
        if rows:
            kept.append(ResultTable(table.caption, table.header, rows))
    return tuple(kept)


def _is_known(text: str, lines: Iterable[frozenset[str]]) -> bool:
    words = terms(text).keys()
    return any(line and len(words & line) >= _KNOWN * len(words) for line in lines) if words else True


def _superseded(path: str, clashes: Iterable[Contradiction]) -> tuple[Superseded, ...]:
    return tuple(
        Superseded(place.lines[0], each.new) for each in clashes for place in each.old.sources if place.path == path
    )
