"""GitHub: what somebody can do at most who gets a report merged, through the whole of a run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.shell.github import GithubForge
from tests.github.lab import RANKS, Lab, derived_comment
from tests.secrets.samples import SECRETS

LINK = "120000"


def test_a_report_that_is_a_link_into_gits_own_folder_is_not_read(lab: Lab) -> None:
    """GitHub: actions/checkout may keep the job's token in .git/config (B27)."""
    path = "training_reports/2025-03-06-stolen.md"
    lab.github.git.commit_file("main", path, "../.git/config", "link", mode=LINK)
    lab.ask(f"<retrospective> {path}")
    lab.ask("<retrospective> tokenizer vocabulary", issue=1)
    assert "[remote" not in "\n".join(lab.replies(1))
    assert "repositoryformatversion" not in "\n".join(lab.replies(1))


def everything_posted(lab: Lab) -> str:
    """Titles, texts, branches and commit messages of the bot, and its comments with their markers."""
    threads = [f"{issue.title}\n{issue.body}" for issue in lab.state.issues.values()]
    comments = [each.body for each in lab.state.comments.values() if each.user == lab.state.me]
    commits = [f"{pull.head}\n{lab.github.git.git('log', '-1', '--format=%B', pull.head)}" for pull in lab.pulls()]
    return "\n".join((*threads, *comments, *commits))


def test_a_title_of_a_report_pings_nobody_skips_no_workflow_and_links_to_no_other_repository(lab: Lab) -> None:
    """GitHub: `[skip ci]` counts in the message of a squashed commit, which the title becomes (B33)."""
    title = r"# Warm-up [skip ci] 感谢@mallory _@mallory_ \[look\](/mallory/evil)"
    lab.push({"training_reports/2025-03-05-warm.md": RANKS.replace("# LoRA", f"{title} LoRA")}, run=False)
    lab.ask("<retrospective> training_reports/2025-03-05-warm.md")
    posted = everything_posted(lab)
    assert len(lab.pulls()) == 1
    assert "[skip ci]" not in posted
    assert "@mallory" not in posted.replace("`@mallory`", "")
    assert "](/mallory" not in lab.body(2).rpartition("<!-- retro-bot")[0]


def test_a_secret_in_the_words_of_a_comment_is_repeated_nowhere(lab: Lab) -> None:
    lab.ask(f"<retrospective> lora rank {SECRETS['GitHub']}")
    lab.ask(f"<retrospective> refresh lora rank {SECRETS['GitHub']}")
    assert len(lab.replies(1)) == 1
    assert SECRETS["GitHub"] not in everything_posted(lab)


def test_a_key_that_a_list_would_cut_is_not_shown_in_part(lab: Lab) -> None:
    """What is left of a cut key looks like none, and is nearly all of it."""
    key = SECRETS["GitHub"]
    line = f"{'很' * 130}{key}"
    lab.push({"training_reports/2025-03-05-warm.md": f"# Warm\n\n{line}\n"}, run=False)
    lab.ask("<retrospective>")
    assert key[:12] not in lab.replies(1)[0]


def test_a_list_of_many_reports_with_long_names_is_told(lab: Lab) -> None:
    """GitHub: a body may have 65,536 characters, and a sign of another script takes six of them in a marker (A11)."""
    for number in range(120):
        path = f"training_reports/{number:03d}-{'测' * 80}.md"
        lab.github.git.commit_file("main", path, f"# {'试' * 300} {number}\n\n{'很' * 200}\n", "report")
    ran = lab.ask("<retrospective>")
    assert (ran.code, ran.outputs["outcome"], len(lab.replies(1))) == (0, "ambiguous", 1)
    assert lab.ask("<retrospective> 40", issue=1).outputs["outcome"] != "failed"
    assert lab.ask("<retrospective> " + "\U0001f600" * 4_000).code == 0


def test_what_breaks_is_shown_without_secrets_and_as_no_command(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """GitHub: logs of public repositories are public, and a line `::name::` in one is a command (B26)."""

    def broken(*_: object) -> None:
        raise ValueError(f"no number: {SECRETS['GitHub']}\n::add-path::/evil")

    monkeypatch.setattr(GithubForge, "closed_pull_requests", broken)
    ran = lab.ask("<retrospective> lora rank")
    said = ran.log.split("\n")
    start = next(number for number, line in enumerate(said) if line.startswith("::stop-commands::"))
    assert (ran.code, ran.outputs["outcome"]) == (70, "failed")
    assert SECRETS["GitHub"] not in ran.log
    assert said.index("::add-path::/evil") > start
    assert "Something in retro-bot broke" in lab.replies(1)[0]


def test_a_bug_before_the_answer_is_shown_as_no_command_either(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """GitHub: what an uncaught error prints is searched for commands, too (B26)."""

    def broken(*_: object) -> None:
        raise ValueError("x\n::add-path::/evil")

    monkeypatch.setattr("bot.action.read_event", broken)
    ran = lab.ask("<retrospective> lora rank")
    assert ran.code == 70
    assert ran.log.startswith("::stop-commands::")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_the_log_is_utf_8_on_a_machine_of_any_language(lab: Lab, encoding: str) -> None:
    lab.github.git.commit_file("main", "training_reports/2025-03-05-测.md", "# 测\n\n试 \u2192\n", "report")
    issue = lab.state.open_issue("What?").number
    payload = derived_comment(lab, lab.state.comment(issue, "<retrospective>", "alice").id)
    environment, _ = lab.environment("issue_comment", payload)
    given = {"PATH": os.environ["PATH"], "PYTHONIOENCODING": encoding, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, "-m", "bot.action"], env=environment | given, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert "2025-03-05-测.md" in done.stdout.decode("utf-8")
