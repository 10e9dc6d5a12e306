"""Rows that turn red: what makes the bot reliable is taken out, one thing after the other, and the matrix must see it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from github.GitRef import GitRef

from bot import proposing
from bot.model.forge import Failure, ForgeError
from bot.publish import pull_request
from bot.publish.pull_request import Publisher
from bot.respond import Responder
from bot.shell.github import GithubForge
from bot.shell.github_retry import Patience
from tests.reliability import at_once
from tests.reliability.crash_matrix import places, problems, recorded
from tests.reliability.document import Section
from tests.reliability.faults import KINDS


class Broken(NamedTuple):
    """What is taken out, by patches of `place`, its `name` and what stands there instead, and the `row` that must see it.

    The row is a flow and a fault, or one of those at the same time.
    """

    patches: tuple[tuple[Any, str, Any], ...]
    row: tuple[str, ...]


def _blindly(forge: GithubForge, act: Callable[[], object], _: Callable[[], bool]) -> None:
    """Post again without a look at what is there."""
    try:
        forge._again(act)
    except ForgeError as error:
        if error.failure is not Failure.PULL_REQUEST_EXISTS:
            raise


def _forced(forge: GithubForge, branch: str, commit: str) -> None:
    url = f"{forge.repository.url}/git/refs/heads/{branch}"
    forge.api.create_from_raw_data(GitRef, {"url": url}).edit(commit, force=True)


_OUTAGE = "502 after GitHub acted, from here to the end of the run"
_KILLED = "the process is killed after GitHub acted"

BROKEN = {
    "a POST is sent again without a look for its result": Broken(
        ((GithubForge, "_once", _blindly),), ("comment", "connection reset after GitHub acted")
    ),
    "a second run does not look for the reply of the first": Broken(
        ((Responder, "_earlier_reply", lambda *_: None),), ("comment", _KILLED)
    ),
    "a second run adds no label that is lacking": Broken(
        ((Publisher, "_dressed_again", lambda *_: ()),), ("comment", _KILLED)
    ),
    "proposals are numbered anew each time": Broken(
        ((pull_request, "numbered", lambda proposals, _: _anew(proposals)),), ("drop", _KILLED)
    ),
    "waits have no bound": Broken(
        ((Patience, "left", float("inf")),), ("update", "403 limit for an hour, from here to the end of the run")
    ),
    "a thread that could not be told is no failure": Broken(
        ((Responder, "_told", lambda self, answer, *_: answer),),
        ("unclear", _OUTAGE),
    ),
    "references are moved by force": Broken(((GithubForge, "move_branch", _forced),), ("update; a person commits a file",)),
    "descriptions are not looked at again": Broken(
        ((Publisher, "_check_same", lambda *_: None),), ("update; a person edits the description",)
    ),
    "what the branch remembers is not asked": Broken(((proposing, "own_commit", lambda _: None),), ("`drop 2`; `drop 3`",)),
}
"""By their names in the table."""


def _anew(proposals: Any) -> Any:
    return _NUMBERED(proposals, proposing.PullRequestMarker())


_NUMBERED = pull_request.numbered


def red_cases(broken: Broken) -> tuple[int, int]:
    """Return how many cases of the row there are, and how many are red with the thing taken out."""
    if len(broken.row) == 1:
        with pytest.MonkeyPatch.context() as patch:
            for place in broken.patches:
                patch.setattr(*place)
            cases, _, found = at_once.problems(at_once.ROWS[broken.row[0]])
        return cases, len({each.split(":")[0] for each in found})
    flow, kind = recorded(broken.row[0])._replace(again={}), KINDS[broken.row[1]]
    struck = places(flow, kind)
    with pytest.MonkeyPatch.context() as patch:
        for place in broken.patches:
            patch.setattr(*place)
        red = sum(bool(problems(flow, kind, number)) for number in struck)
    return len(struck), red


def _row(name: str) -> tuple[str, ...]:
    broken = BROKEN[name]
    cases, red = red_cases(broken)
    assert red, f"{name}: no case of {broken.row} turned red"
    return " × ".join(broken.row), f"{red} of {cases}"


_TEXT = """
A row that cannot turn red says nothing. Here something that the rows above rely on is taken out of the bot, and the cases
of one of them are run again.
"""

SECTIONS = (
    Section("That the rows can turn red", _TEXT, ("Taken out", "Row", "red cases"), tuple(BROKEN), _row, is_slow=True),
)
