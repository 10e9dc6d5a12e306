"""Questions to a domain's vocabulary: does a name hold a word, and which way is better for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from bot.model.domain import Direction, Domain

_SEPARATORS = re.compile(r"[_\s]+")


def normal(name: str) -> str:
    """Return `name` as the vocabulary spells it: lower case, spaces for underscores, no code marks."""
    return _SEPARATORS.sub(" ", name.replace("`", "").lower()).strip()


def holds(name: str, words: tuple[str, ...]) -> bool:
    """Say whether `name` holds one of `words` (each in lower case, of one or more words) as whole words."""
    return bool(words) and _pattern(words).search(normal(name)) is not None


def longest(name: str, words: tuple[str, ...]) -> int:
    """Return the length of the longest of `words` that `name` holds, 0 where it holds none."""
    return max((len(match) for match in _pattern(words).findall(normal(name))), default=0) if words else 0


def metric_direction(name: str, unit: str, domain: Domain) -> Direction:
    """Return which way is better for a metric: the longest word of the vocabulary decides, the name before the unit."""
    for text in (name, unit):
        lower = longest(text, domain.vocabulary.lower_is_better)
        higher = longest(text, domain.vocabulary.higher_is_better)
        if lower != higher:
            return Direction.LOWER if lower > higher else Direction.HIGHER
    return Direction.UNKNOWN


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(_alternatives(words)))


def _alternatives(words: Iterable[str]) -> Iterable[str]:
    """Longest first, bounded by word ends where a word ends in a letter that separates words (CJK has no spaces)."""
    for word in sorted(words, key=len, reverse=True):
        before = r"(?<![^\W_])" if word[0].isascii() and word[0].isalnum() else ""
        after = r"(?![^\W_])" if word[-1].isascii() and word[-1].isalnum() else ""
        yield before + re.escape(word) + after
