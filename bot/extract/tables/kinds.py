"""What a table is - settings, results, attempts, problems, plan - from its header, its values and its section."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from bot.domains.vocabulary import head_of, tokens_of
from bot.extract.context import SectionRole
from bot.extract.header_words import (
    ATTEMPT,
    CONFIGURATION,
    DECIDED,
    FILE,
    LATER,
    MEASURE,
    OUTCOME,
    REMEDY,
    SETTING,
    STATE,
    SYMPTOM,
    compares_sides,
)
from bot.extract.numbers import parse_quantity
from bot.extract.section_roles import section_role
from bot.extract.values.names import Names, names_of, unit_in_name
from bot.extract.values.shapes import is_empty, is_path, verdict
from bot.model.domain import Domain
from bot.model.fact import Kind
from bot.model.report import Cell, Section, Table


class TableRole(StrEnum):
    """What the rows of a table are."""

    SETTINGS = "settings"
    RESULTS = "results"
    ATTEMPTS = "attempts"
    PROBLEMS = "problems"
    PLAN = "plan"
    OTHER = "other"


_MOST_COLUMNS = 100
_MOST_ROWS = 40  # rows that are looked at; a table of thousands is of one kind


def table_role(table: Table, section: Section, domain: Domain) -> TableRole:
    """Return what `table` is. The rules are tried in order, the first that speaks decides."""
    header = [frozenset(tokens_of(cell.text)) for cell in table.header[:_MOST_COLUMNS]]
    for rule in (_by_problem_columns, _by_file_columns, _by_plan_columns, _by_name_column):
        role = rule(header)
        if role is not None:
            return role
    if _is_attempts(table, header):
        return TableRole.ATTEMPTS
    if section_role(section) in (SectionRole.PLAN, SectionRole.QUESTIONS):
        return TableRole.PLAN
    return _by_columns(table, section, domain)


def _by_problem_columns(header: list[frozenset[str]]) -> TableRole | None:
    """A column of symptoms beside a column of causes or fixes."""
    problems = any(words & SYMPTOM for words in header) and any(words & REMEDY for words in header)
    return TableRole.PROBLEMS if problems else None


def _by_file_columns(header: list[frozenset[str]]) -> TableRole | None:
    """A list of files or links: its first column says so."""
    return TableRole.OTHER if header and header[0] & FILE else None


def _by_plan_columns(header: list[frozenset[str]]) -> TableRole | None:
    """A column of owners, priorities or dates to come."""
    return TableRole.PLAN if any(words & LATER for words in header) else None


def _by_name_column(header: list[frozenset[str]]) -> TableRole | None:
    """The first header says what the rows name: metrics or settings."""
    if not header:
        return None
    if header[0] & MEASURE:
        return TableRole.RESULTS
    if header[0] & SETTING and len(header) <= 4:
        return TableRole.SETTINGS
    if header[0] & CONFIGURATION and compares_sides(header):
        return TableRole.SETTINGS
    pairs = len(header) in (2, 3) and header[0] & CONFIGURATION and header[1] & OUTCOME
    return TableRole.SETTINGS if pairs else None


def _is_attempts(table: Table, header: list[frozenset[str]]) -> bool:
    """Rows that were tried and then kept or dropped, or a column that tells what was tried."""
    if any("tried" in words for words in header):
        return True
    decided = sum(any(map(_is_decided, row[:_MOST_COLUMNS])) for row in table.rows[:_MOST_ROWS])
    rows = min(len(table.rows), _MOST_ROWS)
    return decided * 4 >= rows > 0 and (decided * 2 >= rows or any(words & ATTEMPT for words in header))


def _is_decided(cell: Cell) -> bool:
    """Whether a cell opens with a word for keeping or dropping; most cells are numbers, which need no closer look."""
    return not cell.text[:1].isdigit() and not DECIDED.isdisjoint(head_of(cell.text)[:1])


def _by_columns(table: Table, section: Section, domain: Domain) -> TableRole:
    """By what the columns hold: measured values, settings, or neither; the section decides where the header does not."""
    names = names_of(domain)
    headers = [cell.text for cell in table.header[1:] if not STATE & frozenset(tokens_of(cell.text))]
    kinds = [names.senses(header) for header in headers]
    role = section_role(section)
    metrics = sum(
        kind == (Kind.METRIC,) or (Kind.PARAMETER not in kind and bool(unit_in_name(header)))
        for kind, header in zip(kinds, headers, strict=True)
    )
    columns = [_column(table, index) for index in range(1, len(table.header))]
    settings = sum(_is_setting(cell.text, column, names) for cell, column in zip(table.header[1:], columns, strict=False))
    filled = [text for column in columns for text in column]
    measured = sum(_is_measured(text) for text in filled)
    if (
        role in (SectionRole.SETTINGS, SectionRole.SETUP)
        and settings >= metrics
        and (settings or not _mostly(map(_has_unit, filled)))
    ):
        return TableRole.SETTINGS if filled and not _mostly(map(is_path, filled)) else TableRole.OTHER
    decimal = sum(
        not kind and _mostly(map(_has_unit, column)) for kind, column in zip(kinds, columns, strict=False) if column
    )
    if metrics or decimal or (role is SectionRole.RESULTS and measured):
        return TableRole.RESULTS if measured else TableRole.OTHER
    if settings:
        return TableRole.SETTINGS
    return TableRole.RESULTS if 2 * measured >= max(1, len(filled)) else TableRole.OTHER


def _is_setting(header: str, column: list[str], names: Names) -> bool:
    """Whether a column is a setting by its header; one that names a thing (`GPU`) holds names, no decimals."""
    named = names.ends_in(header, Kind.SETUP) and not _mostly(map(_has_unit, column))
    return named or names.ends_in(header, Kind.PARAMETER)


def _column(table: Table, index: int) -> list[str]:
    return [row[index].text for row in table.rows[:_MOST_ROWS] if index < len(row) and not is_empty(row[index].text)]


def _is_measured(text: str) -> bool:
    return parse_quantity(text)[0] is not None or bool(verdict(text))


def _has_unit(value: str) -> bool:
    return bool(parse_quantity(value)[1]) or "." in value


def _mostly(answers: Iterable[bool]) -> bool:
    given = list(answers)
    return 2 * sum(given) > len(given)
