"""Numbers: where they stand in a text, and exact arithmetic on values as they were written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.synthesize.wording.numbers import (
    derived,
    difference,
    distinctive,
    numbers,
    percent_change,
    rounds,
    shown,
    stands_in,
)


def test_numbers_are_taken_as_written_without_sign_and_dates_are_none() -> None:
    assert numbers("On 2025-03-12 loss fell by -0.50 to 1,024.5 (~3e-4)") == ("0.50", "1,024.5", "3e-4")


def test_a_part_of_a_name_is_no_number() -> None:
    assert numbers("run_17 of v2 and h100") == ()


def test_a_number_does_not_stand_in_a_longer_one() -> None:
    assert stands_in("12", "loss 12, then 3")
    assert not stands_in("12", "loss 112 and 12.5 and 0.12")


@pytest.mark.parametrize(
    ("first", "second", "moved"),
    [
        ("59696", "58474", "-1222"),
        ("0.1", "0.3", "+0.2"),
        ("1.10", "1.1", "0"),
        ("26249 MiB", "19995 MiB", "-6254 MiB"),
        ("464.5s", "374.78s", "-89.72s"),
        ("12 GiB", "12 MiB", None),
        ("fast", "slow", None),
        ("16 of 20", "18 of 20", None),
    ],
)
def test_a_difference_is_exact_and_needs_one_unit(first: str, second: str, moved: str | None) -> None:
    assert difference(first, second) == moved


@given(st.decimals(0, 10_000, places=3), st.decimals(0, 10_000, places=3))
def test_a_difference_follows_from_its_two_numbers(first: object, second: object) -> None:
    moved = difference(str(first), str(second))
    assert moved is not None
    assert derived(moved.lstrip("+-"), (str(first), str(second)))


def test_a_change_in_percent_is_rounded_half_up() -> None:
    assert percent_change("2000", "2001") == "+0.1%"
    assert percent_change("400", "300") == "-25.0%"
    assert percent_change("0", "300") is None


def test_values_of_many_digits_have_no_change_in_percent() -> None:
    assert percent_change("0.0048146", "0.0556629") is None


def test_a_number_from_nowhere_is_not_derived() -> None:
    assert not derived("7", ("3", "5"))
    assert derived("50.0", ("8", "12"))


def test_the_noise_of_binary_floats_is_not_shown() -> None:
    assert shown("114.6034400522896") == "114.6034"
    assert shown("0.3221761081839732") == "0.3221761082"
    assert shown("2.434814453125") == "2.434814453125"
    assert rounds("114.6034", "1024,114.6034400522896")


def test_distinctive_numbers_have_four_digits_of_their_own() -> None:
    assert distinctive("32, 4000, 0.0057487 and 37620.75") == {"0.0057487", "37620.75"}
