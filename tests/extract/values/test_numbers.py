"""Numbers as people write them."""

from __future__ import annotations

import pytest

from bot.extract.numbers import mentions, parse_quantity


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("66.54%", 66.54, "%"),
        ("-1222 MiB", -1222.0, "MiB"),
        ("−0.4 Elo", -0.4, "Elo"),
        ("+350", 350.0, ""),
        ("~2e-7", 2e-7, ""),
        ("≈ 0.98", 0.98, ""),
        ("5e-4", 5e-4, ""),
        ("3E−4", 3e-4, ""),
        ("1.5x", 1.5, "x"),
        ("1.5× faster", 1.5, "×"),
        ("4,844,631", 4844631.0, ""),
        ("10,736ms", 10736.0, "ms"),
        ("3.2k tok/s", 3200.0, "tok/s"),
        ("1.1B", 1.1e9, ""),
        ("2**12", 4096.0, ""),
        ("2^10", 1024.0, ""),
        ("7m42s", 462.0, "s"),
        ("1h 3m", 3780.0, "s"),
        ("6h 37m", 23820.0, "s"),
        ("3.289 ± 0.004", 3.289, ""),
        ("512 of 1,024", 0.5, ""),
        ("87,4%", 87.4, "%"),
        ("3 giờ 20 phút", 12000.0, "s"),
        ("12.5 毫秒", 12.5, "毫秒"),
        ("40分钟", 40.0, "分钟"),
        ("3시간", 3.0, "시간"),
        (".5", 0.5, ""),
        ("4/4", 1.0, ""),
        ("9/12", 0.75, ""),
        ("2 of 8", 0.25, ""),
        ("`24.5` GB/s", 24.5, "GB/s"),
        ("209.5 BF16 TFLOPS", 209.5, "TFLOPS"),
        ("12秒", 12.0, "秒"),
        ("> 15 Elo", 15.0, "Elo"),
        ("0.05 (default)", 0.05, ""),
    ],
)
def test_a_quantity_is_its_number_and_its_unit(text: str, number: float, unit: str) -> None:
    assert parse_quantity(text) == (pytest.approx(number), unit)


@pytest.mark.parametrize(
    "text",
    ["0-4", "0.5–0.6", "512→576", "512 -> 576", "a -> b", "", "AdamW", "2.7.0", "2026-03-12", "3D", "9/0", "x" * 500],
)
def test_what_is_no_single_number_has_none(text: str) -> None:
    assert parse_quantity(text)[0] is None


def test_a_range_keeps_its_unit() -> None:
    assert parse_quantity("100-124 tok/s") == (None, "tok/s")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("941us → 608us, 1.55x", ["941us", "608us", "1.55x"]),
        ("loss 1.122 vs 1.273.", ["1.122", "1.273"]),
        ("`53,824` and (`-1.5`)", ["53,824", "-1.5"]),
        ("100-124 tok/s at 0.96–0.998", ["100-124 tok/s", "0.96–0.998"]),
        ("4 of 226 tokens", ["4 of 226"]),
        ("-12, +7 and ±3", ["-12", "+7", "±3"]),
        ("Run took 2h 14m, then 3.29 ± 0.01", ["2h 14m", "3.29 ± 0.01"]),
    ],
)
def test_numbers_stand_alone_in_running_text(text: str, found: list[str]) -> None:
    assert [mention.text for mention in mentions(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "v6b and A100-80GB",
        "the `m16n8k8` shape, 8x8 tiles",
        "torch 2.10.0+cu126",
        "on 2026-03-12 at 23:30:28",
        "see train.py:501 and outputs[0]",
        "a 4-bit, 16-way, 2-GPU run",
        "2x A100 and 8×half2",
        "https://example.org/5/6",
        "sm_120, FP16, layer#3",
    ],
)
def test_parts_of_names_versions_dates_and_paths_are_no_numbers(text: str) -> None:
    assert list(mentions(text)) == []


def test_a_mention_knows_its_place() -> None:
    (mention,) = mentions("took `~12.5` ms here")

    assert (mention.start, mention.number, mention.unit) == (6, 12.5, "ms")
    assert mention.text == "~12.5 ms"
