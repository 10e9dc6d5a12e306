"""The flows of the bot: what people did before, and the event that the bot answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

from tests.github.lab import Lab, derived_closed, derived_comment, derived_dispatch, derived_issue, derived_push
from tests.github.test_push import DROPOUT, NEW
from tests.github.test_review import MORE, REPORT

Event: TypeAlias = tuple[str, dict[str, Any]]
"""The name of an event and its payload."""

ASK = "<retrospective> lora rank"


class Flow(NamedTuple):
    """`before` leads the lab to where the flow begins; `event` makes the event that the bot then answers."""

    before: Callable[[Lab], object]
    event: Callable[[Lab], Event]


def commented(text: str, issue: int = 0) -> Callable[[Lab], Event]:
    """A comment of alice in an issue, or in a new one."""

    def event(lab: Lab) -> Event:
        number = issue or lab.state.open_issue("What did we learn?").number
        return "issue_comment", derived_comment(lab, lab.state.comment(number, text, "alice").id)

    return event


def _opened(lab: Lab) -> Event:
    return "issues", derived_issue(lab, lab.state.open_issue("What did we learn?", ASK, "alice").number)


def pushed(lab: Lab) -> Event:
    """A push of a new report to main."""
    before = str(lab.github.git.resolve("main"))
    return "push", derived_push(lab, before, lab.github.git.commit_file("main", NEW, DROPOUT, "report"))


def _closed(lab: Lab) -> Event:
    lab.state.issues[2].state = "closed"
    return "pull_request", derived_closed(lab, 2)


def _nothing(lab: Lab) -> None:
    """Begin with the lab as it is."""


def _asked(lab: Lab) -> None:
    lab.ask(ASK)


def _offered(lab: Lab) -> None:
    lab.ask("<retrospective>")


def _learned_more(lab: Lab) -> None:
    lab.ask(ASK)
    lab.push({REPORT: MORE}, run=False)


def _edited(lab: Lab) -> None:
    """A person changed the skill on the branch, and there is more evidence."""
    lab.ask(ASK)
    text = str(lab.github.git.read("retro-bot/lora-rank", lab.skill))
    lab.edit("retro-bot/lora-rank", lab.skill, text.replace("Use rank 16", "Use rank 16 or 24"))
    lab.push({REPORT: MORE}, run=False)


def _dropped(lab: Lab) -> None:
    lab.ask(ASK)
    lab.ask("<retrospective> drop 2", issue=2)


def _declined(lab: Lab) -> None:
    lab.ask(ASK)
    lab.close(2)


FLOWS = {
    "comment": Flow(_nothing, commented(ASK)),
    "issue": Flow(_nothing, _opened),
    "unclear": Flow(_nothing, commented("<retrospective>")),
    "answer": Flow(_offered, commented("<retrospective> 2", issue=1)),
    "push": Flow(_nothing, pushed),
    "by hand": Flow(_nothing, lambda lab: ("workflow_dispatch", derived_dispatch(lab, "lora rank"))),
    "update": Flow(_learned_more, commented(ASK, issue=1)),
    "edited": Flow(_edited, commented(ASK, issue=1)),
    "drop": Flow(_asked, commented("<retrospective> drop 2", issue=2)),
    "rename": Flow(_asked, commented("<retrospective> rename 1 llama3-lora-optimal", issue=2)),
    "refresh": Flow(_dropped, commented("<retrospective> refresh", issue=2)),
    "decline": Flow(_asked, _closed),
    "take up": Flow(_declined, commented("<retrospective> refresh", issue=2)),
}
"""By their names in the tables."""
