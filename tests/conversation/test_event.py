"""What GitHub's events mean, by its own example payloads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.conversation.event import Asked, Closed, Dispatched, Ignored, Pushed, read_event
from tests.secrets.samples import SECRETS

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


@pytest.mark.parametrize(
    ("name", "example_name", "path"),
    [("issue_comment", "issue_comment.created", "comment"), ("issues", "issues.opened", "issue")],
)
def test_what_an_app_wrote_in_a_persons_name_asks_nothing(name: str, example_name: str, path: str) -> None:
    """GitHub: such an app may do less than the person, and would have the bot do the rest (A6)."""
    payload = example(example_name)
    payload[path]["performed_via_github_app"] = {"id": 1, "slug": "chat", "name": "Chat"}
    assert read_event(name, payload) == Ignored(f"the {path}: an app wrote it in its author's name")


def test_a_secret_in_the_words_of_a_run_by_hand_goes_no_further() -> None:
    payload = example("workflow_dispatch") | {"inputs": {"words": f"lora rank {SECRETS['GitHub']}"}}
    event = read_event("workflow_dispatch", payload)
    assert isinstance(event, Dispatched)
    assert event.words == "lora rank [redacted]"


@pytest.mark.parametrize(
    "name", ["issue_comment.created", "issues.opened", "push", "workflow_dispatch", "pull_request.closed"]
)
@pytest.mark.parametrize("strange", [None, 0, 1.5, True, "x", [], ["x"], {}, {"x": 1}])
def test_whatever_stands_in_a_payload_is_an_event_with_fields_of_their_kinds(name: str, strange: object) -> None:
    for keys in list(_places(example(name))):
        payload = example(name)
        holder = payload
        for key in keys[:-1]:
            holder = holder[key]
        holder[keys[-1]] = strange
        event = read_event(name.partition(".")[0], payload)
        if isinstance(event, Asked):
            assert (type(event.text), type(event.number)) == (str, int)


def _places(content: Any, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Where something stands in the first three levels of objects."""
    for key, value in content.items() if isinstance(content, dict) else ():
        yield (*above, key)
        if len(above) < 2:
            yield from _places(value, (*above, key))


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
