"""What was told so far, found again by its words, however much was told."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from heapq import heappop, heappush

_SAME = 0.6
_CONTAINED = 0.85
_FEWEST_CONTAINED = 4


def are_alike(left: frozenset[str], right: frozenset[str]) -> bool:
    """Say whether two texts are made of the same words, or one of nearly all words of the other."""
    shared, smaller = len(left & right), min(len(left), len(right))
    alike = shared >= _SAME * (len(left) + len(right) - shared)
    return bool(shared) and (alike or (smaller >= _FEWEST_CONTAINED and shared >= _CONTAINED * smaller))


class Told:
    """The words of texts at their places (0, 1, 2 ...); `coming` are all that may be told or asked for.

    Texts that are alike share three in five words of the shorter one, so one of its rarest words is in the other: only
    texts that hold such a word are compared, and each set of words once, however many texts are made of it.
    """

    def __init__(self, coming: Iterable[frozenset[str]]) -> None:
        counts = Counter(word for words in set(coming) for word in words)
        self._order = {word: rank for rank, word in enumerate(sorted(counts, key=lambda word: (counts[word], word)))}
        self._at: list[frozenset[str]] = []
        self._places: dict[frozenset[str], list[int]] = {}  # heaps; a place that was told anew is dropped when it is met
        self._by_word: dict[str, list[frozenset[str]]] = {}
        self._by_rare_word: dict[str, list[frozenset[str]]] = {}

    def tell(self, words: frozenset[str], place: int) -> None:
        """Put words at a place: the next one, or one whose words they replace."""
        self._at[place : place + 1] = [words]
        if words not in self._places:
            self._places[words] = []
            for word in words:
                self._by_word.setdefault(word, []).append(words)
            for word in self._rarest(words):
                self._by_rare_word.setdefault(word, []).append(words)
        heappush(self._places[words], place)

    def first_like(self, words: frozenset[str]) -> int | None:
        """Return the first place whose words are like these."""
        longer = {other for word in self._rarest(words) for other in self._by_word.get(word, ())}
        shorter = {other for word in words for other in self._by_rare_word.get(word, ())}
        places = (self._first(other) for other in longer | shorter if are_alike(other, words))
        return min((place for place in places if place is not None), default=None)

    def _first(self, words: frozenset[str]) -> int | None:
        places = self._places[words]
        while places and self._at[places[0]] != words:
            heappop(places)
        return places[0] if places else None

    def _rarest(self, words: frozenset[str]) -> list[str]:
        """So many of the rarest words that a text which holds three in five of all holds one of these."""
        return sorted(words, key=self._order.__getitem__)[: len(words) - math.ceil(_SAME * len(words)) + 1]
