"""Where the members of a JSON object stand in its text, so that one of them can be changed and the rest left alone."""

from __future__ import annotations

import re
from json import JSONDecoder
from typing import NamedTuple

_SPACE = re.compile(r"[ \t\r\n]*")


class Place(NamedTuple):
    """A value in the text: where its key starts (where the value starts, in a list), where it starts and ends."""

    key: str
    key_start: int
    start: int
    end: int


def members(text: str, start: int) -> list[Place]:
    """Return the members of the object or list whose bracket stands at `start`; `text` is valid JSON."""
    decoder = JSONDecoder(strict=False)
    is_object = text[start] == "{"
    position = _after_space(text, start + 1)
    found: list[Place] = []
    while text[position] not in "}]":
        key, key_start = "", position
        if is_object:
            key, position = decoder.raw_decode(text, position)
            position = _after_space(text, _after_space(text, position) + 1)
        _, end = decoder.raw_decode(text, position)
        found.append(Place(key, key_start, position, end))
        position = _after_space(text, end)
        if text[position] == ",":
            position = _after_space(text, position + 1)
    return found


def closing(text: str, start: int) -> int:
    """Return the position of the bracket that closes the object or list at `start`."""
    inner = members(text, start)
    return _after_space(text, inner[-1].end if inner else start + 1)


def top(text: str) -> int:
    """Return where the text's outermost value starts."""
    return _after_space(text, 1 if text.startswith("\ufeff") else 0)


def _after_space(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position
