"""Drafts whose citations of the log point to where its lines stand once the plan's own entry is in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

from bot.model.draft import Source

T = TypeVar("T")
Locate: TypeAlias = Callable[[Source], Source]
"""Maps a place in the evidence to where it stands after the plan."""


def relocation(path: str, shift: Callable[[int], int]) -> Locate:
    """Return the function that moves sources in the file at `path` as `shift` moves its lines."""

    def locate(source: Source) -> Source:
        if source.path != path:
            return source
        return Source(path, (shift(source.lines[0]), shift(source.lines[1])))

    return locate


def relocated(value: T, locate: Locate) -> T:
    """Return a draft with each source in it, however deep, moved by `locate`."""
    moved: Any = _moved(value, locate)
    return moved  # type: ignore[no-any-return]


def _moved(value: Any, locate: Locate) -> Any:
    if isinstance(value, Source):
        return locate(value)
    if not isinstance(value, tuple):
        return value
    moved = (_moved(item, locate) for item in value)
    return type(value)(*moved) if hasattr(value, "_fields") else tuple(moved)
