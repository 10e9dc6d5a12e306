"""Lines folded to the columns of a terminal: between words, with a hanging indent, by the width that signs have there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import combining, east_asian_width

_ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
_MARK = re.compile(r"(?:\x1b\[[0-9;]*m)*([ ]*(?:(?:[-*+]|\d+\.|\[\d+\])(?:\x1b\[[0-9;]*m)*[ ]+)?)")
_WORD = re.compile(r"[ ]+|[^ ]+")
_PIECE = re.compile(r"(?:\x1b\[[0-9;]*m)+|[^/_\-.,=:;|\x1b]*[/_\-.,=:;|]+|[^/_\-.,=:;|\x1b]+")
_LEAST_ROOM = 16


def display_width(text: str) -> int:
    """Return how many columns a terminal needs for `text`: two for a wide sign, none for colours and combining marks."""
    plain = _ESCAPE.sub("", text)
    if plain.isascii():
        return len(plain)
    return sum(0 if combining(sign) else 2 if east_asian_width(sign) in "WF" else 1 for sign in plain)


def folded(text: str, width: int) -> str:
    """Return `text` with each line that is wider than `width` folded; a word that is too wide is folded at its joints."""
    return "\n".join(part for line in text.split("\n") for part in _folded(line, width))


def _folded(line: str, width: int) -> Iterator[str]:
    if display_width(line) <= width:
        yield line
        return
    mark = _MARK.match(line)
    hanging = min(display_width(mark[1]) if mark else 0, max(width - _LEAST_ROOM, 0)) or min(2, width - 1)
    here, used, started = "", 0, False
    for word in _words(line, width - hanging):
        size = display_width(word)
        if used + size > width and started:
            yield here.rstrip(" ")
            here, used, started = " " * hanging, hanging, False
            if not word.strip(" "):
                continue
        here, used = here + word, used + size
        started = started or bool(word.strip(" "))
    yield here.rstrip(" ")


def _words(line: str, room: int) -> Iterator[str]:
    """Yield blanks and words; a word that does not fit by itself comes in pieces, wide signs one by one."""
    for word in _WORD.findall(line):
        if display_width(word) <= room:
            yield word
            continue
        for piece in _PIECE.findall(word):
            if display_width(piece) <= room:
                yield piece
            else:
                yield from _signs(piece, room)


def _signs(piece: str, room: int) -> Iterator[str]:
    """Yield a piece without joints: wide signs one by one, as they may stand on any line; the rest as it is."""
    if any(east_asian_width(sign) in "WF" for sign in piece):
        yield from piece
    else:
        for start in range(0, len(piece), max(room, 1)):
            yield piece[start : start + max(room, 1)]
