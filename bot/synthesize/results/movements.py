"""What moved between two runs: each metric with both values, the difference, and whether that is better or worse."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.model.domain import Direction, Domain
from bot.model.draft import Source, Statement
from bot.synthesize.evidence.measurements import Measured, direction, measured, results_only
from bot.synthesize.evidence.units import Unit
from bot.synthesize.results.result_tables import compared_runs
from bot.synthesize.wording.numbers import difference, percent_change, split_value

_LEAST_CHANGE = 0.005
_MOST_PLACES = 3
_SHAPE = re.compile(r"\d[\d,]*[kK]?(?:\s?[x×*]\s?\d[\d,]*[kK]?)+")


class Movement(NamedTuple):
    """One metric of two runs of one place; `relative` is the change as a share of the first value."""

    place: str
    first: Measured
    second: Measured
    better: Direction
    relative: float

    @property
    def verdict(self) -> str:
        """`better`, `worse`, or empty where the metric has no direction."""
        if self.better is Direction.UNKNOWN or not self.relative:
            return ""
        return "better" if (self.relative < 0) == (self.better is Direction.LOWER) else "worse"


def movements(units: Sequence[Unit], domain: Domain, most: int = 4) -> tuple[Statement, ...]:
    """Return what moved, one statement a metric: those that moved alike everywhere first, then the larger moves.

    What moved between the same numbers is told once: a log repeats the figures of its reports under other names.
    """
    told: list[tuple[float, Statement]] = []
    known: set[tuple[float | None, float | None]] = set()
    for unit in units:
        groups: dict[tuple[str, str, str], list[Movement]] = {}
        for each in moved(unit, domain):
            groups.setdefault((each.first.metric, each.first.run, each.second.run), []).append(each)
        for group in groups.values():
            pairs = {(each.first.number, each.second.number) for each in group}
            if not pairs <= known:
                told.append((_weight(group), _told(group)))
            known |= pairs
    told.sort(key=lambda each: -each[0])
    return tuple(said for _, said in told[:most])


def moved(unit: Unit, domain: Domain) -> tuple[Movement, ...]:
    """Return the metrics that changed between the two runs of each place of a report."""
    places: dict[str, list[Measured]] = {}
    for each in measured(unit):
        if not each.is_section:
            places.setdefault(each.place, []).append(each)
    pairs = ((place, found, compared_runs(found)) for place, found in places.items())
    return tuple(each for place, found, runs in pairs if _compare(runs) for each in _of_place(place, found, runs, domain))


def _compare(runs: Sequence[str]) -> bool:
    """Whether something moved from one run to the other: two shapes are both given."""
    return len(runs) == 2 and not all(map(_SHAPE.fullmatch, runs))


def _of_place(place: str, found: Sequence[Measured], runs: Sequence[str], domain: Domain) -> Iterable[Movement]:
    plain = results_only(found)
    for metric in dict.fromkeys(each.metric for each in plain):
        first, second = (next((each for each in plain if each.metric == metric and each.run == run), None) for run in runs)
        change = _relative(first.value, second.value) if first and second else None
        if first and second and change is not None and abs(change) >= _LEAST_CHANGE:
            yield Movement(place, first, second, direction(first, domain), change)


def _relative(first: str, second: str) -> float | None:
    left, right = split_value(first), split_value(second)
    if left is None or right is None or left[1] != right[1]:
        return None
    if not left[0]:
        return 1.0 if right[0] else 0.0
    return float((right[0] - left[0]) / abs(left[0]))


def _weight(group: Sequence[Movement]) -> float:
    """Known directions first, moves of one kind in several places next, then the size of the smallest move."""
    verdicts = {each.verdict for each in group}
    alike = len(group) > 1 and len(verdicts) == 1
    return 2.0 * ("" not in verdicts) + alike + min(min(abs(each.relative) for each in group), 1.0)


def _told(group: Sequence[Movement]) -> Statement:
    """What moved as a sentence: `Time falls from 318.5s (a) to 289.25s (b), -29.25s, -9.2%; better.`"""
    shown = list({(each.first.value, each.second.value): each for each in reversed(group)}.values())[::-1][:_MOST_PLACES]
    first = shown[0]
    verdicts = list(dict.fromkeys(each.verdict for each in shown))
    verdict = verdicts[0] if len(verdicts) == 1 else "mixed"
    everywhere = _EVERYWHERE.get(len(shown), "") if len(verdicts) == 1 else ""
    moves = "; ".join((_first_move(first), *(_move(each) for each in shown[1:])))
    metric = first.first.metric
    text = f"{metric[:1].upper()}{metric[1:]} {moves}"
    return Statement(f"{text}; {verdict}{everywhere}." if verdict else f"{text}.", _sources(shown))


_EVERYWHERE = {2: " in both", 3: " in all three"}


def _first_move(each: Movement) -> str:
    runs = [f"({run})" for run in _told_apart(each.first.run, each.second.run)]
    return f"{_verb(each)} from {each.first.value} {runs[0]} to {each.second.value} {runs[1]}{_size(each)}{_at(each)}"


def _told_apart(first: str, second: str) -> tuple[str, str]:
    """The names of two runs without the words before a comma that both open with (`seen in the check, before`)."""
    head, comma, rest = first.rpartition(", ")
    other, _, second_rest = second.rpartition(", ")
    return (rest, second_rest) if comma and head == other else (first, second)


def _move(each: Movement) -> str:
    return f"{_verb(each)} from {each.first.value} to {each.second.value}{_size(each)}{_at(each)}"


def _verb(each: Movement) -> str:
    return "falls" if each.relative < 0 else "rises"


def _size(each: Movement) -> str:
    change = difference(each.first.value, each.second.value)
    percent = percent_change(each.first.value, each.second.value)
    sizes = ", ".join(part for part in (change, percent) if part)
    return f", {sizes}" if sizes else ""


def _at(each: Movement) -> str:
    return f", on {each.place}" if each.place else ""


def _sources(group: Sequence[Movement]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(source for each in group for source in (*each.first.sources, *each.second.sources)))
