"""From a report to its facts: every rule on every section, duplicates dropped, in the order of the lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.extract.context import Context
from bot.extract.rules import REPORT_RULES, RULES
from bot.extract.section_roles import section_role
from bot.model.domain import Domain
from bot.model.fact import Fact, Kind, ReportFacts
from bot.model.logbook import LogEntry
from bot.model.report import Report, Section


def extract_facts(report: Report, domain: Domain) -> ReportFacts:
    """Return the facts of `report`, ordered by line. Never raises for what a report holds."""
    return ReportFacts(
        path=report.path,
        title=report.title,
        date=report.date,
        status=report.status,
        domain=domain.name,
        facts=_ordered(_facts(report, domain)),
        problems=report.problems,
        lines=_extent(report),
    )


def extract_entry(entry: LogEntry, domain: Domain) -> ReportFacts:
    """Return the facts of one log entry; `path` is the log's, and lines are lines of the log."""
    return ReportFacts(
        path=entry.body.path,
        title=entry.title,
        date=entry.date,
        status=entry.body.status,
        domain=domain.name,
        facts=_ordered(_facts(entry.body, domain)),
        problems=entry.body.problems,
        entry=entry.title,
        lines=entry.lines,
    )


def _facts(report: Report, domain: Domain) -> Iterator[Fact]:
    """Each rule sees every section, and the names of the metrics that the rules before it found."""
    contexts = [_context(report, section, domain) for section in report.sections()]
    quantities: dict[str, None] = {}
    for rule in RULES:
        known = len(quantities)
        for context in contexts:
            for fact in rule(context):
                if fact.kind is Kind.METRIC:
                    quantities[fact.name] = None
                yield fact
        if len(quantities) > known:
            names = tuple(quantities)
            contexts = [Context(report, one.section, one.role, domain, one.path, names) for one in contexts]
    for whole in REPORT_RULES:
        yield from whole(contexts)


def _context(report: Report, section: Section, domain: Domain) -> Context:
    path = " > ".join(heading.text for heading in section.headings)
    return Context(report, section, section_role(section), domain, path)


def _ordered(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Drop what was already said on the same lines: the first rule that saw it keeps it."""
    unique: dict[tuple[object, ...], Fact] = {}
    for fact in facts:
        key = (fact.kind, fact.lines, fact.name.lower(), fact.value, fact.subject, fact.text, fact.symptom)
        unique.setdefault(key, fact)
    return tuple(sorted(unique.values(), key=lambda fact: fact.lines))


def _extent(report: Report) -> tuple[int, int]:
    return (1, max(1, report.blocks[-1].lines[1])) if report.blocks else (1, 1)
