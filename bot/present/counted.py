"""A count with its noun."""

from __future__ import annotations


def several(count: int, noun: str) -> str:
    """Return `1 skill` or `3 skills`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
