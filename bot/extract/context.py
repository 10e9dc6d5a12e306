"""What a fact rule sees: one section of a report, what the section is about, and the domain."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from bot.model.domain import Domain
from bot.model.fact import Fact
from bot.model.report import Report, Section


class SectionRole(StrEnum):
    """What a section's headings say it holds."""

    OBJECTIVE = "objective"
    SETUP = "setup"
    SETTINGS = "settings"
    RESULTS = "results"
    ATTEMPTS = "attempts"
    WORKED = "worked"
    FAILED = "failed"
    FINDINGS = "findings"
    PROBLEMS = "problems"
    PRACTICES = "practices"
    QUESTIONS = "questions"
    PLAN = "plan"
    FILES = "files"
    OTHER = "other"


class Context(NamedTuple):
    """One section with its role. `path` is the headings joined with ` > `, as facts carry it.

    `quantities` are the names of the report's metrics that the rules before found: a report's tables say what its sentences
    are about.
    """

    report: Report
    section: Section
    role: SectionRole
    domain: Domain
    path: str
    quantities: tuple[str, ...] = ()


Rule: TypeAlias = Callable[[Context], Iterator[Fact]]
"""A fact rule: one function in one module. Each fact it yields names itself in `rule` (`settings.bullet`)."""

ReportRule: TypeAlias = Callable[[Sequence[Context]], Iterator[Fact]]
"""A fact rule on all sections of a report in their order."""
