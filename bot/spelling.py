"""Which known word was meant by one that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_SHORTEST = 3
"""Letters of a word's beginning that are enough to tell which word was meant."""

_SAME_BUT_FOR_A_SLIP = 0.83
"""Of 1, as difflib tells how alike two words are: `domian` and `domain` are, `created_at` and `created` are not."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that was probably meant, empty where none is near."""
    words = list(known)
    lowered = {each.lower(): each for each in words}
    close = get_close_matches(word.lower().replace("-", "_"), [each.replace("-", "_") for each in lowered], 1, 0.7)
    if close:
        return next(each for key, each in lowered.items() if key.replace("-", "_") == close[0])
    start = word.lower().rstrip("s")
    parts = [each for each in words if any(part.startswith(start) for part in each.lower().replace("-", "_").split("_"))]
    return parts[0] if len(parts) == 1 and len(start) >= _SHORTEST else ""


def misspelt(word: str, known: Iterable[str]) -> str:
    """Return the known word from which `word` differs by a letter or two, empty where it may well be a word of its own."""
    lowered = {each.lower(): each for each in known}
    close = get_close_matches(word.lower(), lowered, 1, _SAME_BUT_FOR_A_SLIP)
    return lowered[close[0]] if close else ""


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return a fix that names the nearest known word, or `otherwise`."""
    meant = nearest(word, known)
    return f"did you mean {meant}?" if meant else otherwise
