"""Runs compared: one metric over several runs, which run is best by the metric's direction, and what moved by how much."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.extract.measurement_units import in_base_unit
from bot.model.domain import Direction, Domain
from bot.model.draft import Comparison, Measurement, Statement
from bot.synthesize.evidence import Unit
from bot.synthesize.measurements import Measured, direction, measured
from bot.synthesize.numbers import difference, percent_change, split_value

_MOST_RUNS = 12
_MOST_COMPARISONS = 6
_FEWEST_WORDS_TOLD = 3


def comparisons(units: Sequence[Unit], domain: Domain) -> tuple[Comparison, ...]:
    """Return one comparison for each metric that several runs of one report share, in one unit."""
    found = [each for unit in units for each in _of_unit(unit, domain)]
    known = [each for each in found if each.direction is not Direction.UNKNOWN]
    return tuple((known + [each for each in found if each.direction is Direction.UNKNOWN])[:_MOST_COMPARISONS])


def _of_unit(unit: Unit, domain: Domain) -> Iterable[Comparison]:
    groups: dict[tuple[str, str], dict[str, Measured]] = {}
    for each in measured(unit):
        if each.number is not None and not each.is_change and not each.is_series and each.run:
            name = f"{each.place}: {each.run}" if each.place else each.run
            groups.setdefault((each.metric, _dimension(each)), {}).setdefault(name, each)
    for (metric, _), runs in groups.items():
        if 2 <= len(runs) <= _MOST_RUNS:
            yield _comparison(metric, runs, direction(next(iter(runs.values())), domain))


def _dimension(each: Measured) -> str:
    return in_base_unit(each.number or 0.0, each.unit_of)[1]


def _comparison(metric: str, runs: dict[str, Measured], better: Direction) -> Comparison:
    bars = tuple(Measurement(name, each.value, each.number or 0.0, each.source) for name, each in runs.items())
    scaled = [in_base_unit(each.number or 0.0, each.unit_of)[0] for each in runs.values()]
    unit = next(iter(runs.values())).unit_of
    return Comparison(metric, unit, better, bars, best_of(scaled, better))


def best_of(values: Sequence[float], better: Direction) -> int | None:
    """Return the index of the best value, None where the direction is unknown or two runs share the best value."""
    if better is Direction.UNKNOWN or not values:
        return None
    best = min(values) if better is Direction.LOWER else max(values)
    return values.index(best) if values.count(best) == 1 else None


def best_runs(found: Iterable[Comparison]) -> tuple[str, ...]:
    """Return the runs that are best in some comparison, the most often best first."""
    wins: dict[str, int] = {}
    for each in found:
        if each.best is not None:
            run = each.measurements[each.best].run
            wins[run] = wins.get(run, 0) + 1
    return tuple(sorted(wins, key=lambda run: -wins[run]))


def movements(units: Sequence[Unit], domain: Domain, most: int = 4) -> tuple[Statement, ...]:
    """Return what moved between the two runs of each comparison in a report, with both values, the larger moves first."""
    found = []
    for unit in units:
        for each in _of_unit(unit, domain):
            pairs = _pairs(each)
            found += [moved for first, second in pairs if (moved := _movement(each, first, second))]
    found.sort(key=lambda moved: -moved[0])
    return tuple(said for _, said in found[:most])


def _pairs(each: Comparison) -> list[tuple[Measurement, Measurement]]:
    """The two runs of each place; a comparison of more runs is told by its best run against its first."""
    places: dict[str, list[Measurement]] = {}
    for bar in each.measurements:
        places.setdefault(bar.run.partition(": ")[0] if ": " in bar.run else "", []).append(bar)
    return [(bars[0], bars[1]) for bars in places.values() if len(bars) == 2]


def _movement(each: Comparison, first: Measurement, second: Measurement) -> tuple[float, Statement] | None:
    moved, percent = difference(first.value, second.value), percent_change(first.value, second.value)
    values = split_value(first.value), split_value(second.value)
    if not moved or not values[0] or not values[1] or values[0][0] == values[1][0]:
        return None
    relative = f" ({percent})" if percent else ""
    verdict = _verdict(each.direction, float(values[1][0] - values[0][0]))
    run, _, variant = second.run.rpartition(": ")
    baseline = first.run.rpartition(": ")[2]
    place = f"{run}: " if run else ""
    text = f"{place}{each.metric} {first.value} ({baseline}) -> {second.value} ({variant}), {moved}{relative}{verdict}."
    change = abs(float(values[1][0] / values[0][0]) - 1) if values[0][0] else 1.0
    return change, Statement(text, tuple(dict.fromkeys((first.source, second.source))))


def _verdict(better: Direction, moved: float) -> str:
    if better is Direction.UNKNOWN:
        return ""
    return ", better" if (moved < 0) == (better is Direction.LOWER) else ", worse"
