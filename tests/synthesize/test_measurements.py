"""What was measured, on which run, and under one name a metric."""

from __future__ import annotations

import pytest

from bot.model.domain import Direction
from bot.synthesize.evidence.measurements import direction, may_name_run, measured, same_metric, settings
from tests.synthesize.evidence import DOMAIN, bare, metric, setting, unit

TABLES = """
    # Report: weight grouping

    ## Run 1: `plain_config`

    | Variant | Batch | Loss | Memory (MiB) |
    |---|---|---|---|
    | baseline | 8 | 5.8 | 59696 |
    | grouped | 8 | 5.8 | 58474 |

    Delta (`grouped - baseline`):

    - memory: `-1222`
    - step `64`: `6.7`
"""


def places(*facts: object) -> list[tuple[str, str]]:
    return [(each.place, each.run) for each in measured(unit(TABLES, *facts))]  # type: ignore[arg-type]


def test_a_result_belongs_to_its_run_below_its_heading() -> None:
    assert places(metric(7, "Loss", "5.8", "baseline")) == [("`plain_config`", "baseline")]


def test_a_row_names_the_run_where_the_fact_does_not() -> None:
    assert places(metric(8, "Loss", "5.8")) == [("`plain_config`", "grouped")]


def test_the_sides_of_a_change_are_told_apart_below_their_heading() -> None:
    sides = (metric(7, "Loss", "5.8", "plain_config, before"), metric(8, "Loss", "5.8", "plain_config, after"))
    assert places(*sides) == [("`plain_config`", "before"), ("`plain_config`", "after")]


def test_a_difference_is_no_run_of_its_own() -> None:
    (moved,) = measured(unit(TABLES, metric(12, "memory", "-1222")))
    assert (moved.place, moved.run, moved.is_change) == ("`plain_config`", "change", True)


def test_a_step_is_a_point_of_a_series() -> None:
    (point,) = measured(unit(TABLES, metric(13, "loss", "6.7", "step 64")))
    assert point.is_series


def test_a_section_that_is_a_run_says_so() -> None:
    seen = unit("# Report: a\n\n## Run 1: two cards\n\n- time: `9s`\n", metric(5, "time", "9s"))
    assert [(each.run, each.is_section) for each in measured(seen)] == [("two cards", True)]


def test_the_title_of_the_report_is_no_run() -> None:
    seen = unit("# Report: weight grouping\n\nMemory is `9 GiB`.\n", metric(3, "memory", "9 GiB", "weight grouping"))
    assert [each.name for each in measured(seen)] == [""]


def test_a_metric_keeps_the_name_that_it_had_first() -> None:
    seen = unit(
        TABLES, metric(7, "Peak memory (MiB, any card)", "59696", "a"), metric(12, "peak memory", "-1222 MiB", "b - a")
    )
    assert {each.metric for each in measured(seen)} == {"Peak memory (MiB, any card)"}


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("median TPS", "Median TPS excl step 1", True),
        ("Elapsed (s)", "elapsed", True),
        ("mean loss", "max loss", False),
        ("loading (s)", "loading (%)", False),
        ("loss", "loss spikes", False),
    ],
)
def test_two_names_mean_one_metric(first: str, second: str, same: bool) -> None:
    assert same_metric(first, second) is same


def test_settings_of_single_runs_are_told_from_shared_ones() -> None:
    seen = unit(TABLES, setting(7, "batch", "8", "baseline"), setting(1, "mode", "full"))
    assert [(each.run, each.metric, each.value) for each in settings(seen)] == [("baseline", "batch", "8")]


def test_a_number_in_the_name_of_a_run_rests_on_the_header_where_it_stands() -> None:
    text = """
        # Kernels

        ## Throughput (GB/s)

        | Kernel | 10M rows | 100M rows |
        |---|---|---|
        | naive | 233.2 | 232.6 |
    """
    (first, _) = measured(
        unit(
            text,
            metric(7, "Throughput (GB/s)", "233.2", "naive, 10M rows"),
            metric(7, "Throughput (GB/s)", "232.6", "naive, 100M rows"),
        )
    )
    assert (first.run, first.named_at) == ("naive, 10M rows", ((5, 5),))


def test_how_far_a_run_is_is_no_result() -> None:
    assert measured(bare(metric(3, "Training progress", "100%"), metric(4, "Outcome", "1"))) == ()


def test_a_run_is_named_without_its_verdict_and_keeps_its_sides() -> None:
    markdown = "# Report: preferences\n\n## Experiment: beta_003 ✅ COMPLETED\n\n- score: 42.6% → 49.3%\n"
    title = "Experiment: beta_003 ✅ COMPLETED"
    seen = unit(markdown, metric(5, "score", "42.6%", f"{title}, before"), metric(5, "score", "49.3%", f"{title}, after"))
    assert [each.name for each in measured(seen)] == ["beta_003: before", "beta_003: after"]


def test_a_value_below_an_item_that_tells_of_a_gain_is_no_gain_itself() -> None:
    markdown = "# Report: preferences\n\n## Run one\n\n- QA: 43.5% → 48.9% (+12.3% relative)\n  - Count: 8.1%\n"
    (each,) = measured(unit(markdown, metric(6, "QA", "8.1%", "Count")))
    assert not each.is_change


@pytest.mark.parametrize(
    ("first", "second"),
    [("no person recall", "person recall"), ("Best validation accuracy", "Best accuracy"), ("train loss", "loss")],
)
def test_what_a_metric_is_not_and_what_it_was_measured_on_is_part_of_its_name(first: str, second: str) -> None:
    assert not same_metric(first, second)


def test_a_run_named_on_a_line_above_rests_on_that_line_too() -> None:
    markdown = "Run: 3, wide tiles\n\nval_acc= 0.93\n"
    (each,) = measured(unit(markdown, metric(3, "val_acc", "0.93", "3, wide tiles")))
    assert each.named_at == ((1, 1),)


def test_a_blank_first_cell_rests_on_the_row_above_that_fills_it() -> None:
    markdown = "# R\n\n| Shape | Backend | us |\n|---|---|---|\n| 512 | naive | 968 |\n| | tiled | 631 |\n"
    facts = (metric(5, "us", "968", "Shape 512, naive"), metric(6, "us", "631", "Shape 512, tiled"))
    assert [each.named_at for each in measured(unit(markdown, *facts))] == [(), ((5, 5),)]


def test_a_metric_of_a_table_stays_though_the_title_names_it() -> None:
    markdown = "# HIP tuning\n\n| Test | HIP |\n|---|---|\n| fill | 2.1 |\n| solve | 1.9 |\n"
    assert [each.value for each in measured(unit(markdown, metric(5, "HIP", "2.1", "fill")))] == ["2.1"]


def test_a_number_in_the_name_of_a_metric_rests_on_the_header() -> None:
    markdown = "# R\n\n| Test | New (2 kernels) |\n|---|---|\n| fill | 2.1 |\n| solve | 1.9 |\n"
    (each,) = measured(unit(markdown, metric(5, "New (2 kernels)", "2.1", "fill")))
    assert each.named_at == ((3, 3),)


@pytest.mark.parametrize("name", ["Highest", "the average", "Why it fails", "Theoretical peak"])
def test_a_statistic_a_topic_and_what_is_possible_name_no_run(name: str) -> None:
    assert not may_name_run(name)


@pytest.mark.parametrize("name", ["loss std", "loss variance"])
def test_nobody_knows_which_spread_is_better(name: str) -> None:
    (each,) = measured(unit(f"# R\n\n- {name}: 1.5\n", metric(3, name, "1.5", "a")))
    assert direction(each, DOMAIN) is Direction.UNKNOWN


def test_each_part_of_a_name_rests_on_the_line_above_that_gives_it() -> None:
    markdown = "```text\n[Size: 512x512]\nTriton: 0.031 ms\n```\n"
    (each,) = measured(unit(markdown, metric(3, "latency", "0.031 ms", "Size: 512x512, Triton")))
    assert each.named_at == ((2, 2),)
