"""Facts: what a report says, each with the lines it stands on and the rule that read it."""

from enum import StrEnum
from typing import NamedTuple

from bot.model.report import Lines, Problem


class Kind(StrEnum):
    """The nine kinds of facts, in the order in which a report is summarised."""

    SETUP = "setup"
    PARAMETER = "parameter"
    METRIC = "metric"
    SUCCESS = "success"
    FAILURE = "failure"
    QUESTION = "question"
    ERROR = "error"
    PRACTICE = "practice"
    FINDING = "finding"


VALUE_KINDS = frozenset({Kind.SETUP, Kind.PARAMETER, Kind.METRIC})
"""Kinds that carry `name` and `value`; the others carry `text` (an error: `symptom`, `cause`, `fix`)."""


class Fact(NamedTuple):
    """One fact.

    `value` is verbatim (`+350`, `66.54%`, `-1222 MiB`), `number` and `unit` are its parse (`350.0`, ``; `66.54`, `%`;
    `-1222.0`, `MiB`). `subject` is what was measured (the run, variant or row), `name` the quantity. `section` is the
    path of headings, joined with ` > `. `rule` names the rule that made the fact. Absent fields are empty or None.
    """

    kind: Kind
    lines: Lines
    rule: str
    name: str = ""
    value: str = ""
    number: float | None = None
    unit: str = ""
    subject: str = ""
    text: str = ""
    reason: str = ""
    symptom: str = ""
    cause: str = ""
    fix: str = ""
    section: str = ""


class ReportFacts(NamedTuple):
    """The facts of one report (or of one log entry: then `path` is the log's and `entry` its title)."""

    path: str
    title: str
    date: str
    status: str
    domain: str
    facts: tuple[Fact, ...]
    problems: tuple[Problem, ...] = ()
    entry: str = ""
    lines: Lines = (1, 1)
