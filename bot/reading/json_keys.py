"""On which line of a JSON text a key stands."""

from __future__ import annotations

import json


def line_of(text: str, *keys: str) -> int:
    """Return the line of a key, looked for one key of its path after the other; 1 where it is not found."""
    at = 0
    for key in keys:
        found = text.find(json.dumps(key, ensure_ascii=False), at)
        if found < 0:
            break
        at = found
    return text.count("\n", 0, at) + 1
