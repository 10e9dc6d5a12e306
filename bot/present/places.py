"""Places in files as people write them: `report.md L49-L54, L103`."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from bot.model.draft import Source
from bot.model.report import Lines


def line_range(lines: Lines) -> str:
    """Return `L49` or `L49-L54`."""
    first, last = lines
    return f"L{first}" if first == last else f"L{first}-L{last}"


def places(sources: Iterable[Source]) -> list[str]:
    """Return one text a file, in path order: its path and the line ranges, each once."""
    grouped = groupby(sorted(set(sources)), key=lambda source: source.path)
    return [f"{path} {', '.join(line_range(source.lines) for source in group)}" for path, group in grouped]
