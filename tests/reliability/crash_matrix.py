"""Every fault at every request of every flow, and the same event once more: one branch, one pull request, one reply."""

from __future__ import annotations

import atexit
import functools
import os
import signal
from contextlib import ExitStack
from typing import NamedTuple

from tests.github.lab import Ran
from tests.reliability.document import Section
from tests.reliability.faults import KINDS, Kind, striking
from tests.reliability.flows import FLOWS
from tests.reliability.stage import Outcome, Stage, staged
from tests.reliability.worker import Worker

_OPEN = ExitStack()
_UNTOLD = ("repos/get-collaborator-permission-level", "issues/create-comment", "issues/update-comment")
"""Where one of these fails nothing can be told in the thread, or nothing may be."""


class Recorded(NamedTuple):
    """A flow as it goes undisturbed: how it begins and ends, and the operations of its requests.

    `again` keeps what running the event once more led to, by what there was before.
    """

    stage: Stage
    beginning: Outcome
    end: Outcome
    operations: tuple[str, ...]
    again: dict[Outcome, tuple[Ran, Outcome]]


@functools.cache
def recorded(name: str) -> Recorded:
    """Record a flow; the client waits a second for an answer, so that silence costs one."""
    if not _OPEN._exit_callbacks:  # type: ignore[attr-defined]
        atexit.register(_OPEN.close)
    stage = _OPEN.enter_context(staged(FLOWS[name], timeout=1))
    stage.back()
    beginning = stage.outcome()
    end, operations = stage.record()
    return Recorded(stage, beginning, end, operations, {})


@functools.cache
def _worker() -> Worker:
    return _OPEN.enter_context(Worker())


def places(flow: Recorded, kind: Kind) -> list[int]:
    """Return the numbers of the requests of a flow that a kind of fault can strike."""
    return [number for number, operation in enumerate(flow.operations, start=1) if kind.strikes(operation)]


def problems(flow: Recorded, kind: Kind, number: int) -> list[str]:
    """Let a fault strike a request of a flow, run the event again, and return what is not as it must be."""
    stage = flow.stage
    stage.back()
    found = _after_a_kill(flow, kind, number) if kind.is_kill else _after_a_fault(flow, kind, number)
    reached = stage.outcome()
    found += _too_many(flow, reached)
    ran, end = _again(flow, reached)
    if ran.code != 0:
        found.append(f"the second run exits with {ran.code}: {ran.summary or ran.log}")
    found += [f"in the end {each}" for each in differences(flow.end, end)]
    found += [f"not as GitHub describes: {violation}" for violation in stage.standin.violations]
    stage.standin.violations.clear()
    return [f"request {number} ({flow.operations[number - 1]}): {each}" for each in found]


def differences(wanted: Outcome, found: Outcome) -> list[str]:
    """Return in which fields two outcomes differ, and what stands there."""
    pairs = zip(Outcome._fields, wanted, found, strict=True)
    return [f"{field}: {there} and not {want}" for field, want, there in pairs if want != there]


def _after_a_fault(flow: Recorded, kind: Kind, number: int) -> list[str]:
    ran = flow.stage.play(1, striking(kind, number))
    found = []
    if ran.code not in (0, 1):
        found.append(f"the first run exits with {ran.code}: {ran.log}")
    if ran.code == 0 and not kind.is_lie:
        ended = flow.stage.outcome().essential()
        found += [f"the first run exits with 0, but {each}" for each in differences(flow.end.essential(), ended)]
    if ran.code == 1 and not ran.summary:
        found.append("the first run failed and says nothing in the summary")
    can_tell = not kind.lasts and flow.operations[number - 1] not in _UNTOLD
    has_thread = len(flow.end.replies) > len(flow.beginning.replies)
    if ran.code == 1 and can_tell and has_thread and not any(each.is_failure for each in flow.stage.outcome().replies):
        found.append("the first run failed and says nothing in the thread")
    if flow.stage.clock.now > flow.stage.lab.pace.longest_run:
        found.append(f"the first run waited {flow.stage.clock.now} s")
    return found


def _after_a_kill(flow: Recorded, kind: Kind, number: int) -> list[str]:
    running: list[int] = []
    intercept = striking(kind, number, lambda: os.kill(running[0], signal.SIGKILL))
    code = flow.stage.play_in(_worker(), intercept, running.append)
    return [] if code == -signal.SIGKILL else [f"the process ended with {code} before it was killed"]


def _too_many(flow: Recorded, reached: Outcome) -> list[str]:
    """Return what there is more of than there should be in the end, or less of than in the beginning."""
    counts = {"branches": 0, "pulls": 2, "replies": 3}
    found = [
        f"after the first run there are {len(reached[place])} {what}"
        for what, place in counts.items()
        if not len(flow.beginning[place]) <= len(reached[place]) <= len(flow.end[place])
    ]
    if reached.people != flow.end.people:
        found.append(f"what people wrote was changed: {reached.people}")
    return found


def _again(flow: Recorded, reached: Outcome) -> tuple[Ran, Outcome]:
    """Run the event again; from the same state it leads to the same end, and need not be run each time."""
    if reached not in flow.again:
        ran = flow.stage.play(2)
        flow.again[reached] = ran, flow.stage.outcome()
    return flow.again[reached]


def _row(name: str) -> tuple[str, ...]:
    kind, cells, found, total = KINDS[name], [], [], 0
    for flow in FLOWS:
        struck = places(recorded(flow), kind)
        for number in struck:
            found += [f"{flow}, {each}" for each in problems(recorded(flow), kind, number)]
        total += len(struck)
        cells.append(str(len(struck)) if struck else "")
    assert not found, "\n".join(found)
    return (*cells, str(total))


_TEXT = """
Each flow of the bot is recorded once on the stand-in: real PyGithub over HTTP, real git. Then every fault strikes every
request of it that it can strike, which are so many cases as the table says; and the same event is run again, as GitHub's
*Re-run jobs* does. A case passes where after the first run there is nothing twice and no word of a person is touched, where
an exit code of 0 means that all is done and one of 1 was told in the thread (or, where that is not possible, in the
summary), where no more than the allowed time was waited; and where after the second run branches, commits, pull requests
with their labels and reviewers, replies and reactions are as without the fault. The table has the cases that passed; where
one fails its row says so instead.

A kill is a SIGKILL of the process that runs the action. `comment` asks in an issue, `issue` in its own text, `unclear` gets
a list and `answer` chooses from it, `update` meets new evidence, `edited` also a person's edit on the branch, `take up`
refreshes what was declined. The bot asks nothing of GraphQL, so that STALE_DATA cannot come.
"""

SECTIONS = (
    Section(
        "Whatever breaks",
        _TEXT,
        ("Fault", *FLOWS, "cases"),
        tuple(KINDS),
        _row,
        is_slow=True,
    ),
)
