"""A change side by side: rows of old and new lines, with what differs inside of a line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from bot.present.diff import hunks

_LONGEST = 2000


class Side(NamedTuple):
    """A line on one side: its number (0 where there is none), and its text in three parts, of which the middle differs."""

    number: int
    start: str
    middle: str
    end: str


class Row(NamedTuple):
    """Two lines beside each other; `kind` is same, changed, added, removed, or gap (between two hunks)."""

    kind: str
    old: Side
    new: Side


_NOTHING = Side(0, "", "", "")


def side_by_side(before: str, after: str) -> tuple[Row, ...]:
    """Return the rows of a change, with a few unchanged lines around each."""
    rows: list[Row] = []
    for group in hunks(before, after):
        if rows:
            rows.append(Row("gap", _NOTHING, _NOTHING))
        for tag, old_start, old, new_start, new in group:
            rows += _rows(tag, old_start, old, new_start, new)
    return tuple(rows)


def kept_lines(before: str, after: str) -> Iterator[tuple[int, int]]:
    """Yield the numbers, before and after a change, of each line that stays as it is."""
    old_line = new_line = 1
    for group in hunks(before, after):
        for tag, old_start, old, new_start, new in group:
            yield from zip(range(old_line, old_start), range(new_line, new_start), strict=True)
            if tag == "equal":
                yield from zip(range(old_start, old_start + len(old)), range(new_start, new_start + len(new)), strict=True)
            old_line, new_line = old_start + len(old), new_start + len(new)
    lines = before.count("\n") + (not before.endswith("\n") and before != "")
    count = lines - old_line + 1
    yield from zip(range(old_line, old_line + count), range(new_line, new_line + count), strict=True)


def _rows(tag: str, old_start: int, old: list[str], new_start: int, new: list[str]) -> Iterator[Row]:
    for at, (left, right) in enumerate(zip_longest(old, new)):
        if tag == "equal":
            yield Row("same", _whole(old_start + at, left), _whole(new_start + at, right))
        elif left is None:
            yield Row("added", _NOTHING, _whole(new_start + at, right))
        elif right is None:
            yield Row("removed", _whole(old_start + at, left), _NOTHING)
        else:
            yield _changed(old_start + at, _cut(left), new_start + at, _cut(right))


def _whole(number: int, line: str) -> Side:
    return Side(number, _cut(line), "", "")


def _changed(old_number: int, old: str, new_number: int, new: str) -> Row:
    """Both lines without what they begin and end with in common."""
    shortest = min(len(old), len(new))
    head = next((at for at in range(shortest) if old[at] != new[at]), shortest)
    rest = shortest - head
    tail = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    sides = [
        Side(number, line[:head], line[head : len(line) - tail], line[len(line) - tail :])
        for number, line in ((old_number, old), (new_number, new))
    ]
    return Row("changed", *sides)


def _cut(line: str) -> str:
    line = line.removesuffix("\n")
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]} …"
