"""New failure modes of an update: rows of the skill's own table, items of its list, or a section of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.model.draft import FailureRow
from bot.model.report import ListItem
from bot.propose.addition import Addition, row_like
from bot.propose.citations import Citations
from bot.propose.outline import Outline, OutlineSection
from bot.propose.sanitising import inline
from bot.propose.section_names import Part
from bot.propose.skill_file import failure_cells, failure_lines
from bot.propose.skill_template import SkillTemplate
from bot.propose.tables import split_row
from bot.propose.wording import is_said, numbers, stems

_COLUMNS = (
    re.compile(r"what|attempt|fail|problem|issue|mode|pitfall|symptom|approach", re.I),
    re.compile(r"why|cause|reason", re.I),
    re.compile(r"lesson|instead|take-?away|fix|solution|learned|mitigation", re.I),
)
_ALIKE = 0.75
_MOSTLY = 0.6
_FEWEST_SHARED = 5


def added_failures(
    document: Outline, rows: Sequence[FailureRow], template: SkillTemplate, citations: Citations, limit: int | None
) -> Iterator[Addition]:
    """Yield what the update's failures add to the failure modes; those that the skill names already are left out."""
    said = [line for line in document.lines if line.lstrip().startswith(("|", "-", "*", "#"))]
    said += [split_row(line)[0] for line in said if line.lstrip().startswith("|")]
    rows_said = [line for line in said if line.lstrip().startswith("|")]
    new: list[FailureRow] = []
    for row in rows:
        if not is_said(row.what, said, _ALIKE) and not _is_told(row, rows_said):
            new.append(row)
            said.append(row.what)
    if new[:limit]:
        yield _addition(document, new[:limit], template, citations)


def _is_told(row: FailureRow, told: Sequence[str]) -> bool:
    """Whether one row of the skill tells the failure with its reason and lesson, in whatever words it names it.

    Other figures make another failure.
    """
    if not (row.why and row.lesson):
        return False
    wanted = stems(f"{row.what} {row.why} {row.lesson}")
    taught = stems(row.lesson)
    return any(
        len(wanted & stems(line)) >= max(_MOSTLY * len(wanted), _FEWEST_SHARED)
        and 2 * len(taught & stems(line)) >= len(taught)
        for line in told
        if numbers(row.what) <= numbers(line)
    )


def _addition(document: Outline, new: Sequence[FailureRow], template: SkillTemplate, citations: Citations) -> Addition:
    section = document.section(Part.FAILURES)
    if section is None:
        planned = template.section(Part.FAILURES)
        return Addition(Part.FAILURES, ("", *failure_lines(new, planned.columns if planned else (), citations)))
    table = next(reversed(tuple(section.tables())), None)
    places = _places([item.text for item in table.header]) if table else None
    if table and places:
        lines = [row_like(document, table, _fitted(row, places, len(table.header), citations)) for row in new]
        return Addition(Part.FAILURES, tuple(lines), table.lines[1])
    return Addition(Part.FAILURES, tuple(_items(section, new, citations)))


def _places(header: Sequence[str]) -> tuple[int, int, int] | None:
    """Return the columns for what failed, why, and the lesson; the lesson goes with the reason where it has none."""
    found: list[int | None] = []
    for pattern in _COLUMNS:
        places = [index for index, name in enumerate(header) if pattern.search(name) and index not in found]
        found.append(places[0] if places else None)
    what, why, lesson = found
    if what is None:
        return None
    why = why if why is not None else lesson if lesson is not None else what
    return what, why, lesson if lesson is not None else why


def _fitted(row: FailureRow, places: Sequence[int], width: int, citations: Citations) -> list[str]:
    cells = [""] * width
    for place, text in zip(places, failure_cells(row, citations), strict=True):
        if text:
            cells[place] = f"{cells[place]}; {text}" if cells[place] else text
    return cells


def _items(section: OutlineSection, new: Sequence[FailureRow], citations: Citations) -> Iterator[str]:
    """Yield list items that go on with the section's list, numbered where it is, or that open one."""
    is_list = bool(section.blocks) and isinstance(section.blocks[-1], ListItem)
    outermost = [item for item in section.items() if item.depth == 1]
    number = outermost[-1].ordinal if is_list else None
    if not is_list:
        yield ""
    for row in new:
        number = number + 1 if number is not None else None
        text = f"{_item(row)} {citations.cite(row.sources)}".rstrip()
        yield f"- {text}" if number is None else f"{number}. {text}"


def _item(row: FailureRow) -> str:
    what, why, lesson = inline(row.what), inline(row.why), inline(row.lesson)
    text = f"**{what.rstrip('.')}**: {why}" if why else f"**{what.rstrip('.')}**"
    return f"{text.rstrip('.')}. {lesson}" if lesson else text
