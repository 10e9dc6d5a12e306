"""Units: which can be compared, and which show that something was measured."""

from __future__ import annotations

import pytest

from bot.extract.measurement_units import in_base_unit, is_measured_unit


@pytest.mark.parametrize(
    ("number", "unit", "base"),
    [
        (608, "us", (pytest.approx(608e-6), "s")),
        (3, "min", (180.0, "s")),
        (1, "GiB", (2.0**30, "B")),
        (1, "GB", (1e9, "B")),
        (2, "TFLOPS", (2e12, "FLOP/s")),
        (5, "TB/s", (5e12, "B/s")),
        (88, "tok/s", (88.0, "tokens/s")),
        (88, "tokens/sec", (88.0, "tokens/s")),
        (21, "s/step", (21.0, "s/steps")),
        (7, "furlongs", (7.0, "furlongs")),
        (7, "", (7.0, "")),
    ],
)
def test_a_quantity_in_its_base_unit_can_be_compared(number: float, unit: str, base: tuple[float, str]) -> None:
    assert in_base_unit(number, unit) == base


@pytest.mark.parametrize(
    ("unit", "measured"), [("ms", True), ("%", True), ("GB/s", True), ("x", True), ("GB", False), ("", False)]
)
def test_times_rates_and_ratios_are_measured_sizes_may_be_settings(unit: str, measured: bool) -> None:
    assert is_measured_unit(unit) is measured
