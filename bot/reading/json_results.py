"""JSON files as reports: what evaluation and training tools write, and any other object as sections and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

from bot.model.report import Block, Heading, Problem
from bot.reading import evaluation_results, jsonl_log, trainer_state
from bot.reading.contents import Contents
from bot.reading.json_document import BrokenJson, JsonNode, parse_json
from bot.reading.json_tables import Record, Row, flattened, is_plain_list, pairs_table, record_tables

_MAX_LEVEL = 5
_MIN_SERIES = 3
_NUMBER = re.compile(r"-?\d")


class _Kind(Protocol):
    """A module that knows the files of one tool."""

    def matches(self, document: JsonNode) -> bool:
        """Tell whether the document is such a file."""

    def contents(self, document: JsonNode) -> Contents:
        """Return what the file holds."""


_KINDS: tuple[_Kind, ...] = (evaluation_results, trainer_state)
"""The first that matches reads the file. A new one is one module and one line here."""


def read(text: str) -> Contents:
    """Return the contents of a JSON file; one that has an object a line is read as a log."""
    if not text.strip():
        return Contents()
    try:
        document = parse_json(text)
    except BrokenJson as error:
        if error.is_followed and error.line > 1 and text[0] == "{":
            return jsonl_log.read(text)
        return Contents(problems=(Problem(error.line, f"this is not valid JSON: {error.message}"),))
    for kind in _KINDS:
        if kind.matches(document):
            return kind.contents(document)
    return _Sections().contents(document)


class _Sections:
    """Any JSON value as blocks: scalars become a table of names and values, inner objects sections."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def contents(self, document: JsonNode) -> Contents:
        if document.elements is not None:
            blocks = tuple(self.array(document))
        elif document.members is not None:
            blocks = tuple(self.object(document, "", 1))
        else:
            blocks = ()
        return Contents(blocks, tuple(self.problems), title="")

    def object(self, node: JsonNode, name: str, level: int) -> Iterator[Block]:
        members = node.members or {}
        plain = {key: value for key, value in members.items() if value.is_scalar or is_plain_list(value)}
        series = _series(plain)
        table = pairs_table({key: value for key, value in plain.items() if key not in series}, name, node.lines[0])
        if table:
            yield table
        if series:
            yield from self.tables(_series_rows(series), node.lines[0], is_log=True)
        for key, value in members.items():
            if key not in plain and (value.members or value.elements):
                yield Heading(min(level + 1, 6), key, (value.lines[0],) * 2)
                yield from self.section(value, key, level + 1)

    def section(self, node: JsonNode, name: str, level: int) -> Iterator[Block]:
        if node.elements is not None:
            yield from self.array(node)
        elif _is_matrix(node):
            rows = [Row(value.lines[0], _named(key, value)) for key, value in (node.members or {}).items()]
            yield from self.tables(rows, node.lines[0])
        elif level > _MAX_LEVEL:
            table = pairs_table(flattened(node), name, node.lines[0])
            if table:
                yield table
        else:
            yield from self.object(node, name, level)

    def array(self, node: JsonNode) -> Iterator[Block]:
        rows = [Row(element.lines[0], flattened(element)) for element in node.elements or ()]
        yield from self.tables(rows, node.lines[0])

    def tables(self, rows: Iterable[Row], line: int, is_log: bool = False) -> Iterator[Block]:
        tables, left_out = record_tables(rows, is_log)
        if left_out:
            self.problems.append(Problem(line, f"{left_out} records were left out: there are too many, or too many kinds"))
        yield from tables


def _named(key: str, node: JsonNode) -> Record:
    """Return the record of a named object, its name in front as the column `Name`."""
    line = node.lines[0]
    return {"Name": JsonNode((line, line), key, is_string=True), **flattened(node)}


def _is_matrix(node: JsonNode) -> bool:
    """Whether these are several objects of the same names, such as the results of several runs."""
    inner = list((node.members or {}).values())
    if len(inner) < 2 or any(not value.members for value in inner):
        return False
    first = set(inner[0].members or ())
    return all(first & set(value.members or ()) for value in inner)


def _series(plain: Record) -> Record:
    """Return the arrays of numbers that belong together: two or more of one length, such as losses and steps."""
    numbers = {key: value for key, value in plain.items() if value.elements and _is_numeric(value)}
    lengths = [len(value.elements or ()) for value in numbers.values()]
    common = max(lengths, key=lengths.count, default=0)
    if common < _MIN_SERIES or lengths.count(common) < 2:
        return {}
    return {key: value for key, value in numbers.items() if len(value.elements or ()) == common}


def _is_numeric(node: JsonNode) -> bool:
    return all(not element.is_string and _NUMBER.match(element.text) for element in node.elements or ())


def _series_rows(series: Record) -> list[Row]:
    columns = [(key, value.elements or []) for key, value in series.items()]
    count = len(columns[0][1])
    rows = []
    for index in range(count):
        record = {key: elements[index] for key, elements in columns}
        rows.append(Row(next(iter(record.values())).lines[0], record))
    return rows
