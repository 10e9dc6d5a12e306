"""CSV and TSV files as tables, with the lines of each cell; messages around the tables are log text."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeVar

from bot.model.report import Block, Cell, CodeBlock, Problem, Table
from bot.reading.contents import Contents
from bot.reading.logged_steps import condensed
from bot.reading.profiler_export import one_row_a_kernel, with_units

MAX_ROWS = 2_000
MAX_COLUMNS = 10_000
MAX_CELLS = 200_000
MAX_CELL_LINES = 100
_SAMPLE_LINES = 60
_SAMPLE_WIDTH = 4_000
_DELIMITERS = "\t,;|"
_Item = TypeVar("_Item")
_NUMBER = re.compile(r"[-+~≈]?[\d.,]++(?:[eE][-+]?\d++)?\s?%?")


class _Row(NamedTuple):
    """One record of the file and the lines that it spans."""

    texts: list[str]
    first: int
    last: int

    def is_message(self) -> bool:
        return len(self.texts) < 2 or self.texts[0].startswith("==")

    def has_numbers(self) -> bool:
        return any(_NUMBER.fullmatch(text.strip()) for text in self.texts)

    def cells(self) -> tuple[Cell, ...]:
        cells, line = [], self.first
        for text in self.texts:
            # A quoted cell may go over lines: the next one starts where it ends.
            stripped = text.strip()
            start = line + (text.count("\n", 0, text.index(stripped[0])) if stripped else 0)
            cells.append(Cell(stripped, (start, start + stripped.count("\n"))))
            line += text.count("\n")
        return tuple(cells)


@dataclass(slots=True)
class _Layout:
    """The records of a file sorted into tables (the first row of each is its header) and messages."""

    tables: list[list[_Row]] = field(default_factory=list)
    messages: list[_Row] = field(default_factory=list)


def read(text: str) -> Contents:
    """Return the contents of a file of separated values; the delimiter is found by looking.

    Profilers print messages around the values, and several tables into one file: each becomes a block of its own.
    """
    lines = text.rstrip("\n").split("\n")
    try:
        rows, problems = _records(lines)
    except csv.Error as error:
        return Contents(
            problems=(Problem(1, f"the file cannot be read as separated values ({error}): export it again as CSV"),)
        )
    wide = next((row for row in rows if len(row.texts) > MAX_COLUMNS), None)
    if wide:
        problems.append(Problem(wide.first, f"the row has {len(wide.texts)} columns: the first {MAX_COLUMNS} are read"))
        rows = [_Row(row.texts[:MAX_COLUMNS], row.first, row.last) for row in rows]
    layout = _layout(rows)
    blocks: list[Block] = [_log(run, lines) for run in _runs(layout.messages)]
    for table_rows in layout.tables:
        blocks.append(_table(table_rows, problems))
    return Contents(tuple(sorted(blocks, key=lambda block: block.lines)), tuple(problems), title="")


def _records(lines: list[str]) -> tuple[list[_Row], list[Problem]]:
    delimiter = _delimiter(lines)
    rows: list[_Row] = []
    try:
        rows.extend(_parsed(lines, delimiter, csv.QUOTE_MINIMAL))
        runaway = next((row.first for row in rows if row.last - row.first > MAX_CELL_LINES), 0)
    except csv.Error:
        # The parser's limit for one cell was reached: a quote that takes in all that follows.
        runaway = rows[-1].last + 1 if rows else 1
    if not runaway:
        return rows, []
    problem = Problem(runaway, "a quote is opened here and not closed, so all quotes were taken as text: close it")
    return list(_parsed(lines, delimiter, csv.QUOTE_NONE)), [problem]


def _parsed(lines: list[str], delimiter: str, quoting: Literal[0, 3]) -> Iterator[_Row]:
    reader = csv.reader((line + "\n" for line in lines), delimiter=delimiter, quoting=quoting)
    first = 1
    for texts in reader:
        yield _Row(texts, first, reader.line_num)
        first = reader.line_num + 1


def _delimiter(lines: list[str]) -> str:
    """Return the delimiter with which most of the first lines have the same number of columns."""
    looked_at = (line[:_SAMPLE_WIDTH] for line in lines[: 2 * _SAMPLE_LINES])
    sample = [line for line in looked_at if line.strip() and not line.startswith("==")][:_SAMPLE_LINES]

    def agreement(delimiter: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in csv.reader(sample, delimiter=delimiter) if len(row) > 1)
        return max(((rows, width) for width, rows in widths.items()), default=(0, 0))

    return max(_DELIMITERS, key=agreement)


def _layout(rows: list[_Row]) -> _Layout:
    """Sort the records: a table starts with a row that the next one equals in width, and goes on behind messages."""
    layout = _Layout()
    single = all(len(row.texts) < 2 for row in rows)
    gap = True
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        if not row.texts:
            gap = True
        elif row.is_message() and not single:
            layout.messages.append(row)
            gap = True
        elif gap and _starts_table(row, following, layout):
            layout.tables.append([row])
            gap = False
        elif layout.tables:
            layout.tables[-1].append(row)
            gap = False
        else:
            layout.messages.append(row)
    return layout


def _starts_table(row: _Row, following: _Row | None, layout: _Layout) -> bool:
    if not layout.tables:
        return following is None or len(following.texts) == len(row.texts)
    header, *data = layout.tables[-1]
    fits = len(row.texts) == len(header.texts)
    if fits and (row.has_numbers() or not any(other.has_numbers() for other in data[:3])):
        return False
    return following is not None and len(following.texts) == len(row.texts)


def _runs(messages: list[_Row]) -> list[list[_Row]]:
    """Return the messages in runs of adjacent lines."""
    runs: list[list[_Row]] = []
    for row in messages:
        if runs and runs[-1][-1].last + 1 == row.first:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _log(run: list[_Row], lines: list[str]) -> CodeBlock:
    first, last = run[0].first, run[-1].last
    return CodeBlock("log", "".join(line + "\n" for line in lines[first - 1 : last]), (first, last))


def _table(rows: list[_Row], problems: list[Problem]) -> Table:
    """Return the rows as a table in the shape in which people write it; what is left out of it goes to `problems`."""
    lines = rows[0].first, rows[-1].last
    most = MAX_CELLS // max(len(row.texts) for row in rows)
    header, *cells = (row.cells() for row in (rows[0], *_ends(rows[1:], most)))
    if all(_NUMBER.fullmatch(cell.text) for cell in header):
        table = Table((), (header, *cells), lines)
    else:
        table = one_row_a_kernel(with_units(Table(header, tuple(cells), lines)))
    log = condensed(table)
    if log is not table:
        count = f"{len(table.rows) - len(log.rows)} of {len(table.rows)} logged steps were left out"
        problems.append(Problem(lines[0], f"{count}: the first, best and last are read"))
        return log
    capped = table._replace(rows=tuple(_ends(table.rows, MAX_ROWS)))
    if len(rows) > most or len(table.rows) > MAX_ROWS:
        problems.append(_gap(capped, rows))
    return capped


def _ends(items: Sequence[_Item], most: int) -> Sequence[_Item]:
    """Return the first and the last of too many items."""
    half = max(1, most // 2)
    return items if len(items) <= 2 * half else [*items[:half], *items[-half:]]


def _gap(table: Table, rows: list[_Row]) -> Problem:
    middle = len(table.rows) // 2
    first, last = table.rows[middle - 1][-1].lines[1] + 1, table.rows[middle][0].lines[0] - 1
    count = f"{sum(first <= row.first <= last for row in rows)} of {len(rows) - 1} rows were left out"
    return Problem(first, f"{count} (lines {first} to {last}): a table this long is read at its ends")
