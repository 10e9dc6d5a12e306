"""Which settings hold for all runs of a report."""

from __future__ import annotations

from bot.model.fact import Fact
from bot.synthesize.results.applied_settings import fixed_settings
from tests.synthesize.evidence import failure, metric, setting, unit

TWO_PARTS = """# Adapter tuning

## Model

- Rank: 8
- Trainable parameters: 0.67%

## Training

- Steps: 2000
- Duration: 7 minutes
"""
TWO_RUNS = """# Preference tuning

## First

- beta: 0.1
- loss: 1.7

## Second

- beta: 0.3
- loss: 1.9
"""
POST_MORTEM = """# Diverged run

## Settings

- lr: 0.0002
- seed: 42

## Root cause

- lr: 0.00002
"""


def names(markdown: str, *facts: Fact) -> list[str]:
    return [fact.name for fact in fixed_settings(unit(markdown, *facts))]


def test_parts_of_one_run_share_their_settings() -> None:
    facts = (setting(5, "Rank", "8"), metric(6, "Trainable parameters", "0.67%"))
    more = (setting(10, "Steps", "2000"), metric(11, "Duration", "7 minutes"))
    assert names(TWO_PARTS, *facts, *more) == ["Rank", "Steps"]


def test_sections_that_set_the_same_are_runs_of_their_own() -> None:
    facts = (setting(5, "beta", "0.1"), metric(6, "loss", "1.7"), setting(10, "beta", "0.3"), metric(11, "loss", "1.9"))
    assert names(TWO_RUNS, *facts) == []


def test_a_value_that_the_cause_of_a_problem_replaces_is_nothing_to_copy() -> None:
    facts = (setting(5, "lr", "0.0002"), setting(6, "seed", "42"), setting(10, "lr", "0.00002"))
    assert names(POST_MORTEM, *(fact._replace(number=float(fact.value)) for fact in facts)) == ["seed"]


def test_of_two_values_the_one_in_the_configuration_to_use_holds() -> None:
    tried = "# Sweep\n\n## Tried\n\n- rank: 8\n\n"
    text = f"{tried}## Recommended configuration\n\n- rank: 16\n\n### Alternative (less memory)\n\n- rank: 4\n"
    seen = unit(text, setting(5, "rank", "8"), setting(9, "rank", "16"), setting(13, "rank", "4"))
    assert [(fact.name, fact.value) for fact in fixed_settings(seen)] == [("rank", "16")]


def test_settings_of_an_attempt_that_failed_are_not_to_be_copied() -> None:
    markdown = """# Kernels

## Tuned blocks

### What I tried

- BLOCK_M: 64

### Results

- Status: ❌ **REVERTED**

## Server

- dtype: half
"""
    seen = unit(markdown, setting(7, "BLOCK_M", "64"), setting(15, "dtype", "half"))
    assert [fact.name for fact in fixed_settings(seen)] == ["dtype"]


def test_a_setting_whose_items_tell_of_a_regression_is_not_to_be_copied() -> None:
    markdown = "# Kernels\n\n## Knobs\n\n- OPS: 0\n  - severe regression\n- DEPTH: 2\n"
    seen = unit(markdown, setting(5, "OPS", "0"), failure(6, "severe regression"), setting(7, "DEPTH", "2"))
    assert [fact.name for fact in fixed_settings(seen)] == ["DEPTH"]


def test_settings_below_what_failed_are_not_to_be_copied() -> None:
    markdown = "# Kernels\n\n## Wide tiles spilled registers\n\n- TILE: 256\n\n## Later\n\n- DEPTH: 2\n"
    failed = failure(3, "Wide tiles spilled registers")
    seen = unit(markdown, failed, setting(5, "TILE", "256"), setting(9, "DEPTH", "2"))
    assert [fact.name for fact in fixed_settings(seen)] == ["DEPTH"]
