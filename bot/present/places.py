"""Places in files as people write them: `report.md L49-L54, L103`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.model.draft import Source
    from bot.model.report import Lines

_MOST_RANGES = 10


def line_range(lines: Lines) -> str:
    """Return `L49` or `L49-L54`."""
    first, last = lines
    return f"L{first}" if first == last else f"L{first}-L{last}"


def places(sources: Iterable[Source], names: Mapping[str, str] = MappingProxyType({})) -> list[str]:
    """Return one text a file, in path order: its path (or its name in `names`) and the line ranges, as few as can be."""
    grouped = groupby(sorted(set(sources)), key=lambda source: source.path)
    return [f"{names.get(path, path)} {_ranges(_joined([source.lines for source in group]))}" for path, group in grouped]


def _joined(lines: Sequence[Lines]) -> list[Lines]:
    """Ordered ranges, those that overlap or follow on each other made one."""
    joined: list[Lines] = []
    for first, last in lines:
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _ranges(lines: Sequence[Lines]) -> str:
    more = f" and {len(lines) - _MOST_RANGES} more" if len(lines) > _MOST_RANGES else ""
    return ", ".join(map(line_range, lines[:_MOST_RANGES])) + more
