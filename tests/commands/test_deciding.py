"""Answers to the question which candidates are meant."""

from __future__ import annotations

import pytest

from bot.commands.deciding import numbers_in


@pytest.mark.parametrize(
    ("answer", "numbers"),
    [
        ("2", [2]),
        ("1 3", [1, 3]),
        ("1,3", [1, 3]),
        ("2-4", [2, 3, 4]),
        ("3 1-2 2", [3, 1, 2]),
        ("all", [1, 2, 3, 4, 5]),
        (" ALL ", [1, 2, 3, 4, 5]),
    ],
)
def test_numbers_ranges_and_all_are_understood(answer: str, numbers: list[int]) -> None:
    assert numbers_in(answer, 5) == numbers


@pytest.mark.parametrize("answer", ["0", "6", "x", "1 x", "2-", "-2", "4-9", "1-x", "5-4", "", "１.5", "1-999999999999"])
def test_what_names_no_candidate_is_asked_again(answer: str) -> None:
    assert numbers_in(answer, 5) == []
