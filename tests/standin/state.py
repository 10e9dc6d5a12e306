"""What the stand-in remembers: people, issues, comments, pull requests, labels, and the settings of the repository."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass, field


@dataclass
class Comment:
    """A comment on an issue or a pull request."""

    id: int
    issue: int
    user: str
    body: str


@dataclass
class Issue:
    """An issue, or the issue side of a pull request."""

    number: int
    title: str
    body: str
    user: str
    state: str = "open"
    locked: bool = False
    labels: list[str] = field(default_factory=list)
    is_pull_request: bool = False


@dataclass
class PullRequest:
    """A pull request; the rest is its issue's. `fork` is the repository of its head, empty for this one."""

    number: int
    head: str
    base: str
    draft: bool = False
    merged: bool = False
    fork: str = ""
    reviewers: list[str] = field(default_factory=list)


@dataclass
class RepositorySettings:
    """What an owner may switch, and GitHub answers differently for."""

    actions_may_open_pull_requests: bool = True
    actions_enabled: bool = True
    has_issues: bool = True
    is_archived: bool = False
    token_may_administer: bool = True
    token_may_write: bool = True
    drafts: bool = True
    is_private: bool = False
    truncates_trees: bool = False
    protected_branches: tuple[str, ...] = ("main",)
    restricted_prefixes: tuple[str, ...] = ()
    labels_may_be_created: bool = True


@dataclass
class State:
    """The whole memory. `roles` maps a login to its role; `unsigned` are commits that GitHub did not sign."""

    owner: str = "acme"
    name: str = "lab"
    me: str = "github-actions[bot]"
    roles: dict[str, str] = field(default_factory=dict)
    issues: dict[int, Issue] = field(default_factory=dict)
    comments: dict[int, Comment] = field(default_factory=dict)
    pulls: dict[int, PullRequest] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    reactions: dict[tuple[str, int], list[str]] = field(default_factory=lambda: defaultdict(list))
    unsigned: set[str] = field(default_factory=set)
    settings: RepositorySettings = field(default_factory=RepositorySettings)
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    comment_ids: itertools.count[int] = field(default_factory=lambda: itertools.count(1001))

    def open_issue(self, title: str, body: str = "", user: str = "alice") -> Issue:
        """Open an issue as a person does on the site."""
        issue = Issue(next(self.numbers), title, body, user)
        self.issues[issue.number] = issue
        return issue

    def comment(self, issue: int, body: str, user: str) -> Comment:
        """Comment as a person does on the site."""
        comment = Comment(next(self.comment_ids), issue, user, body)
        self.comments[comment.id] = comment
        return comment

    def comments_of(self, issue: int) -> list[Comment]:
        """The comments of an issue in the order in which they were made."""
        return [comment for comment in self.comments.values() if comment.issue == issue]
