"""GitHub: who may ask, at which moment, and with which words; everybody else is passed over."""

from __future__ import annotations

from typing import Any

import pytest

from tests.github.lab import RANKS, Lab, derived_closed, derived_comment, derived_issue
from tests.standin.server import Fault

ASK = "<retrospective> lora rank"


def comment_of(lab: Lab, author: str = "alice", text: str = ASK) -> dict[str, Any]:
    issue = lab.state.open_issue("What did we learn?", user=author)
    return derived_comment(lab, lab.state.comment(issue.number, text, author).id)


@pytest.mark.parametrize("kind", ["Bot", "Organization", "Mannequin"])
@pytest.mark.parametrize("who", ["author", "sender"])
def test_only_people_are_listened_to(lab: Lab, kind: str, who: str) -> None:
    """GitHub: an app has a type of its own, whatever its login is (A6)."""
    payload = comment_of(lab)
    (payload["comment"]["user"] if who == "author" else payload["sender"])["type"] = kind
    assert lab.run("issue_comment", payload).outputs["outcome"] == "ignored"
    assert lab.github.exchanges == []


def test_a_text_that_somebody_else_set_off_is_not_its_authors_word(lab: Lab) -> None:
    payload = comment_of(lab)
    payload["sender"] = {"login": "mallory", "id": 2, "type": "User"}
    assert lab.run("issue_comment", payload).outputs["outcome"] == "ignored"
    assert lab.github.exchanges == []


def test_the_words_are_those_of_the_moment_when_they_were_written(lab: Lab) -> None:
    """GitHub: a comment can be edited between the event and the run, by others too (A3)."""
    payload = comment_of(lab)
    lab.state.comments[1001].body = "<retrospective> all"
    assert lab.run("issue_comment", payload).outputs["branch"] == "retro-bot/lora-rank"


def test_running_the_job_again_after_an_edit_does_what_was_asked_first(lab: Lab) -> None:
    payload = comment_of(lab)
    lab.run("issue_comment", payload)
    before = lab.body(2)
    lab.state.comments[1001].body = "<retrospective> all"
    lab.attempt = 2
    assert lab.run("issue_comment", payload).outputs["outcome"] == "up-to-date"
    assert (len(lab.pulls()), lab.body(2)) == (1, before)


def test_whoever_lost_the_right_since_is_passed_over_when_the_job_runs_again(lab: Lab) -> None:
    """GitHub: a re-run has the privileges of who asked first, for 30 days (A13)."""
    payload = comment_of(lab)
    lab.run("issue_comment", payload)
    lab.state.roles["alice"] = "read"
    writes, lab.attempt = len(lab.writes()), 2
    assert lab.run("issue_comment", payload).outputs["outcome"] == "not-allowed"
    assert len(lab.writes()) == writes


def test_where_it_is_not_known_who_asks_nothing_is_done(lab: Lab) -> None:
    lab.github.faults += [Fault("repos/get-collaborator-permission-level", 502)] * 6
    ran = lab.ask(ASK)
    assert ran.code == 1
    assert lab.writes() == []


def test_a_role_that_is_not_known_may_not_ask(lab: Lab) -> None:
    """GitHub: an organization has roles of its own; what the permission API makes of them counts (A1)."""
    lab.state.roles["alice"] = "release-captain"
    assert lab.ask(ASK).outputs["outcome"] == "not-allowed"
    assert lab.writes() == []


def fork(lab: Lab) -> int:
    """A pull request of mallory's fork, whose branch is named as the bot names its own, with a report in it."""
    lab.github.git.git("branch", "retro-bot/lora-rank", "main")
    lab.github.git.commit_file("retro-bot/lora-rank", "training_reports/evil.md", RANKS.replace("1.31", "9.99"), "evil")
    number = lab.github.open_by_hand("retro-bot/lora-rank", "mine", "mallory")
    lab.state.pulls[number].fork = "mallory/lab"
    lab.github.git.git("update-ref", "-d", "refs/heads/retro-bot/lora-rank")
    return number


def test_the_author_of_a_forks_pull_request_may_not_ask_in_it(lab: Lab) -> None:
    number = fork(lab)
    assert lab.ask(ASK, author="mallory", issue=number).outputs["outcome"] == "not-allowed"
    assert lab.writes() == []


def test_asked_in_a_forks_pull_request_it_reads_the_default_branch_alone(lab: Lab) -> None:
    """GitHub: heads of pull requests hold strangers' code (B25)."""
    number = fork(lab)
    lab.ask(ASK, issue=number)
    own = lab.pulls()[-1]
    assert own.fork == ""
    assert "9.99" not in lab.body(own.number)
    assert "training_reports/evil.md" not in lab.github.git.files(own.head)


def test_a_review_command_in_a_forks_pull_request_touches_nothing(lab: Lab) -> None:
    number = fork(lab)
    ran = lab.ask("<retrospective> drop 1", issue=number)
    assert ran.outputs["outcome"] == "helped"
    assert lab.body(number) == "mine"


def test_the_close_of_a_forks_pull_request_declines_nothing(lab: Lab) -> None:
    number = fork(lab)
    payload = derived_closed(lab, number)
    payload["pull_request"]["head"]["repo"] = {"full_name": "mallory/lab"}
    assert lab.run("pull_request", payload).outputs["outcome"] == "ignored"
    payload["pull_request"]["head"]["repo"] = None
    assert lab.run("pull_request", payload).outputs["outcome"] == "ignored"
    assert lab.github.exchanges == []


def test_an_issue_that_was_transferred_here_asks_nothing(lab: Lab) -> None:
    """GitHub: a transfer comes as an opened issue, with the text that it has by then, whoever edited it."""
    payload = derived_issue(lab, lab.state.open_issue("moved", ASK, "alice").number)
    payload["changes"] = {"old_issue": {"number": 7}, "old_repository": {"full_name": "mallory/notes"}}
    assert lab.run("issues", payload).outputs["outcome"] == "ignored"
    assert lab.github.exchanges == []


@pytest.mark.parametrize("status", [301, 307])
def test_the_answer_does_not_follow_an_issue_that_was_transferred_away(lab: Lab, status: int) -> None:
    """GitHub: an issue that moved is answered with a redirect, which PyGithub follows with the same POST (D43)."""
    elsewhere = f"{lab.github.url}/repos/mallory/notes/issues/7/comments"
    lab.github.faults.append(Fault("issues/create-comment", status, "Moved Permanently", (("Location", elsewhere),)))
    ran = lab.ask(ASK)
    assert not any("mallory" in each.path for each in lab.github.exchanges)
    assert "This could not be told in #1" in ran.summary
    assert ran.code == 0
