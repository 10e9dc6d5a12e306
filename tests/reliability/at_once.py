"""Two runs at once, and people who act during a run: at each request of one run, the other thing happens whole."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import NamedTuple, TypeAlias

from tests.github.lab import Lab
from tests.reliability.document import Section
from tests.reliability.flows import ASK, FLOWS, Event, Flow, commented, pushed
from tests.reliability.stage import Outcome, Stage, staged
from tests.standin.server import Fault

BRANCH = "retro-bot/lora-rank"
_NOTES = "notes.md"
_WORDS = "Alice's own words."

Deed: TypeAlias = Callable[[Stage], object]
"""What a person does, or lets the bot do, in the middle of a run."""


class Meanwhile(NamedTuple):
    """A flow, and what happens during its run: an answer of the bot to another event, or a person's deed.

    `kept` says whether what the person did is still there. `is_in_turn`: it ends as if one had happened after the other.
    `unprotected` is the operation right before which nothing can be done, since GitHub takes it on no condition.
    """

    flow: Flow
    event: Callable[[Lab], Event] | None = None
    deed: Deed | None = None
    kept: Callable[[Stage], bool] = lambda _: True
    is_in_turn: bool = True
    unprotected: str = ""


def _commits_to_the_branch(stage: Stage) -> None:
    if stage.git.resolve(BRANCH):
        text = str(stage.git.read(BRANCH, stage.lab.skill))
        stage.git.commit_file(BRANCH, stage.lab.skill, f"{text}\n{_WORDS}\n", "by hand", author="Alice")


def _adds_a_file(stage: Stage) -> None:
    stage.git.commit_file(BRANCH, _NOTES, _WORDS, "by hand", author="Alice")


def _pushes_to_main(stage: Stage) -> None:
    stage.git.commit_file("main", "README.md", _WORDS, "by hand", author="Alice")


def _edits_the_description(stage: Stage) -> None:
    issue = stage.standin.state.issues[2]
    issue.body = f"{_WORDS}\n\n{issue.body}"


def _has(path: str, branch: str = BRANCH) -> Callable[[Stage], bool]:
    return lambda stage: _WORDS in str(stage.git.read(branch, path or stage.lab.skill))


ROWS = {
    "comment; the same words in another issue": Meanwhile(FLOWS["comment"], commented(ASK)),
    "comment; other words in another issue": Meanwhile(FLOWS["comment"], commented("<retrospective> all")),
    "comment; a push of a report": Meanwhile(FLOWS["comment"], pushed),
    "a push of a report; comment": Meanwhile(FLOWS["push"], commented(ASK)),
    "two answers to one list": Meanwhile(FLOWS["answer"], commented("<retrospective> 1", issue=1)),
    "update; the same words once more": Meanwhile(FLOWS["update"], commented(ASK, issue=1)),
    "`drop 2`; `drop 3`": Meanwhile(FLOWS["drop"], commented("<retrospective> drop 3", issue=2)),
    "`drop 2`; `rename 1`": Meanwhile(FLOWS["drop"], commented("<retrospective> rename 1 other-name", issue=2)),
    "`drop 2`; the same words in the issue": Meanwhile(FLOWS["drop"], commented(ASK, issue=1)),
    "`refresh`; `drop 3`": Meanwhile(FLOWS["refresh"], commented("<retrospective> drop 3", issue=2)),
    "update; a person commits an edit of the skill": Meanwhile(FLOWS["update"], deed=_commits_to_the_branch, kept=_has("")),
    "update; a person commits a file": Meanwhile(FLOWS["update"], deed=_adds_a_file, kept=_has(_NOTES)),
    "`drop 2`; a person commits an edit of the skill": Meanwhile(FLOWS["drop"], deed=_commits_to_the_branch, kept=_has("")),
    "update; a person edits the description": Meanwhile(
        FLOWS["update"],
        deed=_edits_the_description,
        kept=lambda stage: _WORDS in stage.lab.body(2),
        unprotected="pulls/update",
    ),
    "comment; a person pushes to main": Meanwhile(FLOWS["comment"], deed=_pushes_to_main, kept=_has("README.md", "main")),
    "update; a person merges the pull request": Meanwhile(
        FLOWS["update"],
        deed=lambda stage: stage.standin.merge(2),
        kept=lambda stage: stage.lab.pulls()[0].merged and stage.lab.skill_on("main"),
        is_in_turn=False,
    ),
}
"""By their names in the table."""


def problems(row: Meanwhile) -> tuple[int, int, list[str]]:
    """Let the other thing happen at each request; return the numbers of cases and of unprotected ones, and what is bad."""
    with ExitStack() as stack:
        stage = stack.enter_context(staged(row.flow))
        if row.event:
            with stage.surroundings():
                event = row.event(stage.lab)
            stage.keep()
            deed: Deed = lambda stage: stage.play(event=event)  # noqa: E731
        else:
            assert row.deed
            deed = row.deed
        in_turn = _in_turn(stage, deed)
        _, operations = stage.record()
        found = []
        numbers = [number for number, each in enumerate(operations, start=1) if each != row.unprotected]
        for number in numbers:
            stage.back()
            ran = stage.play(intercept=_at(number, lambda: deed(stage)))
            if ran.code not in (0, 1):
                found.append(f"at request {number} ({operations[number - 1]}): it exits with {ran.code}: {ran.log}")
            found += [f"at request {number} ({operations[number - 1]}): {each}" for each in _wrong(stage, row, in_turn)]
        return len(numbers), len(operations) - len(numbers), found


def _in_turn(stage: Stage, deed: Deed) -> tuple[Outcome, Outcome]:
    """Return what there is where one thing happens after the other, in both orders."""
    stage.back()
    stage.play()
    deed(stage)
    after = stage.outcome()
    stage.back()
    deed(stage)
    stage.play()
    return after, stage.outcome()


def _at(number: int, deed: Callable[[], object]) -> Callable[[str], Fault | None]:
    count = 0

    def intercept(_: str) -> None:
        nonlocal count
        count += 1
        if count == number:
            deed()

    return intercept


def _wrong(stage: Stage, row: Meanwhile, in_turn: tuple[Outcome, Outcome]) -> list[str]:
    found = [] if row.kept(stage) else ["what the person did is gone"]
    found += [f"not as GitHub describes: {violation}" for violation in stage.standin.violations]
    stage.standin.violations.clear()
    ended = _compared(stage.outcome())
    orders = [_compared(outcome) for outcome in in_turn]
    if row.is_in_turn and ended not in orders:
        for name, order in zip(("this one first", "the other one first"), orders, strict=True):
            fields = [
                f"{field} {there}, not {want}"
                for field, want, there in zip(Outcome._fields, order, ended, strict=True)
                if want != there
            ]
            found.append(f"it does not end as with {name}: {'; '.join(fields)}")
    return found


def _compared(outcome: Outcome) -> Outcome:
    """Return an outcome without what depends on the order: how many commits it took, and which were the bot's last."""
    pulls = tuple(pull._replace(ends_with_bot=True) for pull in outcome.pulls)
    return outcome._replace(commits=(), pulls=pulls)


def _row(name: str) -> tuple[str, ...]:
    cases, unprotected, found = problems(ROWS[name])
    assert not found, "\n".join(found)
    return str(cases), str(unprotected or "")


_TEXT = """
Before each request of a run, one after the other, something else happens whole: another run of the bot, or what a person
does. A case passes where branches, pull requests, decisions and replies are in the end as if one had happened after the
other, in either order, and where what the person did is still there. (Where somebody merges, the run goes on with what it
had checked out; nothing that was merged is undone.)

GitHub moves a branch only forward, but replaces a description on no condition. The bot reads it again right before, and
looks at the branch right after; what a person writes into the description in between is replaced, and stands in its edit
history on GitHub: the cases that are not protected.
"""

SECTIONS = (
    Section("At the same time", _TEXT, ("During; meanwhile", "cases", "not protected"), tuple(ROWS), _row, is_slow=True),
)
