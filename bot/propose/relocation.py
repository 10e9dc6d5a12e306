"""Drafts whose citations of the log point to where its lines stand once the plan's own entry is in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
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
    if isinstance(value, tuple):
        return tuple(_moved(item, locate) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _moved(getattr(value, field.name), locate) for field in fields(value)})
    return value
