"""Sets of words written as one text."""

from __future__ import annotations


def word_set(listing: str) -> frozenset[str]:
    """Return the words of `listing`, which are separated by white space."""
    return frozenset(listing.split())
