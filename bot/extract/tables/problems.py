"""Errors in tables of problems: a row with symptom, cause and fix."""

from __future__ import annotations

from collections.abc import Iterator

from bot.extract.context import Context, SectionRole
from bot.extract.sentences import one_line
from bot.extract.statements.labelled_problems import part_of
from bot.extract.statements.passages import is_placeholder
from bot.extract.tables.attempts import row_extent
from bot.model.fact import Fact, Kind
from bot.model.report import Cell, Table


def facts(context: Context) -> Iterator[Fact]:
    """Yield an error for each row of a table that has a column of problems and one of causes or fixes."""
    if context.role in (SectionRole.PLAN, SectionRole.OBJECTIVE):
        return
    for block in context.section.blocks:
        if isinstance(block, Table) and is_problem_table(block):
            yield from _rows(context, block, _columns(block))


def is_problem_table(table: Table) -> bool:
    """Whether it has a column of problems, and one of causes or fixes."""
    columns = _columns(table)
    return "symptom" in columns and ("fix" in columns or "cause" in columns)


def _columns(table: Table) -> dict[str, int]:
    columns: dict[str, int] = {}
    for column, cell in enumerate(table.header[:32]):
        part = part_of(cell.text)
        if part:
            columns.setdefault(part, column)
    return columns


def _rows(context: Context, table: Table, columns: dict[str, int]) -> Iterator[Fact]:
    for row in table.rows:
        parts = {part: _text(row, column) for part, column in columns.items()}
        if not parts["symptom"] or not (parts.get("fix") or parts.get("cause")):
            continue
        yield Fact(
            Kind.ERROR,
            row_extent(row),
            "problem_tables.row",
            text=parts["symptom"],
            symptom=parts["symptom"],
            cause=parts.get("cause", ""),
            fix=parts.get("fix", ""),
            section=context.path,
        )


def _text(row: tuple[Cell, ...], column: int) -> str:
    text = one_line(row[column].text) if column < len(row) else ""
    return "" if is_placeholder(text) else text
