"""One metric of runs under several cases (`Naive, 10M elements`) as it is read best: runs as rows, cases as columns."""

from __future__ import annotations

from collections.abc import Sequence

from bot.synthesize.evidence.measurements import Measured

_MOST_CASES = 6
_FILLED = 0.6  # of the cells of a grid; fewer are no grid

Grid = dict[str, dict[str, Measured]]
"""The measurements by run and case."""


def grid_of(found: Sequence[Measured]) -> Grid:
    """Return measurements of one metric at one place as a grid, empty where their runs name no cases."""
    if len({(each.place, each.metric) for each in found}) != 1 or any(each.is_change for each in found):
        return {}
    rows: Grid = {}
    for each in found:
        run, _, case = each.run.rpartition(", ")
        if not run:
            return {}
        rows.setdefault(run, {}).setdefault(case, each)
    cases = cases_of(rows)
    is_filled = sum(map(len, rows.values())) >= _FILLED * len(rows) * len(cases)
    return rows if len(rows) > 1 and 1 < len(cases) <= _MOST_CASES and is_filled else {}


def cases_of(grid: Grid) -> tuple[str, ...]:
    """Return the cases of a grid in the order in which they come."""
    return tuple(dict.fromkeys(case for cells in grid.values() for case in cells))
