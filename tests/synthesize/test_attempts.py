"""What was tried: one line a report, from its tables and its settings."""

from __future__ import annotations

import pytest

from bot.model.fact import Fact
from bot.synthesize.drafts.summary import summary_title
from bot.synthesize.results.attempts import attempt
from tests.synthesize.evidence import DOMAIN, finding, metric, setting, unit


def told(markdown: str, *facts: Fact) -> str:
    return attempt(unit(markdown, *facts)).text


def table(*names: str) -> str:
    return "# Report: sweep\n\n| Run | Loss |\n|---|---|\n" + "".join(
        f"| {name} | 0.{row} |\n" for row, name in enumerate(names, 1)
    )


def losses(*names: str) -> tuple[Fact, ...]:
    return tuple(metric(5 + row, "Loss", f"0.{row + 1}", name) for row, name in enumerate(names))


@pytest.mark.parametrize(
    ("names", "line"),
    [
        (("plain", "gated"), "compared plain, gated"),
        (("columns 1024", "columns 2048"), "compared columns 1024, 2048"),
        (("one row, 16 warps", "three passes"), "compared one row (16 warps), three passes"),
        (("LR 6e-4, Warmup 700", "LR 2e-3, Warmup 900"), "compared LR/Warmup 6e-4/700, 2e-3/900"),
        (("plain", "difference"), ""),
    ],
)
def test_the_rows_of_a_table_are_what_was_compared(names: tuple[str, ...], line: str) -> None:
    assert told(table(*names), *losses(*names)) == (f"Sweep – {line}." if line else "Sweep.")


def test_runs_named_for_a_setting_are_told_by_its_values() -> None:
    ranks = (setting(5, "lora_r", "8", "r8"), setting(6, "lora_r", "16", "r16"))
    assert told(table("r8", "r16"), *losses("r8", "r16"), *ranks) == "Sweep – compared lora_r 8, 16."


def test_a_report_without_runs_tells_its_aim() -> None:
    markdown = "# Report: sweep\n\n## Objective\n\nTest whether a deeper queue helps.\n"
    assert told(markdown) == "Sweep – test whether a deeper queue helps."


def test_a_sentence_is_no_run() -> None:
    seen = unit(
        "# Report: sweep\n\n- a\n- b\n",
        metric(3, "Loss", "0.1", "Four heads lose a third of it all"),
        metric(4, "Loss", "0.2", "plain"),
    )
    assert attempt(seen).text == "Sweep."


@pytest.mark.parametrize(
    ("titles", "title"),
    [
        (("Queue depth", "Worker count"), "Queue depth and Worker count"),
        (("Llama-3 8B: ranks", "Llama-3 8B: bits", "Mistral", "Llama-3 checkpoints"), "Llama-3 experiments"),
        (("Gate warmup length", "Gate warmup shape", "Gate warmup start"), "Gate warmup"),
        (("Ranks", "Bits", "Tiles"), "Experiments of 2025-03-12 to 2025-03-12"),
    ],
)
def test_a_retrospective_is_named_for_what_its_reports_share(titles: tuple[str, ...], title: str) -> None:
    found = (finding(1, "A deeper queue is faster."), finding(1, "A larger one is not."))
    seen = [unit(f"# {each}\n\nText.\n", *found, path=f"reports/{place}.md") for place, each in enumerate(titles)]
    assert summary_title(seen, DOMAIN) == title


def test_a_topic_and_what_is_only_possible_are_no_runs() -> None:
    markdown = "# Report: sweep\n\n- Why it fails: 0.1\n- Theoretical peak: 0.2\n- wide: 0.3\n"
    facts = (
        metric(3, "loss", "0.1", "Why it fails"),
        metric(4, "loss", "0.2", "Theoretical peak"),
        metric(5, "loss", "0.3", "wide"),
    )
    assert told(markdown, *facts) == "Sweep."
