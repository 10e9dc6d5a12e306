"""Asking about each proposal, on a plan of a guide entry each for two problems."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
import pytest

from bot.commands.asking import ask
from bot.domains.loading import load_domain
from bot.gathering import Gathered
from bot.model.draft import Retrospective, Source, Summary, TroubleshootingDraft
from bot.model.plan import Plan
from bot.model.repository import Document, Layout, Registry, Repository
from bot.model.selection import Outcome, Request, Selection
from bot.propose.plan import propose

GUIDE = "docs/troubleshooting.md"
TABLE = "# Troubleshooting\n\n| Symptom | Cause | Solution |\n|---|---|---|\n| It hangs | a lock | wait |\n"


def problem(pattern: str, symptom: str) -> TroubleshootingDraft:
    source = Source("reports/lora.md", (9, 9))
    return TroubleshootingDraft(pattern, symptom, "unknown", "restart", "unsloth", "2025-03-13", (source,))


@pytest.fixture
def gathered() -> Gathered:
    layout = Layout(".codex/skills", ".codex/skills/registry.json", "reports", "", GUIDE, "")
    registry = Registry(layout.registry, "")
    return Gathered(Path(), Repository(layout, registry, load_domain("unsloth")[0], guide=Document(GUIDE, TABLE)), None)


@pytest.fixture
def plan(gathered: Gathered) -> Plan:
    drafts = (problem("OOM", "out of memory at rank 64"), problem("NaN", "loss is NaN from step 40 on"))
    retrospective = Retrospective(Summary("LoRA"), troubleshooting=drafts)
    return propose(retrospective, gathered.repository, Request("lora", "2025-03-13"), Selection(Outcome.SELECTED))


def test_what_was_declined_is_not_in_the_file_of_what_was_taken(
    gathered: Gathered, plan: Plan, answer: Callable[..., None]
) -> None:
    answer("yes", "No")
    (change,) = ask(gathered, plan).files

    assert "out of memory at rank 64" in change.content
    assert "NaN" not in change.content
    assert change.before == TABLE


def test_all_taken_is_the_plan_itself(gathered: Gathered, plan: Plan, answer: Callable[..., None]) -> None:
    answer("y", "y")

    assert ask(gathered, plan) == plan


@pytest.mark.usefixtures("editor")
def test_a_file_of_several_proposals_is_edited_when_all_of_them_are_decided(
    gathered: Gathered, plan: Plan, answer: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    answer("e", "n")
    (change,) = ask(gathered, plan).files

    assert f"The editor opens on {GUIDE} after the last question." in capsys.readouterr().out
    assert "NaN" not in change.content
    assert change.content.endswith("a line of my own\n")


def test_an_editor_that_is_left_without_saving_changes_nothing(
    gathered: Gathered, plan: Plan, answer: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "true")
    answer("e", "y")

    assert ask(gathered, plan) == plan


def test_a_file_that_is_emptied_in_the_editor_stays_as_it_was_proposed(
    gathered: Gathered,
    plan: Plan,
    answer: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("VISUAL", "truncate -s 0")
    answer("e", "y")

    assert ask(gathered, plan) == plan
    assert "was left empty; it stays as it was proposed" in capsys.readouterr().out


def test_without_an_answer_the_asking_ends(gathered: Gathered, plan: Plan, answer: Callable[..., None]) -> None:
    answer("y")

    with pytest.raises(click.Abort):
        ask(gathered, plan)


def test_all_takes_what_follows_without_asking(gathered: Gathered, plan: Plan, answer: Callable[..., None]) -> None:
    answer("n", "a")
    (change,) = ask(gathered, plan).files

    assert "out of memory at rank 64" not in change.content
    assert "NaN" in change.content


def test_done_leaves_what_follows_in_the_same_file(gathered: Gathered, plan: Plan, answer: Callable[..., None]) -> None:
    answer("d")

    assert ask(gathered, plan).files == ()


def test_the_question_says_which_of_how_many_and_what_it_is(
    gathered: Gathered, plan: Plan, answer: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    answer("y", "q")
    ask(gathered, plan)

    assert "(1/2) Take guide OOM [y,n,q,a,d,e,?]? " in capsys.readouterr().out.replace("new guide entry", "guide")
