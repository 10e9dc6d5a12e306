"""The columns of a table in which each row is a run: which hold the run's name, its settings, its measurements."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import NamedTuple

from bot.domains.vocabulary import tokens_of
from bot.extract.header_words import ATTEMPT, DECIDED, IDENTIFIER, NOTES, SETTING, STATE
from bot.extract.measurement_units import is_measured_unit
from bot.extract.numbers import parse_quantity
from bot.extract.tables.kinds import TableRole
from bot.extract.values.names import Names, clean_name, unit_in_name
from bot.extract.values.quantity_units import base_unit
from bot.extract.values.shapes import is_empty, is_identifier, is_path, is_sentence, is_switch, verdict
from bot.model.fact import Kind
from bot.model.report import Table


class ColumnUse(StrEnum):
    """What a column holds."""

    KEY = "key"
    SETUP = "setup"
    PARAMETER = "parameter"
    METRIC = "metric"
    TEXT = "text"
    SKIPPED = "skipped"


class Column(NamedTuple):
    """One column: its header as a name, and its use."""

    name: str
    use: ColumnUse


_SAMPLE = 40  # rows that are looked at
_RANKING = re.compile(r"rank(?:ing)?|place|pos(?:ition)?|排名|名次|순위|hạng", re.IGNORECASE)
_COUNTING = re.compile(r"#|n[or]\.?|idx|index|序号|编号|번호|stt", re.IGNORECASE)
_AT_A_STEP = re.compile(r"(?<=\w)\s(?:at |@ ?)?(?:step|epoch|iter(?:ation)?)\s?\d+$", re.IGNORECASE)  # `Val acc step 20`
_LONGEST_COUNT = 3  # `5b`
_FEWEST_ALIKE = 3  # rows with one first cell, which then names none of them
_MEDALS = str.maketrans({"🥇": "1", "🥈": "2", "🥉": "3"})
_PLACE = re.compile(r"\W*(?P<place>\d{1,2})(?:st|nd|rd|th|\.)?(?:\s*(?P=place))?\W*", re.IGNORECASE)
_TUPLE = re.compile(r"(?:[(\[]\d+(?:,\s*\d+)+[)\]]|\d+(?:\s?[x×]\s?\d+)+|<<<[^<>]{1,60}>>>)(?![\w.])")
_GOALS = re.compile(
    r"targets?|goals?|required|requirement|(?:expected|predicted|projected)\b.*", re.IGNORECASE
)  # what was wanted is no result
LONGEST_SETTING = 40
_LONGEST_DIMENSION = 2  # `M`, `N`, `BS`: sizes have short names
_LONGEST_CATEGORY = 24
_LAST_CATEGORY = 3  # columns of settings stand on the left, before what was measured


def columns_of(table: Table, role: TableRole, names: Names) -> tuple[Column, ...]:
    """Return one column for each header cell. The first is the rows' key, unless another names what it measures, ranks or
    dates.
    """
    headers = [clean_name(cell.text) for cell in table.header]
    values = [_values(table, index) for index in range(len(headers))]
    named = naming_column(table)
    key = named or _key_column(headers, values, names)

    def use(index: int) -> ColumnUse:
        if index == key:
            return ColumnUse.KEY
        ranks = named and not index and (_RANKING.fullmatch(headers[0]) or _COUNTING.fullmatch(headers[0]))
        return ColumnUse.SKIPPED if ranks else _use(index, headers[index], values[index], role, names)

    return tuple(Column(name, use(index)) for index, name in enumerate(headers))


def naming_column(table: Table) -> int:
    """Return the column that names the rows: not the first where that only ranks or dates them."""
    headers = [clean_name(cell.text) for cell in table.header]
    if len(headers) < 2:
        return 0
    first = _values(table, 0)
    if _COUNTING.fullmatch(headers[0]) and all(value[:1].isdigit() and len(value) <= _LONGEST_COUNT for value in first):
        return int(_names_rows(_values(table, 1)))
    if not (_RANKING.fullmatch(headers[0]) or not IDENTIFIER.isdisjoint(tokens_of(headers[0]))):
        return 0
    if _ranks(headers[0], first):
        return int(_names_rows(_values(table, 1)))
    tried = (index for index, name in enumerate(headers) if index and not ATTEMPT.isdisjoint(tokens_of(name)))
    told = next((index for index in tried if _tells_apart(_values(table, index))), 0)
    names_none = not told and len(table.rows) >= _FEWEST_ALIKE and len(set(first)) <= 1
    return _most_telling(table, len(headers)) if names_none else told


def _most_telling(table: Table, count: int) -> int:
    """The column of words with the most different values, the first column where no other has more than one."""
    columns = {index: _values(table, index) for index in range(count)}
    kinds = {index: len(set(values)) for index, values in columns.items() if not any(map(_is_measured, values))}
    best = max(kinds, key=lambda index: kinds[index], default=0)
    return best if kinds.get(best, 0) > 1 else 0


def _values(table: Table, index: int) -> list[str]:
    return [row[index].text for row in table.rows[:_SAMPLE] if index < len(row) and not is_empty(row[index].text)]


def _key_column(headers: Sequence[str], values: Sequence[Sequence[str]], names: Names) -> int:
    first = values[0] if values else []
    if not first or _share(first, _is_decimal) < 0.5 or not (unit_in_name(headers[0]) or names.is_metric(headers[0])):
        return 0
    return next((index for index, column in enumerate(values) if index and column and _names_rows(column)), -1)


def _ranks(header: str, values: Sequence[str]) -> bool:
    """Whether a column tells the places of the rows, `1` to `n` or medals; a LoRA rank is hardly counted up from 1."""
    if not _RANKING.fullmatch(header) or len(values) < 2:
        return False
    places = [_PLACE.fullmatch(value.translate(_MEDALS)) for value in values]
    return all(place and int(place["place"]) == number for number, place in enumerate(places, start=1))


def _use(index: int, name: str, values: Sequence[str], role: TableRole, names: Names) -> ColumnUse:
    if not values:
        return ColumnUse.SKIPPED
    if index == 1 and IDENTIFIER.isdisjoint(tokens_of(name)) and _names_rows(values) and not names.senses(name):
        return ColumnUse.TEXT
    if not NOTES.isdisjoint(tokens_of(name)):
        return ColumnUse.TEXT
    if _share(values, _is_tuple) >= 0.5:
        return ColumnUse.PARAMETER
    senses = names.senses(_AT_A_STEP.sub("", name))
    if _GOALS.fullmatch(name) and role is not TableRole.SETTINGS:
        return ColumnUse.SKIPPED
    if _share(values, _is_measured) >= 0.5:
        return _use_of_numbers(name, values, senses, role)
    if not IDENTIFIER.isdisjoint(tokens_of(name)) or _share(values, is_path) > 0.5 or _share(values, is_identifier) > 0.5:
        return ColumnUse.SKIPPED
    if _share(values, is_switch) >= 0.5:
        return ColumnUse.METRIC if name.endswith(("?", "？")) or senses == (Kind.METRIC,) else ColumnUse.PARAMETER
    if _share(values, lambda value: bool(verdict(value))) >= 0.5 or _share(values, _is_decided) >= 0.5:
        return ColumnUse.METRIC
    return _use_of_words(index, name, values, role, names)


def _use_of_numbers(name: str, values: Sequence[str], senses: tuple[Kind, ...], role: TableRole) -> ColumnUse:
    if not IDENTIFIER.isdisjoint(tokens_of(name)) and Kind.METRIC not in senses:
        return ColumnUse.SKIPPED
    if role is not TableRole.SETTINGS and (Kind.METRIC in senses or base_unit(unit_in_name(name)).endswith("/s")):
        return ColumnUse.METRIC
    if Kind.PARAMETER not in senses and _share(values, _is_quantity) >= 0.5:
        return ColumnUse.METRIC
    if role is not TableRole.SETTINGS and _share(values, _is_rate) >= 0.5:
        return ColumnUse.METRIC  # nobody sets a rate: the header names what reached it (`CuTile`)
    if Kind.PARAMETER in senses:
        return ColumnUse.PARAMETER
    if len(name) <= _LONGEST_DIMENSION and name.isalpha() and all(_is_whole(value) for value in values):
        return ColumnUse.PARAMETER
    versions = "version" in tokens_of(name)
    if Kind.SETUP in senses and (role is TableRole.SETTINGS or versions) and _share(values, _is_decimal) < 0.5:
        return ColumnUse.SETUP
    return ColumnUse.PARAMETER if role is TableRole.SETTINGS and Kind.METRIC not in senses else ColumnUse.METRIC


def _use_of_words(index: int, name: str, values: Sequence[str], role: TableRole, names: Names) -> ColumnUse:
    if not name:
        return ColumnUse.TEXT
    if not SETTING.isdisjoint(tokens_of(name)) and not any(map(is_sentence, values)):
        return ColumnUse.PARAMETER
    if _share(values, lambda value: len(value) > LONGEST_SETTING or is_sentence(value)) > 0.3:
        return ColumnUse.TEXT
    if names.ends_in(name, Kind.PARAMETER):
        return ColumnUse.PARAMETER
    if names.ends_in(name, Kind.SETUP):
        return ColumnUse.SETUP
    if role is not TableRole.SETTINGS and names.is_metric(name):
        return ColumnUse.TEXT  # `Score | Good`: judged, not set
    if role is TableRole.SETTINGS or (role is TableRole.RESULTS and index <= _LAST_CATEGORY and _is_category(name, values)):
        return ColumnUse.PARAMETER
    return (
        ColumnUse.METRIC if Kind.METRIC in names.senses(name) and _share(values, _holds_number) >= 0.5 else ColumnUse.TEXT
    )


def _names_rows(values: Sequence[str]) -> bool:
    """Whether a second column holds names of the rows (`Exp | Tag | ...`): words, each another."""
    return len(set(values)) == len(values) > 1 and not any(
        _is_measured(value) or is_switch(value) or verdict(value) for value in values
    )


def _tells_apart(values: Sequence[str]) -> bool:
    """Whether a column says of each row something else, in words (`4 warps`, `unrolled loop`)."""
    return (
        len(set(values)) == len(values) > 1 and _share(values, lambda value: " " in value or not _is_measured(value)) > 0.5
    )


def _is_measured(value: str) -> bool:
    number, unit = parse_quantity(value)
    return number is not None or bool(unit) or value.replace("`", "").lstrip("+-~<>≈ ")[:1].isdigit()


def _is_decimal(value: str) -> bool:
    return "." in value and _is_measured(value)


def _is_whole(value: str) -> bool:
    number, unit = parse_quantity(value)
    return number is not None and not unit and number.is_integer()


def _is_tuple(value: str) -> bool:
    """Whether a value is a shape: `(1, 2048)`, `128x64`, `<<<1024, 32>>>`."""
    return _TUPLE.match(value.replace("`", "").strip()) is not None


def _is_category(name: str, values: Sequence[str]) -> bool:
    """Whether a column tells runs apart by a few words that come again: `arch`, `mode`."""
    told = STATE | NOTES | DECIDED
    kinds = len(set(values))
    few = kinds > 1 and 2 * kinds <= len(values) + 1
    return few and max(map(len, values)) <= _LONGEST_CATEGORY and told.isdisjoint(tokens_of(name))


def _is_decided(value: str) -> bool:
    return bool(DECIDED & set(tokens_of(value[:20])[:1]))


def _is_quantity(value: str) -> bool:
    """Whether a value is a measurement by its unit."""
    return is_measured_unit(parse_quantity(value)[1])


def _is_rate(value: str) -> bool:
    return base_unit(parse_quantity(value)[1]).endswith("/s")


def _holds_number(value: str) -> bool:
    return any(character.isdigit() for character in value)


def _share(values: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, values)) / len(values)
