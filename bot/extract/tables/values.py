"""Setup, parameters and metrics out of tables, whichever way round they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from bot.domains.vocabulary import tokens_of
from bot.extract import marks
from bot.extract.context import Context, SectionRole
from bot.extract.header_words import (
    CONFIGURATION,
    IDENTIFIER,
    MEASURE,
    NAME,
    NOTES,
    OUTCOME,
    SETTING,
    VALUE,
    compares_sides,
)
from bot.extract.numbers import Mention, is_plain_number, mentions, parse_quantity
from bot.extract.section_roles import plain_title
from bot.extract.tables.attempts import lists_attempts
from bot.extract.tables.columns import Column, ColumnUse, columns_of
from bot.extract.tables.filled_cells import filled_down
from bot.extract.tables.kinds import TableRole, table_role
from bot.extract.tables.row_names import row_subjects
from bot.extract.values.clauses import words_after
from bot.extract.values.fact import value_fact
from bot.extract.values.measurements import is_compared, measured
from bot.extract.values.names import Names, clean_name, names_of, unit_in_name
from bot.extract.values.pairs import pairs
from bot.extract.values.quantity_units import default_name
from bot.extract.values.shapes import is_empty, is_path, verdict
from bot.extract.verdicts import is_decision
from bot.model.fact import Fact, Kind
from bot.model.report import Cell, Table

_MOST_ROWS = 2000
_MOST_COLUMNS = 100
_MOST_PAIRS = 50
_MOST_FACTS = 5000
_SECOND = ("(", "/", "→", "->", "±", "|", ";", "vs", "vs.", "to")
_SIGNS = frozenset(marks.TELLING)
_LONGEST_SIGN = 3  # more is words that a sign opens: `✅ Best so far` is no value
_DIGIT = re.compile(r"\d")
_ASIDE = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")
_BRACKETED = re.compile(r"[A-Za-z]+(?:[ _-][A-Za-z]+)?\s?[(:]\s?(?:still |now |only )?")


class _Scope(NamedTuple):
    """What the facts of one table have in common."""

    table: Table
    role: TableRole
    names: Names
    path: str
    title: str
    lists_outcomes: bool
    """Whether the rows are attempts, and what a cell says in words came of them."""


def facts(context: Context) -> Iterator[Fact]:
    """Yield the values of the section's tables."""
    for block in context.section.blocks:
        if isinstance(block, Table):
            yield from table_facts(block, context)


def table_facts(table: Table, context: Context) -> Iterator[Fact]:
    """Yield the values of one table, unless it lists problems or plans."""
    table = filled_down(_bounded(table))
    if not table.rows:
        return
    role = table_role(table, context.section, context.domain)
    if role in (TableRole.PROBLEMS, TableRole.PLAN):
        return
    listed = lists_attempts(context, SectionRole.FAILED) or lists_attempts(context, SectionRole.WORKED)
    scope = _Scope(table, role, names_of(context.domain), context.path, context.section.title, listed)
    yield from islice(_named_rows(scope) if _lists_names(scope) else _runs_as_rows(scope), _MOST_FACTS)


def _bounded(table: Table) -> Table:
    """The table without what no person would read: columns by the hundred, rows by the thousand."""
    if len(table.rows) <= _MOST_ROWS and all(len(row) <= _MOST_COLUMNS for row in (table.header, *table.rows)):
        return table
    rows = tuple(row[:_MOST_COLUMNS] for row in table.rows[:_MOST_ROWS])
    return Table(table.header[:_MOST_COLUMNS], rows, table.lines)


def _lists_names(scope: _Scope) -> bool:
    """Whether the rows are quantities (`Metric | A | B`, `Parameter | Value`) rather than runs."""
    header = [frozenset(tokens_of(_ASIDE.sub("", cell.text))) for cell in scope.table.header]
    if _metric_index(header) >= 0:
        return False
    if not header:
        return bool(scope.table.rows) and len(scope.table.rows[0]) == 2
    if header[0] & (MEASURE | SETTING):
        return True
    if compares_sides(header) and (not header[0] or header[0] & CONFIGURATION or _names_things(scope.table)):
        return True
    if not any(scope.names.is_metric(cell.text) for cell in scope.table.header[1:]):
        short = 1 < len(header) <= 3
        if header[0] & NAME or (short and header[1] & VALUE):
            return True
        if short and header[1] & OUTCOME and (not header[0] or header[0] & CONFIGURATION):
            return True
    return _labels_are_quantities(scope)


def _names_things(table: Table) -> bool:
    """Whether most rows open with a name, not with a number that counts them."""
    first = [row[0].text for row in table.rows if row]
    return 2 * sum(any(map(str.isalpha, text)) for text in first) > len(first)


def _labels_are_quantities(scope: _Scope) -> bool:
    """Whether the vocabulary knows the labels of the rows better than the headers of the columns."""
    labels = [scope.names.senses(row[0].text) for row in scope.table.rows[:40] if row]
    columns = [scope.names.senses(cell.text) for cell in scope.table.header[1:]]
    measured = sum(Kind.METRIC in senses for senses in labels) / max(1, len(labels))
    known = sum(Kind.METRIC in senses for senses in columns) / max(1, len(columns))
    if measured > 0.5 and measured > known:
        return True
    named = sum(bool(senses) for senses in labels) / max(1, len(labels))
    return len(columns) == 1 and named > 0.5 and not any(columns) and scope.role is TableRole.SETTINGS


def _named_rows(scope: _Scope) -> Iterator[Fact]:
    header = scope.table.header
    notes = {index for index, cell in enumerate(header) if index and frozenset(tokens_of(cell.text)) & NOTES}
    for row in scope.table.rows:
        name = row[0].text if row else ""
        if is_empty(name):
            continue
        for index, cell in enumerate(row[1:], start=1):
            if index in notes or is_empty(cell.text):
                continue
            column = clean_name(header[index].text) if index < len(header) else ""
            subject = scope.title if frozenset(tokens_of(column)) & VALUE or not column else column
            yield from _named_value(scope, name, cell, subject)


def _named_value(scope: _Scope, name: str, cell: Cell, subject: str) -> Iterator[Fact]:
    kind = _kind_of_named(scope, name, cell.text)
    if kind is Kind.METRIC:
        yield from _measured(scope, name, cell, subject)
    elif kind is not None and not is_path(cell.text) and not (scope.lists_outcomes and not _DIGIT.search(cell.text)):
        yield value_fact(
            kind, cell.lines, "table.setting", name, cell.text, "" if subject == scope.title else subject, scope.path
        )


def _kind_of_named(scope: _Scope, name: str, value: str) -> Kind | None:
    senses = scope.names.senses(name)
    if scope.role is TableRole.SETTINGS:
        numeric = parse_quantity(value)[0] is not None
        return Kind.SETUP if senses == (Kind.SETUP,) and not numeric else Kind.PARAMETER
    number, unit = parse_quantity(value)
    counted = senses == (Kind.PARAMETER,) and not unit and (number is None or number.is_integer())
    if Kind.METRIC in senses or not senses or (scope.role is TableRole.RESULTS and not counted):
        return Kind.METRIC
    return senses[0]


def _runs_as_rows(scope: _Scope) -> Iterator[Fact]:
    columns = columns_of(scope.table, scope.role, scope.names)
    if not columns:
        return
    for cell in scope.table.header:
        yield from _pairs(scope, cell, "", "")
    subjects = row_subjects(scope.table, columns)
    repeated = len({row[0].text for row in scope.table.rows if row}) < len(scope.table.rows)
    named = _metric_index([frozenset(tokens_of(column.name)) for column in columns])
    quantity = "" if named >= 0 else _quantity_of_title(scope, columns)
    measured_columns = [column.name for column in columns if column.use is ColumnUse.METRIC]
    only_metric = measured_columns[0] if len(measured_columns) == 1 else ""
    for row, subject in zip(scope.table.rows, subjects, strict=False):
        for index, (cell, column) in enumerate(zip(row, columns, strict=False)):
            if is_empty(cell.text) or index == named:
                continue
            if 0 <= named < len(row) and column.use is ColumnUse.METRIC:
                column = _in_long_form(column, row[named].text)
            if quantity and column.use is ColumnUse.METRIC:
                yield from _measured(scope, quantity, cell, ", ".join(filter(None, (subject, column.name))))
                continue
            yield from _cell(scope, cell, column, subject or scope.title, only_metric)
            if repeated and column.use is ColumnUse.KEY and column.name and IDENTIFIER.isdisjoint(tokens_of(column.name)):
                yield from _key_setting(scope, cell, column, subject)


def _quantity_of_title(scope: _Scope, columns: Sequence[Column]) -> str:
    """The metric that a table's heading names, where its columns only name sizes: `Throughput (GB/s)` above `1M rows`."""
    measured = [column.name for column in columns if column.use is ColumnUse.METRIC]
    if len(measured) < 2 or not all(_DIGIT.search(name) and not scope.names.senses(name) for name in measured):
        return ""
    title = plain_title(scope.title)
    if not scope.names.is_metric(title):
        return ""
    return clean_name(title if unit_in_name(title) else _ASIDE.sub("", title))


def _metric_index(header: Sequence[frozenset[str]]) -> int:
    """The column that names each row's metric, where another holds its value (`Task | Metric | Value`); -1 if none."""
    if not any(words & VALUE for words in header):
        return -1
    return next((index for index, words in enumerate(header) if index and words & MEASURE and not words & VALUE), -1)


def _in_long_form(column: Column, metric: str) -> Column:
    """A value's column is called by the metric of the row, any other by both (`accuracy stderr`)."""
    is_value = bool(frozenset(tokens_of(column.name)) & VALUE)
    return column._replace(name=metric if is_value else f"{metric} {column.name.lower()}")


def _cell(scope: _Scope, cell: Cell, column: Column, subject: str, only_metric: str) -> Iterator[Fact]:
    if column.use is ColumnUse.METRIC:
        yield from _measured(scope, column.name, cell, subject)
        yield from _pairs(scope, cell, column.name, subject)
    elif column.use in (ColumnUse.PARAMETER, ColumnUse.SETUP):
        kind = Kind.PARAMETER if column.use is ColumnUse.PARAMETER else Kind.SETUP
        yield value_fact(kind, cell.lines, "table.setting", column.name, cell.text, subject, scope.path)
    elif column.use in (ColumnUse.TEXT, ColumnUse.KEY):
        yield from _pairs(scope, cell, column.name, subject)
        if column.use is ColumnUse.TEXT and scope.role is not TableRole.SETTINGS:
            yield from _told(scope, cell, subject, only_metric)


def _key_setting(scope: _Scope, cell: Cell, column: Column, subject: str) -> Iterator[Fact]:
    """A first column whose values repeat is a setting of the runs, not their name."""
    if Kind.METRIC not in scope.names.senses(column.name) and len(cell.text) <= 40:
        is_setup = scope.names.senses(column.name) == (Kind.SETUP,) and scope.names.ends_in(column.name, Kind.SETUP)
        kind = Kind.SETUP if is_setup else Kind.PARAMETER
        yield value_fact(kind, cell.lines, "table.setting", column.name, cell.text, subject, scope.path)


def _told(scope: _Scope, cell: Cell, subject: str, only_metric: str) -> Iterator[Fact]:
    """Measured numbers in a cell of words, without those of its pairs; `Better (+84%)` is about the only
    metric of the table."""
    text = cell.text
    for pair in pairs(cell.text, _MOST_PAIRS):
        text = text[: pair.start] + "\x00" * (pair.end - pair.start) + text[pair.end :]
    for one in measured(text, str, scope.names):
        is_gain = (
            bool(only_metric) and one.value[0] in "+-−" and one.value.endswith("%") and not scope.names.senses(one.name)
        )
        name = only_metric if is_gain else one.name
        yield value_fact(Kind.METRIC, cell.lines, "table.told", name, one.value, subject, scope.path)


def _pairs(scope: _Scope, cell: Cell, header: str, subject: str) -> Iterator[Fact]:
    found = pairs(cell.text, _MOST_PAIRS)
    of_metrics = bool(found) and not MEASURE.isdisjoint(tokens_of(header))
    for pair in found:
        kind = Kind.METRIC if of_metrics or scope.names.is_metric(pair.name) else Kind.PARAMETER
        yield value_fact(kind, cell.lines, "table.pair", pair.name, pair.value, subject, scope.path)


def _measured(scope: _Scope, name: str, cell: Cell, subject: str) -> Iterator[Fact]:
    """The value that a cell opens with, and a second one in brackets; or its verdict."""
    says_little = frozenset(tokens_of(name)) <= OUTCOME
    for value in measured_values(cell.text):
        of_unit = default_name(parse_quantity(value)[1]) if says_little and value[0] not in "+-−" else ""
        after = cell.text.partition(value)[2] if says_little else ""
        way = words_after(after) if is_compared(after) else ""  # `6x slower` is no speedup
        quantity = way or of_unit or name
        yield value_fact(Kind.METRIC, cell.lines, "table.metric", quantity, value, subject, scope.path)


def measured_values(text: str) -> Sequence[str]:
    """Return the one or two values of a cell: `177.05 (84.51%)`, `0 (bit-identical)`, `FAIL (9/12 shapes)`, `OOM`."""
    bare = text.replace("`", "").strip()
    if is_plain_number(bare):
        return (bare,)
    if bare[:1] in _SIGNS and (behind := bare.lstrip(marks.ALL)).lstrip("(")[:1].isdigit():
        bare = behind.removeprefix("(")  # `✅ 0.00 error`, `❌ (26)`
    found = list(islice(mentions(bare), 2))
    if found and found[0].start == 0:
        first = found[0]
        if is_decision(bare[first.end :]):
            return ()  # `32 kept`: the number is what was tried
        if len(found) > 1 and bare[first.end : found[1].start].strip(" ") in _SECOND and _alone(bare, found[1]):
            return first.text, found[1].text
        return (first.text,)
    word = verdict(bare)
    if found and (bracketed := _BRACKETED.match(bare)) and bracketed.end() >= found[0].start and len(found) == 1:
        return (found[0].text,)
    return () if word in _SIGNS and len(bare) > _LONGEST_SIGN else (word,) if word else ()


def _alone(bare: str, second: Mention) -> bool:
    """Whether a second number stands for itself; `1,104 (~1.1k)` says the first one again."""
    if is_compared(bare[second.end :]):
        return False  # `-1222 MiB (2% lower)`: the second number has a name of its own
    behind = bare[second.end : second.end + 1]
    return (behind in ("", ")", "*") or (behind == " " and bool(second.unit))) and second.text[0] not in "~≈="
