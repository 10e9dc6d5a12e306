"""Edits of a text by line number that leave every other byte as it is: line ends, a missing last newline, everything."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


class Edit(NamedTuple):
    """After line `after` (1-based, 0 is the top) remove `removes` lines and put `lines` (without line ends) there."""

    after: int
    lines: tuple[str, ...]
    removes: int = 0


def insertion(after: int, *lines: str) -> Edit:
    """Return the edit that puts `lines` below line `after`."""
    return Edit(after, lines)


def replacement(line: int, text: str) -> Edit:
    """Return the edit that puts `text` in the place of line `line`."""
    return Edit(line - 1, (text,), removes=1)


def split_lines(text: str) -> list[str]:
    """Return the lines of `text` without their ends; only `\\n`, `\\r\\n` and `\\r` end a line, as in markdown."""
    return list(_split(text))


@lru_cache(maxsize=64)
def _split(text: str) -> tuple[str, ...]:
    return tuple(line.rstrip("\r\n") for line in _LINE.findall(text))


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` with all edits made; line numbers are those of `text`. Edits at one place keep their order.

    Added lines end as the first line of the text does, and a text without a last newline gets none.
    """
    lines = _LINE.findall(text)
    newline = _newline(text)
    unfinished = bool(lines) and not lines[-1].endswith(("\n", "\r"))
    if unfinished:
        lines[-1] += newline
    ordered = sorted(edits, key=lambda edit: (edit.after, edit.removes > 0))
    for edit in ordered[::-1]:
        lines[edit.after : edit.after + edit.removes] = [line + newline for line in edit.lines]
    result = "".join(lines)
    return result.removesuffix(newline) if unfinished else result


def line_shift(edits: Sequence[Edit]) -> Callable[[int], int]:
    """Return the function that maps a line number of the text before the edits to the one after them."""

    def shifted(line: int) -> int:
        return line + sum(len(edit.lines) - edit.removes for edit in edits if edit.after < line)

    return shifted


def _newline(text: str) -> str:
    match = re.search(r"\r\n|\r|\n", text)
    return match[0] if match else "\n"
