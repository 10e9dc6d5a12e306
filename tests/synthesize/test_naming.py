"""Names of new skills: by the domain's convention and the team's habit."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.domain import Vocabulary
from bot.model.repository import Repository, Skill
from bot.synthesize.decisions.naming import skill_name, skill_title, skill_words
from bot.synthesize.decisions.ownership import Neighbourhood
from tests.synthesize.evidence import DOMAIN, entry_unit, finding, repository, skill, unit

TEAM = [skill(f"acme-{name}", f"# Acme {name}\n") for name in ("loss-parity", "memory-triage", "queue-depth")]


def words(markdown: str, skills: list[Skill] | None = None) -> tuple[str, ...]:
    seen = unit(markdown)
    held = repository(skills=skills or [])
    return skill_words([seen], Neighbourhood([seen], held).rarity, held)


def test_a_short_title_names_the_skill_without_words_of_documents() -> None:
    assert words("# Report: fsdp-tied-weight-grouping-benchmark\n\nFSDP.\n") == ("FSDP", "tied", "weight", "grouping")


def test_of_a_sentence_the_words_that_come_back_are_taken() -> None:
    log = (
        "# Log\n\n"
        "## 2025-03-12 - Hardened the paired harness against teardown crashes of the trainer\n\n"
        "- The harness goes on after teardown crashes; the harness logs them.\n"
    )
    seen = entry_unit(log, finding(5, "The harness goes on."))
    held = repository(log=log)
    assert set(skill_words([seen], Neighbourhood([seen], held).rarity, held)) == {"harness", "teardown", "crashes"}


def test_the_size_of_a_model_is_no_part_of_the_name() -> None:
    assert words("# Llama-3 8B: adapter rank\n\nRanks.\n") == ("Llama3", "adapter", "rank")


def test_the_labels_of_arms_are_no_part_of_the_name() -> None:
    assert words("# A1 / A2 / A3 rollout pruning on T4\n\nText.\n") == ("rollout", "pruning", "T4")


def test_of_a_title_in_two_parts_the_first_names_the_skill_where_it_says_enough() -> None:
    assert words("# Attention over long rows: one block or a loop over tiles\n\nRows.\n") == ("Attention", "long", "rows")


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (("LoRA", "rank", "Llama3"), "llama3-lora-rank"),
        (("fused", "attention"), "attention-fused"),
        (("queue", "depth"), "queue-depth"),
        ((), "findings"),
    ],
)
def test_what_the_domain_knows_comes_first(said: tuple[str, ...], name: str) -> None:
    assert skill_name(said, repository(), ()) == name


def test_a_name_starts_as_the_names_of_the_team_do() -> None:
    assert skill_name(("export", "buffer"), repository(skills=TEAM), ()) == "acme-export-buffer"


def test_a_name_that_exists_is_not_taken_again() -> None:
    assert skill_name(("queue", "depth"), repository(), {"queue-depth"}) == "queue-depth-2"


@given(st.lists(st.text(max_size=40), max_size=8))
def test_every_name_is_valid(said: list[str]) -> None:
    name = skill_name(said, _empty(), ())
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
    assert len(name) <= 64


def test_a_title_spells_words_as_the_evidence_or_the_team_does() -> None:
    assert skill_title("acme-fsdp-queue", ("FSDP",), (), repository(skills=TEAM)) == "Acme FSDP Queue"
    seen = unit("# Report: matmul\n\nTiles of FP16 values.\n")
    assert skill_title("matmul-fp16", ("matmul", "fp16"), [seen], repository()) == "Matmul FP16"


def _empty() -> Repository:
    return repository()


def test_what_only_counts_a_title_names_nothing_and_other_titles_help_out() -> None:
    lesson = unit("# Module 1.1 Matmul\n\nThe tiles fit.\n", finding(3, "The tiles fit into the cache."))
    figures = unit("# Matmul performance fp16\n\n166\n")
    held = repository()
    assert skill_words([figures, lesson], Neighbourhood([figures, lesson], held).rarity, held) == ("Matmul", "fp16")


def test_a_title_that_says_too_little_is_helped_by_headings() -> None:
    seen = unit("# VRAM table\n\n## Triton kernels\n\nThe Triton kernels need 22 GB of VRAM.\n", finding(5, "They fit."))
    held = repository()
    assert skill_words([seen], Neighbourhood([seen], held).rarity, held) == ("VRAM", "Triton")


def test_a_title_that_names_only_the_kind_of_text_gives_way_to_the_name_of_the_file() -> None:
    seen = unit("# Experiment Log\n\n## 0465f3d — discard\n\nWorse.\n", path="runs/char_rnn/tunes-dropout.md")
    held = repository()
    assert skill_words([seen], Neighbourhood([seen], held).rarity, held) == ("tunes", "dropout")


def test_a_setting_of_two_words_stays_whole_where_a_word_alone_says_nothing() -> None:
    domain = DOMAIN._replace(vocabulary=Vocabulary(parameters=("learning rate", "queue depth")))
    seen = unit("# Experiment: Learning Rate Sweep\n\n## Averages by config\n\nRates.\n")
    held = repository(domain=domain)
    assert skill_words([seen], Neighbourhood([seen], held).rarity, held) == ("Learning", "Rate")


def test_the_number_of_an_experiment_names_nothing() -> None:
    assert "exp021" not in words("# exp021 PPO Findings\n\n## Exploration noise\n\nNoise.\n")


def test_what_is_counted_by_a_number_that_is_dropped_is_no_part_of_the_name() -> None:
    assert words("# Mode collapse analysis: epoch 0.01-0.04\n\nThe mode of epoch 0.04 collapsed.\n") == ("mode", "collapse")


def test_a_title_that_says_nothing_leaves_the_name_to_one_heading() -> None:
    report = "# Ablation study notes\n\n## Experiment 1: Adapter width comparison\n\nA.\n\n## Experiment 2: Prompt\n\nB.\n"
    seen = unit(report, path="reports/ablation_notes.md")
    assert skill_words([seen], Neighbourhood([seen], repository()).rarity, repository()) == ("Adapter", "width")


def test_a_numbered_challenge_is_no_part_of_the_name() -> None:
    assert "Challenge" not in words("# Benchmark Results: Challenge 4 - Blocking Synchronization\n\nBarriers.\n")


def test_where_neither_title_nor_headings_say_anything_what_was_found_names_the_skill() -> None:
    items = "- Triton beats CUDA.\n- Triton and CUDA are correct.\n"
    markdown = f"# Benchmark Results\n\n## Small run (n=64, warmup=2)\n\n{items}"
    said = [finding(5, "Triton beats CUDA."), finding(6, "Triton and CUDA are correct.")]
    seen = unit(markdown, *said, path="reports/results.md")
    held = repository()
    assert skill_words([seen], Neighbourhood([seen], held).rarity, held)[:2] == ("Triton", "CUDA")
