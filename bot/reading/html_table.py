"""The cells of an HTML table, put into rows and columns."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.model.report import Cell, Table

MAX_SPAN = 100
MAX_REPEATED = 20_000
"""How many cells one table's `colspan` and `rowspan` may add: the file says how many, so it must not decide alone."""

_SPAN = re.compile(r"\b(col|row)span\s*+=\s*+[\"']?(\d{1,4})", re.I)
# A cell that was written in markdown between blank lines keeps its stars: they are markup there, too.
_BOLD = re.compile(r"(?<![\w*])\*\*(?=\S)([^*\n]++)(?<=\S)\*\*(?![\w*])")


class _Placed(NamedTuple):
    """A cell, the number of columns that it covers, and of further rows."""

    cell: Cell
    is_header: bool
    columns: int
    rows_below: int


class TableRows:
    """The rows of one `<table>` as they are read."""

    def __init__(self, first_line: int) -> None:
        self.first_line = first_line
        self.in_head = False
        self.rows: list[list[_Placed]] = []
        self.repeated = 0

    def start_row(self) -> None:
        """Start a row, unless the current one is still empty."""
        if not self.rows or self.rows[-1]:
            self.rows.append([])

    def add(self, cell: Cell, is_header: bool, attributes: str) -> None:
        """Add a cell to the current row; `attributes` is the tag's text after its name."""
        columns, rows = self._spans(attributes)
        plain = Cell(_BOLD.sub(r"\1", cell.text), cell.lines) if "**" in cell.text else cell
        if not self.rows:
            self.start_row()
        self.rows[-1].append(_Placed(plain, is_header or self.in_head, columns, rows - 1))

    def _spans(self, attributes: str) -> tuple[int, int]:
        spans = {side.lower(): int(number) for side, number in _SPAN.findall(attributes)}
        columns, rows = (max(1, min(spans.get(side, 1), MAX_SPAN)) for side in ("col", "row"))
        self.repeated += columns * rows - 1
        return (columns, rows) if self.repeated <= MAX_REPEATED else (1, 1)

    def table(self, last_line: int) -> Table | None:
        """Return the table, a spanning cell repeated in each row and column that it covers; None without any text."""
        grid = _grid(self.rows)
        if not any(cell.text for row in grid for cell in row):
            return None
        head = self._header_rows()
        return Table(_merged(grid[:head]), tuple(row for row in grid[head:] if row), (self.first_line, last_line))

    def _header_rows(self) -> int:
        rows = [row for row in self.rows if row]
        count = next((index for index, row in enumerate(rows) if not all(placed.is_header for placed in row)), len(rows))
        return count if count < len(rows) else min(1, count)


def _grid(rows: list[list[_Placed]]) -> list[tuple[Cell, ...]]:
    grid: list[tuple[Cell, ...]] = []
    hanging: dict[int, tuple[Cell, int]] = {}
    for row in rows:
        cells: list[Cell] = []
        below: dict[int, tuple[Cell, int]] = {}
        for placed in row:
            _fill_from_above(hanging, cells, below)
            for _ in range(placed.columns):
                if placed.rows_below:
                    below[len(cells)] = placed.cell, placed.rows_below
                cells.append(placed.cell)
        _fill_from_above(hanging, cells, below)
        if row:
            grid.append(tuple(cells))
        hanging = below
    return grid


def _fill_from_above(hanging: dict[int, tuple[Cell, int]], cells: list[Cell], below: dict[int, tuple[Cell, int]]) -> None:
    """Fill the next columns with the cells that reach into this row from a row above."""
    while len(cells) in hanging:
        cell, rows = hanging[len(cells)]
        if rows > 1:
            below[len(cells)] = cell, rows - 1
        cells.append(cell)


def _merged(rows: list[tuple[Cell, ...]]) -> tuple[Cell, ...]:
    """Return several header rows as one: the texts of each column from top to bottom, each once."""
    if len(rows) < 2:
        return rows[0] if rows else ()
    return tuple(_column(rows, index) for index in range(max(len(row) for row in rows)))


def _column(rows: list[tuple[Cell, ...]], index: int) -> Cell:
    cells = [row[index] for row in rows if index < len(row)]
    return Cell(" ".join(dict.fromkeys(cell.text for cell in cells if cell.text)), (cells[0].lines[0], cells[-1].lines[1]))
