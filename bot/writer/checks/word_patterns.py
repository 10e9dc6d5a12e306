"""Lists of words as regular expressions, and how a text falls into clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator

_BETWEEN_CLAUSES = re.compile(r"[;:]\s|[.!?](?=\s|$)|,?\s+(?:but|while|whereas|although|though|yet)\s+")


def pattern(words: str) -> str:
    """Return the regular expression of a list of words; `*` stands for any ending, `_` for a space."""
    return "|".join(re.escape(word).replace(r"\*", r"\w*").replace("_", r"\s+") for word in words.split())


def clauses(text: str) -> Iterator[str]:
    """Yield the clauses of a text: what stands between full stops, semicolons and words that set against."""
    yield from (part for part in _BETWEEN_CLAUSES.split(text) if part.strip())
