"""The difference between a file's text before and after, in git's unified format."""

from __future__ import annotations

from difflib import SequenceMatcher

CONTEXT = 3
"""Unchanged lines shown around a change."""

_NO_NEWLINE = "\n\\ No newline at end of file\n"


def unified_hunks(before: str, after: str) -> list[str]:
    """Return the hunks of a unified diff, each a text that ends in a newline; none where nothing differs."""
    old, new = _lines(before), _lines(after)
    skip = max(_common(old, new) - CONTEXT, 0)
    old, new = old[skip:], new[skip:]
    tail = max(_common(old[::-1], new[::-1]) - CONTEXT, 0)
    matcher = SequenceMatcher(None, old[: len(old) - tail], new[: len(new) - tail])
    return [_hunk(group, old, new, skip) for group in matcher.get_grouped_opcodes(CONTEXT)] if old != new else []


def _lines(text: str) -> list[str]:
    """Lines with their line feeds; nothing else ends a line for git."""
    lines = [f"{line}\n" for line in text.split("\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines


def _common(one: list[str], other: list[str]) -> int:
    """How many lines both begin with."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _hunk(group: list[tuple[str, int, int, int, int]], old: list[str], new: list[str], skip: int) -> str:
    first, last = group[0], group[-1]
    lines = [f"@@ -{_range(first[1], last[2], skip)} +{_range(first[3], last[4], skip)} @@\n"]
    for tag, old_start, old_end, new_start, new_end in group:
        if tag == "equal":
            lines += [_marked(" ", line) for line in old[old_start:old_end]]
            continue
        lines += [_marked("-", line) for line in old[old_start:old_end]]
        lines += [_marked("+", line) for line in new[new_start:new_end]]
    return "".join(lines)


def _range(start: int, end: int, skip: int) -> str:
    """`first line,number of lines`; an empty range counts from the line before it."""
    count = end - start
    return f"{start + skip + (1 if count else 0)},{count}" if count != 1 else f"{start + skip + 1}"


def _marked(mark: str, line: str) -> str:
    return f"{mark}{line}" if line.endswith("\n") else f"{mark}{line}{_NO_NEWLINE}"
