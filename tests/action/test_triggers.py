"""Which events start a job, as GitHub's own parser and expressions read the workflow; `act` ignores the filters."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.action import newcomer

FOLDER = Path(__file__).parent / "workflow_parser"
OWN = newcomer.ROOT / newcomer.PATH


@pytest.fixture(scope="session")
def parser(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the parser installed: the one that WORKFLOW_PARSER names, else a new one."""
    if given := os.environ.get("WORKFLOW_PARSER"):
        return Path(given)
    if not shutil.which("node") or not shutil.which("npm"):
        pytest.skip("GitHub's workflow parser needs Node.js 20 and npm")
    folder = Path(shutil.copytree(FOLDER, tmp_path_factory.mktemp("npm") / "workflow_parser"))
    words = ["npm", "ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"GitHub's workflow parser cannot be installed with npm: {done.stderr.strip()[-200:]}")
    return folder


@pytest.fixture(scope="session")
def newcomers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("workflow") / "retrospective.yml"
    path.write_text(newcomer.workflow(), encoding="utf-8")
    return path


def read(parser: Path, workflow: Path, *contexts: dict[str, Any]) -> dict[str, Any]:
    """What GitHub's parser says of a workflow: errors, events, and whether the job runs in each context."""
    words = ["node", "read_workflow.mjs", str(workflow)]
    done = subprocess.run(words, cwd=parser, input=json.dumps(contexts), capture_output=True, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def context(event_name: str, head_ref: str = "", **event: Any) -> dict[str, Any]:
    return {"event_name": event_name, "head_ref": head_ref, "event": event}


def comment(body: str, issue_body: str = "") -> dict[str, Any]:
    return context("issue_comment", comment={"body": body}, issue={"body": issue_body})


def matches(pattern: str, path: str) -> bool:
    """Whether a path filter of GitHub takes a path: `**` any text, `*` any text without a slash."""
    parts = re.split(r"(\*\*|\*)", pattern)
    regex = "".join({"**": ".*", "*": "[^/]*"}.get(part, re.escape(part)) for part in parts)
    return re.fullmatch(regex, path) is not None


@pytest.mark.parametrize("which", ["newcomers", "own"])
def test_github_finds_no_fault_in_the_workflow(parser: Path, newcomers: Path, which: str) -> None:
    assert read(parser, newcomers if which == "newcomers" else OWN)["errors"] == []


@pytest.mark.parametrize("which", ["newcomers", "own"])
def test_only_new_comments_new_issues_and_closed_pull_requests_start_it(parser: Path, newcomers: Path, which: str) -> None:
    events = read(parser, newcomers if which == "newcomers" else OWN)["events"]
    assert set(events) == {"issue_comment", "issues", "pull_request", "push", "workflow_dispatch"}
    assert events["issue_comment"] == {"types": ["created"]}
    assert events["issues"] == {"types": ["opened"]}
    assert events["pull_request"] == {"types": ["closed"]}
    assert events["push"]["branches"] == ["main"]


@pytest.mark.parametrize(
    ("path", "starts"),
    [
        ("training_reports/2025-01-20-lora-dropout.md", True),
        ("training_reports/2025/january/sweep.csv", True),
        ("references/experiment-log.md", True),
        (".codex/skills/llama3-lora-optimal/SKILL.md", False),
        ("references/troubleshooting.md", False),
        ("src/train.py", False),
    ],
)
def test_a_push_starts_it_where_a_report_or_the_log_changed(parser: Path, newcomers: Path, path: str, starts: bool) -> None:
    patterns = read(parser, newcomers)["events"]["push"]["paths"]
    assert any(matches(pattern, path) for pattern in patterns) is starts


@pytest.mark.parametrize(
    ("event", "runs"),
    [
        (comment("<retrospective> all"), True),
        (comment("<Retrospective> all"), True),
        (comment("/retrospective lora"), True),
        (comment("\n  <retrospective> all"), True),
        (comment("I looked at the loss curve."), False),
        (comment("I looked at it.", issue_body="<retrospective> all"), False),
        (context("issues", issue={"body": "<retrospective> lora rank"}), True),
        (context("issues", issue={"body": "The run diverges"}), False),
        (context("issues", issue={"body": None}), False),
        (context("push"), True),
        (context("workflow_dispatch", inputs={"words": "all"}), True),
        (context("pull_request", "retro-bot/lora-rank"), True),
        (context("pull_request", "fix-the-retrospective"), False),
    ],
)
@pytest.mark.parametrize("which", ["newcomers", "own"])
def test_the_job_runs_only_where_there_may_be_something_to_do(
    parser: Path, newcomers: Path, which: str, event: dict[str, Any], runs: bool
) -> None:
    assert read(parser, newcomers if which == "newcomers" else OWN, event)["runs"] == [runs]


def test_the_parser_refuses_a_workflow_that_github_refuses(parser: Path, tmp_path: Path) -> None:
    path = tmp_path / "broken.yml"
    path.write_text(newcomer.workflow().replace("types: [created]", "kinds: [created]"), encoding="utf-8")
    assert read(parser, path)["errors"] != []
