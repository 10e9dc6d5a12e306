"""JSONL logs, one object a line: a row a record, each on its own line."""

from __future__ import annotations

import json
from collections.abc import Iterator

from bot.model.report import Problem
from bot.reading.contents import Contents
from bot.reading.json_document import BrokenJson, JsonNode, parse_json
from bot.reading.json_tables import Row, flattened, record_tables

MAX_RECORDS = 20_000
_SHOWN_PROBLEMS = 3


def read(text: str) -> Contents:
    """Return the records as tables, one for each kind; lines that are no JSON are left out and reported."""
    problems: list[Problem] = []
    lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    half = MAX_RECORDS // 2
    kept = lines if len(lines) <= MAX_RECORDS else [*lines[:half], *lines[-half:]]
    tables, left_out = record_tables(_rows(kept, problems))
    broken = len(problems)
    del problems[_SHOWN_PROBLEMS:]
    if broken > _SHOWN_PROBLEMS:
        problems.append(Problem(problems[-1].line, f"{broken - _SHOWN_PROBLEMS} more lines are not valid JSON"))
    left_out += len(lines) - len(kept)
    if left_out:
        problems.append(Problem(1, f"{left_out} of {len(lines)} records were left out: too many, or of too many kinds"))
    return Contents(tuple(tables), tuple(problems), title="")


def _rows(lines: list[tuple[int, str]], problems: list[Problem]) -> Iterator[Row]:
    for number, line in lines:
        try:
            yield Row(number, flattened(_parsed(line, number)))
        except BrokenJson as error:
            problems.append(Problem(number, f"this line is not valid JSON: {error.message}"))


class _Written(str):
    """A number as it was written."""

    __slots__ = ()


def _parsed(line: str, number: int) -> JsonNode:
    # All values stand on one line, so the fast parser does; what it refuses gets a message from ours.
    try:
        value = json.loads(line, parse_float=_Written, parse_int=_Written, parse_constant=_Written)
    except (ValueError, RecursionError):
        return parse_json(line, number)
    return _node(value, (number, number))


def _node(value: object, lines: tuple[int, int]) -> JsonNode:
    if isinstance(value, dict):
        return JsonNode(lines, members={key: _node(inner, lines) for key, inner in value.items()})
    if isinstance(value, list):
        return JsonNode(lines, elements=[_node(inner, lines) for inner in value])
    if isinstance(value, str):
        return JsonNode(lines, value.encode("utf-8", "replace").decode(), not isinstance(value, _Written))
    return JsonNode(lines, json.dumps(value))
