"""GitHub's filters of paths and branches: which of a workflow's patterns a path fits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_SIGN = re.compile(r"(?:(?<=/)|^)\*\*/|\*\*|\*|\?|\+|\[[^\]]*\]|\\.|.", re.S)
_LISTED = re.compile(r"(.)(?:-(.))?", re.S)
_LONGEST = 500
_FOLDERS = "**/"
"""At the beginning and after a slash it stands for any folders, or for none."""


def fits(path: str, patterns: Iterable[str]) -> bool:
    """Say whether the last pattern that matches `path` is one that takes it in; `!` before a pattern leaves out.

    Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet
    """
    taken = False
    for pattern in patterns:
        if matches(path, pattern.removeprefix("!")):
            taken = not pattern.startswith("!")
    return taken


def matches(path: str, pattern: str) -> bool:
    """Say whether a pattern without `!` matches the whole of `path`.

    All places that the pattern may have come to are walked together, so that no pattern makes this long.
    Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet
    """
    if len(pattern) > _LONGEST:
        return False
    places = {0}
    for part in _parts(pattern):
        places = _after(path, places, part)
    return len(path) in places


class _Part(NamedTuple):
    """A sign of a pattern, whether it may be left out, and whether it may stand for several in a row."""

    sign: str
    may_miss: bool = False
    may_repeat: bool = False


def _parts(pattern: str) -> list[_Part]:
    parts: list[_Part] = []
    for sign in _SIGN.findall(pattern):
        if sign in ("*", "**"):
            parts.append(_Part(sign, may_miss=True, may_repeat=True))
        elif sign not in "?+":
            parts.append(_Part(sign))
        elif parts and parts[-1].sign != _FOLDERS and not (parts[-1].may_miss or parts[-1].may_repeat):
            parts[-1] = parts[-1]._replace(may_miss=sign == "?", may_repeat=sign == "+")
    return parts


def _after(path: str, places: set[int], part: _Part) -> set[int]:
    """Where one may be in `path` after `part`, from any of `places`."""
    if not places:
        return places
    if part.sign == _FOLDERS:
        first = min(places)
        return places | {at for at in range(first + 1, len(path) + 1) if path[at - 1] == "/"}
    reached: set[int] = set()
    for at in range(min(places), len(path)):
        if (at in places or (part.may_repeat and at in reached)) and _stands_for(part.sign, path[at]):
            reached.add(at + 1)
    return places | reached if part.may_miss else reached


def _stands_for(sign: str, letter: str) -> bool:
    if sign == "**":
        return True
    if sign == "*":
        return letter != "/"
    if sign[0] == "[":
        return any(low <= letter <= (high or low) for low, high in _LISTED.findall(sign[1:-1]))
    return letter == sign[-1]
