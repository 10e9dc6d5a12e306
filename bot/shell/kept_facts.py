"""Facts as text to be kept, and back: what a report held is not read out of it twice."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from bot.model.domain import Domain
from bot.model.fact import Fact, Kind, ReportFacts
from bot.model.logbook import ExperimentLog, LogEntry
from bot.model.report import Problem, Report
from bot.shell.cache import key_of

RULES = ("extract", "reading", "secrets", "domains", "model")
"""The packages whose code decides what facts a text holds."""

_KINDS = {kind.value: kind for kind in Kind}


def facts_keys(items: Sequence[Report | LogEntry], log: ExperimentLog | None, domain: Domain, rules: bytes) -> list[bytes]:
    """Return what the facts of each report and log entry depend on: its text and path, the domain, and the rules' version.

    The text of a report is known by the id of its blob.
    """
    shared = key_of(rules, repr(domain))
    log_text = key_of(log.text) if log else b""
    return [
        key_of(shared, item.body.path, f"{item.lines}", log_text)
        if isinstance(item, LogEntry)
        else key_of(shared, item.path, item.digest)
        for item in items
    ]


def facts_text(facts: ReportFacts) -> str:
    """Return facts as text for `facts_from`."""
    rows = [(fact.kind.value, *fact.lines, *fact[2:]) for fact in facts.facts]
    head = (facts.path, facts.title, facts.date, facts.status, facts.domain)
    return json.dumps((*head, rows, facts.problems, facts.entry, facts.lines), ensure_ascii=False, separators=(",", ":"))


def facts_from(text: str) -> ReportFacts | None:
    """Return the facts that `text` holds, None where it holds none."""
    try:
        path, title, date, status, domain, rows, problems, entry, (first, last) = json.loads(text)
        facts = tuple(_fact(row) for row in rows)
        told = tuple(Problem(line, message) for line, message in problems)
    except (ValueError, TypeError, LookupError):
        return None
    return ReportFacts(path, title, date, status, domain, facts, told, entry, (first, last))


def _fact(row: list[Any]) -> Fact:
    kind, first, last, *rest = row
    return Fact(_KINDS[kind], (first, last), *rest)
