"""Payloads of events on the repository of the stand-in: the parts that a workflow and the bot look at."""

from __future__ import annotations

from typing import Any

from tests.standin.server import GithubStandin
from tests.standin.state import Issue

ZERO = "0" * 40


def commented(standin: GithubStandin, issue: Issue, body: str, by: str = "alice") -> dict[str, Any]:
    """Somebody comments on an issue or a pull request."""
    comment = standin.state.comment(issue.number, body, by)
    show = standin.endpoints.show
    return _event(standin, by) | {"action": "created", "issue": show.issue(issue), "comment": show.comment(comment)}


def opened(standin: GithubStandin, title: str, body: str, by: str = "alice") -> dict[str, Any]:
    """Somebody opens an issue."""
    issue = standin.state.open_issue(title, body, by)
    return _event(standin, by) | {"action": "opened", "issue": standin.endpoints.show.issue(issue)}


def pushed(standin: GithubStandin, before: str, by: str = "alice") -> dict[str, Any]:
    """Commits came to the default branch after `before`."""
    after = standin.git.resolve("refs/heads/main")
    changes = {"ref": "refs/heads/main", "before": before, "after": after, "deleted": False, "created": False}
    return _event(standin, by) | changes | {"forced": False, "pusher": {"name": by}, "commits": []}


def dispatched(standin: GithubStandin, words: str, by: str = "alice") -> dict[str, Any]:
    """Somebody starts the workflow by hand."""
    return _event(standin, by) | {"ref": "refs/heads/main", "inputs": {"words": words}}


def closed(standin: GithubStandin, number: int, by: str = "alice") -> dict[str, Any]:
    """Somebody closes a pull request without merging it."""
    standin.state.issues[number].state = "closed"
    _, pull = standin.endpoints.get_pull({"pull_number": str(number)}, {}, None)
    return _event(standin, by) | {"action": "closed", "number": number, "pull_request": pull}


def _event(standin: GithubStandin, by: str) -> dict[str, Any]:
    show = standin.endpoints.show
    return {"repository": show.repository(), "sender": show.user(by)}
