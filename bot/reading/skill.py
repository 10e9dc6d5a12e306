"""A SKILL.md file to what the bot has to know of it."""

from __future__ import annotations

import posixpath

from bot.model.repository import Skill
from bot.reading.front_matter import split_front_matter
from bot.reading.text import unix_lines


def read_skill(path: str, text: str, kind: str) -> Skill:
    """Return the skill at `path`; `kind` is the registry's word for it (`core`, `result`, or empty). Never raises.

    A skill without a readable name is called as its folder; `tags` may stand under `metadata` or at the top level, as a
    list or separated by commas. `text` is kept exactly as it is.
    """
    values = split_front_matter(unix_lines(text.removeprefix("\ufeff"))).values
    metadata = values.get("metadata")
    inner = metadata if isinstance(metadata, dict) else {}
    name = _line(values.get("name")) or posixpath.basename(posixpath.dirname(path))
    return Skill(name, path, text, _line(values.get("description")), kind, _tags(inner.get("tags") or values.get("tags")))


def _line(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _tags(value: object) -> tuple[str, ...]:
    parts = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else []
    return tuple(tag for part in parts if (tag := _line(part)))
