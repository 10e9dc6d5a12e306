"""Cue words in running text: lists of phrases as data, found in one pass over the words of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

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


def split_phrases(listing: str) -> tuple[str, ...]:
    """The phrases of a listing, in which bars and line breaks separate them."""
    return tuple(phrase.strip() for phrase in listing.replace("\n", "|").split("|") if phrase.strip())


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
            for phrase in split_phrases(listing):
                self._add(phrase, label)
        for entries in (*self._words.values(), *self._stems.values()):
            entries.sort(key=lambda entry: -len(entry[0]))
        self._heads = frozenset(self._words) | frozenset(self._stems)
        self._dense.sort(key=lambda entry: -len(entry[0]))

    def _add(self, phrase: str, label: str) -> None:
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
        words, spans, heads = _words_of(text)
        found = [] if self._heads.isdisjoint(heads) else self._spaced(words, spans)
        if not text.isascii() and self._dense:
            found.extend(self._unspaced(text.lower(), spans))
            found.sort(key=lambda cue: cue.start)
        return found

    def _spaced(self, words: tuple[str, ...], spans: tuple[tuple[int, int], ...]) -> list[Cue]:
        found: list[Cue] = []
        after = 0
        for first, word in enumerate(words):
            if first < after or (word not in self._heads and word[:_STEM_LETTERS] not in self._heads):
                continue
            entries = (*self._words.get(word, ()), *self._stems.get(word[:_STEM_LETTERS], ()))
            fitting = [entry for entry in entries if entry[0] == (word,) or _fits(entry[0], words, first)]
            if fitting:
                phrase, label = max(fitting, key=_length)
                after = first + len(phrase)
                found.append(Cue(label, first, after - 1, spans[first][0], spans[after - 1][1]))
        return found

    def _unspaced(self, lowered: str, spans: tuple[tuple[int, int], ...]) -> Iterator[Cue]:
        taken: list[tuple[int, int]] = []
        for phrase, label in self._dense:
            start = lowered.find(phrase)
            end = start + len(phrase)
            if start >= 0 and not any(first < end and start < last for first, last in taken):
                taken.append((start, end))
                number = sum(1 for span in spans if span[1] <= start)
                yield Cue(label, number, number, start, end, dense=True)


@lru_cache(maxsize=4096)
def _words_of(text: str) -> tuple[tuple[str, ...], tuple[tuple[int, int], ...], frozenset[str]]:
    """The words of `text` in lower case, where each starts and ends, and what a phrase or stem may start with."""
    lowered = text.lower().replace("\u2019", "'")
    matches = list(_WORD.finditer(lowered))
    words = tuple([match.group() for match in matches])
    return words, tuple([match.span() for match in matches]), frozenset([*words, *(word[:_STEM_LETTERS] for word in words)])


def _length(entry: tuple[tuple[str, ...], str]) -> int:
    return len(entry[0])


def _fits(phrase: tuple[str, ...], words: tuple[str, ...], first: int) -> bool:
    if first + len(phrase) > len(words):
        return False
    return all(
        words[first + place].startswith(part[:-1]) if part.endswith("*") else words[first + place] == part
        for place, part in enumerate(phrase)
    )
