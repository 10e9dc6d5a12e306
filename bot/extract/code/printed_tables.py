"""Tables that a program printed: columns held apart by white space, in a fenced block."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.extract.numbers import parse_quantity
from bot.model.report import Cell, CodeBlock, Table

_COLUMNS = re.compile(r"\s{2,}|\t|\s*\|\s*")
_RULE = re.compile(r"[\s\-=+|:]*")
_FEWEST_ROWS = 2


def printed_tables(block: CodeBlock) -> Iterator[Table]:
    """Yield the tables of a block: a header of words over at least two rows with as many cells, most of them numbers."""
    lines = block.text.split("\n")
    index = 0
    while index < len(lines):
        end = _end_of_table(lines, index)
        if end:
            yield _table(lines, index, end, block.lines[0])
            index = end
        index += 1


def _cells(line: str) -> list[str]:
    """The cells of a line; between pipes a cell may be empty."""
    if line.lstrip().startswith("|"):
        return [cell.strip() for cell in line.strip().strip("|").split("|")]
    return [cell for cell in _COLUMNS.split(line.strip().strip("|")) if cell]


def _end_of_table(lines: list[str], first: int) -> int:
    """The index behind the last row of the table whose header is line `first`, 0 where there is none."""
    header = _cells(lines[first])
    if len(header) < 2 or any(parse_quantity(cell)[0] is not None for cell in header) or first + _FEWEST_ROWS >= len(lines):
        return 0
    end = first + 1
    while end < len(lines) and (_is_row(lines[end], len(header)) or (lines[end].strip() and _RULE.fullmatch(lines[end]))):
        end += 1
    rows = [line for line in lines[first + 1 : end] if not _RULE.fullmatch(line)]
    return end if len(rows) >= _FEWEST_ROWS else 0


def _is_row(line: str, columns: int) -> bool:
    cells = _cells(line)
    if len(cells) not in (columns, columns + 1):
        return False
    if line.lstrip().startswith("|"):
        return True
    return 2 * sum(parse_quantity(cell)[0] is not None for cell in cells[1:]) >= len(cells) - 1


def _table(lines: list[str], first: int, end: int, offset: int) -> Table:
    header = _cells(lines[first])
    rows = []
    for number in range(first + 1, end):
        cells = _cells(lines[number])
        if cells and not _RULE.fullmatch(lines[number]):
            rows.append(tuple(Cell(text, (number + offset,) * 2) for text in cells[len(cells) - len(header) :]))
    return Table(
        tuple(Cell(text, (first + offset,) * 2) for text in header), tuple(rows), (first + offset, end - 1 + offset)
    )
