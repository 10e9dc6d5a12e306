"""GitHub's filters of paths and branches: which of a workflow's patterns a path fits."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SIGN = re.compile(r"\*\*|\*|\?|\+|\[[^\]]*\]|\\.|.", re.S)
_LONGEST = 500


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

    Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet
    """
    if len(pattern) > _LONGEST:
        return False
    try:
        return bool(re.fullmatch(_expression(pattern), path))
    except re.error:
        return False


def _expression(pattern: str) -> str:
    parts: list[str] = []
    for sign in _SIGN.findall(pattern):
        if sign == "**":
            parts.append(".*")
        elif sign == "*":
            parts.append("[^/]*")
        elif sign in "?+":
            if parts and not parts[-1].endswith(("*", "?", "+")):
                parts[-1] += sign
        elif sign[0] == "[":
            parts.append(sign)
        else:
            parts.append(re.escape(sign[-1]))
    return "".join(parts)
