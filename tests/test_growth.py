"""The measure of growth that other tests rely on: it tells work in proportion from work that is quadratic."""

from __future__ import annotations

import re

from tests.growth import is_in_proportion


def test_a_search_that_starts_anew_at_every_character_is_found() -> None:
    """The text has no end that fits, and each `a` could be the first."""
    assert not is_in_proportion(re.compile("a+b").findall, lambda size: "a" * size, 150)


def test_a_search_that_reads_every_character_once_is_in_proportion() -> None:
    assert is_in_proportion(re.compile("a++b?").findall, lambda size: "a" * size, 150)


def test_work_that_is_dear_for_any_text_is_in_proportion() -> None:
    assert is_in_proportion(lambda text: sum(range(100_000)), lambda size: "a" * size, 500)
