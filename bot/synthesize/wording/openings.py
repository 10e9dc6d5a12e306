"""What a text opens with, cut off."""

from __future__ import annotations

import re


def without_opening(pattern: re.Pattern[str], text: str, instead: str = "") -> str:
    """Return `text` without what `pattern` matches at its start; `instead` may take its place (`\\1` is the first group).

    A search for a pattern that begins with `^` would try it at each place of the text.
    """
    found = pattern.match(text)
    return f"{found.expand(instead)}{text[found.end() :]}" if found else text
