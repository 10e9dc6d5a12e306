"""The results table of a skill: the measurements of its evidence, cut to what a reader wants to see."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.model.draft import ResultTable
from bot.synthesize.evidence import Unit
from bot.synthesize.measurements import Measured, measured
from bot.synthesize.result_tables import result_tables

_LEAST_ROWS = 4


def results(
    units: Sequence[Unit], most_rows: int, keep: Callable[[Measured], bool] = lambda each: True
) -> tuple[ResultTable, ...]:
    """Return the tables of these units, `most_rows` rows in all and each unit its share; `keep` says which results count.

    Where there are several units, each table is captioned with the title of its own.
    """
    tables: list[ResultTable] = []
    if most_rows <= 0:
        return ()
    shown = 0
    for position, unit in enumerate(units):
        share = max(_LEAST_ROWS, (most_rows - shown) // (len(units) - position))
        cut = _cut(result_tables([each for each in measured(unit) if keep(each)]), share)
        shown += sum(len(table.rows) for table in cut)
        tables += [ResultTable(unit.short if len(units) > 1 else "", table.header, table.rows) for table in cut]
    return tuple(tables)


def _cut(tables: Sequence[ResultTable], most: int) -> list[ResultTable]:
    kept = []
    for table in tables:
        if most <= 0:
            break
        kept.append(ResultTable(table.caption, table.header, table.rows[:most]))
        most -= len(table.rows)
    return kept
