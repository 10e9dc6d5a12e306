"""Markdown tables as text: rows written, rows taken apart, columns of one table matched to those of another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.propose.sanitising import escape_pipes

_UNESCAPED_PIPE = re.compile(r"(?<!\\)(?:\\\\)*\|")
_NUMERIC = re.compile(
    r"[~≈<>=±]{0,2} ?[-+−]?\$?\d[\d.,]*(?:[eE][-+]?\d+)?(?:/\d+)?(?: ?[^\s\d.,/-][^\s\d]{0,9}(?:/\S{1,6})?)?"
)
_WORD = re.compile(r"[^\W_]+")
_SYNONYMS = (
    "source sources evidence reference references report provenance",
    "metric measure measurement quantity",
    "value result results measured",
    "note notes comment comments remark remarks context",
    "configuration config variant setup run experiment setting method approach model kernel",
    "baseline reference control before",
    "change delta difference diff",
    "step steps",
)
_CANONICAL = {word: group.split()[0] for group in reversed(_SYNONYMS) for word in group.split()}
SOURCE = "source"


def table_row(cells: Sequence[str]) -> str:
    """Return one row; the cells are safe markdown already, their pipes are escaped here where they are not."""
    return "| " + " | ".join(escape_pipes(cell) for cell in cells) + " |"


def table_lines(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return a whole table; columns that hold nothing but numbers are aligned to the right."""
    numeric = [
        bool(rows) and all(_NUMERIC.fullmatch(row[index].strip("`* ")) for row in rows) for index in range(len(header))
    ]
    rule = "|" + "|".join("---:" if right else "---" for right in numeric) + "|"
    return [table_row(header), rule, *(table_row(row) for row in rows)]


def split_row(line: str) -> list[str]:
    """Return the cells of a table row as written, escaped pipes included."""
    line = line.strip()
    pieces, start = [], 0
    for match in _UNESCAPED_PIPE.finditer(line):
        pieces.append(line[start : match.end() - 1].strip())
        start = match.end()
    pieces.append(line[start:].strip())
    first = 1 if line.startswith("|") and not pieces[0] else 0
    last = len(pieces) - 1 if len(pieces) > 1 and not pieces[-1] else len(pieces)
    return pieces[first:last]


def column_key(header: str) -> str:
    """Return what a column is called, whatever the team's word: its words in lower case, synonyms made one."""
    found = _WORD.findall(header.lower())
    return _CANONICAL.get(found[0], found[0]) if len(found) == 1 else " ".join(found)


def match_columns(header: Sequence[str], existing: Sequence[str]) -> tuple[int, ...] | None:
    """Return for each column of `header` its index in `existing`; None where the columns do not fit.

    They fit if every column has its place, the first column of both is the same, and at most half of the existing
    columns (a source column aside) would stay empty.
    """
    keys = [column_key(name) for name in existing]
    wanted = [column_key(name) for name in header]
    if len(set(keys)) < len(keys) or len(set(wanted)) < len(wanted) or not set(wanted) <= set(keys):
        return None
    places = tuple(keys.index(key) for key in wanted)
    filled = len(places) + (SOURCE in keys and SOURCE not in wanted)
    return places if places[:1] == (0,) and 2 * filled >= len(keys) else None
