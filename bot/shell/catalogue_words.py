"""The words of a report as the catalogue keeps them: packed, and one term is found without reading the others."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from sqlite3 import DatabaseError

from bot.select.ranking import Indexed


class _Lines(Mapping[str, float]):
    """The number of each term, as lines of term and number: a search asks for few of hundreds of terms.

    As in a `Counter`, what is not there has 0.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    def __getitem__(self, term: str) -> float:
        start = self.text.find(f"\n{term} ")
        if start < 0:
            return 0.0
        return float(self.text[start + len(term) + 2 : self.text.index("\n", start + 1)])

    def __contains__(self, term: object) -> bool:
        return f"\n{term} " in self.text

    def __iter__(self) -> Iterator[str]:
        return (line.partition(" ")[0] for line in self.text.split("\n") if line)

    def __len__(self) -> int:
        return self.text.count(" ")


def packed(indexed: Indexed) -> bytes:
    """Return the words of a report for `unpacked`; terms hold no white space (`bot.select.words`)."""
    parts = (str(indexed.length), indexed.joined_titles, _lines(indexed.strong), _lines(indexed.body))
    return zlib.compress("\t".join(parts).encode("utf-8", "replace"), 1)


def unpacked(data: bytes) -> Indexed:
    """Return the words that `packed` gave. Raises `sqlite3.DatabaseError` for other bytes."""
    try:
        count, titles, strong, body = zlib.decompress(data).decode().split("\t")
        length = int(count)
    except (zlib.error, ValueError) as error:
        raise DatabaseError("the words of a report are damaged") from error
    return Indexed(_Lines(strong), _Lines(body), length, tuple(titles.split("\n")) if titles else (), titles)


def _lines(numbers: Mapping[str, float]) -> str:
    return "\n" + "".join(f"{term} {number}\n" for term, number in numbers.items())
