"""Dates that name year, month and day."""

from __future__ import annotations

import pytest

from bot.reading.calendar_dates import find_dates, month_number


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2025-03-07", "2025-03-07"),
        ("2025/3/7", "2025-03-07"),
        ("lora-ranks-2025-03-07.md", "2025-03-07"),
        ("run_20250307.log", "2025-03-07"),
        ("March 7, 2025", "2025-03-07"),
        ("Mar. 7th, 2025", "2025-03-07"),
        ("7 March 2025", "2025-03-07"),
        ("the 7th of March 2025", "2025-03-07"),
        ("2025年3月7日", "2025-03-07"),
        ("2025년 3월 7일", "2025-03-07"),
    ],
)
def test_a_full_date_is_found_in_any_common_spelling(text: str, iso: str) -> None:
    assert [found.iso for found in find_dates(text)] == [iso]


@pytest.mark.parametrize(
    "text", ["2025-13-40", "March 2025", "12.2025", "v2025.1", "120250307", "0.20250307", "maybe 7 marches"]
)
def test_what_only_looks_like_a_date_is_left_out(text: str) -> None:
    assert find_dates(text) == ()


def test_a_date_knows_where_it_stands() -> None:
    (found,) = find_dates("on 2025-03-07 we ran")

    assert "on 2025-03-07 we ran"[found.start : found.end] == "2025-03-07"


def test_a_month_is_read_by_its_first_letters_and_another_word_is_refused() -> None:
    assert month_number("September") == 9
    with pytest.raises(ValueError, match="not in"):
        month_number("warp")
