"""The domain of a repository that names none."""

from __future__ import annotations

import pytest

from bot.domains.guessing import guess_domain


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("Softmax kernel on A100: block size 256, occupancy 78%, registers 40, 1.2 TB/s bandwidth", "cuda"),
        ("Llama-3 8B, LoRA rank 16, lora_alpha 32, target modules q_proj, load in 4bit, peak VRAM 14 GB", "unsloth"),
        ("GPT-2 small with 6 attention heads, warmup 500 steps, perplexity 18.2, dataset mixture 70/30", "research"),
        ("A day in the garden.", "research"),
    ],
)
def test_the_words_of_a_report_decide(text: str, domain: str) -> None:
    assert guess_domain([text]) == domain


def test_each_report_has_one_vote_however_long_it_is() -> None:
    kernel = "block size, grid size, occupancy, bank conflicts, registers, tflops, warps " * 50
    tuning = "LoRA rank 16, lora alpha, target modules, QLoRA"

    assert guess_domain([kernel, tuning, tuning]) == "unsloth"
