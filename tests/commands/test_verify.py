"""`retro-bot verify`: exit codes, the choice of skills, and skills that the bot wrote itself."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.commands.conftest import Run
from tests.shell.git_repository import GitRepository

SKILL = ".codex/skills/mistral-4bit/SKILL.md"
TEXT = """\
---
name: mistral-4bit
description: Mistral 7B in 4 bit.
---

# Mistral in 4 bit

Eval loss 1.322 against 1.317 at 9.8 GB.
"""


def test_what_the_bot_wrote_is_grounded_on_the_lines_that_it_cites(lab: GitRepository, run: Callable[..., Run]) -> None:
    assert run("apply", "all", "--yes").code == 0
    done = run("verify", "--format", "json")
    counts = json.loads(done.out)["counts"]

    assert (done.code, done.err) == (0, "")
    assert counts["cited"] > 10
    assert (counts["elsewhere"], counts["nowhere"], counts["broken_citations"]) == (0, 0, 0)


def test_what_the_bot_wrote_into_the_log_proves_nothing(lab: GitRepository, run: Callable[..., Run]) -> None:
    run("apply", "all", "--yes")
    for path in ("reports/2025-03-12-llama3-lora-rank.md", "reports/2025-03-20-mistral-4bit.md"):
        (lab.root / path).write_text("# Withdrawn\n")

    assert json.loads(run("verify", "--format", "json").out)["counts"]["elsewhere"] == 0


def test_a_skill_that_a_person_wrote_is_checked_against_all_reports(lab: GitRepository, run: Callable[..., Run]) -> None:
    lab.write(SKILL, TEXT)
    done = run("verify")

    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "mistral-4bit  3 numbers: 3 in the evidence, not cited\n\n1 skill, 3 numbers: 3 in the evidence, not cited\n"
    )


def test_a_number_that_stands_nowhere_ends_with_one(lab: GitRepository, run: Callable[..., Run]) -> None:
    lab.write(SKILL, TEXT.replace("1.322", "0.93"))
    done = run("verify", "mistral-4bit")

    assert done.code == 1
    assert f"  {SKILL}:8: 0.93 stands nowhere in the evidence\n" in done.out


def test_github_gets_paths_from_the_root_of_the_work_tree(lab: GitRepository, run: Callable[..., Run]) -> None:
    lab.write(f"team/{SKILL}", TEXT)
    done = run("verify", "-C", "team", "--format", "github")

    assert done.code == 1
    assert done.out.splitlines()[0] == (
        f"::warning file=team/{SKILL},line=8,title=retro-bot::1.322 stands nowhere in the evidence"
    )


@pytest.mark.parametrize("name", ["mistral-4bit", ".codex/skills/mistral-4bit/", SKILL])
def test_a_skill_is_named_by_name_folder_or_file(lab: GitRepository, run: Callable[..., Run], name: str) -> None:
    lab.write(SKILL, TEXT)
    lab.write(".codex/skills/other/SKILL.md", TEXT)

    assert [skill["name"] for skill in json.loads(run("verify", name, "--format", "json").out)["skills"]] == [
        "mistral-4bit"
    ]


def test_an_unknown_skill_is_wrong_usage_and_the_known_ones_are_named(lab: GitRepository, run: Callable[..., Run]) -> None:
    lab.write(SKILL, TEXT)
    done = run("verify", "gone")

    assert (done.code, done.out) == (2, "")
    assert done.err == "retro-bot: there is no result skill gone (there are: mistral-4bit)\n"


def test_a_core_skill_is_no_result_skill(lab: GitRepository, run: Callable[..., Run]) -> None:
    lab.write(SKILL, TEXT)
    lab.write(".codex/skills/registry.json", '{"domain": "unsloth", "skills": {"mistral-4bit": {"type": "core"}}}')
    done = run("verify")

    assert (done.code, done.out, done.err) == (4, "", "There is no result skill in .codex/skills.\n")
