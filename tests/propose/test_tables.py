"""Markdown tables written, taken apart and matched."""

from __future__ import annotations

import pytest

from bot.propose.tables import match_columns, split_row, table_lines, table_row


def test_columns_of_numbers_are_aligned_to_the_right() -> None:
    assert table_lines(("Run", "Loss"), [("a", "0.5"), ("b", "`~3 GB`")]) == [
        "| Run | Loss |",
        "|---|---:|",
        "| a | 0.5 |",
        "| b | `~3 GB` |",
    ]


def test_a_row_comes_back_as_its_cells() -> None:
    cells = ["a", "", "b \\| c", "`d`"]

    assert split_row(table_row(cells)) == cells


@pytest.mark.parametrize("line", ["| a | b |", "a | b", "| a | b", "  | a | b |  "])
def test_pipes_at_the_ends_may_be_missing(line: str) -> None:
    assert split_row(line) == ["a", "b"]


def test_columns_match_by_their_words_and_synonyms() -> None:
    assert match_columns(("Metric", "Value"), ("Measurement", "Notes", "Result")) == (0, 2)


@pytest.mark.parametrize(
    ("header", "existing"),
    [
        (("Metric", "Value"), ("Run", "Loss")),
        (("Value", "Metric"), ("Metric", "Value")),
        (("Run", "Loss"), ("Run", "Loss", "TPS", "VRAM", "Seed")),
        (("Metric", "Metric"), ("Metric", "Value")),
    ],
)
def test_columns_do_not_fit_that_are_missing_ordered_otherwise_mostly_empty_or_double(
    header: tuple[str, ...], existing: tuple[str, ...]
) -> None:
    assert match_columns(header, existing) is None
