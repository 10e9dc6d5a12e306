"""Cue words in running text: lists of phrases as data, found in one pass over the words of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_DENSE = "\u2e80"  # from here on scripts put no spaces between words, or glue particles to them
_SIGNS = re.compile(r"[\u2010-\u206f\u2190-\u22ff×·±]+")  # no letters: what English text holds outside ASCII
_SPACED = bytes(ord(chr(code).lower()) if code < 128 and chr(code).isalnum() else 32 for code in range(256))
_SPACED_BUT_APOSTROPHES = _SPACED[:39] + b"'" + _SPACED[40:]


class Cue(NamedTuple):
    """A phrase that was found: its label, and the numbers of its first and last word.

    `dense` tells of a script without spaces, whose word numbers only say which word it stands in.
    """

    label: str
    first: int
    last: int
    dense: bool = False


class PlacedCue(NamedTuple):
    """A cue with the places of the text where it starts and ends."""

    cue: Cue
    start: int
    end: int


def split_phrases(listing: str) -> tuple[str, ...]:
    """The phrases of a listing, in which bars and line breaks separate them."""
    return tuple(phrase.strip() for phrase in listing.replace("\n", "|").split("|") if phrase.strip())


@lru_cache(maxsize=512)  # several rules look at the words of one sentence
def words_of(text: str) -> list[str]:
    """The words of `text` in lower case: runs of letters and digits, with an apostrophe inside (`didn't`).

    The list is shared by all who ask for the same text: it is not to be changed.

    Translating bytes finds what the pattern finds in a seventh of its time, and most text is ASCII.
    """
    if not text.isascii():
        text = _SIGNS.sub(" ", text.replace("\u2019", "'"))
        if not text.isascii():
            return _WORD.findall(text.lower())
    if "'" not in text:
        return text.encode().translate(_SPACED).decode().split()
    words = [word.strip("'") for word in text.encode().translate(_SPACED_BUT_APOSTROPHES).decode().split()]
    if [word for word in words if word.count("'") > 1]:
        return _WORD.findall(text.lower())
    return [word for word in words if word]


def is_dense(text: str) -> bool:
    """Whether `text` holds letters of a script without spaces."""
    return not text.isascii() and max(text) >= _DENSE


class Lexicon:
    """Labelled phrases. In a listing `|` and line breaks separate phrases.

    Latin phrases count as whole words, in any case; Chinese and Korean ones anywhere. Where several phrases start at one
    word, the longest counts; of two equally long ones, that of the label named first. `anchors` holds the longest word of
    each Latin phrase: a text without any of them holds no phrase, and few texts have one and no phrase.
    """

    def __init__(self, listings: Mapping[str, str] | Iterable[tuple[str, str]]) -> None:
        self._labels: dict[str, str] = {}
        self._dense: dict[str, list[tuple[int, int, str, str]]] = {}  # by first letter: -length, place in the list
        lengths: dict[str, set[int]] = {}
        pairs = listings.items() if isinstance(listings, Mapping) else listings
        phrases = [(phrase, label) for label, listing in pairs for phrase in split_phrases(listing)]
        for number, (phrase, label) in enumerate(phrases):
            if phrase[0] >= _DENSE:
                self._dense.setdefault(phrase[0], []).append((-len(phrase), number, phrase, label))
            else:
                self._labels.setdefault(phrase, label)
                lengths.setdefault(phrase.partition(" ")[0], set()).add(phrase.count(" ") + 1)
        self._lengths = {head: sorted(counts, reverse=True) for head, counts in lengths.items()}
        self.anchors = frozenset(map(_anchor, self._labels))

    def anchors_of(self, *labels: str) -> frozenset[str]:
        """The longest words of the Latin phrases with these labels."""
        return frozenset(_anchor(phrase) for phrase, label in self._labels.items() if label in labels)

    def opens(self, word: str) -> bool:
        """Whether a Latin phrase starts with `word`."""
        return word in self._lengths

    def find(self, text: str) -> list[Cue]:
        """Return the cues of `text` in the order in which they start."""
        if not text.isascii() and not self._dense.keys().isdisjoint(text):
            return [placed.cue for placed in self.find_placed(text)]
        words = words_of(text)
        return [] if self.anchors.isdisjoint(words) else self.among(words)

    def among(self, words: Sequence[str]) -> list[Cue]:
        """Return the Latin cues among `words` (as `words_of` makes them), in order."""
        found: list[Cue] = []
        lengths = self._lengths
        after = 0
        for first in [number for number, word in enumerate(words) if word in lengths]:
            if first < after:
                continue
            for length in lengths[words[first]]:
                end = first + length
                label = self._labels.get(words[first] if length == 1 else " ".join(words[first:end]))
                if label is not None and end <= len(words):
                    found.append(Cue(label, first, end - 1))
                    after = end
                    break
        return found

    def find_placed(self, text: str) -> list[PlacedCue]:
        """Return the cues of `text` with their places, in the order in which they start."""
        lowered = text.lower().replace("\u2019", "'")
        spans = [match.span() for match in _WORD.finditer(lowered)]
        words = [lowered[start:end] for start, end in spans]
        found = [PlacedCue(cue, spans[cue.first][0], spans[cue.last][1]) for cue in self.among(words)]
        if not text.isascii():
            found.extend(self._unspaced(lowered, spans))
            found.sort(key=_start)
        return found

    def _unspaced(self, lowered: str, spans: list[tuple[int, int]]) -> Iterator[PlacedCue]:
        """The longest phrases come first, then those that are listed first; none overlaps another."""
        taken: list[tuple[int, int]] = []
        for _, _, phrase, label in sorted(entry for head in set(lowered) for entry in self._dense.get(head, ())):
            start = lowered.find(phrase)
            end = start + len(phrase)
            if start >= 0 and not any(first < end and start < last for first, last in taken):
                taken.append((start, end))
                number = sum(1 for span in spans if span[1] <= start)
                yield PlacedCue(Cue(label, number, number, dense=True), start, end)


def _anchor(phrase: str) -> str:
    return max(phrase.split(" "), key=len) if " " in phrase else phrase


def _start(placed: PlacedCue) -> int:
    return placed.start
