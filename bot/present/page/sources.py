"""The files that the page cites: an address for each line, and the lines that stand beside the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple, Protocol

from bot.model.draft import Source
from bot.model.report import Lines
from bot.present.places import line_range

_WHOLE = 400
"""Lines up to which a file is shown whole; of a longer one, the lines around what is cited."""

_AROUND = 12
_LONGEST_LINE = 2000
_MOST_AROUND = 200
"""Lines of one citation in a long file that are shown: nobody reads more beside a number."""


class SourceLine(NamedTuple):
    """A line of a file; `number` is 0 for a gap, whose text says what is left out."""

    number: int
    text: str


class SourceFile(NamedTuple):
    """A cited file: its path, the prefix of its lines' addresses, and its lines as they are shown."""

    path: str
    anchor: str
    lines: tuple[SourceLine, ...]


class Shown(NamedTuple):
    """A cited place as the page shows it: the address of the line to go to, the lines that were cited, and its name."""

    anchor: str
    lines: Lines
    told: str


class Cited(Protocol):
    """Gives the addresses of places."""

    def shown(self, source: Source, number: str = "") -> Shown | None:
        """Return a place as the page shows it, None where it is not at hand; `number` is looked for in its lines."""


class Sources:
    """Addresses of cited lines; it remembers what was cited, so that the page shows just these files.

    `names` are short names of paths, where they have one.
    """

    def __init__(self, texts: Mapping[str, str], names: Mapping[str, str] = MappingProxyType({})) -> None:
        self.lines = {path: text.removesuffix("\n").split("\n") for path, text in texts.items()}
        self.names = names
        self.cited: dict[str, list[Lines]] = {}

    def shown(self, source: Source, number: str = "") -> Shown | None:
        """Return a place as the page shows it, None where it is not at hand; `number` is looked for in its lines."""
        first, last = source.lines
        lines = self.lines.get(source.path, [])
        if not 1 <= first <= last <= len(lines):
            return None
        self.cited.setdefault(source.path, []).append(source.lines)
        line = next((at for at in range(first, last + 1) if number and number in lines[at - 1]), first)
        name = self.names.get(source.path) or source.path.rpartition("/")[2]
        return Shown(f"{self._prefix(source.path)}-L{line}", source.lines, f"{name} {line_range(source.lines)}")

    def files(self) -> tuple[SourceFile, ...]:
        """Return the files that were cited, in the order in which they were first cited."""
        return tuple(
            SourceFile(path, self._prefix(path), tuple(self._shown(path, ranges))) for path, ranges in self.cited.items()
        )

    def _prefix(self, path: str) -> str:
        return f"s{list(self.cited).index(path) + 1}"

    def _shown(self, path: str, ranges: list[Lines]) -> Iterator[SourceLine]:
        lines = self.lines[path]
        numbers = range(1, len(lines) + 1) if len(lines) <= _WHOLE else sorted(_near(ranges, len(lines)))
        before = 0
        for number in numbers:
            if number > before + 1:
                yield SourceLine(0, f"lines {before + 1} to {number - 1} are not shown")
            text = lines[number - 1]
            yield SourceLine(number, text if len(text) <= _LONGEST_LINE else f"{text[:_LONGEST_LINE]} …")
            before = number
        if before < len(lines):
            yield SourceLine(0, f"lines {before + 1} to {len(lines)} are not shown")


class SourcesAfter:
    """The same addresses for a text that cites the files as the plan leaves them: lines have moved down there.

    `lines_before` maps for each changed file a line after the change to the same line before it.
    """

    def __init__(self, sources: Sources, lines_before: Mapping[str, Mapping[int, int]]) -> None:
        self.sources, self.lines_before = sources, lines_before

    def shown(self, source: Source, number: str = "") -> Shown | None:
        """Return a place as the page shows it, None where it is new."""
        before = self.lines_before.get(source.path)
        if before is None:
            return self.sources.shown(source, number)
        first, last = (before.get(line, 0) for line in source.lines)
        return self.sources.shown(Source(source.path, (first, last)), number)


def _near(ranges: list[Lines], count: int) -> set[int]:
    """The numbers of the cited lines and of those around them."""
    near: set[int] = set()
    for first, last in ranges:
        near.update(range(max(1, first - _AROUND), min(count, last, first + _MOST_AROUND) + 1))
        near.update(range(max(1, last - _AROUND), min(count, last + _AROUND) + 1))
    return near
