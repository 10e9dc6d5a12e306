"""The chart of a pull request."""

from __future__ import annotations

import pytest

from bot.model.domain import Direction
from bot.model.draft import Comparison, Measurement
from bot.propose.chart import chart
from tests.propose.retrospectives import COMPARISON, at


def compared(*runs: tuple[str, float], **changes: object) -> Comparison:
    bars = tuple(Measurement(name, str(number), number, at(1)[0]) for name, number in runs)
    return COMPARISON._replace(measurements=bars, **changes)  # type: ignore[arg-type]


def test_runs_are_bars_on_an_axis_that_shows_their_difference() -> None:
    comparison = compared(("before", 59696), ("after", 58474), metric="peak VRAM", unit="MiB")

    assert chart([comparison]).split("\n") == [
        "xychart-beta",
        '  title "peak VRAM, MiB (lower is better)"',
        '  x-axis ["before", "after"]',
        '  y-axis "MiB" 57000 --> 60000',
        "  bar [59696, 58474]",
    ]


def test_small_numbers_are_written_without_exponents() -> None:
    assert "  bar [0.00001, 0.00004]" in chart([compared(("a", 1e-5), ("b", 4e-5))])


def test_an_axis_starts_at_zero_where_the_values_are_far_apart() -> None:
    assert '  y-axis "loss" 0 --> 100' in chart([compared(("a", 10.0), ("b", 90.0))])


def test_negative_values_stay_on_the_axis() -> None:
    assert '  y-axis "loss" -6 --> 0' in chart([compared(("a", -4.0), ("b", -1.0))])


def test_labels_lose_what_all_runs_share_and_keep_their_last_word() -> None:
    runs = [(f"gpt2-{name}-nopack: {kind}", float(number)) for number, (name, kind) in enumerate(NAMES)]

    assert '  x-axis ["vanilla long context… ddp", "vanilla long context… fsdp", "gated nopack ddp"]' in chart(
        [compared(*runs)]
    )


NAMES = (("vanilla_long_context_window", "ddp"), ("vanilla_long_context_window", "fsdp"), ("gated", "ddp"))


def test_quotes_and_markup_do_not_end_a_label() -> None:
    assert '  x-axis ["a b", "c"]' in chart([compared(('a"]; b`', 1.0), ("c", 2.0))])


@pytest.mark.parametrize(
    "comparison",
    [
        compared(("a", 1.0)),
        compared(("a", 1.0), ("b", 1.0)),
        compared(("a", 2.4709), ("b", 2.4708)),
        compared(("a", 0.0), ("b", 0.0)),
        compared(("a", 1.0), ("b", float("nan"))),
        compared(*((str(number), float(number)) for number in range(9))),
        compared(("a", 1.0), ("b", float("inf"))),
        compared(("a", 1.0), ("b", 2.0), direction=Direction.UNKNOWN),
    ],
)
def test_no_picture_is_made_of_nothing_to_see(comparison: Comparison) -> None:
    assert chart([comparison]) == ""


def test_the_first_comparison_that_is_worth_it_is_drawn() -> None:
    assert '"second' in chart([compared(("a", 1.0)), compared(("a", 1.0), ("b", 2.0), metric="second")])
