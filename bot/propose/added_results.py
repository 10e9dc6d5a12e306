"""New result rows of an update: into the table whose columns they fit, else as a small table of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.model.draft import ResultRow, ResultTable, Source
from bot.propose.addition import Addition, row_like
from bot.propose.citations import Citations
from bot.propose.outline import Outline, OutlineSection
from bot.propose.sanitising import cell, inline
from bot.propose.section_names import Part
from bot.propose.skill_file import result_lines
from bot.propose.tables import SOURCE, column_key, match_columns, split_row
from bot.propose.wording import numbers, words


def added_results(
    document: Outline, tables: Sequence[ResultTable], citations: Citations, limit: int | None
) -> Iterator[Addition]:
    """Yield what the update's tables add to the results section; rows that the skill has already are left out."""
    section = document.section(Part.RESULTS)
    known = [line for line in document.lines if line.lstrip().startswith("|") or " | " in line]
    shown = ""
    for table in tables:
        rows = tuple(row for row in table.rows if not _is_known(row, known))[:limit]
        if rows:
            new = table._replace(rows=rows)
            place = _place(new)
            is_named = place is not None and place.path == shown and not new.caption
            yield _fitting(document, section, new, citations) or _own_table(new, None if is_named else place, citations)
            shown = place.path if place else ""


def _fitting(document: Outline, section: OutlineSection | None, new: ResultTable, citations: Citations) -> Addition | None:
    """Return the rows for the last table of the section whose columns they fit, None where there is none."""
    for existing in reversed(tuple(section.tables())) if section else ():
        header = [item.text for item in existing.header]
        places = match_columns(new.header, header)
        if places:
            rows = [row_like(document, existing, _fitted(row, places, header, citations)) for row in new.rows]
            return Addition(Part.RESULTS, tuple(rows), existing.lines[1])
    return None


def _own_table(new: ResultTable, place: Source | None, citations: Citations) -> Addition:
    """Return the rows as a table of their own that says what it shows and where it is from."""
    cited = citations.cite((place,)) if place else ""
    opening = f"**{inline(new.caption)}** {cited}".rstrip() if new.caption else f"From {cited}:" if cited else ""
    lines = result_lines(new._replace(caption=""), (), citations)
    return Addition(Part.RESULTS, (*(("", opening) if opening else ()), "", *lines))


def _place(table: ResultTable) -> Source | None:
    """Return the lines of the first row's report that the table's rows are from."""
    sources = [source for row in table.rows for source in row.sources]
    lines = [source.lines for source in sources if source.path == sources[0].path]
    return Source(sources[0].path, (min(lines)[0], max(last for _, last in lines))) if sources else None


def _fitted(row: ResultRow, places: Sequence[int], header: Sequence[str], citations: Citations) -> list[str]:
    """Return the row's cells in the places of an existing table, the citation in its source column or last cell."""
    cells = [""] * len(header)
    for place, text in zip(places, row.cells, strict=False):
        cells[place] = cell(text)
    keys = [column_key(name) for name in header]
    filled = [index for index, text in enumerate(cells) if text]
    at = keys.index(SOURCE) if SOURCE in keys else max(filled, default=0)
    cells[at] = f"{cells[at]} {citations.cite(row.sources)}".strip()
    return cells


def _is_known(row: ResultRow, known: Sequence[str]) -> bool:
    """Say whether one row of the skill holds each cell of this row."""
    wanted = [found for text in row.cells if (found := words(text))]
    figures = frozenset[str]().union(*(numbers(text) for text in row.cells))
    for line in known:
        if figures <= numbers(line):
            cells = [words(text) for text in split_row(line)]
            if all(any(want <= have for have in cells) for want in wanted):
                return True
    return False
