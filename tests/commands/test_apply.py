"""`retro-bot apply`: asks for each proposal, writes what was taken, commits if asked to."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.commands.conftest import Run
from tests.shell.git_repository import GitRepository

LORA = "reports/2025-03-12-llama3-lora-rank.md"
REQUEST = ("--report", LORA, "--today", "2025-04-01")


@pytest.fixture
def plan(lab: GitRepository, run: Callable[..., Run]) -> dict[str, Any]:
    """The plan that is about to be applied, as `dry-run` shows it."""
    document: dict[str, Any] = json.loads(run("dry-run", *REQUEST, "--format", "json").out)
    return document


def test_yes_writes_exactly_the_plan_that_dry_run_shows(
    lab: GitRepository, run: Callable[..., Run], plan: dict[str, Any]
) -> None:
    done = run("apply", *REQUEST, "--yes")

    assert (done.code, done.err) == (0, "")
    assert set(done.out.splitlines()) == {f"wrote {file['path']}" for file in plan["files"]}
    assert {file["path"]: file["content"] for file in plan["files"]} == {
        path: (lab.root / path).read_text(encoding="utf-8") for path in (file["path"] for file in plan["files"])
    }


def test_the_plan_holds_every_kind_of_proposal(plan: dict[str, Any]) -> None:
    assert {proposal["kind"] for proposal in plan["proposals"]} == {"skill", "troubleshooting", "registry", "log"}


def test_each_proposal_is_shown_with_its_reason_before_the_question(
    lab: GitRepository, run: Callable[..., Run], answer: Callable[..., None], plan: dict[str, Any]
) -> None:
    count = len(plan["proposals"])
    answer(*["n"] * count)
    done = run("apply", *REQUEST)

    assert done.code == 0
    for proposal in plan["proposals"]:
        assert " ".join(proposal["reason"].split()) in done.out
        assert f"({proposal['id']}/{count}) Take " in done.out
    assert done.out.endswith("Nothing taken; nothing was written.\n")
    assert lab.status() == ""


def test_a_declined_skill_leaves_no_trace_in_registry_and_log(
    lab: GitRepository, run: Callable[..., Run], answer: Callable[..., None], plan: dict[str, Any]
) -> None:
    answer(*("n" if proposal["kind"] == "skill" else "y" for proposal in plan["proposals"]))
    names = [proposal["name"] for proposal in plan["proposals"] if proposal["kind"] == "skill"]

    assert run("apply", *REQUEST).code == 0
    changed = ["references/experiment-log.md", "references/troubleshooting.md"]
    assert lab.git("status", "--porcelain").splitlines() == [f"M {changed[0]}", f" M {changed[1]}"]
    texts = [(lab.root / path).read_text(encoding="utf-8") for path in changed]
    assert not [name for name in names for text in texts if re.search(rf"(?<![\w-]){name}(?![\w-])", text)]


def test_quit_leaves_the_rest(
    lab: GitRepository, run: Callable[..., Run], answer: Callable[..., None], plan: dict[str, Any]
) -> None:
    answer("y", "q")
    done = run("apply", *REQUEST)

    assert done.code == 0
    assert done.out.count("wrote ") == 1
    assert done.out.endswith(f"wrote {plan['proposals'][0]['path']}\n")


@pytest.mark.usefixtures("editor")
def test_an_edited_skill_is_written_as_it_was_edited(
    lab: GitRepository, run: Callable[..., Run], answer: Callable[..., None], plan: dict[str, Any]
) -> None:
    answer("e", "q")
    run("apply", *REQUEST)
    first = plan["files"][0]

    assert (lab.root / first["path"]).read_text(encoding="utf-8") == first["content"] + "a line of my own\n"


def test_an_empty_answer_is_asked_again(lab: GitRepository, run: Callable[..., Run], answer: Callable[..., None]) -> None:
    answer("", "maybe", "?", "q")
    done = run("apply", *REQUEST)

    assert done.out.count("(1/4) Take ") == 4
    assert done.out.count("  d  done with this file: leave it and what follows in the same file\n") == 2
    assert lab.status() == ""


def test_an_editor_that_fails_ends_the_work_before_anything_is_written(
    lab: GitRepository, run: Callable[..., Run], answer: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "false")
    answer("e", "y", "y", "y", "y", "y")
    done = run("apply", *REQUEST)

    assert done.code == 1
    assert done.err.endswith(
        "nothing was written: false: Editing failed (set EDITOR to one that works, as in EDITOR=nano)\n"
    )
    assert lab.status() == ""


def test_without_an_answer_nothing_is_written(
    lab: GitRepository, run: Callable[..., Run], answer: Callable[..., None]
) -> None:
    answer()
    done = run("apply", *REQUEST)

    assert done.code == 1
    assert done.err.endswith("no answer came, nothing was written (answer on a terminal, or give --yes)\n")
    assert lab.status() == ""


def test_an_interrupt_at_a_question_is_told_as_one(
    lab: GitRepository, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Interrupted(io.StringIO):
        def readline(self, *_: object) -> str:
            raise KeyboardInterrupt

    monkeypatch.setattr("sys.stdin", Interrupted())
    done = run("apply", *REQUEST)

    assert done.code == 130
    assert done.err.endswith("\nretro-bot: interrupted; nothing more was written\n")
    assert lab.status() == ""


def test_applying_a_plan_twice_changes_nothing_the_second_time(lab: GitRepository, run: Callable[..., Run]) -> None:
    run("apply", *REQUEST, "--yes")
    lab.commit()
    run("apply", *REQUEST, "--yes")

    assert lab.status() == ""


def test_commit_puts_the_plan_on_a_new_branch_and_leaves_work_under_way_alone(
    lab: GitRepository, run: Callable[..., Run], plan: dict[str, Any]
) -> None:
    lab.write("train.py", "rank = 16\n")
    done = run("apply", *REQUEST, "--yes", "--commit")
    branch = lab.git("branch", "--show-current")

    assert done.code == 0
    assert branch.startswith("retro")
    assert f"on branch {branch}" in done.out
    assert set(lab.git("show", "--name-only", "--format=", "HEAD").split("\n")) == {file["path"] for file in plan["files"]}
    assert lab.git("log", "-1", "--format=%s") == plan["pull_request"]["title"]
    assert lab.status() == "?? train.py"


@pytest.mark.parametrize("staged", [True, False])
def test_commit_refuses_what_would_mix_with_the_users_own_changes(
    lab: GitRepository, run: Callable[..., Run], staged: bool
) -> None:
    lab.write("references/experiment-log.md", "# Experiment Log\n\nmy draft\n")
    if staged:
        lab.git("add", "references/experiment-log.md")
    done = run("apply", *REQUEST, "--yes", "--commit")

    assert done.code == 1
    assert ("staged changes" if staged else "references/experiment-log.md: has changes") in done.err
    assert lab.git("branch", "--show-current") == "main"
    assert not list((lab.root / ".codex/skills").glob("*/SKILL.md"))


def test_an_ambiguous_request_is_not_applied(lab: GitRepository, run: Callable[..., Run]) -> None:
    assert run("apply", "--yes").code == 3
    assert lab.status() == ""
