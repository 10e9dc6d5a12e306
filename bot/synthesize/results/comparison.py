"""Runs compared: one metric over several runs, and which run is best by the metric's direction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.extract.measurement_units import in_base_unit
from bot.model.domain import Direction, Domain
from bot.model.draft import Comparison, Measurement
from bot.synthesize.evidence.measurements import Measured, direction, measured
from bot.synthesize.evidence.units import Unit

_MOST_RUNS = 12
_MOST_COMPARISONS = 6


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
