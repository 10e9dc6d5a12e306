"""Whether two texts say the same: their words and numbers compared, markup and citations aside."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
_CITATION = re.compile(r"\[(?:[^\[\]]* )?L\d+(?:-L\d+)?\]")
_WORD = re.compile(r"[^\W_](?:[\w.]*[^\W_])?")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?", re.I)
_PART = re.compile(r"[_.]")
_ENDING = re.compile(r"(?<=\w{3})(?:ing|ed|es|s|e)$")
_FILLER = frozenset("a|an|and|are|as|at|be|by|for|from|in|is|it|its|of|on|or|that|the|this|to|was|were|with".split("|"))


@lru_cache(maxsize=16384)
def words(text: str) -> frozenset[str]:
    """Return the words and numbers of `text` in lower case, without filler words, citations and link targets."""
    bare = text.replace("\\", "")
    bare = _CITATION.sub(" ", _LINK.sub(r" \1 ", bare)) if "[" in bare else bare
    return frozenset(_WORD.findall(bare.lower())) - _FILLER


@lru_cache(maxsize=16384)
def stems(text: str) -> frozenset[str]:
    """Return the words of `text` without their endings, and the parts of names (`batch_size`) beside them."""
    return frozenset(
        _ENDING.sub("", part) for word in words(text) for part in _PART.split(word) if part and part not in _FILLER
    )


@lru_cache(maxsize=16384)
def numbers(text: str) -> frozenset[str]:
    """Return the numbers of `text` that tell something: all but whole numbers of one digit."""
    bare = _CITATION.sub(" ", _LINK.sub(" ", text)) if "[" in text else text
    return frozenset(number.replace(",", "") for number in _NUMBER.findall(bare) if len(number) > 1)


def is_said(text: str, existing: Iterable[str], threshold: float = 0.8) -> bool:
    """Say whether one of the `existing` texts says what `text` says: the same words, or `text` and more.

    Texts whose numbers differ do not say the same, however alike their words are.
    """
    wanted, figures = words(text), numbers(text)
    if not wanted:
        return True
    for candidate in existing:
        if not figures <= numbers(candidate):
            continue
        found = words(candidate)
        union = len(wanted | found)
        if len(wanted & found) >= threshold * union or (len(wanted) > 2 and wanted <= found):
            return True
    return False


def slug(text: str, limit: int = 60) -> str:
    """Return `text` as lower-case words joined by hyphens, cut at a word; empty where it holds no ASCII letter or digit."""
    parts = re.findall(r"[a-z0-9]+", text.lower())
    result = ""
    for part in parts:
        joined = f"{result}-{part}" if result else part
        if len(joined) > limit:
            break
        result = joined
    return result or "".join(parts)[:limit]
