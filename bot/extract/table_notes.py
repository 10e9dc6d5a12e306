"""What the notes in a table tell: cells of words beside the figures of a row."""

from __future__ import annotations

from collections.abc import Iterator

from bot.extract.attempt_tables import REASON_HEADERS, VERDICT_HEADERS, verdict_column
from bot.extract.context import Context, SectionRole
from bot.extract.findings import is_insight
from bot.extract.passages import is_placeholder, one_line
from bot.extract.problem_tables import is_problem_table
from bot.extract.wording import judge
from bot.model.fact import Fact, Kind
from bot.model.report import Cell, Table

_NOTE_HEADERS = REASON_HEADERS | VERDICT_HEADERS | {"", "other", "remark", "insight", "finding", "interpretation"}
_SILENT = frozenset({SectionRole.SETUP, SectionRole.SETTINGS, SectionRole.PLAN, SectionRole.QUESTIONS, SectionRole.FILES})
_LEAST_WORDS = 3
_LEAST_DENSE_LETTERS = 6
_MOST_COLUMNS = 64


def facts(context: Context) -> Iterator[Fact]:
    """Yield what the notes of each row tell: a success, a failure or a finding."""
    if context.role in _SILENT:
        return
    for block in context.section.blocks:
        if isinstance(block, Table) and verdict_column(block) is None and not is_problem_table(block):
            yield from _notes(context, block)


def _notes(context: Context, table: Table) -> Iterator[Fact]:
    columns = [
        column
        for column, head in enumerate(table.header[:_MOST_COLUMNS])
        if column and one_line(head.text).strip("*_ :").lower() in _NOTE_HEADERS
    ]
    for row in table.rows if columns else ():
        key = one_line(row[0].text) if row else ""
        for column in columns:
            note = one_line(row[column].text) if column < len(row) else ""
            kind = _kind(key, note)
            if kind is not None:
                yield Fact(
                    kind,
                    _extent(row),
                    "table_notes.note",
                    text=f"{key}: {note}" if key else note,
                    reason=note if kind is Kind.FAILURE and judge(key).lean < 0 else "",
                    section=context.path,
                )


def _kind(key: str, note: str) -> Kind | None:
    if is_placeholder(note) or not _is_wordy(note):
        return None
    lean = judge(note).lean or judge(key).lean
    if lean:
        return Kind.SUCCESS if lean > 0 else Kind.FAILURE
    return Kind.FINDING if is_insight(note) else None


def _is_wordy(note: str) -> bool:
    return len(note.split()) >= _LEAST_WORDS or (not note.isascii() and len(note) >= _LEAST_DENSE_LETTERS)


def _extent(row: tuple[Cell, ...]) -> tuple[int, int]:
    return row[0].lines[0], max(cell.lines[1] for cell in row)
