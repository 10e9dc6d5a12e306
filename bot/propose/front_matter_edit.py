"""The date of the last change in a skill's front matter, set as an edit of one line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.propose.line_edits import Edit, insertion, replacement

_KEY = re.compile(r"( *)([\w-]+):([ \t]*)(.*)$")


def updated_edit(lines: Sequence[str], date: str) -> Edit | None:
    """Return the edit that makes the front matter say `updated: date`; None where it says so, or there is none to edit.

    A key `updated` is changed where it stands. Otherwise it is put below `created`, at the end of `metadata`, or in a
    `metadata` of its own. Quotes are kept as the team writes its dates.
    """
    end = _end(lines)
    if not end:
        return None
    keys = [(number, match) for number in range(2, end) if (match := _KEY.match(lines[number - 1]))]
    for number, match in keys:
        if match[2] == "updated":
            line = f"{match[1]}updated:{match[3] or ' '}{_like(match[4], date)}"
            return replacement(number, line) if line != lines[number - 1] else None
    for number, match in keys:
        if match[2] == "created":
            return insertion(number, f"{match[1]}updated: {_like(match[4], date)}")
    return _in_metadata(lines, end, date)


def _in_metadata(lines: Sequence[str], end: int, date: str) -> Edit | None:
    start = next((number for number in range(2, end) if lines[number - 1].startswith("metadata:")), 0)
    if not start:
        return insertion(end - 1, "metadata:", f"  updated: {date}")
    if lines[start - 1].strip() != "metadata:":
        return None  # `metadata: {a: b}` on one line is left as it is
    last, indent = start, ""
    while last + 1 < end and (not lines[last].strip() or lines[last].startswith(" ")):
        last += 1
        indent = indent or re.match(r" *", lines[last - 1])[0]  # type: ignore[index]
    while not lines[last - 1].strip():
        last -= 1
    return insertion(last, f"{indent or '  '}updated: {date}")


def _end(lines: Sequence[str]) -> int:
    """Return the number of the line that closes the front matter, 0 where there is none."""
    if not lines or lines[0].rstrip() != "---":
        return 0
    return next((number for number in range(2, len(lines) + 1) if lines[number - 1].rstrip() == "---"), 0)


def _like(written: str, date: str) -> str:
    quote = written[:1] if written[:1] in ("'", '"') else ""
    return f"{quote}{date}{quote}"
