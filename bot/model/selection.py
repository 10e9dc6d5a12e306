"""What a person asked for, and which reports and log entries that turned out to mean."""

from enum import StrEnum
from typing import NamedTuple

from bot.model.logbook import LogEntry
from bot.model.report import Report


class Request(NamedTuple):
    """A request: free words, explicit report paths, and the revision after which evidence counts (`since`, a commit id).

    `today` is the ISO date on which it was asked; relative dates ("last week") and the plan's own dates rest on it.
    """

    words: str
    today: str
    reports: tuple[str, ...] = ()
    since: str = ""


class Outcome(StrEnum):
    """How clear the request was."""

    SELECTED = "selected"
    AMBIGUOUS = "ambiguous"
    NONE = "none"


class Candidate(NamedTuple):
    """A report that may be meant; `score` is 0 to 1, relative to the best possible match."""

    path: str
    title: str
    date: str
    score: float


class Selection(NamedTuple):
    """The outcome of a request: `candidates` for an ambiguous one (or, when nothing fits, everything that there is).

    `is_everything` says that the request was for all that there is, old and new.
    """

    outcome: Outcome
    reports: tuple[Candidate, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    log_entries: tuple[LogEntry, ...] = ()
    reason: str = ""
    is_everything: bool = False


class Evidence(NamedTuple):
    """The reports and log entries that a retrospective is about."""

    reports: tuple[Report, ...] = ()
    log_entries: tuple[LogEntry, ...] = ()
