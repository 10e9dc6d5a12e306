"""Results of lm-evaluation-harness: a row a metric, and the settings with the hardware."""

from __future__ import annotations

from bot.model.report import Heading, Table
from bot.reading.json_results import read

_RESULTS = """{
  "results": {
    "arc_easy": {
      "alias": "arc_easy",
      "acc,none": 0.6510,
      "acc_stderr,none": 0.0098,
      "acc_norm,none": 0.61
    },
    "gsm8k": {
      "exact_match,strict-match": 0.31,
      "exact_match_stderr,strict-match": "N/A"
    }
  },
  "versions": {"arc_easy": 1.0},
  "n-shot": {"arc_easy": 0, "gsm8k": 5},
  "n-samples": {"arc_easy": {"original": 2376, "effective": 200}},
  "config": {"model": "hf", "model_args": "pretrained=org/tiny,dtype=float16", "limit": null, "batch_size": "8"},
  "date": 1767312000.5,
  "pretty_env_info": "PyTorch version: 2.6.0\\nIs debug build: False\\nGPU 0: NVIDIA L4\\nHIP runtime version: N/A",
  "model_name": "org/tiny"
}
"""


def test_each_metric_is_a_row_with_its_standard_error_below_it() -> None:
    heading, table, *_ = read(_RESULTS).blocks
    assert heading == Heading(2, "results", (2, 2))
    assert isinstance(table, Table)
    assert [[(cell.text, cell.lines[0]) for cell in row] for row in (table.header, *table.rows)] == [
        [("Metric", 2), ("arc_easy", 3), ("gsm8k", 9)],
        [("acc", 5), ("0.6510", 5), ("", 9)],
        [("acc stderr", 6), ("0.0098", 6), ("", 9)],
        [("acc_norm", 7), ("0.61", 7), ("", 9)],
        [("exact_match (strict-match)", 10), ("", 3), ("0.31", 10)],
    ]


def test_the_settings_hold_model_arguments_and_hardware() -> None:
    *_, heading, settings = read(_RESULTS).blocks
    assert heading == Heading(2, "config", (17, 17))
    assert isinstance(settings, Table)
    assert [(row[0].text, row[1].text, row[1].lines[0]) for row in settings.rows] == [
        ("model", "hf", 17),
        ("pretrained", "org/tiny", 17),
        ("dtype", "float16", 17),
        ("batch_size", "8", 17),
        ("model_name", "org/tiny", 20),
        ("n-shot arc_easy", "0", 15),
        ("n-shot gsm8k", "5", 15),
        ("n-samples", "200", 16),
        ("PyTorch version", "2.6.0", 19),
        ("GPU 0", "NVIDIA L4", 19),
    ]


def test_title_and_date_come_from_the_run() -> None:
    contents = read(_RESULTS)
    assert (contents.title, contents.date) == ("Evaluation of org/tiny", "2026-01-02")
    assert read(_RESULTS.replace("1767312000.5", '"soon"')).date == ""


def test_other_results_are_not_taken_for_the_harness() -> None:
    first, *_ = read('{"results": {"base": {"loss": 1}, "tuned": {"loss": 2}}, "n": 1}').blocks
    assert isinstance(first, Table)
    assert first.rows[0][0].text == "n"
