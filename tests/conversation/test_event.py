"""What GitHub's events mean, by its own example payloads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.conversation.event import Asked, Closed, Dispatched, Ignored, Pushed, read_event

PAYLOADS = Path(__file__).parents[1] / "github" / "payloads"


def example(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((PAYLOADS / f"{name}.json").read_text(encoding="utf-8"))
    return content


def test_a_created_comment_asks() -> None:
    event = read_event("issue_comment", example("issue_comment.created"))
    assert event == Asked(
        "Codertocat", "You are totally right! I'll get this fixed right away.", 1, 492700400, False, "master"
    )


def test_an_edited_comment_asks_nothing() -> None:
    """GitHub: edits would revive old comments, with rights of another day (A3)."""
    assert isinstance(read_event("issue_comment", example("issue_comment.edited")), Ignored)


def test_a_comment_on_a_pull_request_is_known_by_its_issue() -> None:
    """GitHub: comments on pull requests come as comments on issues (A3)."""
    payload = example("issue_comment.created")
    payload["issue"]["pull_request"] = {"url": "https://api.github.com/repos/acme/lab/pulls/1"}
    event = read_event("issue_comment", payload)
    assert isinstance(event, Asked)
    assert event.is_pull_request


def test_an_opened_issue_asks() -> None:
    payload = example("issues.opened")
    event = read_event("issues", payload)
    assert isinstance(event, Asked)
    assert (event.number, event.comment, event.author) == (payload["issue"]["number"], 0, payload["issue"]["user"]["login"])


def test_an_issue_without_a_text_is_read() -> None:
    payload = example("issues.opened")
    payload["issue"]["body"] = None
    event = read_event("issues", payload)
    assert isinstance(event, Asked)
    assert event.text == ""


@pytest.mark.parametrize(
    ("name", "example_name", "path"),
    [
        ("issue_comment", "issue_comment.created", "comment"),
        ("issues", "issues.opened", "issue"),
    ],
)
def test_what_a_bot_wrote_asks_nothing(name: str, example_name: str, path: str) -> None:
    """GitHub: the user's type tells a bot, also where its login does not (A6)."""
    payload = example(example_name)
    payload[path]["user"]["type"] = "Bot"
    assert read_event(name, payload) == Ignored(f"the {path}: a bot wrote it")


def test_a_push_to_another_branch_than_the_default_is_ignored() -> None:
    assert isinstance(read_event("push", example("push") | {"ref": "refs/heads/feature"}), Ignored)


def test_a_push_to_the_default_branch_is_known_by_its_commits() -> None:
    payload = example("push") | {"deleted": False, "before": "1" * 40, "after": "2" * 40}
    payload["ref"] = f"refs/heads/{payload['repository']['default_branch']}"
    event = read_event("push", payload)
    assert event == Pushed(payload["sender"]["login"], "1" * 40, "2" * 40, payload["repository"]["default_branch"])


def test_a_first_push_has_nothing_before_it() -> None:
    """GitHub: a new branch has a zero commit before it (A14)."""
    payload = example("push") | {"deleted": False, "before": "0" * 40}
    payload["ref"] = f"refs/heads/{payload['repository']['default_branch']}"
    event = read_event("push", payload)
    assert isinstance(event, Pushed)
    assert event.before == ""


def test_a_run_by_hand_has_words_or_none() -> None:
    payload = example("workflow_dispatch") | {"ref": "refs/heads/main", "inputs": {"words": "lora rank"}}
    assert read_event("workflow_dispatch", payload) == Dispatched(payload["sender"]["login"], "lora rank", "main")
    assert read_event("workflow_dispatch", payload | {"inputs": None}) == Dispatched(payload["sender"]["login"], "", "main")


def test_a_run_by_hand_on_a_tag_goes_to_the_default_branch() -> None:
    payload = example("workflow_dispatch") | {"ref": "refs/tags/v1"}
    event = read_event("workflow_dispatch", payload)
    assert isinstance(event, Dispatched)
    assert event.branch == payload["repository"]["default_branch"]


def test_a_closed_pull_request_is_known_unless_it_comes_from_a_fork() -> None:
    payload = example("pull_request.closed")
    pull = payload["pull_request"]
    pull["head"]["repo"]["full_name"] = payload["repository"]["full_name"]
    expected = Closed(payload["sender"]["login"], pull["number"], pull["head"]["ref"], pull["merged"])
    assert read_event("pull_request", payload) == expected
    pull["head"]["repo"]["full_name"] = "mallory/fork"
    assert isinstance(read_event("pull_request", payload), Ignored)
    pull["head"]["repo"] = None
    assert isinstance(read_event("pull_request", payload), Ignored)


def test_other_events_and_broken_payloads_are_ignored_with_the_reason() -> None:
    assert read_event("schedule", {}) == Ignored("the event schedule is none that retro-bot answers")
    assert read_event("issue_comment", {"action": "created"}) == Ignored("the payload of issue_comment lacks 'comment'")
