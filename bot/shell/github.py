"""GitHub's REST API as the bot's `Forge`, over PyGithub: few requests, none repeated blindly."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

import github
import requests
from github.GitCommit import GitCommit
from github.GithubException import RateLimitExceededException
from github.GitTree import GitTree
from github.PullRequest import PullRequest as GithubPullRequest

from bot.model.forge import (
    Blob,
    Comment,
    Commit,
    Failure,
    ForgeError,
    NewPullRequest,
    Permission,
    PullRequest,
    TreeEntry,
)
from bot.settings import Token
from bot.shell.github_errors import forge_error
from bot.shell.github_retry import Patience, bounded_retry

_PAGE = 100
_COMMENTS = 200
_ATTEMPTS = 4
"""How often a POST is sent at most where its answers break; urllib3 counts the other methods."""
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Pace:
    """How patient the bot is, in seconds. A run has a dozen requests, far from GitHub's limit of writes a minute.

    `longest_wait` bounds one wait, and no attempt begins later than `longest_run` after the first request. `timeout`
    bounds the silence of the site within one attempt. `clock` tells the time in seconds, `sleep` waits.
    """

    between_requests: float = 0.0
    between_writes: float = 0.0
    longest_wait: float = 120.0
    longest_run: float = 240.0
    secondary_wait: float = 60.0
    backoff: float = 0.5
    timeout: int = 30
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], object] = time.sleep


class GithubForge:
    """One repository (`acme/lab`) at `api_url`."""

    def __init__(self, repository: str, api_url: str, token: Token, pace: Pace = Pace()) -> None:
        self.login = ""
        self.backoff = pace.backoff
        self.patience = Patience(pace.longest_wait, pace.longest_run, pace.clock, pace.sleep)
        self.api = github.Github(
            auth=github.Auth.Token(token.reveal()),
            base_url=api_url,
            timeout=pace.timeout,
            per_page=_PAGE,
            retry=bounded_retry(self.patience, pace.secondary_wait, pace.backoff),
            seconds_between_requests=pace.between_requests,
            seconds_between_writes=pace.between_writes,
            lazy=True,
        )
        self.owner = repository.partition("/")[0]
        self.repository = self.api.get_repo(repository)
        self.full_name = repository

    def permission(self, login: str) -> Permission:
        """Return what a person may do; what GitHub calls `maintain` is `write` here, and a stranger has `read` or none."""
        try:
            with _refusals():
                found = self.repository.get_collaborator_permission(login)
        except ForgeError as error:
            if error.failure is Failure.NOT_FOUND:
                return Permission.NONE
            raise
        return Permission(found) if found in set(Permission) else Permission.NONE

    def react(self, number: int, comment: int, content: str) -> None:
        """React, and learn from the answer under which name the bot writes."""
        issue = self.repository.get_issue(number)
        place = issue.get_comment(comment) if comment else issue
        self.login = self._again(lambda: place.create_reaction(content)).user.login

    def comments(self, number: int) -> tuple[Comment, ...]:
        """Return the newest comments of a thread, oldest first."""
        with _refusals():
            pages = self.repository.get_issue(number).get_comments()
            found = pages.get_page(0)
            if len(found) == _PAGE:  # there may be more, and GitHub lists the oldest first
                found = list(islice(pages.reversed, _COMMENTS))[::-1]
            return tuple(Comment(each.id, each.user.login, each.body or "", each.user.type == "Bot") for each in found)

    def reply(self, number: int, body: str) -> None:
        """Comment; after a broken answer look first whether the comment arrived."""
        issue = self.repository.get_issue(number)
        self._once(lambda: issue.create_comment(body), lambda: any(each.body == body for each in self.comments(number)))

    def edit_comment(self, comment: int, body: str) -> None:
        """Replace the text of a comment."""
        with _refusals():
            self.repository.get_issue(1).get_comment(comment).edit(body)

    def pull_request(self, number: int) -> PullRequest:
        """Return a pull request."""
        with _refusals():
            return self._pull(self.repository.get_pull(number))

    def pull_requests(self, branch: str) -> tuple[PullRequest, ...]:
        """Return all pull requests of a branch of this repository, newest first."""
        with _refusals():
            found = self.repository.get_pulls(state="all", head=f"{self.owner}:{branch}").get_page(0)
            return tuple(self._pull(each) for each in found)

    def closed_pull_requests(self) -> tuple[PullRequest, ...]:
        """Return the pull requests that were closed last."""
        with _refusals():
            found = self.repository.get_pulls(state="closed", sort="updated", direction="desc").get_page(0)
            return tuple(self._pull(each) for each in found)

    def branch_head(self, branch: str) -> str:
        """Return the commit id at a branch, empty where there is none."""
        try:
            with _refusals():
                return str(self.repository.get_git_ref(f"heads/{branch}").object.sha)
        except ForgeError as error:
            if error.failure is Failure.NOT_FOUND:
                return ""
            raise

    def commit(self, sha: str) -> Commit:
        """Return a commit."""
        with _refusals():
            found = self.repository.get_git_commit(sha)
            return Commit(found.sha, found.tree.sha, tuple(each.sha for each in found.parents), found.message)

    def blobs(self, revision: str) -> Mapping[str, Blob]:
        """Return what stands at every path; refuse where GitHub cuts the list, which it does beyond 100,000 entries."""
        with _refusals():
            tree = self.repository.get_git_tree(revision, recursive=True)
            if tree.raw_data["truncated"]:
                raise ForgeError(Failure.REFUSED, "the repository has too many files for GitHub to list")
            return {each.path: Blob(each.mode, each.sha) for each in tree.tree if each.type != "tree"}

    def create_tree(self, base_tree: str, entries: Sequence[TreeEntry]) -> str:
        """Store a tree with the texts inline. The same content is the same tree, so that a second attempt does no harm."""
        elements = [_element(entry) for entry in entries]
        base = self.api.create_from_raw_data(GitTree, {"sha": base_tree})
        return self._again(lambda: self.repository.create_git_tree(elements, base)).sha

    def create_commit(self, message: str, tree: str, parents: Sequence[str]) -> str:
        """Store a commit without author and committer, which is when GitHub signs it in the bot's name."""
        root = self.api.create_from_raw_data(GitTree, {"sha": tree})
        before = [self.api.create_from_raw_data(GitCommit, {"sha": parent}) for parent in parents]
        return self._again(lambda: self.repository.create_git_commit(message, root, before)).sha

    def create_branch(self, branch: str, commit: str) -> None:
        """Create a branch."""
        self._once(
            lambda: self.repository.create_git_ref(f"refs/heads/{branch}", commit),
            lambda: self.branch_head(branch) == commit,
        )

    def move_branch(self, branch: str, commit: str) -> None:
        """Move a branch forward."""
        reference = self.api.create_from_raw_data(
            github.GitRef.GitRef, {"url": f"{self.repository.url}/git/refs/heads/{branch}"}
        )
        with _refusals():
            reference.edit(commit, force=False)

    def open_pull_request(self, new: NewPullRequest) -> PullRequest:
        """Open a pull request; after a broken answer look first whether it was opened."""
        opened: list[PullRequest] = []

        def act() -> None:
            made = self.repository.create_pull(new.base, new.branch, title=new.title, body=new.body, draft=new.draft)
            opened.append(self._pull(made))

        def is_done() -> bool:
            opened.extend(each for each in self.pull_requests(new.branch) if each.is_open)
            return bool(opened)

        self._once(act, is_done)
        return opened[0]

    def edit_pull_request(self, number: int, title: str, body: str) -> PullRequest:
        """Replace title and body of a pull request, and return it as it is then."""
        with _refusals():
            pull = self.repository.get_pull(number)
            pull.edit(title=title, body=body)
            return self._pull(pull)

    def label(self, number: int, labels: Sequence[str]) -> None:
        """Add labels."""
        self._again(lambda: self.repository.get_issue(number).add_to_labels(*labels))

    def request_review(self, number: int, login: str) -> None:
        """Ask a person for a review."""
        self._again(lambda: self.repository.get_pull(number).create_review_request([login]))

    def _pull(self, found: GithubPullRequest) -> PullRequest:
        head = found.head.repo
        return PullRequest(
            found.number,
            found.head.ref,
            found.head.sha,
            found.base.ref,
            found.title,
            found.body or "",
            found.html_url,
            found.state == "open",
            found.merged_at is not None,
            head is not None and head.full_name.lower() == self.full_name.lower(),
        )

    def _again(self, act: Callable[[], _T]) -> _T:
        """Do what may be done twice, and do it again where the answer broke, or a new object is not known yet."""
        for attempt in range(1, _ATTEMPTS):
            try:
                with _refusals():
                    return act()
            except ForgeError as error:
                may_help = error.failure is Failure.UNAVAILABLE or "Could not resolve to a node" in error.message
                if not may_help or not self._waited(attempt, error):
                    raise
        with _refusals():
            return act()

    def _once(self, act: Callable[[], object], is_done: Callable[[], bool]) -> None:
        """Do what must not be done twice; where the answer broke, look whether it is done before doing it again."""
        for attempt in range(1, _ATTEMPTS):
            try:
                with _refusals():
                    act()
                return
            except ForgeError as error:
                if error.failure is not Failure.UNAVAILABLE or not self._waited(attempt, error):
                    raise
            if is_done():
                return
        with _refusals():
            act()

    def _waited(self, attempt: int, error: ForgeError) -> bool:
        """Wait before the attempt after this one, as urllib3 does; say whether there is patience for it."""
        return self.patience.wait(max(error.wait, self.backoff * 2 ** (attempt - 1) if attempt > 1 else 0.0))


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn what PyGithub and the network raise into a `ForgeError`."""
    try:
        yield
    except RateLimitExceededException as error:
        raise ForgeError(Failure.RATE_LIMITED, str(_message(error.data))) from error
    except github.GithubException as error:
        retry_after = (error.headers or {}).get("retry-after", "")
        raise forge_error(error.status or 0, error.data, retry_after) from error
    except requests.exceptions.RetryError as error:
        raise forge_error(0, str(getattr(error.args[0], "reason", error))) from error
    except requests.RequestException as error:
        raise forge_error(0, type(error).__name__) from error


def _message(data: Any) -> Any:
    return data.get("message", data) if isinstance(data, Mapping) else data


def _element(entry: TreeEntry) -> github.InputGitTreeElement:
    kind = "commit" if entry.mode == "160000" else "blob"
    if entry.text is not None:
        return github.InputGitTreeElement(entry.path, entry.mode, kind, content=entry.text)
    return github.InputGitTreeElement(entry.path, entry.mode, kind, sha=entry.sha)
