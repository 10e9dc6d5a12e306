"""What the bot remembers in the texts that it posts: a hidden marker with JSON, beside visible words that say the same."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.model.plan import Target

_OPENING, _CLOSING = "<!-- retro-bot ", " -->"
_VERSION = 1
_ACTIVE = re.compile(r"[<>@#]|--|\[(?=[A-Za-z])")  # a list of JSON opens with no letter
_HEX = re.compile(r"[0-9a-f]{16,64}")


@dataclass(frozen=True, slots=True)
class Known:
    """A proposal as a pull request holds it, with its number there."""

    number: int
    digest: str
    target: str
    name: str


@dataclass(frozen=True, slots=True)
class Topic:
    """The request behind a thread: its words, or the reports that were chosen, or the revision after which all counts."""

    words: str = ""
    reports: tuple[str, ...] = ()
    since: str = ""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What reviewers want of a pull request: what is left out, and new names by the digest of a skill."""

    dropped: tuple[Known, ...] = ()
    renames: Mapping[str, str] = field(default_factory=dict)

    def agree(self, other: Decisions) -> bool:
        """Say whether both leave out and rename the same."""
        here, there = ({known.digest for known in each.dropped} for each in (self, other))
        return here == there and self.renames == other.renames

    def written(self) -> dict[str, Any]:
        """Return the decisions as JSON holds them."""
        return {"dropped": _rows(self.dropped), "renames": dict(self.renames)}

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> Decisions:
        """Return decisions from JSON. Raises `KeyError`, `TypeError`, `ValueError` or `AttributeError` for other things."""
        renames = {str(digest): str(name) for digest, name in content["renames"].items()}
        return cls(_read_known(content["dropped"]), renames)


@dataclass(frozen=True, slots=True)
class PullRequestMarker:
    """What the body of a pull request remembers.

    `plan` identifies the plan it shows, `commit` is the one that the bot made last.
    `dropped` and `renames` (digest to new name) are a reviewer's wishes; one that `is_revived` declines nothing.
    `title` and `body` identify the texts that the bot wrote, so that a person's are known.
    """

    topic: Topic = Topic()
    plan: str = ""
    commit: str = ""
    proposals: tuple[Known, ...] = ()
    dropped: tuple[Known, ...] = ()
    renames: Mapping[str, str] = field(default_factory=dict)
    is_revived: bool = False
    title: str = ""
    body: str = ""

    def declined(self, is_merged: bool) -> frozenset[str]:
        """Return the digests that this closed pull request turned down."""
        if self.is_revived:
            return frozenset()
        turned_down = self.dropped if is_merged else (*self.proposals, *self.dropped)
        return frozenset(known.digest for known in turned_down)

    @property
    def decisions(self) -> Decisions:
        """What reviewers decided."""
        return Decisions(self.dropped, self.renames)

    def dropping(self, numbers: Sequence[int]) -> PullRequestMarker:
        """Return the marker with proposals left out. Raises `LookupError` with the first number that there is not.

        What was dropped already may be dropped again, so that a job can be run again.
        """
        here, gone = {known.number for known in self.proposals}, {known.number for known in self.dropped}
        new = [self.proposal(number) for number in numbers if number in here or number not in gone]
        dropped = {known.digest: known for known in (*self.dropped, *new)}
        return replace(self, dropped=tuple(dropped.values()))

    def renaming(self, number: int, name: str) -> PullRequestMarker:
        """Return the marker with a new name for the skill of a proposal. Raises `LookupError` where there is none."""
        return replace(self, renames={**self.renames, self.proposal(number).digest: name})

    def proposal(self, number: int) -> Known:
        """Return a proposal by its number. Raises `LookupError` where there is none."""
        found = next((known for known in self.proposals if known.number == number), None)
        if found is None:
            raise LookupError(number)
        return found


@dataclass(frozen=True, slots=True)
class ReplyMarker:
    """What a reply remembers: the comment it answers (0: the issue's own text), its topic, a list to choose from."""

    answers: int = 0
    topic: Topic = Topic()
    candidates: tuple[str, ...] = ()


def write_marker(marker: PullRequestMarker | ReplyMarker) -> str:
    """Return the marker as one line of hidden text."""
    content: dict[str, Any] = {"v": _VERSION, "topic": _topic(marker.topic)}
    if isinstance(marker, ReplyMarker):
        content |= {"kind": "reply", "answers": marker.answers, "candidates": list(marker.candidates)}
    else:
        content |= {"kind": "pull request", "plan": marker.plan, "commit": marker.commit}
        content |= {"proposals": _rows(marker.proposals)}
        content |= {"dropped": _rows(marker.dropped)}
        content |= {
            "renames": dict(marker.renames),
            "revived": marker.is_revived,
            "title": marker.title,
            "body": marker.body,
        }
    text = json.dumps(content, ensure_ascii=True, separators=(",", ":"))
    # Nothing inside may close the comment or open another one, nor mean something in the message of a squashed commit.
    text = _ACTIVE.sub(lambda match: "".join(f"\\u{ord(sign):04x}" for sign in match[0]), text)
    return f"{_OPENING}{text}{_CLOSING}"


def read_pull_request_marker(body: str) -> PullRequestMarker | None:
    """Return the marker of a pull request's body, None where there is none that makes sense."""
    content = _content(body, "pull request")
    if content is None:
        return None
    try:
        return PullRequestMarker(
            _read_topic(content["topic"]),
            str(content["plan"]),
            _commit_id(content["commit"]),
            _read_known(content["proposals"]),
            _read_known(content["dropped"]),
            {str(digest): str(name) for digest, name in content["renames"].items()},
            content["revived"] is True,
            str(content["title"]),
            str(content["body"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def read_reply_marker(body: str) -> ReplyMarker | None:
    """Return the marker of a reply, None where there is none that makes sense."""
    content = _content(body, "reply")
    if content is None:
        return None
    try:
        candidates = tuple(str(path) for path in content["candidates"])
        return ReplyMarker(int(content["answers"]), _read_topic(content["topic"]), candidates)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def with_marker(body: str, marker: PullRequestMarker) -> str:
    """Return a pull request's body with its marker replaced."""
    return f"{visible(body)}\n\n{write_marker(marker)}\n"


def visible(body: str) -> str:
    """Return a body without its marker."""
    start, end = _place(body)
    return (body[:start] + body[end:]).rstrip()


def fingerprint(text: str) -> str:
    """Return what identifies a text, whichever line ends it is stored with."""
    lines = (line.rstrip() for line in text.strip().splitlines())
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _content(body: str, kind: str) -> dict[str, Any] | None:
    start, end = _place(body)
    try:
        content = json.loads(body[start + len(_OPENING) : end - len(_CLOSING)])
    except (ValueError, RecursionError):
        return None
    is_ours = isinstance(content, dict) and content.get("v") == _VERSION and content.get("kind") == kind
    return content if is_ours else None


def _place(body: str) -> tuple[int, int]:
    """Return where the last marker begins and ends; both are the end of the body where there is none."""
    start = body.rfind(_OPENING)
    end = body.find(_CLOSING, start) if start >= 0 else -1
    return (start, end + len(_CLOSING)) if end >= 0 else (len(body), len(body))


def _topic(topic: Topic) -> dict[str, Any]:
    return {"words": topic.words, "reports": list(topic.reports), "since": topic.since}


def _read_topic(content: Mapping[str, Any]) -> Topic:
    reports = tuple(str(path) for path in content["reports"])
    return Topic(str(content["words"]), reports, _commit_id(content["since"]))


def _rows(proposals: tuple[Known, ...]) -> list[list[Any]]:
    return [[each.number, each.digest, each.target, each.name] for each in proposals]


def _read_known(rows: list[list[Any]]) -> tuple[Known, ...]:
    return tuple(Known(int(number), str(digest), Target(target).value, str(name)) for number, digest, target, name in rows)


def _commit_id(text: object) -> str:
    value = str(text)
    if value and not _HEX.fullmatch(value):
        raise ValueError(value)
    return value
