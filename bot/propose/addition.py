"""What an update adds to one section of a skill, and where a section that the skill lacks is opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.model.report import Table
from bot.propose.outline import Outline
from bot.propose.section_names import Part
from bot.propose.tables import table_row


class Addition(NamedTuple):
    """Lines for a section, put below line `after` of the skill, or at the section's end where that is 0."""

    part: Part
    lines: tuple[str, ...]
    after: int = 0


def place_for(document: Outline, part: Part) -> int:
    """Return the line below which a missing section is opened: before the first section that belongs behind it."""
    order = list(Part)
    for section in document.sections:
        is_later = section.part is not Part.OTHER and order.index(section.part) > order.index(part)
        if is_later and section.heading.level == 2:
            line = section.first - 1
            while line > 0 and not document.lines[line - 1].strip():
                line -= 1
            return line
    return document.end


def row_like(document: Outline, table: Table, cells: Sequence[str]) -> str:
    """Return a row written as the table's last line is: with or without pipes at its ends, indented as it is."""
    last = document.lines[table.lines[1] - 1]
    row = table_row(cells)
    if not last.strip().startswith("|"):
        row = row.removeprefix("| ").removesuffix(" |").rstrip()
    return last[: len(last) - len(last.lstrip())] + row
