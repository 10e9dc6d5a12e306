"""The newcomer's workflow and the action, run for real under `act` against the GitHub stand-in."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.action import events
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


def planned(lab: Path, *words: str) -> dict[str, str]:
    """The files of the plan that `dry-run` shows for a work tree, by path."""
    command = [sys.executable, "-m", "bot", "dry-run", *words, "-C", lab, "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return {change["path"]: change["content"] for change in json.loads(done.stdout)["files"]}


def proposed(standin: GithubStandin, outputs: Mapping[str, str]) -> dict[str, str]:
    """The files that a pull request changes, with their content on its branch, by path."""
    branch = standin.state.pulls[int(outputs["pull-request-number"])].head
    names = standin.git.git("diff", "--name-only", "-z", f"main...{branch}").split("\0")
    return {name: standin.git.read(branch, name) or "" for name in names if name}


def snapshot(standin: GithubStandin) -> tuple[str, list[str], list[str]]:
    """All that a run could have changed besides the answers in threads: references, bodies, titles."""
    issues = standin.state.issues.values()
    return standin.git.git("for-each-ref"), [issue.body for issue in issues], [issue.title for issue in issues]


def last_reply(standin: GithubStandin, number: int) -> str:
    return [each.body for each in standin.state.comments_of(number) if each.user == standin.state.me][-1]


def test_a_comment_leads_to_a_pull_request_with_the_files_that_dry_run_shows(
    act: Runner, standin: GithubStandin, lab: Path
) -> None:
    issue = standin.state.open_issue("What did we learn?")
    run = act.run("issue_comment", events.commented(standin, issue, "<retrospective> lora rank sweep"))
    assert run.succeeded, run.log
    assert run.outputs["outcome"] == "proposed"
    assert proposed(standin, run.outputs) == planned(lab, "lora", "rank", "sweep")
    assert run.outputs["pull-request-url"] in last_reply(standin, issue.number)
    pull = standin.state.pulls[int(run.outputs["pull-request-number"])]
    assert (pull.base, pull.reviewers) == ("main", ["alice"])
    assert int(run.outputs["proposals"]) == len(proposed(standin, run.outputs))


def test_the_same_comment_once_more_changes_nothing(act: Runner, standin: GithubStandin) -> None:
    issue = standin.state.open_issue("What did we learn?")
    first = act.run("issue_comment", events.commented(standin, issue, "<retrospective> lora rank sweep"))
    before = snapshot(standin)
    again = act.run("issue_comment", events.commented(standin, issue, "<retrospective> lora rank sweep"))
    assert again.outputs["outcome"] == "up-to-date"
    assert again.outputs["pull-request-number"] == first.outputs["pull-request-number"]
    assert snapshot(standin) == before


def test_a_run_that_is_started_again_repeats_neither_pull_request_nor_reply(act: Runner, standin: GithubStandin) -> None:
    issue = standin.state.open_issue("What did we learn?")
    event = events.commented(standin, issue, "<retrospective> lora rank sweep")
    act.run("issue_comment", event)
    before, comments = snapshot(standin), len(standin.state.comments)
    again = act.run("issue_comment", event, attempt=2)
    assert again.succeeded, again.log
    assert snapshot(standin) == before
    assert len(standin.state.comments) == comments


def test_an_ambiguous_comment_is_answered_with_a_list_and_its_answer_with_a_pull_request(
    act: Runner, standin: GithubStandin, lab: Path
) -> None:
    issue = standin.state.open_issue("Retrospective?")
    asked = act.run("issue_comment", events.commented(standin, issue, "<retrospective> llama3"))
    assert asked.outputs["outcome"] == "ambiguous"
    assert "\n1. **" in last_reply(standin, issue.number)
    chosen = act.run("issue_comment", events.commented(standin, issue, "<retrospective> 1"))
    assert chosen.outputs["outcome"] == "proposed"
    first = last_reply_line(standin, issue.number, "1. ")
    assert proposed(standin, chosen.outputs) == planned(lab, "--report", first)


def last_reply_line(standin: GithubStandin, number: int, start: str) -> str:
    """The path in code on the line of a list that the bot posted."""
    bodies = [each.body for each in standin.state.comments_of(number) if each.user == standin.state.me]
    (line,) = (line for body in bodies for line in body.splitlines() if line.startswith(start))
    return line.split("`")[1]


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
    assert proposed(standin, run.outputs) == planned(lab, "--since", before)
    assert run.outputs["pull-request-url"] in run.summary


def test_a_push_without_reports_proposes_nothing_with_four_requests_at_most(act: Runner, standin: GithubStandin) -> None:
    before = standin.git.resolve("refs/heads/main") or ""
    standin.git.commit_file("main", "README.md", "# Lab\n", "Say what this is")
    run = act.run("push", events.pushed(standin, before))
    assert run.outputs["outcome"] == "nothing-fits", run.log
    assert not standin.state.pulls
    assert len(standin.exchanges) <= 4


def test_a_run_by_hand_takes_words(act: Runner, standin: GithubStandin) -> None:
    run = act.run("workflow_dispatch", events.dispatched(standin, "lora rank sweep"))
    assert run.outputs["outcome"] == "proposed"
    assert run.outputs["pull-request-url"] in run.summary


def test_what_was_declined_is_proposed_again_only_after_refresh(act: Runner, standin: GithubStandin) -> None:
    issue = standin.state.open_issue("What did we learn?")
    first = act.run("issue_comment", events.commented(standin, issue, "<retrospective> lora rank sweep"))
    number = int(first.outputs["pull-request-number"])
    declined = act.run("pull_request", events.closed(standin, number))
    assert declined.outputs["outcome"] == "declined", declined.log
    assert "refresh" in last_reply(standin, number)
    again = act.run("issue_comment", events.commented(standin, issue, "<retrospective> lora rank sweep"))
    assert again.outputs["outcome"] == "nothing-new"
    assert f"#{number}" in last_reply(standin, issue.number)
    refreshed = act.run("issue_comment", events.commented(standin, issue, "<retrospective> refresh"))
    assert refreshed.outputs["outcome"] == "proposed", refreshed.log
    assert standin.state.issues[int(refreshed.outputs["pull-request-number"])].state == "open"


def test_a_folder_of_the_same_name_in_the_repository_is_not_taken_for_the_bot(act: Runner, standin: GithubStandin) -> None:
    standin.git.commit_file("main", "bot/__init__.py", 'raise SystemExit("taken over")\n', "Have a bot of our own")
    run = act.run("workflow_dispatch", events.dispatched(standin, "lora rank sweep"))
    assert run.succeeded, run.log
    assert "taken over" not in run.log


def test_the_token_stands_nowhere_in_the_log(act: Runner, standin: GithubStandin) -> None:
    run = act.run("workflow_dispatch", events.dispatched(standin, "lora rank sweep"))
    assert run.log
    assert standin.token not in run.log
    assert standin.token not in run.summary
