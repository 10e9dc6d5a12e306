"""The numbers of a skill's tables by column: a row may tell the difference between two others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.verify.claims import claims
from bot.verify.passages import Form, Passage
from bot.verify.written_numbers import WrittenNumber


def column_of(row: str, place: int) -> int:
    """Return in which cell of a row the character at `place` stands."""
    return row.replace("\\|", "  ").count("|", 0, place)


def columns(passages: Iterable[Passage]) -> Mapping[int, Mapping[int, list[WrittenNumber]]]:
    """Return for each table, and each column in it, the first number of each of its cells."""
    tables: dict[int, dict[int, list[WrittenNumber]]] = {}
    for passage in passages:
        if passage.form is not Form.ROW:
            continue
        line = passage.lines[0][1]
        firsts: dict[int, WrittenNumber] = {}
        for number in claims(line, Form.ROW):
            firsts.setdefault(column_of(line, number.start), number)
        for column, number in firsts.items():
            tables.setdefault(passage.table, {}).setdefault(column, []).append(number)
    return tables
