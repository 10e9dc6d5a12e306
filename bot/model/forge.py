"""What the bot asks of the site that hosts the repository, and the values in which it answers."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple, Protocol

from bot.model.plan import FileChange


class Failure(StrEnum):
    """Why the site refused, as far as the bot knows another way or better words."""

    NOT_PERMITTED = "the token lacks a permission"
    PULL_REQUESTS_OFF = "Actions may not open pull requests"
    LOCKED = "the conversation is locked"
    PROTECTED = "a branch or ruleset protects the reference"
    BRANCH_EXISTS = "the branch exists"
    BRANCH_MOVED = "the branch moved meanwhile"
    NO_DIFFERENCE = "the branch holds nothing new"
    PULL_REQUEST_EXISTS = "the branch has a pull request"
    NO_DRAFTS = "the repository has no drafts"
    UNSIGNED = "commits must be signed"
    PUSH_PROTECTION = "push protection found a secret"
    RATE_LIMITED = "the rate limit is used up"
    NOT_FOUND = "it is not there"
    UNAVAILABLE = "the site did not answer, or failed"
    REFUSED = "the site refused"


class ForgeError(Exception):
    """The site did not do it. `failure` says why as far as the bot knows the reason; the text is the site's own.

    `wait` are the seconds after which the site asks to try again, 0 where it names none.
    """

    def __init__(self, failure: Failure, message: str, wait: float = 0.0) -> None:
        super().__init__(message)
        self.failure, self.message, self.wait = failure, message, wait


class Permission(StrEnum):
    """What a person may do in the repository; custom roles are one of these as well."""

    ADMIN = "admin"
    WRITE = "write"
    READ = "read"
    NONE = "none"


class Comment(NamedTuple):
    """A comment in a thread."""

    id: int
    author: str
    body: str
    is_bot: bool = False


class PullRequest(NamedTuple):
    """A pull request. `head` is the commit at its branch, `is_local` whether the branch is in this repository."""

    number: int
    branch: str
    head: str
    base: str
    title: str
    body: str
    url: str
    is_open: bool = True
    is_merged: bool = False
    is_local: bool = True


class Commit(NamedTuple):
    """A commit as the site knows it."""

    sha: str
    tree: str
    parents: tuple[str, ...]
    message: str


class Blob(NamedTuple):
    """What stands at a path of a tree: git's mode (`100644`) and the id of the content."""

    mode: str
    sha: str


class TreeEntry(NamedTuple):
    """A path of a new tree: its text, or the id of a blob that exists (`sha`), or neither to remove it."""

    path: str
    mode: str
    text: str | None = None
    sha: str | None = None


class NewPullRequest(NamedTuple):
    """What a pull request is opened with."""

    branch: str
    base: str
    title: str
    body: str
    draft: bool = False


class Forge(Protocol):
    """The site, as one repository there; every method raises `ForgeError`. `login` is the bot's own name, once known."""

    login: str

    def permission(self, login: str) -> Permission:
        """Return what a person may do in the repository."""

    def react(self, number: int, comment: int, content: str) -> None:
        """Put a reaction on a comment, or on the issue itself where `comment` is 0."""

    def comments(self, number: int) -> tuple[Comment, ...]:
        """Return the newest comments of a thread (up to 200), oldest first."""

    def reply(self, number: int, body: str) -> None:
        """Comment in a thread; a comment that already says the same is not repeated after a failed answer."""

    def edit_comment(self, comment: int, body: str) -> None:
        """Replace the text of a comment."""

    def pull_request(self, number: int) -> PullRequest:
        """Return a pull request."""

    def pull_requests(self, branch: str) -> tuple[PullRequest, ...]:
        """Return all pull requests of a branch of this repository, open and closed, newest first."""

    def closed_pull_requests(self) -> tuple[PullRequest, ...]:
        """Return the pull requests that were closed or merged last (up to 100)."""

    def branch_head(self, branch: str) -> str:
        """Return the commit id at a branch, empty where there is no such branch."""

    def commit(self, sha: str) -> Commit:
        """Return a commit."""

    def blobs(self, revision: str) -> Mapping[str, Blob]:
        """Return what stands at every path of a commit or tree; raise `REFUSED` where the site cuts the list."""

    def create_tree(self, base_tree: str, entries: Sequence[TreeEntry]) -> str:
        """Store a tree, `base_tree` with `entries` put in, and return its id."""

    def create_commit(self, message: str, tree: str, parents: Sequence[str]) -> str:
        """Store a commit in the bot's name, signed by the site, and return its id."""

    def create_branch(self, branch: str, commit: str) -> None:
        """Create a branch. Raises `BRANCH_EXISTS` where there is one."""

    def move_branch(self, branch: str, commit: str) -> None:
        """Move a branch forward, never by force. Raises `BRANCH_MOVED` where it has other commits."""

    def open_pull_request(self, new: NewPullRequest) -> PullRequest:
        """Open a pull request."""

    def edit_pull_request(self, number: int, title: str, body: str) -> PullRequest:
        """Replace title and body of a pull request, and return it as it is then."""

    def label(self, number: int, labels: Sequence[str]) -> None:
        """Add labels to a pull request."""

    def request_review(self, number: int, login: str) -> None:
        """Ask a person for a review."""


class Checkout(Protocol):
    """The commit that is checked out, from which the plan was made; asked of git itself."""

    head: str
    tree: str

    def blobs(self) -> Mapping[str, Blob]:
        """Return what stands at every path of the commit."""

    def check(self, changes: Sequence[FileChange]) -> None:
        """Raise `UserError` where a file is not as the plan found it, or is behind a link."""
