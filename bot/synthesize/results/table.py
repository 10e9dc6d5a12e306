"""The results table of a skill: the measurements of its evidence, cut to what a reader wants to see."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from bot.model.draft import ResultRow, ResultTable
from bot.model.fact import Kind
from bot.synthesize.evidence.measurements import Measured, measured, settings
from bot.synthesize.evidence.units import Unit
from bot.synthesize.results.result_tables import LIST_HEADER, NOTHING, result_tables
from bot.synthesize.wording.numbers import distinctive, numbers

_UNITS_KEPT = 4096
_SENTENCES = (Kind.SUCCESS, Kind.FAILURE, Kind.FINDING, Kind.PRACTICE, Kind.ERROR)
_GAIN = re.compile(r"\b(?:improvement|speed-?up|reduction|gain)\b", re.I)
_LEAST_ROWS = 4
_MOST_MENTIONS = 3


def results(
    units: Sequence[Unit], most_rows: int, keep: Callable[[Measured], bool] = lambda each: True
) -> tuple[ResultTable, ...]:
    """Return the tables of these units, `most_rows` rows in all and each unit its share; `keep` says which results count.

    Rows that repeat an earlier unit are left out; of the others those with the most telling numbers stay. Where there are
    several units, the first table of each is captioned with its title.
    """
    rich = any(_table_lines(unit) for unit in units)
    tables: list[ResultTable] = []
    seen: set[str] = set()
    shown = 0
    for position, unit in enumerate(units):
        share = max(min(_LEAST_ROWS, most_rows), (most_rows - shown) // (len(units) - position))
        drawn = result_tables(
            [each for each in (_apart_from_sentences(unit) if rich else measured(unit)) if keep(each)], settings(unit)
        )
        cut = _without_stray(_joined(_cut(_without_seen(drawn, seen), share, unit.text())))
        seen |= {number for table in cut for row in table.rows for number in _distinctive(row)}
        shown += sum(len(table.rows) for table in cut)
        title = unit.short if len(units) > 1 else ""
        tables += [table._replace(caption=table.caption or ("" if place else title)) for place, table in enumerate(cut)]
    return tuple(tables)


@lru_cache(maxsize=_UNITS_KEPT)
def _table_lines(unit: Unit) -> frozenset[int]:
    """The lines of tables that hold results."""
    lines = [range(table.lines[0], table.lines[1] + 1) for table in unit.tables()]
    at = {each.lines[0] for each in measured(unit)}
    return frozenset(line for rows in lines if not at.isdisjoint(rows) for line in rows)


@lru_cache(maxsize=_UNITS_KEPT)
def _apart_from_sentences(unit: Unit) -> tuple[Measured, ...]:
    """What was measured, without the numbers of sentences, which are told elsewhere; a relative gain stays."""
    said = {line for fact in unit.of(*_SENTENCES) for line in range(fact.lines[0], fact.lines[1] + 1)} - _table_lines(unit)
    return tuple(each for each in measured(unit) if each.lines[0] not in said or _is_gain(each))


def _is_gain(each: Measured) -> bool:
    return each.value.endswith(("%", "x")) and bool(_GAIN.search(each.metric))


def _without_stray(tables: list[ResultTable]) -> list[ResultTable]:
    """The tables without lists of a single result, where there is another table."""
    kept = [table for table in tables if len(table.rows) > 1 or table.header[-2:] != LIST_HEADER[-2:]]
    return kept or tables


def _without_seen(tables: Iterable[ResultTable], seen: set[str]) -> list[ResultTable]:
    """The tables without rows all of whose numbers an earlier unit has told."""
    kept = (table._replace(rows=tuple(row for row in table.rows if not _is_seen(row, seen))) for table in tables)
    return [table for table in kept if table.rows]


def _is_seen(row: ResultRow, seen: set[str]) -> bool:
    told = _distinctive(row)
    return bool(told) and told <= seen


def _distinctive(row: ResultRow) -> frozenset[str]:
    return distinctive(" ".join(row.cells))


def _cut(tables: Sequence[ResultTable], most: int, text: str) -> list[ResultTable]:
    """The `most` rows that tell the most, in their order."""
    places = [(at, line) for at, table in enumerate(tables) for line in range(len(table.rows))]
    ranked = sorted(places, key=lambda place: -_telling(tables[place[0]].rows[place[1]], text))
    chosen = set(ranked[:most])
    kept = []
    for at, table in enumerate(tables):
        rows = tuple(row for line, row in enumerate(table.rows) if (at, line) in chosen)
        if rows:
            kept.append(table._replace(rows=rows, is_cut=len(rows) < len(table.rows)))
    return kept


def _joined(tables: Sequence[ResultTable]) -> list[ResultTable]:
    """Tables with a single row joined into one list of results, where there are several of them."""
    short = [table for table in tables if len(table.rows) == 1 or table.header == LIST_HEADER]
    if len(short) < 2:
        return list(tables)
    rows = tuple(listed for table in short for row in table.rows for listed in _listed(table, row))
    is_cut = any(table.is_cut for table in short)
    return [*(table for table in tables if table not in short), ResultTable("", LIST_HEADER, rows, is_cut)]


def _listed(table: ResultTable, row: ResultRow) -> list[ResultRow]:
    """A row as lines of a list: run, metric and value; of compared runs both values in one line."""
    cells = dict(zip(table.header, row.cells, strict=True))
    if table.header == LIST_HEADER:
        return [row]
    if "Metric" in cells:
        return [_compared_line(cells, row)]
    run = cells.pop("Run", "")
    return [ResultRow((run, metric, value), row.sources) for metric, value in cells.items() if value != NOTHING]


def _compared_line(cells: dict[str, str], row: ResultRow) -> ResultRow:
    place, change = cells.pop("Configuration", NOTHING), cells.pop("Change", NOTHING)
    metric = cells.pop("Metric")
    held = {run: value for run, value in cells.items() if value != NOTHING}
    runs = " -> ".join(held)
    name = runs if place == NOTHING else f"{place}: {runs}"
    value = " -> ".join(held.values()) + (f" ({change})" if change != NOTHING and held else "" if held else change)
    return ResultRow((name or place, metric, value), row.sources)


def _telling(row: ResultRow, text: str) -> float:
    """How much a row tells: its numbers that the report comes back to, then how many numbers it holds."""
    found = list(dict.fromkeys(number for cell in row.cells[1:] for number in numbers(cell)))
    mentions = sum(min(text.count(number), _MOST_MENTIONS) - 1 for number in found if number in distinctive(number))
    return mentions + min(len(found), 4) / 4
