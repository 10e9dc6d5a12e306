"""Cue words in running text: lists of phrases as data, found in one pass over the words of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_DENSE = "\u2e80"  # from here on scripts put no spaces between words, or glue particles to them
_STEM_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase that was found: its label, the numbers of its first and last word, and where it starts and ends.

    `dense` tells of a script without spaces, whose word numbers only say which word it stands in.
    """

    label: str
    first: int
    last: int
    start: int
    end: int
    dense: bool = False


class Lexicon:
    """Labelled phrases. In a listing `|` and line breaks separate phrases, and a word that ends in `*` is a stem.

    Latin phrases count as whole words, in any case; Chinese and Korean ones anywhere. Where several phrases start at one
    word, the longest counts; of two equally long ones, that of the label named first.
    """

    def __init__(self, listings: Mapping[str, str] | Iterable[tuple[str, str]]) -> None:
        self._words: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._stems: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._dense: list[tuple[str, str]] = []
        for label, listing in listings.items() if isinstance(listings, Mapping) else listings:
            for phrase in listing.replace("\n", "|").split("|"):
                self._add(phrase.strip(), label)
        for entries in (*self._words.values(), *self._stems.values()):
            entries.sort(key=lambda entry: -len(entry[0]))
        self._dense.sort(key=lambda entry: -len(entry[0]))

    def _add(self, phrase: str, label: str) -> None:
        if not phrase:
            return
        if phrase[0] >= _DENSE:
            self._dense.append((phrase, label))
            return
        words = tuple(phrase.split(" "))
        if words[0].endswith("*"):
            self._stems.setdefault(words[0][:_STEM_LETTERS], []).append((words, label))
        else:
            self._words.setdefault(words[0], []).append((words, label))

    def find(self, text: str) -> list[Cue]:
        """Return the cues of `text` in the order in which they start."""
        lowered = text.lower().replace("\u2019", "'")
        spans = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(lowered)]
        words = [span[0] for span in spans]
        found = list(self._spaced(words, spans))
        if not lowered.isascii():
            found.extend(self._unspaced(lowered, spans))
            found.sort(key=lambda cue: cue.start)
        return found

    def _spaced(self, words: list[str], spans: list[tuple[str, int, int]]) -> Iterator[Cue]:
        after = 0
        for first, word in enumerate(words):
            if first < after:
                continue
            entries = self._words.get(word, ()), self._stems.get(word[:_STEM_LETTERS], ())
            best = max(
                (entry for group in entries for entry in group if _fits(entry[0], words, first)), key=_length, default=None
            )
            if best is not None:
                after = first + len(best[0])
                yield Cue(best[1], first, after - 1, spans[first][1], spans[after - 1][2])

    def _unspaced(self, lowered: str, spans: list[tuple[str, int, int]]) -> Iterator[Cue]:
        taken: list[tuple[int, int]] = []
        for phrase, label in self._dense:
            start = lowered.find(phrase)
            end = start + len(phrase)
            if start >= 0 and not any(first < end and start < last for first, last in taken):
                taken.append((start, end))
                number = sum(1 for span in spans if span[2] <= start)
                yield Cue(label, number, number, start, end, dense=True)


def _length(entry: tuple[tuple[str, ...], str]) -> int:
    return len(entry[0])


def _fits(phrase: tuple[str, ...], words: list[str], first: int) -> bool:
    if first + len(phrase) > len(words):
        return False
    return all(
        words[first + place].startswith(part[:-1]) if part.endswith("*") else words[first + place] == part
        for place, part in enumerate(phrase)
    )
