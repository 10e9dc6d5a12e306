"""Notes in tables."""

from __future__ import annotations

from collections.abc import Callable

from bot.model.fact import Fact, Kind

Told = Callable[[Kind, str], list[Fact]]


def test_notes_beside_figures_tell_outcomes(told: Told) -> None:
    text = """| Run | Loss | Notes |
|-----|------|-------|
| a | 1.21 | best loss of all runs |
| b | 1.35 | Failed: two ranks diverged |
| c | 1.22 | |
"""
    assert [fact.text for fact in told(Kind.SUCCESS, text)] == ["a: best loss of all runs"]
    (failure,) = told(Kind.FAILURE, text)
    assert (failure.text, failure.reason, failure.lines) == ("b: Failed: two ranks diverged", "two ranks diverged", (4, 4))


def test_a_row_of_notes_in_a_table_of_metrics(told: Told) -> None:
    text = "| Metric | Value |\n|--|--|\n| Steps | 900 |\n| Notes | No gain over rank 8. The data is too small. |\n"
    (failure,) = told(Kind.FAILURE, text)
    assert (failure.text, failure.reason) == ("No gain over rank 8.", "The data is too small.")


def test_a_note_that_explains_is_a_finding(told: Told) -> None:
    text = "| Case | ms | Notes |\n|--|--|--|\n| a | 3 | bound by the launch overhead |\n"
    assert [fact.text for fact in told(Kind.FINDING, text)] == ["a: bound by the launch overhead"]


def test_how_to_read_a_metric_is_no_outcome(told: Told) -> None:
    text = (
        "## Key metrics\n\n| Metric | Value | Interpretation |\n|---|---|---|\n| stores | 9 | Decrease bank conflicts |\n"
    )
    assert told(Kind.SUCCESS, text) == []


def test_a_note_on_a_row_without_a_name_stands_alone(told: Told) -> None:
    text = "## History\n\n| Commit | ms | Notes |\n|---|---|---|\n| — | 0.54 | early barrier neutral, stores rejected |\n"
    assert [fact.text for fact in told(Kind.FAILURE, text)] == ["early barrier neutral, stores rejected"]
