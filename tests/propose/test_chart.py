"""The chart of a pull request."""

from __future__ import annotations

import pytest

from bot.model.domain import Direction
from bot.model.draft import Comparison, Measurement
from bot.propose.chart import charts
from tests.propose.retrospectives import COMPARISON, at


def compared(*runs: tuple[str, float], **changes: object) -> Comparison:
    bars = tuple(Measurement(name, str(number), number, at(1)[0]) for name, number in runs)
    return COMPARISON._replace(measurements=bars, **changes)  # type: ignore[arg-type]


def lines(comparison: Comparison) -> list[str]:
    """What the one chart draws, without the directive that sizes it."""
    (drawn,) = charts([comparison])
    return drawn.mermaid.split("\n")[1:]


def test_runs_are_bars_on_an_axis_that_shows_their_difference_and_the_best_one_is_marked() -> None:
    comparison = compared(("before", 59696), ("after", 58474), metric="peak VRAM", unit="MiB")

    assert lines(comparison) == [
        "xychart-beta horizontal",
        '  title "peak VRAM, MiB (lower is better, axis from 57000)"',
        '  x-axis ["before", "★ after"]',
        "  y-axis 57000 --> 60000",
        "  bar [59696, 58474]",
        "  bar [54000, 58474]",
    ]


def test_the_picture_is_as_high_as_it_has_bars_and_shows_their_values() -> None:
    (drawn,) = charts([compared(("a", 1.0), ("b", 2.0), ("c", 3.0))])
    assert drawn.mermaid.startswith('%%{init: {"xyChart": {"height": 180, "showDataLabel": true}, ')


def test_nothing_is_marked_where_nobody_is_best() -> None:
    drawn = lines(compared(("a", 1.0), ("b", 1.0), ("c", 3.0), best=None))
    assert '  x-axis ["a", "b", "c"]' in drawn
    assert sum(line.startswith("  bar ") for line in drawn) == 1


def test_a_sweep_is_a_line() -> None:
    drawn = lines(compared(("1024", 1.0), ("2048", 2.0), ("4096", 3.0), best=None, swept="columns"))
    assert drawn[:2] == ["xychart-beta", '  title "loss by columns (lower is better)"']
    assert drawn[-1] == "  line [1, 2, 3]"


def test_small_numbers_are_written_without_exponents() -> None:
    assert "  bar [0.00001, 0.00004]" in lines(compared(("a", 1e-5), ("b", 4e-5)))


def test_large_numbers_are_told_in_thousands_or_millions() -> None:
    drawn = lines(compared(("a", 21.0e6), ("b", 167.8e6), metric="parameters"))
    assert '  title "parameters (lower is better, millions)"' in drawn
    assert "  bar [21, 167.8]" in drawn


def test_an_axis_starts_at_zero_where_the_values_are_far_apart() -> None:
    assert "  y-axis 0 --> 100" in lines(compared(("a", 10.0), ("b", 90.0)))


def test_negative_values_stay_on_the_axis() -> None:
    assert "  y-axis -6 --> 0" in lines(compared(("a", -4.0), ("b", -1.0)))


def test_labels_lose_what_all_runs_share_and_keep_their_last_word() -> None:
    runs = [(f"gpt2-{name}-nopack: {kind}", float(number)) for number, (name, kind) in enumerate(NAMES)]

    assert '  x-axis ["vanilla long context… ddp", "vanilla long context… fsdp", "gated nopack ddp"]' in lines(
        compared(*runs, best=None)
    )


def test_a_small_number_in_a_label_stays_what_it_is() -> None:
    runs = (("Peak LR 6e-4, Warmup steps 700", 1.0), ("Peak LR 2e-3, Warmup steps 2000", 2.0))
    assert '  x-axis ["6e-4, Warmup steps 700", "2e-3, Warmup steps 2000"]' in lines(compared(*runs, best=None))


def test_long_labels_that_would_be_alike_keep_more_of_their_end() -> None:
    runs = (
        ("three kernels", 3.0),
        ("fused kernel with blocks of 64 rows", 1.0),
        ("fused kernel with blocks of 128 rows", 2.0),
    )

    assert '  x-axis ["three kernels", "fused kernel with… 64 rows", "fused kernel with… 128 rows"]' in lines(
        compared(*runs, best=None)
    )


NAMES = (("vanilla_long_context_window", "ddp"), ("vanilla_long_context_window", "fsdp"), ("gated", "ddp"))


def test_quotes_and_markup_do_not_end_a_label() -> None:
    assert '  x-axis ["a b", "c"]' in lines(compared(('a"]; b`', 1.0), ("c", 2.0), best=None))


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
    assert charts([comparison]) == ()


def test_each_comparison_that_is_worth_it_is_drawn_in_order() -> None:
    second, third = (compared(("a", 1.0), ("b", 2.0), metric=name) for name in ("second", "third"))
    assert [drawn.comparison.metric for drawn in charts([compared(("a", 1.0)), second, third])] == ["second", "third"]
