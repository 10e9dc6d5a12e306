"""The evidence, indexed once by the values of its numbers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

from bot.model.draft import Source
from bot.verify.written_numbers import WrittenNumber, values_in

_TOLERANCE = 1e-9
_TELLING = 3
"""Digits of a rounded number that is found in a file which the skill names; with fewer it would be found by chance."""

_UNIQUE = 5
"""Digits of a rounded number that is found in any file."""


class IndexedFile:
    """The lines of one file, and the first line of each value in it."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.lines = text.removesuffix("\n").split("\n")

    @cached_property
    def places(self) -> Mapping[float, int]:
        """The first line of each value."""
        found: dict[float, int] = {}
        for number, line in enumerate(self.lines, 1):
            for value in values_in(line):
                found.setdefault(value, number)
        return found

    @cached_property
    def ordered(self) -> Sequence[float]:
        """The values in order of size."""
        return sorted(self.places)

    def place(self, number: WrittenNumber) -> Source | None:
        """Return where the figure stands, None where it does not."""
        for value in number.same_figures():
            if value in self.places:
                return self._source(value)
        return None

    def place_rounded(self, number: WrittenNumber) -> Source | None:
        """Return where a value stands that is rounded to the number, None where there is none."""
        for low, high in number.rounded_from():
            slack = abs(high) * _TOLERANCE
            at = bisect_left(self.ordered, low - slack)
            if at < len(self.ordered) and self.ordered[at] <= high + slack:
                return self._source(self.ordered[at])
        return None

    def _source(self, value: float) -> Source:
        line = self.places[value]
        return Source(self.path, (line, line))


class Evidence:
    """What numbers of skills may rest on.

    `texts` are all files that are at hand, by path; `counted` are those that are evidence: a citation may lead to another
    file, but a number that stands only there proves nothing. `existing` are paths that are there and are not at hand.
    """

    def __init__(self, texts: Mapping[str, str], counted: Collection[str], existing: Collection[str] = ()) -> None:
        self.files = {path: IndexedFile(path, text) for path, text in texts.items()}
        self.counted = dict.fromkeys(path for path in self.files if path in counted)
        self.existing = frozenset(existing)
        self._parts: dict[Source, IndexedFile] = {}

    @cached_property
    def places(self) -> Mapping[float, Source]:
        """The first place of each value in the evidence."""
        found: dict[float, Source] = {}
        for path in self.counted:
            for value, line in self.files[path].places.items():
                if value not in found:
                    found[value] = Source(path, (line, line))
        return found

    def has(self, path: str) -> bool:
        """Say whether there is such a file."""
        return path in self.files or path in self.existing

    def on_lines(self, number: WrittenNumber, sources: Iterable[Source]) -> Source | None:
        """Return the cited lines on which the number stands, also rounded; None where it stands on none of them."""
        parts = [(source, self._part(source)) for source in sources]
        for source, part in parts:
            if part.place(number) or (number.digits > 1 and part.place_rounded(number)):
                return source
        return None

    def anywhere(self, number: WrittenNumber, named: Sequence[str]) -> Source | None:
        """Return where the number stands in the evidence: first in the files that are `named`, then in the others."""
        files = [self.files[path] for path in named if path in self.counted]
        place = _first(file.place(number) for file in files)
        place = place or _first(self.places.get(value) for value in number.same_figures())
        if place or number.digits < _TELLING:
            return place
        if number.digits >= _UNIQUE:
            files += [self.files[path] for path in self.counted]
        return _first(file.place_rounded(number) for file in files)

    def _part(self, source: Source) -> IndexedFile:
        """The cited lines as a file of their own."""
        if source not in self._parts:
            file = self.files.get(source.path)
            lines = file.lines[source.lines[0] - 1 : source.lines[1]] if file else []
            self._parts[source] = IndexedFile(source.path, "\n".join(lines))
        return self._parts[source]


def _first(places: Iterable[Source | None]) -> Source | None:
    return next((place for place in places if place), None)
