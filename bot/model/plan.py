"""The plan: every file change of a retrospective with its reason. It is printed, written to the tree, or opened as a PR."""

from enum import StrEnum
from typing import NamedTuple

from bot.model.draft import Retrospective, Source
from bot.model.selection import Request, Selection


class Target(StrEnum):
    """What a proposal changes."""

    SKILL = "skill"
    TROUBLESHOOTING = "troubleshooting"
    REGISTRY = "registry"
    LOG = "log"


class Action(StrEnum):
    """How it changes it."""

    CREATE = "create"
    UPDATE = "update"
    APPEND = "append"


class Proposal(NamedTuple):
    """One thing a reviewer can accept or drop. `id` is its number in the plan, from 1; `sections` are headings it touches.

    `digest` identifies its content, so that what was declined is recognised when it comes again.
    """

    id: int
    target: Target
    action: Action
    path: str
    name: str
    sections: tuple[str, ...]
    reason: str
    evidence: tuple[Source, ...]
    digest: str


class FileChange(NamedTuple):
    """A file's complete text before (empty for a new file) and after, and the proposals that it carries."""

    path: str
    action: Action
    before: str
    content: str
    proposals: tuple[int, ...]


class PullRequestText(NamedTuple):
    """Branch, title and body of the pull request, sanitised and within GitHub's limits."""

    branch: str
    title: str
    body: str


class Plan(NamedTuple):
    """One plan, three ways out. `summary_markdown` is the summary as a person reads it."""

    request: Request
    selection: Selection
    retrospective: Retrospective
    summary_markdown: str
    proposals: tuple[Proposal, ...]
    files: tuple[FileChange, ...]
    pull_request: PullRequestText
    warnings: tuple[str, ...] = ()
