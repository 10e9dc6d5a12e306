"""JSON objects as the tables that people write: settings with their values, a row a run, a row a logged step."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.model.report import Cell, Table
from bot.reading.json_document import JsonNode
from bot.reading.logged_steps import condensed, is_counter

MAX_ROWS = 2_000
MAX_COLUMNS = 200
MAX_GROUPS = 20
_MAX_TEXT = 300
_SHOWN_ELEMENTS = 12
_KNOWN_SHARE = 0.6
_NAMING = re.compile(r"name|label|(?:run|exp|experiment|trial|config|variant|model|task)(?:_?(?:name|id))?|id", re.I)
_SETTINGS = re.compile(r"conf|arg|param|setting|option|setup|env|hardware|model|meta", re.I)
_METRICS = re.compile(r"result|metric|eval|score|perf|summary|benchmark|timing|latency|throughput|memory|loss", re.I)

Record = dict[str, JsonNode]
"""The scalars of one object by name; those of inner objects under dotted names."""


class Row(NamedTuple):
    """A record, and the line on which its object starts."""

    line: int
    record: Record


def is_plain_list(node: JsonNode) -> bool:
    """Tell whether the value is an array of scalars."""
    return node.elements is not None and all(element.is_scalar for element in node.elements)


def flattened(node: JsonNode, prefix: str = "") -> Record:
    """Return the scalars below `node`; an array of scalars counts as one, other arrays as objects named 0, 1, ..."""
    record: Record = {}
    for key, value in _children(node):
        name = f"{prefix}.{key}" if prefix else key
        if value.is_scalar or is_plain_list(value):
            record[name] = value
        elif len(record) < MAX_COLUMNS:
            record.update(flattened(value, name))
    return record


def cell(node: JsonNode) -> Cell:
    """Return a scalar, or an array of scalars, as a table's cell; `null` is empty."""
    if node.elements is None:
        return Cell("" if node.is_null else _one_line(node.text), node.lines)
    texts = [_one_line(element.text) for element in node.elements]
    if len(texts) > _SHOWN_ELEMENTS:
        texts = [*texts[: _SHOWN_ELEMENTS - 1], "…", texts[-1]]
    return Cell(_one_line(", ".join(texts)), node.lines)


def pairs_table(record: Record, name: str, line: int) -> Table | None:
    """Return the names and values of a record as a table; None where all values are empty.

    `name` is the key under which the record stands: it says whether these are settings or results. `line` is the header's.
    """
    rows = ((Cell(_one_line(key), (value.lines[0],) * 2), cell(value)) for key, value in record.items())
    filled = tuple(row for row in rows if row[1].text)[:MAX_ROWS]
    if not filled:
        return None
    what = "Parameter" if _SETTINGS.search(name) else "Metric" if _METRICS.search(name) else "Name"
    header = Cell(what, (line, line)), Cell("Value", (line, line))
    return Table(header, filled, (line, max(row[1].lines[1] for row in filled)))


@dataclass(slots=True)
class _Group:
    """Rows that have most of their names in common."""

    names: dict[str, None] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)


def record_tables(rows: Iterable[Row], is_log: bool = False) -> tuple[list[Table], int]:
    """Return a table for each kind of record, and how many records were left out because there are too many.

    Records are of one kind when they share most names: the training and evaluation steps of a log are not. A long log of
    steps (or records of which `is_log` says so) keeps its first, best and last steps.
    """
    groups: list[_Group] = []
    left_out = 0
    for row in rows:
        group = _group_of(row.record, groups)
        if group:
            group.names.update(dict.fromkeys(row.record))
            group.rows.append(row)
        elif row.record:
            left_out += 1
    tables = []
    for group in groups:
        table = condensed(_table(group.rows, _key_first(group.names)[:MAX_COLUMNS]), is_log)
        left_out += max(0, len(table.rows) - MAX_ROWS)
        tables.append(table._replace(rows=table.rows[:MAX_ROWS]))
    return tables, left_out


def _group_of(record: Record, groups: list[_Group]) -> _Group | None:
    if not record:
        return None
    for group in groups:
        if sum(name in group.names for name in record) >= _KNOWN_SHARE * len(record):
            return group
    if len(groups) >= MAX_GROUPS:
        return None
    groups.append(_Group())
    return groups[-1]


def _key_first(names: Iterable[str]) -> list[str]:
    """Return the names, in front the one that tells the records apart: JSON that is written in order of names hides it."""
    ordered = list(names)
    for is_key in (_NAMING.fullmatch, is_counter):
        key = next((name for name in ordered if is_key(name)), None)
        if key:
            return [key, *(name for name in ordered if name != key)]
    return ordered


def _table(rows: list[Row], names: Sequence[str]) -> Table:
    named = {name: node.lines[0] for row in reversed(rows) for name, node in row.record.items()}
    header = tuple(Cell(_one_line(name), (named[name], named[name])) for name in names)
    cells = tuple(tuple(_cell_of(row, name) for name in names) for row in rows)
    return Table(header, cells, (rows[0].line, max(cell.lines[1] for row in cells for cell in row)))


def _cell_of(row: Row, name: str) -> Cell:
    node = row.record.get(name)
    return cell(node) if node else Cell("", (row.line, row.line))


def _children(node: JsonNode) -> Iterator[tuple[str, JsonNode]]:
    if node.members is not None:
        yield from node.members.items()
    elif node.elements is not None:
        yield from ((str(index), value) for index, value in enumerate(node.elements))


def _one_line(text: str) -> str:
    """Return a string on one line, as its source has it, and no longer than a reader looks."""
    short = " ".join(text[: 2 * _MAX_TEXT].split())
    return short if len(short) <= _MAX_TEXT else short[:_MAX_TEXT] + "…"
