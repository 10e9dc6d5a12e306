"""How the time for a text grows with its size: the ratio of two sizes in one run. Nothing counts a regex's steps."""

from __future__ import annotations

import time
from collections.abc import Callable

TIMES = 32
"""How many times as long the longer text is: linear work takes 32 times as long for it, quadratic 1024 times."""

_LIMIT = TIMES**1.5
"""Halfway between the two: the load of the machine would have to change by a factor of five from one text to the next."""

_ROUNDS = 7
"""Only growth that shows in every round is growth; what is in proportion shows it in the first."""


def is_in_proportion(work: Callable[[str], object], text: Callable[[int], str], size: int) -> bool:
    """Say whether `work` takes time in proportion to its text; `text` makes one that is so many pieces long."""
    small, large = text(size), text(size * TIMES)
    work(small)  # what is imported and compiled at the first use is no growth
    return any(_seconds(work, large) < _LIMIT * _seconds(work, small) for _ in range(_ROUNDS))


def _seconds(work: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    work(text)
    return time.process_time() - start
