"""The citations of a skill: labels such as `[lora L49-L55]` whose definitions at its end link to lines of the evidence."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

from bot.model.draft import Source

DEFINITION = re.compile(r" {0,3}\[([^\[\]]+)\]:[ \t]+(\S+)")
"""A link definition on a line of its own: its label and its target."""

_LINES = re.compile(r"#L(\d+)(?:-L(\d+))?$")


def read_citations(path: str, text: str) -> dict[str, Source]:
    """Return what each label of the document at `path` stands for; definitions of other links are left out."""
    if "]:" not in text:
        return {}
    folder = posixpath.dirname(path)
    found: dict[str, Source] = {}
    for line in text.splitlines():
        match = DEFINITION.match(line)
        lines = _LINES.search(match[2]) if match else None
        if match and lines:
            target = unquote(re.split(r"[?#]", match[2], maxsplit=1)[0])
            first = int(lines[1])
            found.setdefault(
                match[1], Source(posixpath.normpath(posixpath.join(folder, target)), (first, int(lines[2] or first)))
            )
    return found
