"""The domain of a repository that names none."""

from __future__ import annotations

import pytest

from bot.domains.guessing import guess_domain
from bot.model.report import Cell, Paragraph, Report, Table


def report(text: str) -> Report:
    return Report("reports/a.md", "markdown", blocks=(Paragraph(text, (1, 1)),))


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
    assert guess_domain([report(text)]) == domain


def test_each_report_has_one_vote_however_long_it_is() -> None:
    kernel = "block size, grid size, occupancy, bank conflicts, registers, tflops, warps " * 50
    tuning = "LoRA rank 16, lora alpha, target modules, QLoRA"

    assert guess_domain([report(kernel), report(tuning), report(tuning)]) == "unsloth"


def test_the_cells_of_tables_count_as_words() -> None:
    cells = tuple(Cell(text, (1, 1)) for text in ("Block size", "Occupancy", "Registers"))

    assert guess_domain([Report("a.md", "markdown", blocks=(Table(cells, (), (1, 1)),))]) == "cuda"


def test_without_reports_it_is_research() -> None:
    assert guess_domain([]) == "research"
