"""Troubleshooting entries as rows of the guide's own table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.model.report import Heading, Table
from bot.propose.addition import row_like
from bot.propose.guide_fields import Field, field_of, with_source
from bot.propose.line_edits import Edit, insertion
from bot.propose.outline import Outline
from bot.propose.sanitising import escape_pipes
from bot.propose.wording import words

_EXPLAINS = re.compile(r"\b(?:format|template|example|legend|columns|how to)\b|格式|模板", re.I)
_TEMPLATE_ROW = re.compile(r"\(template\)|\{[^{}]+\}", re.I)


def entry_tables(document: Outline) -> list[tuple[Table, str]]:
    """Return the guide's tables of entries with their headings; a table that explains the format is none of them."""
    found: list[tuple[Table, str]] = []
    heading = ""
    for block in document.blocks:
        if isinstance(block, Heading):
            heading = block.text
        elif isinstance(block, Table):
            fields = {field_of(cell.text) for cell in block.header}
            if Field.SOLUTION in fields and fields & {Field.SYMPTOM, Field.PATTERN} and not _EXPLAINS.search(heading):
                found.append((block, heading))
    return found


def is_template_row(texts: Sequence[str]) -> bool:
    """Say whether a row is the sample that shows where rows go: marked as template, or empty."""
    return bool(texts) and (bool(_TEMPLATE_ROW.search(texts[0])) or not any(text.strip() for text in texts))


def table_edits(
    document: Outline, tables: Sequence[tuple[Table, str]], entries: Sequence[Mapping[Field, str]]
) -> tuple[list[Edit], list[str]]:
    """Return the edits that append the entries to the tables they fit best, and each entry's heading.

    A row that only shows the template goes, as a real one takes its place.
    """
    edits: list[Edit] = []
    headings: list[str] = []
    touched: dict[int, Table] = {}
    for entry in entries:
        table, heading = _best(document, tables, entry)
        edits.append(insertion(table.lines[1], row_like(document, table, _row(table, entry))))
        headings.append(heading)
        touched[table.lines[0]] = table
    for table in touched.values():
        for row in table.rows:
            if is_template_row([cell.text for cell in row]):
                edits.append(Edit(row[0].lines[0] - 1, (), removes=1))
    return edits, headings


def _best(document: Outline, tables: Sequence[tuple[Table, str]], entry: Mapping[Field, str]) -> tuple[Table, str]:
    """Return the table that shares the most words with the entry, heading included; the last one where none does."""
    wanted = words(f"{entry[Field.PATTERN]} {entry[Field.SYMPTOM]} {entry[Field.CAUSE]}")
    if len(tables) == 1:
        return tables[0]
    ranked = [
        (len(wanted & words(heading + " " + " ".join(document.source(table)))), index)
        for index, (table, heading) in enumerate(tables)
    ]
    return tables[max(ranked)[1]]


def _row(table: Table, entry: Mapping[Field, str]) -> list[str]:
    fields = [field_of(cell.text) for cell in table.header]
    values = with_source(dict(entry), {field for field in fields if field})
    used: set[Field] = set()
    cells = []
    for field in fields:
        cells.append(escape_pipes(values[field]) if field and field not in used else "")
        if field:
            used.add(field)
    return cells
