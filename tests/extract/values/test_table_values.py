"""Values out of tables, whichever way round."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.extract.tables.filled_cells import filled_down
from bot.extract.tables.values import measured_values
from bot.model.fact import Fact
from bot.model.report import Cell, Table

Named = Callable[..., list[str]]


def test_rows_are_runs_with_settings_and_metrics(named: Named) -> None:
    text = (
        "## Results\n\n| Run | Batch size | Train loss | Peak VRAM (GiB) |\n|---|---:|---:|---:|\n"
        "| base | 32 | 2.51 | 21.4 |\n| big | 64 | 2.43 | N/A |\n"
    )

    assert named(text) == [
        "parameter Batch size = 32 @ base",
        "metric Train loss = 2.51 @ base",
        "metric Peak VRAM (GiB) = 21.4 @ base",
        "parameter Batch size = 64 @ big",
        "metric Train loss = 2.43 @ big",
    ]


def test_columns_are_runs_where_the_rows_name_metrics(named: Named) -> None:
    text = (
        "## Results\n\n| Metric | Baseline | Packed |\n|---|---|---|\n| Val loss | 2.47 | 2.44 |\n"
        "| Time | ~8s | 1.5x slower |\n"
    )

    assert named(text) == [
        "metric Val loss = 2.47 @ Baseline",
        "metric Val loss = 2.44 @ Packed",
        "metric Time = ~8s @ Baseline",
        "metric Time = 1.5x @ Packed",
    ]


def test_a_settings_table_gives_parameters_and_setup(named: Named) -> None:
    text = (
        "## Setup\n\n| Parameter | Value |\n|---|---|\n| GPU | RTX 4090 |\n| Learning rate | 2e-3 |\n"
        "| Optimizer | AdamW |\n"
    )

    assert named(text) == ["setup GPU = RTX 4090", "parameter Learning rate = 2e-3", "parameter Optimizer = AdamW"]


def test_a_metric_and_value_table_is_about_its_section(named: Named) -> None:
    text = "### Run 3: two GPUs\n\n| Metric | Value |\n|---|---|\n| Elapsed (s) | `209.5` |\n"

    assert named(text) == ["metric Elapsed (s) = 209.5 @ Run 3: two GPUs"]


def test_verdicts_are_metrics_and_decisions_are_not(named: Named) -> None:
    text = (
        "## Runs\n\n| config | forward | peak_gb | Result |\n|---|---|---|---|\n"
        "| r8 | OK | 18.5 | KEEP (+2.5 TFLOPS) |\n| r64 | OOM | 31.9 | REVERT |\n"
    )

    assert named(text, "unsloth") == [
        "metric forward = OK @ r8",
        "metric peak_gb = 18.5 @ r8",
        "metric Result = +2.5 TFLOPS @ r8",
        "metric forward = OOM @ r64",
        "metric peak_gb = 31.9 @ r64",
    ]


def test_a_switch_is_a_setting_unless_it_answers_a_question(named: Named) -> None:
    text = "## Results\n\n| variant | use_dora | Fits? | loss |\n|---|---|---|---|\n| a | False | yes | 0.5 |\n"

    assert named(text) == ["parameter use_dora = False @ a", "metric Fits? = yes @ a", "metric loss = 0.5 @ a"]


def test_a_bare_number_as_key_takes_its_header_along(named: Named) -> None:
    text = "## Loss\n\n| Step | Loss |\n|---|---|\n| 10 | 2.71 |\n"

    assert named(text) == ["metric Loss = 2.71 @ Step 10"]


def test_a_counted_row_is_called_by_its_tag(named: Named) -> None:
    text = "## Log\n\n| Exp | Tag | TFLOPS |\n|---|---|---|\n| 0 | baseline | 15.1 |\n| 1 | autotune | 36.8 |\n"

    assert named(text, "cuda") == ["metric TFLOPS = 15.1 @ 0 baseline", "metric TFLOPS = 36.8 @ 1 autotune"]


def test_keys_that_come_again_are_settings_and_more_columns_name_the_rows(named: Named) -> None:
    text = "## Results\n\n| arch | lambda | top1 |\n|---|---|---|\n| ResNet18 | 0.1 | 80.73 |\n| ResNet18 | 1.0 | 81.80 |\n"

    assert [line for line in named(text) if line.startswith("metric")] == [
        "metric top1 = 80.73 @ ResNet18, lambda 0.1",
        "metric top1 = 81.80 @ ResNet18, lambda 1.0",
    ]
    assert named(text)[0] == "setup arch = ResNet18 @ ResNet18, lambda 0.1"


def test_another_column_names_the_rows_where_the_first_is_measured(named: Named) -> None:
    text = (
        "## GPU\n\n| kernel(ms) | method | launch |\n|---|---|---|\n| 0.774 | naive | <<<1024, 1>>> |\n"
        "| 0.512 | warp | <<<32, 32>>> |\n"
    )

    assert named(text, "cuda") == [
        "metric kernel(ms) = 0.774 @ naive",
        "parameter launch = <<<1024, 1>>> @ naive",
        "metric kernel(ms) = 0.512 @ warp",
        "parameter launch = <<<32, 32>>> @ warp",
    ]


def test_pairs_in_cells_and_headers_are_settings(named: Named) -> None:
    text = "## Log\n\n| Exp | Description | Latency (B=128) |\n|---|---|---|\n| a | BLOCK=16, num_warps=4 | 31.7us |\n"

    assert named(text, "cuda") == [
        "parameter B = 128",
        "parameter BLOCK = 16 @ a",
        "parameter num_warps = 4 @ a",
        "metric Latency (B=128) = 31.7us @ a",
    ]


def test_short_names_of_whole_numbers_are_sizes(named: Named) -> None:
    text = "## R\n\n| M | N | TFLOPS |\n|---|---|---|\n| 512 | 512 | 23.8 |\n| 1024 | 512 | 77.6 |\n"

    assert named(text)[:2] == ["parameter N = 512 @ M 512", "metric TFLOPS = 23.8 @ M 512"]


def test_a_category_on_the_left_is_a_setting(named: Named) -> None:
    rows = "| a | cold | 1.5 |\n| b | warm | 1.2 |\n| c | cold | 1.6 |\n| d | warm | 1.1 |\n"

    assert named(f"## Results\n\n| run | cache | latency |\n|---|---|---|\n{rows}")[0] == "parameter cache = cold @ a"


def test_a_cell_of_words_may_hold_measurements(named: Named) -> None:
    text = "## Runs\n\n| Exp | Result | Description |\n|---|---|---|\n| fp8 | PASS | 88 tok/s decode, rank=2 |\n"

    assert named(text, "cuda") == [
        "metric Result = PASS @ fp8",
        "parameter rank = 2 @ fp8",
        "metric throughput = 88 tok/s @ fp8",
    ]


def test_ids_links_and_paths_are_left_out(named: Named) -> None:
    text = "## Runs\n\n| Run | W&B Run | Log | Loss |\n|---|---|---|---|\n| a | `utriabh7` | `out/a.log` | 0.5 |\n"

    assert named(text) == ["metric Loss = 0.5 @ a"]


def test_a_table_of_problems_or_plans_holds_no_values(named: Named) -> None:
    assert named("| Issue | Fix |\n|---|---|\n| OOM at 512 | batch 8 |\n") == []
    assert named("| Task | Priority |\n|---|---|\n| lr=1e-5 | 1 |\n") == []


def test_an_html_table_gives_each_value_its_own_line(values: Callable[..., list[Fact]]) -> None:
    text = "## R\n\n<table>\n<tr><th>run</th><th>loss</th></tr>\n<tr>\n<td>a</td>\n<td>0.5</td>\n</tr>\n</table>\n"

    (fact,) = values(text)

    assert (fact.name, fact.value, fact.subject, fact.lines) == ("loss", "0.5", "a", (7, 7))


def test_chinese_and_korean_headers(named: Named) -> None:
    assert named("## 结果\n\n| 方法 | 延迟(ms) |\n|---|---|\n| 基线 | 5.2 |\n", "cuda") == ["metric 延迟(ms) = 5.2 @ 基线"]
    assert named("## 결과\n\n| 지표 | 값 |\n|---|---|\n| 정확도 | 91.5% |\n") == ["metric 정확도 = 91.5% @ 결과"]


def test_a_table_without_end_is_cut(values: Callable[..., list[Fact]]) -> None:
    rows = "".join(f"| run{number} | 0.5 | 0.6 | 0.7 |\n" for number in range(3000))

    assert len(values(f"## R\n\n| Run | loss | acc | f1 |\n|---|---|---|---|\n{rows}")) == 5000


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("177.05 (84.51%)", ["177.05", "84.51%"]),
        ("0 (bit-identical)", ["0"]),
        ("30.0% (iter 0)", ["30.0%"]),
        ("0.600 (18)", ["0.600", "18"]),
        ("1,104,553 (~1.1M)", ["1,104,553"]),
        ("6.7 vs 6.6", ["6.7", "6.6"]),
        ("512 → 576", ["512", "576"]),
        ("KEEP (+121.7 TFLOPS)", ["+121.7 TFLOPS"]),
        ("FAIL (9/12 shapes)", ["9/12"]),
        ("OOM", ["OOM"]),
        ("100-124 tok/s", ["100-124 tok/s"]),
        ("80/80 exact", ["80/80"]),
        ("328 TFLOPS*", ["328 TFLOPS"]),
        ("reverted", []),
        ("Fully effective", []),
    ],
)
def test_a_cell_holds_one_or_two_values(cell: str, found: list[str]) -> None:
    assert list(measured_values(cell)) == found


def test_two_sides_below_an_empty_corner_are_runs(named: Named) -> None:
    text = "## Results\n\n| | Baseline | Final |\n|---|---|---|\n| word errors | 14.1 | 13.2 |\n| hours | 21 h | 23 h |\n"

    assert named(text) == [
        "metric word errors = 14.1 @ Baseline",
        "metric word errors = 13.2 @ Final",
        "metric hours = 21 h @ Baseline",
        "metric hours = 23 h @ Final",
    ]


def test_averages_by_configuration_are_metrics(named: Named) -> None:
    text = (
        "## Results\n\n### Aggregated by Config\n\n| lr | Avg Success % | Avg Final 100 % |\n|---|---|---|\n"
        "| 0.001 | 33.0 | 68.0 |\n| 0.002 | 35.8 | 61.5 |\n"
    )

    assert [line for line in named(text) if line.startswith("metric")] == [
        "metric Avg Success % = 33.0 @ lr 0.001",
        "metric Avg Final 100 % = 68.0 @ lr 0.001",
        "metric Avg Success % = 35.8 @ lr 0.002",
        "metric Avg Final 100 % = 61.5 @ lr 0.002",
    ]


def test_the_heading_names_the_quantity_of_columns_that_are_sizes(named: Named) -> None:
    text = (
        "## Throughput (GB/s)\n\n| Kernel | 10M elements | 100M elements |\n|---|---|---|\n"
        "| naive | 233.2 | 232.6 |\n| vectorized | 235.6 | 199.3 |\n"
    )

    assert named(text, "cuda") == [
        "metric Throughput (GB/s) = 233.2 @ naive, 10M elements",
        "metric Throughput (GB/s) = 232.6 @ naive, 100M elements",
        "metric Throughput (GB/s) = 235.6 @ vectorized, 10M elements",
        "metric Throughput (GB/s) = 199.3 @ vectorized, 100M elements",
    ]


def test_a_sign_that_opens_words_is_no_value(named: Named) -> None:
    rows = "| 50 | 0.44 | ✅ Best yet |\n| 90 | 0.45 | ✅ Best |\n"
    text = f"## Results\n\n| Step | Val loss | Status |\n|---|---|---|\n{rows}"

    assert named(text) == ["metric Val loss = 0.44 @ Step 50", "metric Val loss = 0.45 @ Step 90"]


def test_what_a_table_of_failed_attempts_says_in_words_is_no_setting(named: Named) -> None:
    assert named("## Failed attempts\n\n| Config | Result |\n|---|---|\n| Cluster 4x1 | Compilation issues |\n") == []


def test_a_first_column_of_tile_shapes_is_a_parameter(named: Named) -> None:
    text = "## Sweep\n\n| TileShape | TFLOPS |\n|---|---|\n| 128x128x64 | 374.8 |\n| 128x128x64 | 345.1 |\n"

    assert "parameter TileShape = 128x128x64 @ 128x128x64" in named(text, "cuda")


def test_a_commit_is_no_setup(named: Named) -> None:
    text = "## History\n\n| Commit | Change | TFLOPS |\n|---|---|---|\n| — | wide | 300.5 |\n| — | narrow | 400.5 |\n"

    assert not [line for line in named(text, "cuda") if line.startswith("setup")]


def test_a_list_of_settings_names_no_row(named: Named) -> None:
    text = (
        "## Runs\n\n| Experiment | Hyperparameter set | Behavior |\n|---|---|---|\n"
        "| 1 | lr=0.001, gamma=0.99, batch=32, eps_start=1.0 | mean_reward=195.6 |\n"
        "| 2 | lr=0.002, gamma=0.98, batch=64, eps_start=1.0 | mean_reward=102.2 |\n"
    )

    assert "metric mean_reward = 195.6 @ Experiment 1" in named(text)


def test_the_parent_of_a_run_is_no_measurement(named: Named) -> None:
    text = "## Results\n\n| Agent | Parent | Mean score |\n|---|---|---|\n| a2 | 1 | 116.6 |\n| a3 | 1 | 54.0 |\n"

    assert named(text) == ["metric Mean score = 116.6 @ a2", "metric Mean score = 54.0 @ a3"]


def test_a_gain_in_a_note_is_one_of_the_only_metric(named: Named) -> None:
    text = (
        "## Sweep\n\n| Tile | TFLOPS | Result |\n|---|---|---|\n| 128x64 | 528.8 | Better (+84%) |\n| 64x64 | 300.1 | |\n"
    )

    assert "metric TFLOPS = +84% @ 128x64" in named(text, "cuda")


@pytest.mark.parametrize("places", [("1", "2", "3"), ("🥇", "🥈", "🥉"), ("🥇 1", "🥈 2", "3"), ("1st", "2nd", "3rd")])
def test_a_column_of_places_does_not_name_the_runs(named: Named, places: tuple[str, ...]) -> None:
    rows = "".join(
        f"| {place} | {run} | {loss} |\n"
        for place, run, loss in zip(places, ("a-lin", "b-cos", "c-exp"), (1.27, 1.31, 1.4), strict=True)
    )

    assert named(f"## Leaderboard\n\n| Rank | Experiment | Val loss |\n|---|---|---|\n{rows}") == [
        "metric Val loss = 1.27 @ a-lin",
        "metric Val loss = 1.31 @ b-cos",
        "metric Val loss = 1.4 @ c-exp",
    ]


def test_a_rank_that_is_not_counted_up_is_a_setting(named: Named) -> None:
    text = "## Ranks\n\n| Rank | Val loss |\n|---|---|\n| 4 | 1.31 |\n| 8 | 1.27 |\n"

    assert named(text, "unsloth") == ["metric Val loss = 1.31 @ Rank 4", "metric Val loss = 1.27 @ Rank 8"]


def test_of_dated_rows_the_column_of_changes_names_the_runs(named: Named) -> None:
    text = (
        "## History\n\n| Date | Commit | Change | Result | Outcome |\n|---|---|---|---|---|\n"
        "| 2025-03-12 | `1a2b3c4` | one block a row | `0.76 H/s` | Kept |\n"
        "| 2025-03-12 | work tree | unrolled loop | `0.58 H/s` | Reverted |\n"
        "| 2025-03-13 | work tree | threads a block | `1.02 H/s` | `32` kept |\n"
    )

    assert named(text, "cuda") == [
        "metric throughput = 0.76 H/s @ one block a row",
        "metric throughput = 0.58 H/s @ unrolled loop",
        "metric throughput = 1.02 H/s @ threads a block",
    ]


def test_a_score_in_words_is_no_setting(named: Named) -> None:
    text = (
        "## Sizes\n\n| Dataset size | Accuracy | Fluency score |\n|---|---|---|\n"
        "| 100 | 68% | Poor |\n| 500 | 87% | Good |\n| 900 | 88% | Good |\n"
    )

    assert not [line for line in named(text) if "score" in line]


def test_settings_before_and_after_a_change_are_settings(named: Named) -> None:
    text = "## What changed\n\n| Setting | Before | After |\n|---|---|---|\n| Learning rate | 1e-3 | 3e-4 |\n"

    assert named(text) == ["parameter Learning rate = 1e-3 @ Before", "parameter Learning rate = 3e-4 @ After"]


def test_a_factor_beside_slower_is_no_speedup(named: Named) -> None:
    text = (
        "# R\n\n## Results\n\n| Attempt | Result |\n|---|---|\n| fused operators | **6x slower** |\n| packed dot | 1.8x |\n"
    )
    assert named(text) == ["metric slower = 6x @ fused operators", "metric speedup = 1.8x @ packed dot"]


def test_a_column_of_rates_was_measured_whatever_it_is_called(named: Named) -> None:
    text = "# R\n\n## Results\n\n| M | Triton | CuTile |\n|---|---|---|\n| 512 | 8.71 TFLOPS | 17.21 TFLOPS |\n"
    assert "metric CuTile = 17.21 TFLOPS @ M 512" in named(text, "cuda")


def test_what_was_wanted_is_no_result(named: Named) -> None:
    text = "# R\n\n## Results\n\n| Size | Throughput | Target |\n|---|---|---|\n| small | 20.5 TFLOPS | 21.1 |\n"
    assert named(text) == ["metric Throughput = 20.5 TFLOPS @ small"]


def test_a_blank_first_cell_holds_what_stands_above_it(named: Named) -> None:
    rows = "| 512 | naive | 968 us |\n| | tiled | 631 us |\n| 2048 | naive | 3754 us |\n| | tiled | 3510 us |\n"
    assert named(f"## Results\n\n| Shape | Backend | Latency |\n|---|---|---|\n{rows}", "cuda")[-1].endswith(
        "Latency = 3510 us @ Shape 2048, tiled"
    )


def test_a_blank_cell_that_goes_on_with_the_one_above_is_left_blank() -> None:
    cells = [tuple(Cell(text, (line, line)) for text in row) for line, row in enumerate((("a", "b"), ("", "")), start=3)]
    table = Table((), tuple(cells), (3, 4))
    assert filled_down(table) is table


def test_a_column_that_counts_the_rows_names_none(named: Named) -> None:
    text = "## Results\n\n| # | Kernel | GFLOPS |\n|---|---|---|\n| 1 | Naive | 61.7 |\n| 2 | Tiled | 90.1 |\n"
    assert named(text, "cuda") == ["metric GFLOPS = 61.7 @ Naive", "metric GFLOPS = 90.1 @ Tiled"]


def test_where_the_first_column_is_always_the_same_the_most_telling_one_names_the_rows(named: Named) -> None:
    rows = "".join(
        f"| unknown | {loss} | {name} |\n" for loss, name in (("1.5", "plain"), ("1.4", "deep"), ("1.3", "wide"))
    )
    text = f"## Results\n\n| commit | loss | description |\n|---|---|---|\n{rows}"
    assert [line.partition(" @ ")[2] for line in named(text) if "loss" in line] == ["plain", "deep", "wide"]


def test_a_rate_in_the_header_says_that_the_column_was_measured(named: Named) -> None:
    text = "## Results\n\n| Setup | Prompt (tok/s) |\n|---|---|\n| a | 38.5 |\n| b | 35.8 |\n"
    assert [line.split(" ")[0] for line in named(text)] == ["metric", "metric"]


def test_what_is_expected_is_no_result(named: Named) -> None:
    text = (
        "## Results\n\n| Kernel | GFLOPS | Expected GFLOPS |\n|---|---|---|\n| Tiled | 56 | 180 |\n| Vector | 60 | 190 |\n"
    )
    assert named(text, "cuda") == ["metric GFLOPS = 56 @ Tiled", "metric GFLOPS = 60 @ Vector"]


def test_columns_before_and_after_set_named_rows_against_each_other(named: Named) -> None:
    rows = "| Fill | 2.10 ms | 0.43 ms |\n| Solve | 1.97 ms | 0.68 ms |\n"
    text = f"## Results\n\n| Kernel | Baseline (1 kernel) | New approach (2 kernels) |\n|---|---|---|\n{rows}"
    assert named(text, "cuda")[:2] == [
        "metric Fill = 2.10 ms @ Baseline (1 kernel)",
        "metric Fill = 0.43 ms @ New approach (2 kernels)",
    ]


def test_a_metric_at_a_step_is_a_metric(named: Named) -> None:
    rows = "| a | 8.11% | 7.43% |\n| b | 8.2% | 9.1% |\n"
    text = f"## Results\n\n| Run | Val Acc Step 0 | Val Acc Step 20 |\n|---|---|---|\n{rows}"
    assert {line.split(" ")[0] for line in named(text)} == {"metric"}


def test_a_sign_before_a_number_in_a_cell(named: Named) -> None:
    text = "## Results\n\n| Kernel | Error |\n|---|---|\n| Tiled | ✅ 0.01 |\n| Wide | ❌ (26) |\n"
    assert [line.partition(" = ")[2] for line in named(text, "cuda")] == ["0.01 @ Tiled", "26 @ Wide"]
