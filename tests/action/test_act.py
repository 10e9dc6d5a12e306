"""The newcomer's workflow and the action, run for real under `act` against the GitHub stand-in."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.action import events
from tests.action.conftest import ROOT, commit_all
from tests.action.runner import Runner
from tests.standin.server import GithubStandin

pytestmark = pytest.mark.slow

REPORT = """# Llama-3 8B: dropout of the LoRA adapter

- Date: 2025-01-20
- Model: Llama-3 8B
- GPU: 1x A100 80GB

| Run | lora_dropout | Eval loss |
|---|---:|---:|
| d00 | 0.0 | 0.771 |
| d10 | 0.1 | 0.802 |

## Findings

- A dropout of 0.1 raised the eval loss from 0.771 to 0.802, because the adapter of rank 16 underfits already.
- Recommended: lora_dropout = 0.0 at rank 16.
"""


def dry_run(lab: Path, *words: str) -> dict[str, Any]:
    """The plan that `dry-run` shows for a work tree."""
    command = [sys.executable, "-m", "bot", "dry-run", *words, "-C", lab, "--format", "json"]
    plan: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return plan


def files(plan: Mapping[str, Any]) -> dict[str, str]:
    """The files of a plan with their content, by path."""
    return {change["path"]: change["content"] for change in plan["files"]}


def proposed(standin: GithubStandin, outputs: Mapping[str, str]) -> dict[str, str]:
    """The files that a pull request changes, with their content on its branch, by path."""
    branch = standin.state.pulls[int(outputs["pull-request-number"])].head
    names = standin.git.git("diff", "--name-only", "-z", f"main...{branch}").split("\0")
    return {name: standin.git.read(branch, name) or "" for name in names if name}


def snapshot(standin: GithubStandin) -> tuple[str, list[str], list[str]]:
    """All that a run could have changed besides the answers in threads: references, bodies, titles."""
    issues = standin.state.issues.values()
    return standin.git.git("for-each-ref"), [issue.body for issue in issues], [issue.title for issue in issues]


def replies(standin: GithubStandin, number: int) -> list[str]:
    return [each.body for each in standin.state.comments_of(number) if each.user == standin.state.me]


def test_a_comment_leads_to_a_pull_request_with_the_files_that_dry_run_shows(
    act: Runner, standin: GithubStandin, lab: Path
) -> None:
    issue = standin.state.open_issue("What did we learn?")
    run = act.run("issue_comment", events.commented(standin, issue, "<retrospective> lora rank sweep"))
    assert run.succeeded, run.log
    assert run.outputs["outcome"] == "proposed"
    plan = dry_run(lab, "lora", "rank", "sweep")
    assert proposed(standin, run.outputs) == files(plan)
    assert int(run.outputs["proposals"]) == len(plan["proposals"])
    assert run.outputs["pull-request-url"] in replies(standin, issue.number)[-1]
    pull = standin.state.pulls[int(run.outputs["pull-request-number"])]
    assert (pull.base, pull.reviewers) == ("main", ["alice"])


def test_neither_the_same_comment_nor_a_run_that_is_started_again_changes_anything(
    act: Runner, standin: GithubStandin
) -> None:
    issue = standin.state.open_issue("What did we learn?")
    event = events.commented(standin, issue, "<retrospective> lora rank sweep")
    first = act.run("issue_comment", event)
    before, comments = snapshot(standin), len(standin.state.comments)
    rerun = act.run("issue_comment", event, attempt=2)
    assert rerun.succeeded, rerun.log
    assert (snapshot(standin), len(standin.state.comments)) == (before, comments)
    again = act.run("issue_comment", events.commented(standin, issue, "<retrospective> lora rank sweep"))
    assert again.outputs["outcome"] == "up-to-date"
    assert again.outputs["pull-request-number"] == first.outputs["pull-request-number"]
    assert snapshot(standin) == before


def test_two_runs_at_once_lead_to_one_pull_request(act: Runner, standin: GithubStandin, lab: Path) -> None:
    issue = standin.state.open_issue("What did we learn?")
    comments = [events.commented(standin, issue, "<retrospective> lora rank sweep") for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda event: act.run("issue_comment", event), comments)
    assert first.succeeded, first.log
    assert second.succeeded, second.log
    assert first.outputs["pull-request-number"] == second.outputs["pull-request-number"]
    assert len(standin.state.pulls) == 1
    assert proposed(standin, first.outputs) == files(dry_run(lab, "lora", "rank", "sweep"))


def test_an_ambiguous_comment_is_answered_with_a_list_and_its_answer_with_a_pull_request(
    act: Runner, standin: GithubStandin, lab: Path
) -> None:
    issue = standin.state.open_issue("Retrospective?")
    asked = act.run("issue_comment", events.commented(standin, issue, "<retrospective> llama3"))
    assert asked.outputs["outcome"] == "ambiguous"
    (listed,) = (line for line in replies(standin, issue.number)[-1].splitlines() if line.startswith("1. "))
    chosen = act.run("issue_comment", events.commented(standin, issue, "<retrospective> 1"))
    assert chosen.outputs["outcome"] == "proposed"
    assert proposed(standin, chosen.outputs) == files(dry_run(lab, "--report", listed.split("`")[1]))


def test_a_stranger_gets_no_answer_and_the_run_succeeds(act: Runner, standin: GithubStandin) -> None:
    issue = standin.state.open_issue("Hello", user="mallory")
    run = act.run("issue_comment", events.commented(standin, issue, "<retrospective> all", by="mallory"), actor="mallory")
    assert run.succeeded, run.log
    assert run.outputs["outcome"] == "not-allowed"
    assert not standin.state.pulls
    assert [each.user for each in standin.state.comments_of(issue.number)] == ["mallory"]
    assert standin.state.reactions == {}


def test_a_comment_about_something_else_starts_no_job(act: Runner, standin: GithubStandin) -> None:
    issue = standin.state.open_issue("Something else")
    run = act.run("issue_comment", events.commented(standin, issue, "I looked at the loss curve."))
    assert run.was_skipped
    assert standin.exchanges == []


def test_a_new_issue_may_ask_as_well(act: Runner, standin: GithubStandin) -> None:
    run = act.run("issues", events.opened(standin, "LoRA", "<retrospective> lora rank sweep"))
    assert run.outputs["outcome"] == "proposed"


def test_merged_reports_lead_to_a_pull_request_about_them(act: Runner, standin: GithubStandin, lab: Path) -> None:
    before = standin.git.resolve("refs/heads/main") or ""
    standin.git.commit_file("main", "training_reports/2025-01-20-lora-dropout.md", REPORT, "Add a report")
    run = act.run("push", events.pushed(standin, before))
    assert run.outputs["outcome"] == "proposed", run.log
    subprocess.run(["git", "pull", "--quiet", standin.git.path, "main"], cwd=lab, check=True, capture_output=True)
    assert proposed(standin, run.outputs) == files(dry_run(lab, "--since", before))
    assert run.outputs["pull-request-url"] in run.summary


def test_a_push_without_reports_proposes_nothing_with_four_requests_at_most(act: Runner, standin: GithubStandin) -> None:
    before = standin.git.resolve("refs/heads/main") or ""
    standin.git.commit_file("main", "README.md", "# Lab\n", "Say what this is")
    run = act.run("push", events.pushed(standin, before))
    assert run.outputs["outcome"] == "nothing-fits", run.log
    assert not standin.state.pulls
    assert len(standin.exchanges) <= 4


def test_the_repository_of_the_bot_uses_its_own_action(action: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(action, tmp_path / "retro-bot"))
    for name in ("examples", ".github"):
        shutil.copytree(ROOT / name, folder / name)
    commit_all(folder)
    with GithubStandin(folder, tmp_path) as own:
        own.state.roles["alice"] = "write"
        run = Runner(own, action, tmp_path / "runs").run("workflow_dispatch", events.dispatched(own, "warmup length"))
        assert run.outputs["outcome"] == "proposed", run.log
        assert proposed(own, run.outputs) == files(dry_run(folder, "warmup", "length"))


def test_a_run_by_hand_on_an_enterprise_server_runs_only_the_bots_code_and_shows_no_token(
    act: Runner, standin: GithubStandin
) -> None:
    standin.git.commit_file("main", "bot/__init__.py", 'raise SystemExit("taken over")\n', "Have a bot of our own")
    run = act.run("workflow_dispatch", events.dispatched(standin, "lora rank sweep"), api="/api/v3")
    assert run.outputs["outcome"] == "proposed", run.log
    assert run.outputs["pull-request-url"] in run.summary
    assert "taken over" not in run.log
    assert standin.token not in run.log + run.summary


def test_what_was_declined_is_proposed_again_only_after_refresh(act: Runner, standin: GithubStandin) -> None:
    issue = standin.state.open_issue("What did we learn?")
    first = act.run("issue_comment", events.commented(standin, issue, "<retrospective> lora rank sweep"))
    number = int(first.outputs["pull-request-number"])
    declined = act.run("pull_request", events.closed(standin, number))
    assert declined.outputs["outcome"] == "declined", declined.log
    assert "refresh" in replies(standin, number)[-1]
    again = act.run("issue_comment", events.commented(standin, issue, "<retrospective> lora rank sweep"))
    assert again.outputs["outcome"] == "nothing-new"
    assert f"#{number}" in replies(standin, issue.number)[-1]
    refreshed = act.run("issue_comment", events.commented(standin, issue, "<retrospective> refresh"))
    assert refreshed.outputs["outcome"] == "proposed", refreshed.log
    assert standin.state.issues[int(refreshed.outputs["pull-request-number"])].state == "open"
