"""A webhook payload as what it means for the bot: somebody asks, reports were pushed, a pull request was closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeAlias

from bot.secrets.redaction import redacted


@dataclass(frozen=True, slots=True)
class Asked:
    """A new comment, or a newly opened issue (`comment` is 0)."""

    author: str
    text: str
    number: int
    comment: int
    is_pull_request: bool
    default_branch: str


@dataclass(frozen=True, slots=True)
class Pushed:
    """A push to the default branch. `before` is empty where the branch is new."""

    author: str
    before: str
    after: str
    default_branch: str


@dataclass(frozen=True, slots=True)
class Dispatched:
    """A run started by hand, on `branch`, with words."""

    author: str
    words: str
    branch: str


@dataclass(frozen=True, slots=True)
class Closed:
    """A pull request of a branch in this repository that was closed."""

    author: str
    number: int
    branch: str
    is_merged: bool


@dataclass(frozen=True, slots=True)
class Ignored:
    """An event that the bot has nothing to do with, and why."""

    reason: str


Event: TypeAlias = Asked | Pushed | Dispatched | Closed | Ignored

_TYPES = {"str": str, "int": int, "bool": bool}


def read_event(name: str, payload: Mapping[str, Any]) -> Event:
    """Return what an event means. `name` is GITHUB_EVENT_NAME, `payload` the content of GITHUB_EVENT_PATH."""
    readers = {
        "issue_comment": _comment,
        "issues": _issue,
        "push": _push,
        "workflow_dispatch": _dispatch,
        "pull_request": _pull_request,
        "pull_request_target": _pull_request,
    }
    reader = readers.get(name)
    if reader is None:
        return Ignored(f"the event {name} is none that retro-bot answers")
    try:
        event = reader(payload)
    except (KeyError, TypeError, AttributeError) as error:
        return Ignored(f"the payload of {name} lacks {error}")
    wrong = next((each.name for each in fields(event) if type(getattr(event, each.name)) is not _TYPES[str(each.type)]), "")
    return Ignored(f"the payload of {name} lacks a {wrong} of its kind") if wrong else event


def _comment(payload: Mapping[str, Any]) -> Event:
    if payload["action"] != "created":
        return Ignored(f"a comment was {payload['action']}; only new ones count")
    comment, issue = payload["comment"], payload["issue"]
    if reason := _not_in_person(comment, payload["sender"]):
        return Ignored(f"the comment: {reason}")
    return Asked(
        comment["user"]["login"],
        comment["body"] or "",
        issue["number"],
        comment["id"],
        "pull_request" in issue,
        payload["repository"]["default_branch"],
    )


def _issue(payload: Mapping[str, Any]) -> Event:
    if payload["action"] != "opened":
        return Ignored(f"an issue was {payload['action']}; only opened ones count")
    issue = payload["issue"]
    if "old_issue" in (payload.get("changes") or {}):
        return Ignored("the issue was transferred from another repository, where others may have edited its text")
    if reason := _not_in_person(issue, payload["sender"]):
        return Ignored(f"the issue: {reason}")
    return Asked(
        issue["user"]["login"], issue["body"] or "", issue["number"], 0, False, payload["repository"]["default_branch"]
    )


def _push(payload: Mapping[str, Any]) -> Event:
    branch = payload["repository"]["default_branch"]
    if payload["ref"] != f"refs/heads/{branch}":
        return Ignored(f"the push is not to {branch}")
    if payload["deleted"]:
        return Ignored("the branch was deleted")
    before = payload["before"]
    return Pushed(payload["sender"]["login"], before if before.strip("0") else "", payload["after"], branch)


def _dispatch(payload: Mapping[str, Any]) -> Event:
    kind, branch = payload["ref"][:11], payload["ref"][11:]
    branch = branch if kind == "refs/heads/" else payload["repository"]["default_branch"]
    words = (payload.get("inputs") or {}).get("words") or ""
    return Dispatched(payload["sender"]["login"], redacted(str(words)), branch)


def _pull_request(payload: Mapping[str, Any]) -> Event:
    if payload["action"] != "closed":
        return Ignored(f"a pull request was {payload['action']}; only closed ones count")
    pull = payload["pull_request"]
    head = pull["head"]["repo"]
    if head is None or head["full_name"] != payload["repository"]["full_name"]:
        return Ignored("the pull request comes from a fork")
    return Closed(payload["sender"]["login"], pull["number"], pull["head"]["ref"], bool(pull["merged"]))


def _not_in_person(text: Mapping[str, Any], sender: Mapping[str, Any]) -> str:
    """Return why a comment or an issue is not what a person says here and now, empty where it is.

    An app that a person signed in may do less than the person: it could have the bot do the rest.
    """
    author = text["user"]
    for user in (author, sender):
        if user["type"] != "User" or str(user["login"]).endswith("[bot]"):
            return "a bot wrote it"
    if text.get("performed_via_github_app"):
        return "an app wrote it in its author's name"
    return "" if author["login"] == sender["login"] else "somebody else than its author set it off"
