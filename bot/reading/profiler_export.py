"""Tables that profilers export (nsight compute, nvprof), put into the shape that people write: a row a kernel."""

from __future__ import annotations

import re

from bot.model.report import Cell, Table

MAX_NAME = 80
_DIGIT = re.compile(r"\d")
_METRIC_NAME, _METRIC_UNIT, _METRIC_VALUE = "Metric Name", "Metric Unit", "Metric Value"
_NOISE = frozenset({"Process ID", "Process Name", "Host Name", "Context", "Stream", "Device", "CC", "Section Name"})


def with_units(table: Table) -> Table:
    """Join the row of units that stands under some headers to the header: `Time` and `ms` to `Time (ms)`."""
    if len(table.rows) < 2 or len(table.rows[0]) != len(table.header):
        return table
    units = table.rows[0]
    if not any(cell.text for cell in units) or any(_DIGIT.search(cell.text) or len(cell.text) > 24 for cell in units):
        return table
    if units[0].text or not any(_DIGIT.search(cell.text) for cell in table.rows[1]):
        return table
    header = tuple(Cell(_named(name.text, unit.text), name.lines) for name, unit in zip(table.header, units, strict=True))
    return Table(header, table.rows[1:], table.lines)


def one_row_a_kernel(table: Table) -> Table:
    """Turn the rows of one launch, each with a metric, into one row with a column a metric; cells keep their lines."""
    names = [cell.text for cell in table.header]
    if not {_METRIC_NAME, _METRIC_VALUE} <= set(names):
        return table
    at = {name: index for index, name in enumerate(names)}
    keys = [index for name, index in at.items() if name not in _NOISE and not name.startswith("Metric")]
    launches: dict[tuple[str, ...], dict[str, Cell]] = {}
    heads: dict[str, Cell] = {}
    for row in table.rows:
        if len(row) < len(names):
            continue
        name, value = row[at[_METRIC_NAME]], row[at[_METRIC_VALUE]]
        unit = row[at[_METRIC_UNIT]].text if _METRIC_UNIT in at else ""
        metric = _named(name.text, unit)
        heads.setdefault(metric, Cell(metric, name.lines))
        key = tuple(row[index].text for index in keys)
        if key not in launches:
            launches[key] = {names[index]: _short(row[index]) for index in keys}
        launches[key].setdefault(metric, value)
    header = (*(table.header[index] for index in keys), *heads.values())
    rows = tuple(tuple(launch.get(cell.text) or _empty(launch) for cell in header) for launch in launches.values())
    return Table(header, rows, table.lines)


def _empty(launch: dict[str, Cell]) -> Cell:
    return Cell("", next(iter(launch.values())).lines)


def _short(cell: Cell) -> Cell:
    """Return the cell of a kernel's name without template arguments, which may go over pages."""
    if len(cell.text) <= MAX_NAME or "<" not in cell.text:
        return cell
    return Cell(cell.text.partition("<")[0].removeprefix("void ") + "<…>", cell.lines)


def _named(name: str, unit: str) -> str:
    return f"{name} ({unit})" if unit and name and f"({unit})" not in name else name
