"""Which pieces of the evidence belong to one subject, and whether an existing skill owns it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

from bot.model.fact import Kind
from bot.synthesize.decisions.ownership import Bond, Neighbourhood, Tie
from bot.synthesize.evidence.units import Unit
from bot.synthesize.problems.solved import problems

_ONE_FAMILY = 0.25
_CLOSE_FAMILY = 0.3
_ONE_SUBJECT = 0.15
_HARDLY_ALIKE = 0.05
_HARDLY_NEW = 1.25
_SUBSTANCE = 3
_SOLVED = 2
_MOST_TOUCHED = 2
_MOST_GOVERNED = 1

Ties: TypeAlias = Mapping[int, tuple[Tie, ...]]


class Decision(NamedTuple):
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
    fresh = [unit for unit in free if not _touched(ties[id(unit)])]
    are_fresh = set(fresh)
    fresh = [unit for unit in free if unit in are_fresh or _has_kin(unit, fresh, near)] or free
    governed = [tie for unit in free for tie in ties[id(unit)] if tie.bond is Bond.GOVERNS]
    touched = [tie for unit in evidence for tie in _close(ties[id(unit)])[:_MOST_TOUCHED] if tie.bond is Bond.TOUCHES]
    owning = {tie.skill.name for tie in owned.values()}
    bystanders = [tie for tie in touched if tie.skill.name not in owning]
    return Decision(_groups(fresh, ties, near, not owned), (*owned.values(), *bystanders, *governed[:_MOST_GOVERNED]))


def _has_kin(unit: Unit, others: Sequence[Unit], near: Neighbourhood) -> bool:
    return any(near.alike(unit, other) >= _CLOSE_FAMILY for other in others)


def _close(found: Sequence[Tie]) -> list[Tie]:
    """The skills that a piece of evidence is close to by its subject."""
    return [tie for tie in found if tie.bond is not Bond.GOVERNS]


def _touched(found: Sequence[Tie]) -> bool:
    return any(tie.score >= _HARDLY_NEW for tie in _close(found))


def _owned(evidence: Sequence[Unit], ties: Ties, near: Neighbourhood) -> dict[int, Tie]:
    """The pieces that an existing skill owns, and those that are of one family with an owned one."""
    owned = {id(unit): tie for unit in evidence for tie in _close(ties[id(unit)])[:1] if tie.bond is Bond.OWNS}
    heads = [unit for unit in evidence if id(unit) in owned]
    for unit in evidence:
        for head in heads if id(unit) not in owned else ():
            tie = owned[id(head)]
            closest = next((each.skill.name for each in _close(ties[id(unit)])), "")
            needed = _ONE_FAMILY if closest == tie.skill.name else _CLOSE_FAMILY
            if near.alike(unit, head) >= needed:
                owned[id(unit)] = tie._replace(unit=unit, reason=near.kinship(tie.skill, unit) or tie.reason)
                break
    return owned


def _groups(fresh: Sequence[Unit], ties: Ties, near: Neighbourhood, alone: bool) -> tuple[tuple[Unit, ...], ...]:
    """Groups of one subject; those without substance are left to the log, except the first where no skill gains a thing."""
    groups: list[list[Unit]] = []
    for unit in fresh:
        group = next((group for group in groups if any(_one_subject(unit, other, ties, near) for other in group)), None)
        if group is None:
            groups.append([unit])
        else:
            group.append(unit)
    groups = _with_their_data(groups, near)
    heavy = [group for group in groups if sum(map(substance, group)) >= _SUBSTANCE]
    return tuple(tuple(group) for group in (heavy or groups[: int(alone)]))


def _with_their_data(groups: list[list[Unit]], near: Neighbourhood) -> list[list[Unit]]:
    """The groups that teach something, each with the mere figures that are most like it or lie beside it.

    Where none teaches anything they stay as they are.
    """
    teaching = [list(group) for group in groups if any(map(_lessons, group))]
    for figures in groups if teaching else ():
        if any(map(_lessons, figures)) or not any(unit.of(Kind.METRIC) for unit in figures):
            continue
        folders = {unit.path.rpartition("/")[0] for unit in figures}

        def likeness(group: list[Unit], figures: list[Unit] = figures, folders: set[str] = folders) -> float:
            beside = any(unit.path.rpartition("/")[0] in folders for unit in group)
            return beside + max(near.alike(first, second) for first in figures for second in group)

        closest = max(teaching, key=likeness)
        if likeness(closest) >= _HARDLY_ALIKE:
            closest.extend(figures)
    return teaching or groups


def _one_subject(first: Unit, second: Unit, ties: Ties, near: Neighbourhood) -> bool:
    left, right = (_close(ties[id(unit)])[:1] for unit in (first, second))
    one_skill = bool(left and right) and left[0].skill.name == right[0].skill.name
    return one_skill or near.alike(first, second) >= _ONE_SUBJECT


def substance(unit: Unit) -> int:
    """How much a skill could take from a piece of evidence: results and lessons, three of each at most, and a fix."""
    solved = any(problem.fix for problem in problems(unit))
    return min(len(unit.of(Kind.METRIC)), 3) + min(_lessons(unit), 3) + _SOLVED * solved


def _lessons(unit: Unit) -> int:
    return len(unit.of(Kind.PRACTICE, Kind.FINDING, Kind.FAILURE, Kind.ERROR))
