"""What a unit says about the quantity."""

from __future__ import annotations

import pytest

from bot.extract.values.quantity_units import default_name, fits


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("us", "latency"),
        ("min", "time"),
        ("TFLOPS", "throughput"),
        ("samples/s", "throughput"),
        ("H/s", "throughput"),
        ("sequences/s", "throughput"),
        ("s/step", "time per step"),
        ("x", "speedup"),
        ("%", ""),
    ],
)
def test_a_unit_has_a_usual_quantity(unit: str, name: str) -> None:
    assert default_name(unit) == name


@pytest.mark.parametrize(
    ("quantity", "unit", "answer"),
    [
        ("peak memory", "GiB", True),
        ("peak memory", "s/step", False),
        ("final loss", "ms", False),
        ("latency", "us", True),
        ("latency", "tok/s", False),
        ("accuracy", "%", True),
        ("elapsed", "MiB", False),
        ("avg TPS", "MiB", False),
        ("throughput", "s", False),
        ("throughput", "GB/s", True),
    ],
)
def test_a_quantity_has_to_fit_its_unit(quantity: str, unit: str, answer: bool) -> None:
    assert fits(quantity, unit) is answer
