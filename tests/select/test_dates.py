"""Dates in words, said on Wednesday 2025-03-12."""

from __future__ import annotations

import pytest

from bot.select.dates import find_periods

TODAY = "2025-03-12"


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("2025-03-04", "2025-03-04"),
        ("March 4", "2025-03-04"),
        ("4 March", "2025-03-04"),
        ("the 4th of March", "2025-03-04"),
        ("04.03.2025", "2025-03-04"),
        ("March 4-6", "2025-03-04 to 2025-03-06"),
        ("Dec 24", "2024-12-24"),
        ("March 2025", "2025-03-01 to 2025-03-31"),
        ("2025-02", "2025-02-01 to 2025-02-28"),
        ("in February", "2025-02-01 to 2025-02-28"),
        ("February runs", "2025-02-01 to 2025-02-28"),
        ("in 2024", "2024-01-01 to 2024-12-31"),
        ("2025-03-01 to 2025-03-10", "2025-03-01 to 2025-03-10"),
        ("between 2025-03-01 and 2025-03-10", "2025-03-01 to 2025-03-10"),
        ("from Dec 24 to Jan 3", "2024-12-24 to 2025-01-03"),
        ("from Dec 24 to 2025-01-03", "2024-12-24 to 2025-01-03"),
        ("since March 4", "2025-03-04 to 2025-03-12"),
        ("since Monday", "2025-03-10 to 2025-03-12"),
        ("after 2025-03-04", "2025-03-05 to 2025-03-12"),
        ("from 2025-03-04 on", "2025-03-04 to 2025-03-12"),
        ("until March 4", "0001-01-01 to 2025-03-04"),
        ("before March 4", "0001-01-01 to 2025-03-03"),
        ("today", "2025-03-12"),
        ("yesterday's", "2025-03-11"),
        ("on Wednesday", "2025-03-05"),
        ("this week", "2025-03-10 to 2025-03-16"),
        ("last week", "2025-03-03 to 2025-03-09"),
        ("the past week", "2025-03-05 to 2025-03-12"),
        ("last month", "2025-02-01 to 2025-02-28"),
        ("last year", "2024-01-01 to 2024-12-31"),
        ("last 3 days", "2025-03-09 to 2025-03-12"),
        ("past two weeks", "2025-02-26 to 2025-03-12"),
        ("two weeks ago", "2025-02-24 to 2025-03-02"),
        ("a month ago", "2025-02-01 to 2025-02-28"),
        ("3 days ago", "2025-03-09"),
    ],
)
def test_days_months_ranges_and_relative_dates_are_read(words: str, period: str) -> None:
    periods, _ = find_periods(words, TODAY)

    assert [str(found) for found in periods] == [period]


@pytest.mark.parametrize(
    "words",
    [
        "1 3",
        "rank 16",
        "we may run 3 more",
        "march through the logs",
        "Feb 30",
        "BLOCK 128x64",
        "9999 years ago",
        "v2025.1",
    ],
)
def test_other_words_are_no_dates(words: str) -> None:
    assert find_periods(words, TODAY) == ((), words)


def test_the_words_around_a_date_are_kept() -> None:
    periods, rest = find_periods("softmax runs of March 4 on the A100", TODAY)

    assert (len(periods), rest.split()) == (1, ["softmax", "runs", "of", "on", "the", "A100"])


def test_two_days_are_two_periods() -> None:
    periods, _ = find_periods("2025-03-04 and 2025-03-11", TODAY)

    assert [str(found) for found in periods] == ["2025-03-04", "2025-03-11"]


def test_a_day_without_a_year_goes_to_the_year_in_which_something_is_known() -> None:
    (found,), _ = find_periods("November 2", TODAY, ["2023-11-02", "2025-01-05"])

    assert str(found) == "2023-11-02"


def test_without_a_valid_today_the_newest_known_date_counts() -> None:
    (found,), _ = find_periods("yesterday", "", ["2025-01-05", "2024-12-31"])

    assert str(found) == "2025-01-04"


def test_a_period_holds_its_first_and_last_day_and_no_empty_date() -> None:
    (found,), _ = find_periods("March 4-6", TODAY)

    assert ["2025-03-03" in found, "2025-03-04" in found, "2025-03-06" in found, "2025-03-07" in found, "" in found] == [
        False, True, True, False, False,
    ]  # fmt: skip
