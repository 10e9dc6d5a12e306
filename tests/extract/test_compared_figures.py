"""Figures set against each other."""

from __future__ import annotations

import pytest

from bot.extract.values.compared_figures import figure_signs, may_compare


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Latency went from 31 ms → 27 ms.", [1]),
        ("Peak memory: 10 GB -> 14 GB", [-1]),
        ("Throughput went from 900 tok/s to 1,100 tok/s", [1]),
        ("1.3x higher throughput than the baseline", [1]),
        ("+12 TFLOPS on both shapes", [1]),
        ("The learning rate went from 3e-4 to 1e-4", []),
        ("Batch 8 to 8 ms", []),
        ("Increased the time limit from 8h to 12h", []),
        ("500 samples (10x more)", []),
    ],
)
def test_a_change_for_the_better_is_1_and_for_the_worse_minus_1(text: str, signs: list[int]) -> None:
    assert figure_signs(text) == signs


def test_a_text_without_figures_compares_none() -> None:
    assert not may_compare("We moved it to the second stage.")
    assert not may_compare("Rank 16 was used.")
    assert may_compare("It went from 3 ms to 2 ms.")
