"""The difference between a file's text before and after, in git's unified format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import TypeAlias

CONTEXT = 3
"""Unchanged lines shown around a change."""

_NO_NEWLINE = "\n\\ No newline at end of file\n"

_Opcode: TypeAlias = tuple[str, int, int, int, int]
"""What happens to a range of old lines and a range of new ones, as in `difflib`."""


def unified_hunks(before: str, after: str) -> list[str]:
    """Return the hunks of a unified diff, each a text that ends in a newline; none where nothing differs."""
    old, new = _lines(before), _lines(after)
    return [_hunk(group, old, new) for group in _groups(_opcodes(old, new))] if old != new else []


Hunk: TypeAlias = list[tuple[str, int, list[str], int, list[str]]]
"""Parts of a hunk: what happens (`equal`, `replace`, `insert`, `delete`), and first number and lines of each side."""


def hunks(before: str, after: str) -> list[Hunk]:
    """Return the hunks of a change with their lines, each ending in its line feed; none where nothing differs."""
    old, new = _lines(before), _lines(after)
    groups = _groups(_opcodes(old, new)) if old != new else ()
    return [[(tag, i + 1, old[i:j], k + 1, new[k:m]) for tag, i, j, k, m in group] for group in groups]


def _opcodes(old: list[str], new: list[str]) -> Iterator[_Opcode]:
    """Yield the opcodes, with no more context than is shown at both ends.

    Only the part that differs is compared: in a long file this is all the time, and git wants the whole context after a
    change that does not end the file.
    """
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    old_end, new_end = len(old) - tail, len(new) - tail
    before, after = min(head, CONTEXT), min(tail, CONTEXT)
    if before:
        yield "equal", head - before, head, head - before, head
    for tag, i, j, k, m in SequenceMatcher(None, old[head:old_end], new[head:new_end]).get_opcodes():
        yield tag, i + head, j + head, k + head, m + head
    if after:
        yield "equal", old_end, old_end + after, new_end, new_end + after


def _groups(opcodes: Iterable[_Opcode]) -> Iterator[list[_Opcode]]:
    """Yield the opcodes of one hunk at a time: a long equal range ends one and begins the next."""
    group: list[_Opcode] = []
    for opcode in opcodes:
        tag, i, j, k, m = opcode
        if tag == "equal" and j - i > 2 * CONTEXT:
            yield [*group, (tag, i, i + CONTEXT, k, k + CONTEXT)]
            group = [(tag, j - CONTEXT, j, m - CONTEXT, m)]
        else:
            group.append(opcode)
    yield group


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


def _hunk(group: list[_Opcode], old: list[str], new: list[str]) -> str:
    first, last = group[0], group[-1]
    lines = [f"@@ -{_range(first[1], last[2])} +{_range(first[3], last[4])} @@\n"]
    for tag, old_start, old_end, new_start, new_end in group:
        if tag == "equal":
            lines += [_marked(" ", line) for line in old[old_start:old_end]]
            continue
        lines += [_marked("-", line) for line in old[old_start:old_end]]
        lines += [_marked("+", line) for line in new[new_start:new_end]]
    return "".join(lines)


def _range(start: int, end: int) -> str:
    """`first line,number of lines`; an empty range counts from the line before it."""
    count = end - start
    return f"{start + 1}" if count == 1 else f"{start + (count > 0)},{count}"


def _marked(mark: str, line: str) -> str:
    return f"{mark}{line}" if line.endswith("\n") else f"{mark}{line}{_NO_NEWLINE}"
