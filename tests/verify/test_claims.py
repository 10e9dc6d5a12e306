"""Which numbers of a skill's line are claims."""

from __future__ import annotations

import pytest

from bot.verify.claims import claims
from bot.verify.passages import Form
from tests.growth import is_in_proportion


def stated(line: str, form: Form = Form.TEXT) -> list[str]:
    return [number.text for number in claims(line, form)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Rank 16 reaches eval loss 1.087 at 22.8 GB.", ["16", "1.087", "22.8"]),
        ("It is ~`45.9%` faster, `2230.87s` against `1,205.92s`.", ["45.9%", "2230.87s", "1,205.92s"]),
        ("Memory moves by -1222 MiB, from 128x64 tiles on.", ["1222", "128x", "64"]),
        ("Set `lora_r=16` and `--lr 2e-4`, not `rank: 64`.", ["16", "2e-4", "64"]),
        ("The 100-step screen took 4 GB and is 2x faster.", ["100", "4", "2x"]),
        ("It took 10 of them.", ["10"]),
        ("| h8 | 96 | 3.408 | 28.1% | 98k |", ["96", "3.408", "28.1%", "98k"]),
    ],
)
def test_a_figure_is_a_claim_in_text_tables_and_settings(line: str, expected: list[str]) -> None:
    assert stated(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "On 2025-03-12, March 12, 2025 and in 2024 nothing moved.",
        "12. Take three of 4 runs on 2x A100 with a 7B model.",
        "See `reports/2025-03-12-rank-64.md`, runs/seed-42/out.json and https://example.org/a/12.",
        "GPT-2, rank-16, `layers.12.attn`, mt5_base_250k and commit 3f2a91c0.",
        "PyTorch 2.5.1, CUDA 12.4, vLLM v0.10 and an RTX 4090, as in issue #412.",
        "As the report says [lora L49-L55], lines 60-62, [source](../a.md?plain=1#L70).",
        "`RuntimeError: head dim > 192 is not supported`",
        "It was the 20th of Step 11.",
        "At 14:30 and 09:15:42 it needed acme>=4.44, and 10^12 tokens.",
        "It took 9 of them.",
    ],
)
def test_dates_ordinals_paths_names_versions_and_citations_are_no_claims(line: str) -> None:
    assert stated(line) == []


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("### Step 12: Keep 640 rows", ["640"]),
        ("## 11. Results", []),
        ("### 3.12 Memory", []),
        ("## 2025-03-16 - Ranks", []),
        ("## At 4096 tokens", ["4096"]),
    ],
)
def test_the_number_of_a_heading_is_no_claim(heading: str, expected: list[str]) -> None:
    assert stated(heading, Form.HEADING) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("lora_alpha: 32  # not 128", ["32"]),
        ("  --steps 100 --name run-12 \\", ["100"]),
        ('warmup: "700 steps"', ["700"]),
        ("for k in range(0, 4096):", []),
        ("x = load(p + 128 * BLOCK, other=0.0)", ["0.0"]),
    ],
)
def test_in_code_the_values_of_settings_are_claims(code: str, expected: list[str]) -> None:
    assert stated(code, Form.CODE) == expected


@pytest.mark.parametrize("piece", ["a1-", "1", "[", "1,", "1/", "2.5 ", "1e"])
def test_the_time_for_a_long_line_grows_with_it_and_no_faster(piece: str) -> None:
    assert is_in_proportion(stated, lambda size: piece * size, 1000)
