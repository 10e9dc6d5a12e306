"""What numbers of evidence are worth, and what else a figure can be called."""

from __future__ import annotations

import pytest

from bot.verify.written_numbers import values_in, written_numbers


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("loss=0.93, lr=1e-4", {0.93, 0.0001}),
        ("r16 at 98,400 tok/s", {16.0, 98400.0, 98.0, 400.0}),
        ("h8,96,3.408", {8.0, 96.0, 3.408}),
        ("16,128,256", {16.0, 128.0, 256.0, 16128256.0}),
    ],
)
def test_evidence_holds_every_value_that_can_be_read_from_it(text: str, values: set[float]) -> None:
    assert set(values_in(text)) >= values


@pytest.mark.parametrize(
    ("text", "figures"),
    [("46%", [46.0, 0.46]), ("98k", [98.0, 98000.0]), ("0.459", [0.459, 45.9]), ("0.5", [0.5]), ("1,024", [1024.0])],
)
def test_a_figure_has_other_spellings(text: str, figures: list[float]) -> None:
    (number,) = written_numbers(text)
    assert list(number.same_figures()) == figures
