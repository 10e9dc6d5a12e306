"""Runs compared: one metric over several runs, and which run is best by the metric's direction."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from bot.domains.vocabulary import holds
from bot.extract.measurement_units import in_base_unit
from bot.model.domain import Direction, Domain
from bot.model.draft import Comparison, Measurement
from bot.model.fact import Kind
from bot.synthesize.evidence.measurements import Measured, direction, measured
from bot.synthesize.evidence.units import Unit
from bot.synthesize.wording.numbers import numbers

_MOST_RUNS = 12
_MOST_COMPARISONS = 12
_MOST_OF_A_UNIT = 3
_FEWEST_POINTS = 3
_POINT = re.compile(r"(?P<name>.*[^\d\s.,=:-])[\s=:]+(?P<number>\d[\d,]*(?:\.\d+)?)")
_WORD = re.compile(r"[a-z0-9%/]+")
_PART = re.compile(r"[a-z0-9]+")
_REFERENCE = frozenset(("cpu", "baseline", "naive", "reference", "ref", "eager", "numpy"))
_CONCLUDING = (Kind.FINDING, Kind.SUCCESS, Kind.FAILURE, Kind.PRACTICE)
_LEAST_DIGITS = 2
_WIDEST_PER_RUN = 12
"""Lines of a report that a run takes, at most, where several are told one after the other."""


def comparisons(units: Sequence[Unit], domain: Domain) -> tuple[Comparison, ...]:
    """Return one comparison for each metric that several runs of one report share, in one unit; the most telling first.

    Each report has its turn before one has a second. A comparison tells much where the conclusions of its report speak of
    it: they name its metric or hold its values.
    """
    ranked = [_ranked(unit, domain) for unit in units]
    rounds = [
        (turn, -telling, at, each)
        for at, found in enumerate(ranked)
        for turn, (telling, each) in enumerate(found[:_MOST_OF_A_UNIT])
    ]
    ordered = (each for _, _, _, each in sorted(rounds, key=lambda one: one[:3]))
    # A log entry often repeats what its report measured.
    distinct: dict[frozenset[float], Comparison] = {}
    for each in ordered:
        distinct.setdefault(frozenset(bar.number for bar in each.measurements), each)
    return tuple(distinct.values())[:_MOST_COMPARISONS]


def _ranked(unit: Unit, domain: Domain) -> list[tuple[int, Comparison]]:
    """The comparisons of a report with how much they tell, the most telling first, the doubtful last."""
    said = [f"{fact.text} {fact.reason}" for fact in unit.of(*_CONCLUDING)]
    spoken = [(frozenset(numbers(text)), frozenset(_WORD.findall(text.lower()))) for text in said]
    found = [(_telling(each, spoken), each) for each in _of_unit(unit, domain)]
    return sorted(found, key=lambda one: (_is_doubtful(one[1]), not _differs(one[1]), _is_of_reference(one[1]), -one[0]))


def _is_of_reference(comparison: Comparison) -> bool:
    """Whether the metric is that of what the runs are held against (`cpu_ms`): the best of it says nothing of them."""
    return not _REFERENCE.isdisjoint(_PART.findall(comparison.metric.lower()))


def _telling(comparison: Comparison, spoken: Sequence[tuple[frozenset[str], frozenset[str]]]) -> int:
    """How many conclusions name the metric, and how many hold a value of it that is hardly there by chance."""
    values = {number for each in comparison.measurements for number in numbers(each.value)}
    values = {number for number in values if sum(map(str.isdigit, number)) >= _LEAST_DIGITS}
    words = set(_WORD.findall(comparison.metric.partition("(")[0].lower()))
    return sum(bool(held & values) + (bool(words) and words <= said) for held, said in spoken)


def _is_doubtful(comparison: Comparison) -> bool:
    """Whether nobody knows which way is better, or the values stand so far apart that they may measure different things."""
    lines = [bar.source.lines[0] for bar in comparison.measurements]
    return comparison.direction is Direction.UNKNOWN or max(lines) - min(lines) > _WIDEST_PER_RUN * len(lines)


def _differs(comparison: Comparison) -> bool:
    return len({each.number for each in comparison.measurements}) > 1


def _of_unit(unit: Unit, domain: Domain) -> Iterable[Comparison]:
    groups: dict[tuple[str, str], dict[str, Measured]] = {}
    for each in measured(unit):
        if each.number is not None and each.run and not (each.is_change or each.is_series or each.value.startswith("+")):
            name = f"{each.place}: {each.run}" if each.place else each.run
            groups.setdefault((each.metric, _dimension(each)), {}).setdefault(name, each)
    for (metric, _), found in groups.items():
        # A section may measure another thing under the same name than the runs beside it.
        single = {name: each for name, each in found.items() if not each.is_section}
        runs = single or found
        if 2 <= len(runs) <= _MOST_RUNS:
            yield _comparison(metric, runs, domain)


def _dimension(each: Measured) -> str:
    return in_base_unit(each.number or 0.0, each.unit_of)[1]


def _comparison(metric: str, runs: dict[str, Measured], domain: Domain) -> Comparison:
    first = next(iter(runs.values()))
    better = direction(first, domain)
    swept = _swept(list(runs))
    # What a run is given (rows, columns, M) is no choice: nobody is better for having less of it.
    is_choice = not swept or (len(swept) > 1 and holds(swept, domain.vocabulary.parameters))
    names = {run: _point(run) if swept else run for run in runs}
    scaled = [in_base_unit(each.number or 0.0, each.unit_of)[0] for each in runs.values()]
    one = in_base_unit(1.0, first.unit_of)[0]
    bars = tuple(
        Measurement(
            names[run], each.value, each.number or 0.0 if each.unit_of == first.unit_of else size / one, each.source
        )
        for (run, each), size in zip(runs.items(), scaled, strict=True)
    )
    return Comparison(metric, first.unit_of, better, bars, best_of(scaled, better) if is_choice else None, swept)


def _swept(runs: Sequence[str]) -> str:
    """What rises from run to run, where that is all that tells them apart: `columns` of `columns 1024`, `columns 2048`."""
    points = [_POINT.fullmatch(run) for run in runs]
    names = {point["name"].strip() for point in points if point}
    if len(runs) < _FEWEST_POINTS or not all(points) or len(names) != 1:
        return ""
    sizes = [float(point["number"].replace(",", "")) for point in points if point]
    rises = all(left < right for left, right in pairwise(sizes))
    return names.pop() if rises else ""


def _point(run: str) -> str:
    """The number of a run of a sweep, without zeros that say nothing: `1024` of `M 1024.000000`."""
    number = run.split()[-1].rpartition("=")[2].rpartition(":")[2]
    return number.rstrip("0").rstrip(".") if "." in number else number


def best_of(values: Sequence[float], better: Direction) -> int | None:
    """Return the index of the best value, None where the direction is unknown or two runs share the best value."""
    if better is Direction.UNKNOWN or not values:
        return None
    best = min(values) if better is Direction.LOWER else max(values)
    return values.index(best) if values.count(best) == 1 else None
