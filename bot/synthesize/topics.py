"""Which pieces of the evidence belong to one subject, and whether an existing skill owns it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.model.fact import Kind
from bot.synthesize.evidence import Unit
from bot.synthesize.ownership import Bond, Neighbourhood, Tie

_ONE_FAMILY = 0.25
_ONE_SUBJECT = 0.15
_SUBSTANCE = 3
_MOST_TOUCHED = 2


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of the evidence: `new` are groups of units, one skill each; `updates` are ties to existing skills."""

    new: tuple[tuple[Unit, ...], ...]
    updates: tuple[Tie, ...]


def decide(evidence: Sequence[Unit], near: Neighbourhood) -> Decision:
    """Decide for each piece of the evidence: it goes to the skill that owns it, else into a new skill.

    A piece that only touches existing skills updates the closest of them, and goes into a new skill unless other pieces do.
    """
    ties = {id(unit): near.ties(unit) for unit in evidence}
    owned = _owned(evidence, ties, near)
    free = [unit for unit in evidence if id(unit) not in owned]
    fresh = [unit for unit in free if not ties[id(unit)]] or free
    updates = _without_bystanders([tie for unit in evidence for tie in ties[id(unit)][:_MOST_TOUCHED]])
    return Decision(_groups(fresh, ties, near), tuple(updates))


def _owned(evidence: Sequence[Unit], ties: dict[int, tuple[Tie, ...]], near: Neighbourhood) -> set[int]:
    """The pieces that an existing skill owns, and those of the same family that the same skill is closest to."""
    owners = {
        id(unit): found[0].skill.name for unit in evidence if (found := ties[id(unit)]) and found[0].bond is Bond.OWNS
    }
    for unit in evidence:
        found = ties[id(unit)]
        family = [other for other in evidence if id(other) in owners and near.alike(unit, other) >= _ONE_FAMILY]
        if found and any(owners[id(other)] == found[0].skill.name for other in family):
            owners.setdefault(id(unit), found[0].skill.name)
    return set(owners)


def _without_bystanders(ties: Sequence[Tie]) -> list[Tie]:
    """Where a skill owns some of the evidence, what merely touches it stays out of its update."""
    owning = {tie.skill.name for tie in ties if tie.bond is Bond.OWNS}
    return [tie for tie in ties if tie.bond is Bond.OWNS or tie.skill.name not in owning]


def _groups(fresh: Sequence[Unit], ties: dict[int, tuple[Tie, ...]], near: Neighbourhood) -> tuple[tuple[Unit, ...], ...]:
    """Groups of one subject; one without substance of its own joins the group it is most like, or is left to the log."""
    groups: list[list[Unit]] = []
    for unit in fresh:
        group = next((group for group in groups if any(_one_subject(unit, other, ties, near) for other in group)), None)
        if group is None:
            groups.append([unit])
        else:
            group.append(unit)
    heavy = [group for group in groups if sum(map(substance, group)) >= _SUBSTANCE]
    return tuple(tuple(group) for group in (heavy or groups[:1]))


def _one_subject(first: Unit, second: Unit, ties: dict[int, tuple[Tie, ...]], near: Neighbourhood) -> bool:
    left, right = ties[id(first)], ties[id(second)]
    closest = bool(left and right) and left[0].skill.name == right[0].skill.name
    return closest or near.alike(first, second) >= _ONE_SUBJECT


def substance(unit: Unit) -> int:
    """How much a skill could take from a piece of evidence: measured results and lessons, at most three of each."""
    lessons = len(unit.of(Kind.PRACTICE, Kind.FINDING, Kind.FAILURE, Kind.ERROR))
    return min(len(unit.of(Kind.METRIC)), 3) + min(lessons, 3)
