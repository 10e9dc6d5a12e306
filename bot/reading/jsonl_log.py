"""JSONL logs, one object a line: a row a record, each on its own line."""

from __future__ import annotations

from collections.abc import Iterator

from bot.model.report import Problem
from bot.reading.contents import Contents
from bot.reading.json_document import BrokenJson, parse_json
from bot.reading.json_tables import Row, flattened, record_tables

_SHOWN_PROBLEMS = 3


def read(text: str) -> Contents:
    """Return the records as tables, one for each kind; lines that are no JSON are left out and reported."""
    problems: list[Problem] = []
    tables, left_out = record_tables(_rows(text, problems))
    broken = len(problems)
    del problems[_SHOWN_PROBLEMS:]
    if broken > _SHOWN_PROBLEMS:
        problems.append(Problem(problems[-1].line, f"{broken - _SHOWN_PROBLEMS} more lines are not valid JSON"))
    if left_out:
        problems.append(Problem(1, f"{left_out} records were left out: there are too many, or too many kinds"))
    return Contents(tuple(tables), tuple(problems), title="")


def _rows(text: str, problems: list[Problem]) -> Iterator[Row]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield Row(number, flattened(parse_json(line, number)))
        except BrokenJson as error:
            problems.append(Problem(number, f"this line is not valid JSON: {error.message}"))
