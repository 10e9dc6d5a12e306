"""CSV and TSV files as one table with a line for each row."""

from __future__ import annotations

import csv
import io

from bot.model.report import Cell, Problem, Table
from bot.reading.contents import Contents

MAX_ROWS = 2_000


def read(text: str) -> Contents:
    """Return the contents of a comma, semicolon or tab separated file, whose first row is the header."""
    first = text.split("\n", 1)[0]
    delimiter = max("\t,;|", key=first.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    rows: list[tuple[Cell, ...]] = []
    line = 1
    for row in reader:
        if row:
            rows.append(tuple(Cell(" ".join(cell.split()), (line, reader.line_num)) for cell in row))
        line = reader.line_num + 1
    if not rows:
        return Contents()
    kept = rows[1 : MAX_ROWS + 1]
    problems = () if len(rows) <= MAX_ROWS + 1 else (Problem(line, f"{len(rows) - 1 - MAX_ROWS} rows were left out"),)
    return Contents((Table(rows[0], tuple(kept), (rows[0][0].lines[0], kept[-1][-1].lines[1] if kept else 1)),), problems)
