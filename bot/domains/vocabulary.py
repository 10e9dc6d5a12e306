"""Questions to a domain's vocabulary: does a name hold a word, and which way is better for it."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.model.domain import Direction, Domain

_CAMEL = re.compile(r"[a-z](?=[A-Z][a-z])")
_TOKEN = re.compile(r"[^\W_]+|[%/@]")
_RATES = ("/s", "/sec", "flops")
_HEAD_END = frozenset(
    {"at", "per", "of", "in", "on", "for", "excl", "excluding", "with", "without", "after", "before", "over", "vs", "to"}
    | {"from", "by", "using", "under", "across", "when", "during", "between"}
)  # fmt: skip
_LONGEST_NAME = 300  # characters of a name that are looked at
_PER_TIME = (["s"], ["sec"], ["second"])  # `tokens/s` is one word, `registers/thread` is about registers
_DENSE = "\u2e80"  # from here on scripts put no spaces between words, or glue endings to them

Place = tuple[int, int]
"""Where a phrase was found: the number of the token behind its last one, and its length in characters."""


class Phrases:
    """A list of words and phrases that can be looked up in a name; plural and singular are the same."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self._spaced: dict[str, int] = {}
        self._dense: list[str] = []
        self._most = 0
        last: set[str] = set()
        for word in words:
            if word[:1] >= _DENSE:
                self._dense.append(word)
                continue
            tokens = tokens_of(word)
            self._spaced[" ".join(tokens)] = len(word)
            last.update(tokens[-1:])
            self._most = max(self._most, len(tokens))
        self.last_words = frozenset(last)

    def __contains__(self, phrase: str) -> bool:
        """Say whether `phrase` (the words that `tokens_of` makes, joined with spaces) is one of the phrases."""
        return phrase in self._spaced or phrase in self._dense

    def within(self, word: str) -> str:
        """Return the longest dense phrase that `word` holds, empty if it holds none: such scripts join their words."""
        return max((phrase for phrase in self._dense if phrase in word), key=len, default="")

    def places(self, tokens: list[str]) -> list[Place]:
        """Return where phrases stand in `tokens` (made by `tokens_of`)."""
        found = [] if self.last_words.isdisjoint(tokens) else self._spaced_places(tokens)
        for first, token in enumerate(tokens):
            if not token.isascii():
                found.extend((first + 1, 3 * len(word)) for word in self._dense if word in token)
        return found

    def _spaced_places(self, tokens: list[str]) -> list[Place]:
        found = []
        for first in range(len(tokens)):
            phrase = ""
            for behind in range(first, min(first + self._most, len(tokens))):
                phrase = f"{phrase} {tokens[behind]}" if phrase else tokens[behind]
                if (length := self._spaced.get(phrase)) is not None:
                    found.append((behind + 1, length))
        return found


@lru_cache(maxsize=64)
def phrases_of(words: tuple[str, ...]) -> Phrases:
    """Return the phrases of a word list; one object for one list."""
    return Phrases(words)


def tokens_of(name: str) -> list[str]:
    """Return the words of a name in lower case and singular; `_`, `-`, `.` and inner capitals separate words."""
    return list(_tokens(name[:_LONGEST_NAME]))


@lru_cache(maxsize=8192)
def _tokens(name: str) -> tuple[str, ...]:
    apart = name if name.islower() else _CAMEL.sub(r"\g<0> ", name).lower()
    return tuple([_singular(token) for token in _TOKEN.findall(apart)])


def head_of(name: str) -> list[str]:
    """Return the tokens of a name before its first bracket or preposition; all of them where there is nothing before."""
    bare = name.replace("`", "")
    cut = min((place for place in (bare.find("("), bare.find("["), bare.find("（")) if place > 0), default=len(bare))
    words = tokens_of(bare[:cut])
    for index, word in enumerate(words):
        if index and (word in _HEAD_END or (word == "/" and _is_divisor(words[index + 1 :]))):
            return words[:index]
    return words or tokens_of(bare)


def _is_divisor(words: list[str]) -> bool:
    """Whether what stands behind a slash is what is divided by (`registers/thread`), no second name (`train/val split`)."""
    return len(words) == 1 and words not in _PER_TIME


def holds(name: str, words: tuple[str, ...]) -> bool:
    """Say whether `name` holds one of `words` (each in lower case, of one or more words) as whole words."""
    return bool(words) and bool(phrases_of(words).places(tokens_of(name)))


def metric_direction(name: str, unit: str, domain: Domain) -> Direction:
    """Return which way is better for a metric: by the word that ends last in the head of the name, or by the unit.

    A rate goes before the name: `register row (GB/s)` is a bandwidth, whatever the kernel is called.
    """
    by_name = (head_of(name), tokens_of(name))
    for tokens in (tokens_of(unit), *by_name) if unit.lower().endswith(_RATES) else (*by_name, tokens_of(unit)):
        lower = max(phrases_of(domain.vocabulary.lower_is_better).places(tokens), default=(0, 0))
        higher = max(phrases_of(domain.vocabulary.higher_is_better).places(tokens), default=(0, 0))
        if lower != higher:
            return Direction.LOWER if lower > higher else Direction.HIGHER
    return Direction.UNKNOWN


@lru_cache(maxsize=8192)
def _singular(token: str) -> str:
    if len(token) < 4 or not token.isascii():
        return token
    if token.endswith("ies"):
        return token[:-3] + "y"
    if token.endswith(("sses", "ches", "xes")):
        return token[:-2]
    return token[:-1] if token.endswith("s") and token[-2] not in "su" else token
