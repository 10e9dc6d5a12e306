"""A stage for one flow: the lab where the flow begins, to be played again and again, and what it looks like afterwards."""

from __future__ import annotations

import copy
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, TypeAlias

import pytest

from bot.conversation.markers import read_pull_request_marker, read_reply_marker, visible, write_marker
from bot.conversation.replies import FAILURES
from bot.shell.github import Pace
from tests.github.lab import Lab, Ran, make_repository
from tests.reliability.flows import Event, Flow
from tests.reliability.worker import Worker
from tests.standin.server import Fault, GithubStandin

Intercept: TypeAlias = Callable[[str], Fault | None]
"""What the stand-in asks before each request, with its operation."""


class Reply(NamedTuple):
    """A comment of the bot, as far as it must be the same however often it took to write it."""

    thread: int
    marker: str
    pulls: tuple[str, ...]
    is_failure: bool


class Pull(NamedTuple):
    """A pull request; `body` has the tree of the bot's last commit for its id, which may be the head of the branch."""

    head: str
    ends_with_bot: bool
    state: str
    draft: bool
    title: str
    body: str
    labels: tuple[str, ...]
    reviewers: tuple[str, ...]


class Outcome(NamedTuple):
    """What there is in the end. `branches` are trees by branch, `commits` the messages on each that main lacks."""

    branches: tuple[tuple[str, str], ...]
    commits: tuple[tuple[str, ...], ...]
    pulls: tuple[Pull, ...]
    replies: tuple[Reply, ...]
    reactions: tuple[str, ...]
    people: tuple[str, ...]

    def essential(self) -> Outcome:
        """Return what is left without courtesies: reactions, labels and the request for a review."""
        return self._replace(pulls=tuple(pull._replace(labels=(), reviewers=()) for pull in self.pulls), reactions=())


class Clock:
    """A clock that stands still but for the bot's own waits."""

    def __init__(self) -> None:
        self.now = 0.0

    def sleep(self, seconds: float) -> None:
        self.now += seconds


class Stage:
    """The lab at the beginning of a flow, below `folder`; `play` lets the bot answer, `back` goes back to the beginning."""

    def __init__(self, standin: GithubStandin, folder: Path, flow: Flow, timeout: int = 10) -> None:
        self.standin, self.git, self.folder, self.timeout = standin, standin.git, folder, timeout
        self.clock = Clock()
        with self.surroundings():
            self.lab = Lab(standin, folder / "work", keeps_checkouts=True)
            flow.before(self.lab)
            self.event: Event = flow.event(self.lab)
        self.keep()

    def keep(self) -> None:
        """Take what there is now for the beginning."""
        self.state = copy.deepcopy(self.standin.state)
        self.refs = self.git.git("for-each-ref", "--format=%(objectname) %(refname)")

    @contextmanager
    def surroundings(self) -> Iterator[None]:
        """Git without anybody's settings; plans are kept from one run to the next, as they are on a person's machine."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("HOME", str(self.folder))
            patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
            patch.delenv("GIT_DIR", raising=False)
            patch.setenv("RETRO_BOT_CACHE", str(self.folder / "cache"))
            yield

    def back(self) -> None:
        """Go back to the beginning."""
        state = copy.deepcopy(self.state)
        self.standin.state = self.standin.endpoints.state = self.standin.endpoints.show.state = state
        wanted = {name: sha for sha, _, name in (line.partition(" ") for line in self.refs.splitlines())}
        now = self.git.git("for-each-ref", "--format=%(refname)").splitlines()
        lines = [f"update {name} {sha}" for name, sha in wanted.items()] + [f"delete {n}" for n in now if n not in wanted]
        self.git.git("update-ref", "--stdin", text="\n".join(lines) + "\n")
        self.standin.intercept = None
        self.standin.exchanges.clear()

    def play(self, attempt: int = 1, intercept: Intercept | None = None, event: Event | None = None) -> Ran:
        """Let the bot answer the event, or another one, with what happens at each request; its waits take no time."""
        self.clock = clock = Clock()
        self.lab.attempt = attempt
        self.lab.pace = Pace(timeout=self.timeout, clock=lambda: clock.now, sleep=clock.sleep)
        with self._intercepting(intercept), self.surroundings():
            return self.lab.run(*(event or self.event))

    def play_in(self, worker: Worker, intercept: Intercept, begun: Callable[[int], object]) -> int:
        """Let the bot answer the event in a process of its own, whose id `begun` is told; return how it ended."""
        self.lab.attempt = 1
        with self._intercepting(intercept), self.surroundings():
            environment, _ = self.lab.environment(*self.event)
            more = {name: os.environ[name] for name in ("RETRO_BOT_CACHE", "HOME")}
            return worker.run(environment | more, self.lab.today, begun)

    @contextmanager
    def _intercepting(self, intercept: Intercept | None) -> Iterator[None]:
        self.standin.intercept = intercept
        try:
            yield
        finally:
            self.standin.intercept = None

    def record(self) -> tuple[Outcome, tuple[str, ...]]:
        """Play the flow undisturbed; return what there is in the end, and the operations of its requests."""
        self.back()
        ran = self.play()
        assert ran.code == 0, ran.log
        return self.outcome(), tuple(exchange.operation for exchange in self.standin.exchanges)

    def outcome(self) -> Outcome:
        """Return what there is now."""
        state = self.standin.state
        lines = self.git.git("for-each-ref", "--format=%(refname:short) %(tree)", "refs/heads").splitlines()
        branches = tuple((name, tree) for name, tree in (line.split() for line in lines))
        commits = tuple(self._messages(name) for name, _ in branches)
        replies = [comment for comment in state.comments.values() if comment.user == state.me]
        people = [f"{each.issue} {each.user}: {each.body}" for each in state.comments.values() if each.user != state.me]
        people += [f"{each.number} {each.body}" for each in state.issues.values() if not each.is_pull_request]
        return Outcome(
            branches,
            commits,
            tuple(self._pull(number) for number in sorted(state.pulls)),
            tuple(sorted(_reply(comment.issue, comment.body) for comment in replies)),
            tuple(sorted(f"{place} {content}" for place, found in state.reactions.items() for content in found)),
            tuple(people),
        )

    def _messages(self, branch: str) -> tuple[str, ...]:
        ends = f"{self.git.resolve('main')}..{self.git.resolve(f'refs/heads/{branch}')}"
        log = self.git.of_objects("log", "-z", "--topo-order", "--format=%an%n%B", ends)
        return tuple(re.sub(r"\b[0-9a-f]{40}\b", self._tree, message).strip() for message in log.split("\0") if message)

    def _tree(self, found: re.Match[str]) -> str:
        return self.git.of_objects("rev-parse", f"{found[0]}^{{tree}}")

    def _pull(self, number: int) -> Pull:
        state = self.standin.state
        pull, issue = state.pulls[number], state.issues[number]
        body, marker = issue.body, read_pull_request_marker(issue.body)
        head = self.git.resolve(f"refs/heads/{pull.head}")
        if marker is not None:
            tree = self.git.of_objects("rev-parse", f"{marker.commit}^{{tree}}")
            body = f"{visible(body)}\n\n{write_marker(replace(marker, commit=tree))}\n"
        return Pull(
            pull.head,
            marker is not None and marker.commit == head,
            "merged" if pull.merged else issue.state,
            pull.draft,
            issue.title,
            body,
            tuple(sorted(issue.labels)),
            tuple(sorted(pull.reviewers)),
        )


def _reply(thread: int, body: str) -> Reply:
    told = body.startswith(("I could not do it", "GitHub refused", "Something in retro-bot broke", *FAILURES.values()))
    marker = read_reply_marker(body)
    return Reply(
        thread, write_marker(marker) if marker else "", tuple(re.findall(r"\[#(\d+)\]", visible(body).split("\n")[0])), told
    )


@contextmanager
def staged(flow: Flow, timeout: int = 10) -> Iterator[Stage]:
    """A stage for a flow, on a stand-in of its own."""
    folder = Path(tempfile.mkdtemp())  # TemporaryDirectory would warn where the stage stands until the process ends
    try:
        with GithubStandin(make_repository(folder / "origin"), folder) as standin:
            yield Stage(standin, folder, flow, timeout)
    finally:
        shutil.rmtree(folder)
