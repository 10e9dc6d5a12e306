"""Words of a text as texts are compared: lower case, stems, identifiers beside their parts, empty words left out."""

from __future__ import annotations

import math
import re
import string
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from bot.synthesize.wording.word_lists import EMPTY_WORDS

_DENSE = "\u3040"
"""From here on scripts put no spaces between words."""

_SPACED = bytes(code if chr(code) in string.ascii_lowercase + string.digits else 32 for code in range(256))
"""Makes a space of each byte that is no letter in lower case and no digit."""

_IDENTIFIER = re.compile(r"(?<![\w/.-])[A-Za-z][A-Za-z0-9]*(?:[_.-][A-Za-z0-9]+)+(?![\w/])")
_ASSIGNMENT = re.compile(r"[A-Za-z][\w.-]*=[\w.\"'-]*\w")
_WEB_OR_PATH = re.compile(r"https?://\S+|(?<![\w])(?![A-Za-z]+(?:/[A-Za-z]+)+(?![\w./~-]))[\w.~-]*/[\w./~-]+")

_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ed", "es", "s", "e")
_SHORTEST_STEM = 4


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return `word` in lower case without its ending, so that `batches` and `batching` are the same word."""
    word = word.lower()
    if word.endswith("ss") or not word.isascii():
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= (3 if ending == "s" else _SHORTEST_STEM):
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=65536)
def terms(text: str) -> Counter[str]:
    """Count the stems of `text` that may say something of a subject; addresses and paths are left out.

    The counter is shared by all who ask for the same text: copy it before changing it.
    """
    return Counter(filter(None, map(_term, _tokens(_without_paths(text).lower()))))


def _tokens(text: str) -> list[str]:
    """The runs of ASCII letters and digits that hold a letter, and runs of letters of a dense script; `text` is lower case.

    Translating bytes finds the words in a tenth of the time that a pattern takes.
    """
    if not text.isascii():
        if max(text) >= _DENSE:
            return _dense_or_spaced().findall(text)
        text = text.encode("ascii", "replace").decode()
    return [word for word in text.encode().translate(_SPACED).decode().split() if not word.isdigit()]


@cache
def _dense_or_spaced() -> re.Pattern[str]:
    # Ranges of thousands of letters take milliseconds to compile, and most repositories need none.
    return re.compile(r"[a-z][a-z0-9]*|[0-9]+[a-z][a-z0-9]*|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,}")


@lru_cache(maxsize=65536)
def _term(word: str) -> str:
    """The stem of a word, empty where the word says nothing."""
    return "" if word in EMPTY_WORDS or (len(word) == 1 and word.isascii()) else stem(word)


@lru_cache(maxsize=65536)
def word_set(text: str) -> frozenset[str]:
    """Return the stems that `terms` counts, as a set to compare with others."""
    return frozenset(terms(text))


@lru_cache(maxsize=8192)
def identifiers(text: str) -> frozenset[str]:
    """Return the names of settings, configurations and metrics in `text` (`local_batch_size`), in lower case."""
    # An identifier holds no space, so that only words with a mark inside can be one.
    words = " ".join(word for word in _without_paths(text).split() if "_" in word or "." in word[1:-1])
    return frozenset(name.lower() for name in _IDENTIFIER.findall(words) if "_" in name or "." in name)


@lru_cache(maxsize=8192)
def assignments(text: str) -> frozenset[str]:
    """Return the settings of `text` with the values that they are given (`queue_size=4`), in lower case."""
    return frozenset(found.lower() for found in _ASSIGNMENT.findall(text)) if "=" in text else frozenset()


@lru_cache(maxsize=2048)
def _without_paths(text: str) -> str:
    """The text without addresses and paths; words that share a stroke (`compile/startup`) stay."""
    if "/" not in text:
        return text
    return " ".join(part if "/" not in part else _WEB_OR_PATH.sub(" ", part) for part in text.split())


def overlap(first: Iterable[str], second: Iterable[str]) -> float:
    """Return the share of the smaller set of words that the other one holds, 0.0 where one is empty."""
    left, right = frozenset(first), frozenset(second)
    smaller = min(len(left), len(right))
    return len(left & right) / smaller if smaller else 0.0


def likeness(first: Iterable[str], second: Iterable[str]) -> float:
    """Return the share of all words of two sets that both hold, 0.0 where both are empty."""
    left, right = frozenset(first), frozenset(second)  # a frozenset of a frozenset is that set itself
    shared = len(left & right)
    return shared / (len(left) + len(right) - shared) if shared else 0.0


class Rarity:
    """How much a word says, from the documents of one repository: what every document holds says nothing."""

    def __init__(self, documents: Iterable[Iterable[str]]) -> None:
        self._counts: Counter[str] = Counter()
        self._total = 0
        for document in documents:
            self._counts.update(set(document))
            self._total += 1
        self._weights = {term: math.log((self._total + 1) / (count + 1)) for term, count in self._counts.items()}
        self._unseen = math.log(self._total + 1) if self._total else 1.0
        self._vectors: dict[int, tuple[Mapping[str, int], dict[str, float], float]] = {}

    def weight(self, term: str) -> float:
        """Return 0.0 for a word of every document, and the more the fewer documents hold it."""
        return self._weights.get(term, self._unseen)

    def total(self, words: Iterable[str]) -> float:
        """Return the weight of all `words` together."""
        weight, unseen = self._weights.get, self._unseen
        return sum([weight(word, unseen) for word in words])

    def cosine(self, first: Mapping[str, int], second: Mapping[str, int]) -> float:
        """Return how alike two texts are, 0.0 to 1.0, rare words first; a word counts by the logarithm of its count."""
        (left, left_length), (right, right_length) = self._vector(first), self._vector(second)
        shared = left.keys() & right.keys()
        length = left_length * right_length
        return math.fsum(left[term] * right[term] for term in shared) / length if length else 0.0

    def _vector(self, counts: Mapping[str, int]) -> tuple[dict[str, float], float]:
        """The weighed words of a text and their length; kept, since each text is compared with many."""
        kept = self._vectors.get(id(counts))
        if kept is None:
            vector = {term: (1 + math.log(count)) * self.weight(term) for term, count in counts.items()}
            kept = self._vectors[id(counts)] = (counts, vector, math.hypot(*vector.values()))
        return kept[1], kept[2]
