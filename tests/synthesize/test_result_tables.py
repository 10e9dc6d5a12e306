"""Measurements as tables that a reader takes in at a glance."""

from __future__ import annotations

from bot.model.draft import ResultTable
from bot.model.fact import Fact
from bot.synthesize.evidence.measurements import measured, settings
from bot.synthesize.results.result_tables import result_tables
from bot.synthesize.results.table import results
from tests.synthesize.evidence import metric, setting, unit

TWO_RUNS = """
    # Report: grouping

    ## Run 1: plain

    | Variant | Loss | Memory |
    |---|---|---|
    | old | 5.8 | 59696 |
    | new | 5.8 | 58474 |

    - memory: `-1222`

    ## Run 2: gated

    | Variant | Seed | Batch | Memory |
    |---|---|---|---|
    | old | 1 | 16 | 59000 |
    | new | 1 | 32 | 58000 |
"""
OLD_AND_NEW = (
    metric(7, "Loss", "5.8", "old"),
    metric(7, "Memory", "59696", "old"),
    metric(8, "Loss", "5.8", "new"),
    metric(8, "Memory", "58474", "new"),
    metric(10, "memory", "-1222", "new - old"),
    metric(16, "Memory", "59000", "old"),
    metric(17, "Memory", "58000", "new"),
)


def drawn(markdown: str, *facts: Fact) -> list[ResultTable]:
    seen = unit(markdown, *facts)
    return result_tables(measured(seen), settings(seen))


def test_two_runs_stand_side_by_side_with_what_moved() -> None:
    (table,) = drawn(TWO_RUNS, *OLD_AND_NEW)
    assert table.header == ("Configuration", "Metric", "old", "new", "Change")
    assert [row.cells for row in table.rows] == [
        ("plain", "Loss", "5.8", "5.8", "0"),
        ("plain", "Memory", "59696", "58474", "-1222"),
        ("gated", "Memory", "59000", "58000", "-1000"),
    ]


def test_a_row_rests_on_every_line_of_its_cells() -> None:
    (table,) = drawn(TWO_RUNS, *OLD_AND_NEW)
    assert [source.lines for source in table.rows[1].sources] == [(7, 8), (10, 10)]


def test_settings_that_differ_between_two_runs_are_rows_above_their_results() -> None:
    (table,) = drawn(
        TWO_RUNS,
        metric(16, "Memory", "59000", "old"),
        metric(17, "Memory", "58000", "new"),
        setting(16, "Batch", "16", "old"),
        setting(17, "Batch", "32", "new"),
        setting(16, "Seed", "1", "old"),
        setting(17, "Seed", "1", "new"),
    )
    assert [row.cells for row in table.rows] == [
        ("Batch", "16", "32", "–"),
        ("Memory", "59000", "58000", "-1000"),
    ]


def test_many_runs_are_rows_and_their_metrics_columns() -> None:
    sweep = (
        "# Report: ranks\n\n| Rank | Loss | Time |\n|---|---|---|\n| r4 | 3 | 10s |\n"
        "| r8 | 2 | 11s |\n| r16 | 2 | 15s |\n| r32 | 2 | 19s |\n"
    )
    rows = [("r4", "3", "10s"), ("r8", "2", "11s"), ("r16", "2", "15s"), ("r32", "2", "19s")]
    facts = [
        metric(5 + at, name, value, run)
        for at, (run, *values) in enumerate(rows)
        for name, value in zip(("Loss", "Time"), values, strict=True)
    ]
    (table,) = drawn(sweep, *facts)
    assert table.header == ("Run", "Loss", "Time")
    assert [row.cells for row in table.rows] == rows


def test_single_results_are_a_list() -> None:
    (table,) = drawn("# Report: a\n\n- loss: `2.5`\n- time: `9s`\n", metric(3, "loss", "2.5"), metric(4, "time", "9s"))
    assert (table.header, [row.cells for row in table.rows]) == (("Metric", "Value"), [("loss", "2.5"), ("time", "9s")])


def test_a_number_in_the_name_of_a_run_rests_on_the_line_of_the_name() -> None:
    text = "# Report: a\n\n- Packed path (`100` steps):\n  - first: `9s`\n  - second: `8s`\n"
    (table,) = drawn(text, metric(4, "time", "9s", "first"), metric(5, "time", "8s", "second"))
    assert table.rows[0].cells == ("Packed path (`100` steps)", "time", "9s", "8s", "-1s")
    assert [source.lines for source in table.rows[0].sources] == [(3, 5)]


def test_rows_beyond_the_limit_are_those_that_the_report_does_not_come_back_to() -> None:
    text = "# Report: a\n\n- a: `1111`\n- b: `2222`\n- c: `3333`\n\nIn the end 2222 and 3333 count, and 3333 most.\n"
    facts = [metric(3, "loss a", "1111"), metric(4, "time b", "2222"), metric(5, "memory c", "3333")]
    (table,) = results([unit(text, *facts)], 2)
    assert [row.cells[-1] for row in table.rows] == ["2222", "3333"]


def test_a_later_report_does_not_repeat_the_rows_of_an_earlier_one() -> None:
    first = unit("# Report: a\n\n- loss: `2.345`\n", metric(3, "loss", "2.345"))
    second = unit(
        "# Report: b\n\n- loss: `2.345`\n- time: `19.25s`\n", metric(3, "loss", "2.345"), metric(4, "time", "19.25s")
    )
    assert [(table.caption, [row.cells[-1] for row in table.rows]) for table in results([first, second], 20)] == [
        ("a", ["2.345"]),
        ("b", ["19.25s"]),
    ]


def test_no_rows_are_wanted_and_none_come() -> None:
    assert results([unit(TWO_RUNS, *OLD_AND_NEW)], 0) == ()


def test_runs_named_by_several_cells_are_rows_and_not_columns() -> None:
    (table,) = drawn(
        TWO_RUNS,
        metric(16, "Memory", "59000", "fused, 128, 64"),
        metric(17, "Memory", "58000", "plain"),
    )
    assert (table.header, [row.cells for row in table.rows]) == (
        ("Run", "Memory"),
        [("gated: fused, 128, 64", "59000"), ("gated: plain", "58000")],
    )


def test_every_setting_that_tells_runs_apart_is_shown() -> None:
    rows = "".join(f"| q{number} | {8 if number < 2 else 16} | {rate} | {1.2 + number / 100} |\n" for number, rate in RATES)
    seen = unit(
        f"# Report: sweep\n\n| run | rank | seed | rate | loss |\n|---|---|---|---|---|\n{rows}",
        *(setting(5 + place, "rank", "8" if number < 2 else "16", f"q{number}") for place, (number, _) in enumerate(RATES)),
        *(
            setting(5 + place, "alpha", "8" if number < 2 else "16", f"q{number}")
            for place, (number, _) in enumerate(RATES)
        ),
        *(setting(5 + place, "rate", rate, f"q{number}") for place, (number, rate) in enumerate(RATES)),
        *(metric(5 + place, "loss", str(1.2 + number / 100), f"q{number}") for place, (number, _) in enumerate(RATES)),
    )
    (table,) = result_tables(measured(seen), settings(seen))
    assert table.header == ("Run", "rank", "alpha", "rate", "loss")


RATES = ((1, "2e-4"), (2, "2e-4"), (3, "1e-3"), (4, "5e-4"))


def test_single_runs_and_averages_of_them_are_two_tables() -> None:
    text = """
        # Sweep

        ## Results

        | Run | Loss | Memory |
        |---|---|---|
        | 1 | 5.8 | 10 |
        | 2 | 5.9 | 11 |
        | 3 | 5.7 | 12 |
        | 4 | 5.6 | 13 |

        ## Aggregated by config (sorted by loss)

        | Config | Mean loss | Mean memory |
        |---|---|---|
        | small | 5.85 | 10.5 |
        | large | 5.65 | 12.5 |
        | huge | 5.55 | 14.5 |
        | giant | 5.45 | 16.5 |
    """
    losses = {"1": ("5.8", "10"), "2": ("5.9", "11"), "3": ("5.7", "12"), "4": ("5.6", "13")}
    runs = [
        metric(7 + place, name, value, f"Run {run}")
        for place, (run, values) in enumerate(losses.items())
        for name, value in zip(("Loss", "Memory"), values, strict=True)
    ]
    means = [
        metric(16, "Mean loss", "5.85", "small"),
        metric(16, "Mean memory", "10.5", "small"),
        metric(17, "Mean loss", "5.65", "large"),
        metric(17, "Mean memory", "12.5", "large"),
        metric(18, "Mean loss", "5.55", "huge"),
        metric(18, "Mean memory", "14.5", "huge"),
        metric(19, "Mean loss", "5.45", "giant"),
        metric(19, "Mean memory", "16.5", "giant"),
    ]
    first, second = drawn(text, *runs, *means)
    assert [row.cells[0] for row in first.rows] == ["Run 1", "Run 2", "Run 3", "Run 4"]
    assert [row.cells[0] for row in second.rows] == ["small", "large", "huge", "giant"]


CASES = """
    # Report: vector sum

    ## Time elapsed

    | Technique | 10M | 100M |
    |---|---|---|
    | plain | 0.5 ms | 5.1 ms |
    | strided | 0.6 ms | 5.2 ms |
"""


CELLS = tuple(
    (line, f"{run}, {case}", value)
    for line, run, *values in ((7, "plain", "0.5 ms", "5.1 ms"), (8, "strided", "0.6 ms", "5.2 ms"))
    for case, value in zip(("10M", "100M"), values, strict=True)
)


def test_one_metric_of_runs_under_several_cases_is_a_grid() -> None:
    (table,) = drawn(CASES, *(metric(line, "time elapsed", value, run) for line, run, value in CELLS))
    assert table.header == ("Run", "10M", "100M")
    assert [row.cells for row in table.rows] == [
        ("Time elapsed: plain", "0.5 ms", "5.1 ms"),
        ("Time elapsed: strided", "0.6 ms", "5.2 ms"),
    ]
    assert table.rows[0].sources[0].lines == (5, 5)  # the header, where the cases stand


def test_the_columns_of_a_grid_name_the_metric_where_its_place_does_not() -> None:
    markdown = CASES.replace("## Time elapsed", "## Kernels")
    (table,) = drawn(markdown, *(metric(line, "time", value, run) for line, run, value in CELLS))
    assert table.header == ("Run", "time, 10M", "time, 100M")


def test_sections_below_other_headings_are_not_compared() -> None:
    attempts = "## Attempts\n\n### 1. ❌ Wide tiles\n\n- error: 14.2\n"
    markdown = f"# Report: sums\n\n{attempts}\n## Recurring pattern\n\n- error: 24.0\n"
    facts = (metric(7, "error", "14.2", "1. ❌ Wide tiles"), metric(11, "error", "24.0", "Recurring pattern"))
    (table,) = drawn(markdown, *facts)
    assert [row.cells for row in table.rows] == [("Wide tiles", "14.2"), ("Recurring pattern", "24.0")]
