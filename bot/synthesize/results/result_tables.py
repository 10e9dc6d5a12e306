"""Measurements as tables: baseline against variant where two or three runs were measured alike, else runs as rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from bot.model.draft import ResultRow, ResultTable, Source
from bot.model.report import Lines
from bot.synthesize.evidence.context import clean_label
from bot.synthesize.evidence.measurements import Measured, by_table, may_name_run, results_only, runs_of
from bot.synthesize.results.grid import Grid, cases_of, grid_of
from bot.synthesize.wording.numbers import difference

_MOST_COLUMNS = 6
_MOST_COMPARED = 3
_MOST_SETTINGS = 2
_MOST_TELLING = 5
NOTHING = "–"
LIST_HEADER = ("Run", "Metric", "Value")

_BASELINE = re.compile(r"\b(?:baseline|reference|control|before|original|vanilla run)\b|基线|基準|베이스라인", re.I)
_BASELINE_ROW = re.compile(
    r"\bbaseline(?: reference)?(?: run)?\b(?! (?:config|settings?|model)\b)|\breference run\b|基线", re.I
)

Rows = Mapping[str, Sequence[Measured]]


def result_tables(found: Sequence[Measured], settings: Sequence[Measured] = ()) -> list[ResultTable]:
    """Return measurements of one report or log entry as tables: comparisons, then runs by metrics, then single results.

    Of `settings` those are shown that differ between the runs of a table.
    """
    places: dict[str, list[Measured]] = {}
    for each in found:
        places.setdefault(each.place, []).append(each)
    compared: dict[str, list[Measured]] = {}
    rest: list[Measured] = []
    for place, members in places.items():
        runs = _columns(members)
        belongs = [_is_compared(each, members, runs) for each in members]
        compared[place] = [each for each, inside in zip(members, belongs, strict=True) if inside]
        rest += [each for each, inside in zip(members, belongs, strict=True) if not inside]
    drawn = list(_comparisons({place: members for place, members in compared.items() if members}, settings))
    redundant = len(places) == 1 and all(map(_is_in_a_section, found))
    return [*(map(_of_one_place, drawn) if redundant else drawn), *_by_run(rest, settings)]


def compared_runs(found: Sequence[Measured]) -> tuple[str, ...]:
    """Return the two or three runs that have a metric in common, none where there are fewer or more. Sections below other
    headings are about other things.

    The one that the evidence calls the baseline comes first: what moved is told from there.
    """
    plain = [each for each in results_only(found) if each.run and may_name_run(each.run)]
    metrics = {run: {each.metric for each in plain if each.run == run} for run in runs_of(plain)}
    runs = [run for run in metrics if any(metrics[run] & metrics[other] for other in metrics if other != run)]
    if not 2 <= len(runs) <= _MOST_COMPARED or not set.intersection(*(metrics[run] for run in runs)):
        return ()
    if len({_parents(each) for each in plain if each.is_section and each.run in runs}) > 1:
        return ()
    bases = [run for run in runs if _is_baseline(run, plain)]
    return (*bases, *(run for run in runs if run not in bases)) if len(bases) == 1 else tuple(runs)


def _parents(each: Measured) -> tuple[Lines, ...]:
    """The lines of the headings above the section that a result stands in."""
    return tuple(label.lines for label in each.unit.labels_of(each.lines) if label.is_heading)[:-1]


def _is_baseline(run: str, found: Sequence[Measured]) -> bool:
    """Whether a run is called a baseline by its name, or by the cells of a table row that it names."""
    if _BASELINE.search(run):
        return True
    units = {id(each.unit): each.unit for each in found if each.run == run}.values()
    rows = (line for unit in units for line, key in unit.row_keys.items() if key == run)
    return any(_BASELINE_ROW.search(unit.text_at((line, line))) for line in rows for unit in units)


def _columns(found: Sequence[Measured]) -> tuple[str, ...]:
    """The compared runs, none where a run is named by several cells of its row: that is too much to head a column."""
    runs = compared_runs(found)
    return () if any(", " in run.partition("(")[0] for run in runs) else runs


def _is_compared(each: Measured, members: Sequence[Measured], runs: tuple[str, ...]) -> bool:
    """Whether a result stands in a table of these runs: another of them has the metric too, or it is a change of it."""
    if not runs or each.is_series:
        return False
    others = {other.run for other in members if other.metric == each.metric and other.run in runs and not other.is_change}
    return bool(others) if each.is_change else each.run in others and len(others) > 1


def _comparisons(places: Rows, settings: Sequence[Measured]) -> Iterable[ResultTable]:
    """One table for all places that compare the same runs."""
    tables: dict[tuple[str, ...], dict[str, Sequence[Measured]]] = {}
    for place, found in places.items():
        tables.setdefault(_columns(found), {})[place] = found
    for runs, grouped in tables.items():
        rows = tuple(
            row
            for place, found in grouped.items()
            for row in (*_changed(place, settings, runs), *_compared(place, found, runs))
        )
        table = _without_empty_columns(ResultTable("", ("Configuration", "Metric", *runs, "Change"), rows))
        yield table


def _is_in_a_section(each: Measured) -> bool:
    """Whether the place of a result is the section that it stands in, not a label of its own."""
    headings = (label.text for label in each.unit.labels_of(each.lines) if label.is_heading)
    return not each.place or each.place in map(clean_label, headings)


def _of_one_place(table: ResultTable) -> ResultTable:
    """A table without the column that repeats the name of the one section that all results stand in."""
    if table.header[0] != "Configuration":
        return table
    rows = tuple(row._replace(cells=row.cells[1:]) for row in table.rows)
    return ResultTable("", table.header[1:], rows)


def _compared(place: str, found: Sequence[Measured], runs: tuple[str, ...]) -> Iterable[ResultRow]:
    for metric in dict.fromkeys(each.metric for each in found if not each.is_series):
        of_metric = [each for each in found if each.metric == metric]
        cells = {each.run: each for each in reversed(results_only(of_metric))}
        moved = next((each for each in of_metric if each.is_change), None)
        values = [cells[run].value if run in cells else "" for run in runs]
        change = moved.value if moved else _difference(list(cells.values()), values)
        yield ResultRow((place, metric, *values, change), sources_of([*cells.values(), *([moved] if moved else [])]))


def _changed(place: str, settings: Sequence[Measured], runs: tuple[str, ...]) -> Iterable[ResultRow]:
    """The settings of a place that differ between the runs."""
    here = [each for each in settings if each.place == place and each.run in runs]
    for name in dict.fromkeys(each.metric for each in here):
        cells = {each.run: each for each in here if each.metric == name}
        told = all(cell.value.replace("`", "") in run for run, cell in cells.items())
        if len(cells) == len(runs) and len({each.value for each in cells.values()}) > 1 and not told:
            yield ResultRow((place, name, *(cells[run].value for run in runs), ""), sources_of(cells.values()))


def _difference(cells: Sequence[Measured], values: Sequence[str]) -> str:
    """What moved between two runs; nothing between two sections, which need not have measured the same thing."""
    if len(values) != 2 or not all(values) or any(each.is_section for each in cells):
        return ""
    return difference(*values) or ""


def _by_run(found: Sequence[Measured], settings: Sequence[Measured]) -> Iterable[ResultTable]:
    """Runs as rows and the metrics that several of them share as columns; what is left over as a list."""
    plain = _apart([each for each in found if not each.is_series])
    series = [each for each in found if each.is_series]
    left: list[Measured] = []
    for members in (*plain, series):
        table, rest = _matrix(members, settings)
        left += rest
        if table:
            yield table
    shown = {each.value for each in found if each not in left}
    named = [each for each in left if each.name and each.value not in shown]
    if named or (left and len(left) == len(found)):
        yield _list(named or left)


def _apart(found: Sequence[Measured]) -> list[list[Measured]]:
    """The measurements apart that stand in tables of other runs: single runs, and averages of them, are two tables.

    What stands in no table belongs to the first of them.
    """
    of_table = by_table(found)
    outside = of_table.pop(None, [])
    groups: list[tuple[set[str], list[Measured]]] = []
    for members in of_table.values():
        names = {each.name for each in members}
        same_runs = next((group for group in groups if names & group[0]), None)
        if same_runs is None:
            groups.append((names, members))
        else:
            same_runs[0].update(names)
            same_runs[1].extend(members)
    tables = [members for _, members in groups] or [[]]
    tables[0].extend(outside)
    return [sorted(members, key=lambda each: each.lines[0]) for members in tables if members]


def _matrix(found: Sequence[Measured], settings: Sequence[Measured]) -> tuple[ResultTable | None, list[Measured]]:
    if grid := grid_of(found):
        return _of_cases(grid), []
    rows: dict[str, dict[str, Measured]] = {}
    for each in found:
        rows.setdefault(each.name, {}).setdefault(each.metric, each)
    counts = Counter(metric for cells in rows.values() for metric in cells)
    columns = [metric for metric, count in counts.most_common(_MOST_COLUMNS) if count > 1]
    least = min(2, len(columns))
    members = {name: cells for name, cells in rows.items() if sum(metric in cells for metric in columns) >= max(least, 1)}
    if len(members) < 2:
        return None, list(found)
    varied = _varied(settings, list(members), columns)
    header = [*varied, *columns]
    table_rows = []
    for name, cells in members.items():
        held = {**cells, **{setting: own[name] for setting, own in varied.items() if name in own}}
        used = [held[column] for column in header if column in held]
        table_rows.append(ResultRow((name, *(held[c].value if c in held else "" for c in header)), sources_of(used)))
    shown = {(name, metric) for name in members for metric in columns}
    table = _without_empty_columns(ResultTable("", ("Run", *header), tuple(table_rows)))
    return table, [each for each in found if (each.name, each.metric) not in shown]


def _of_cases(grid: Grid) -> ResultTable:
    """Runs as rows and cases as columns; a column names the metric where the place of the runs does not."""
    cases = cases_of(grid)
    rows = []
    first = next(iter(grid[next(iter(grid))].values()))
    place = first.place
    is_named = first.metric.partition(" (")[0].lower() in place.lower()
    for run, cells in grid.items():
        name = f"{place}: {run}" if place else run
        values = (cells[case].value if case in cells else "" for case in cases)
        rows.append(ResultRow((name, *values), sources_of(cells.values())))
    header = cases if is_named else tuple(f"{first.metric}, {case}" for case in cases)
    return _without_empty_columns(ResultTable("", ("Run", *header), tuple(rows)))


def _varied(settings: Sequence[Measured], names: Sequence[str], columns: Sequence[str]) -> dict[str, dict[str, Measured]]:
    """The settings that differ between these runs and that their names do not tell, by setting and run."""
    by_setting: dict[str, dict[str, Measured]] = {}
    for each in settings:
        if each.name in names and each.metric not in columns and each.value not in each.name:
            by_setting.setdefault(each.metric, {})[each.name] = each
    differ = {name: own for name, own in by_setting.items() if len({each.value for each in own.values()}) > 1}
    return _telling_apart(differ, names)


def _telling_apart(differ: dict[str, dict[str, Measured]], names: Sequence[str]) -> dict[str, dict[str, Measured]]:
    """The first two settings, and each other one that tells runs apart which those before it do not."""
    chosen: dict[str, dict[str, Measured]] = {}
    apart = 1
    for setting, own in differ.items():
        tried = {**chosen, setting: own}
        found = len({tuple(each[name].value if name in each else "" for each in tried.values()) for name in names})
        if len(chosen) < _MOST_SETTINGS or (found > apart and len(chosen) < _MOST_TELLING):
            chosen, apart = tried, found
    return chosen


def _list(found: Sequence[Measured]) -> ResultTable:
    rows = [ResultRow((each.name, each.metric, each.value), each.sources) for each in found]
    return _without_empty_columns(ResultTable("", LIST_HEADER, tuple(rows)))


def _without_empty_columns(table: ResultTable) -> ResultTable:
    kept = [index for index, _ in enumerate(table.header) if any(row.cells[index] for row in table.rows)]
    rows = tuple(ResultRow(tuple(row.cells[index] or NOTHING for index in kept), row.sources) for row in table.rows)
    return ResultTable(table.caption, tuple(table.header[index] for index in kept), rows)


def sources_of(found: Iterable[Measured]) -> tuple[Source, ...]:
    """Return the places of these measurements; lines that touch are one place."""
    merged: list[Source] = []
    for source in sorted({source for each in found for source in each.sources}):
        last = merged[-1] if merged else None
        if last and last.path == source.path and source.lines[0] <= last.lines[1] + 1:
            merged[-1] = Source(last.path, (last.lines[0], max(last.lines[1], source.lines[1])))
        else:
            merged.append(source)
    return tuple(merged)
