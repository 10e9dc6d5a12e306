"""Cells that a table leaves blank because the one above them holds for their row too."""

from __future__ import annotations

from bot.extract.values.shapes import is_empty
from bot.model.report import Cell, Table

_BLANK = frozenset({"", '"', "″", "”", "〃"})


def filled_down(table: Table) -> Table:
    """Return a table with the first cell of each group repeated in the rows where it is left blank or has a ditto mark.

    A filled cell has the lines of its own row. A table whose blank rows have no second cell is left as it is: there the
    blank cell goes on with the one above.
    """
    blank = [row for row in table.rows if row and row[0].text.strip() in _BLANK]
    if not blank or len(blank) == len(table.rows) or any(len(row) < 2 or is_empty(row[1].text) for row in blank):
        return table
    rows: list[tuple[Cell, ...]] = []
    above = ""
    for row in table.rows:
        if row and row[0].text.strip() in _BLANK and above:
            row = (row[0]._replace(text=above), *row[1:])
        above = row[0].text if row else ""
        rows.append(row)
    return table._replace(rows=tuple(rows))
