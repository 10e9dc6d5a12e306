"""From a report to its facts."""

from __future__ import annotations

from bot.domains.loading import load_domain
from bot.extract.report_facts import extract_entry, extract_facts
from bot.model.logbook import LogEntry
from bot.model.report import Problem, Report

DOMAIN = load_domain("research")[0]


def test_an_empty_report_has_no_facts_and_keeps_its_problems() -> None:
    report = Report("reports/a.md", "markdown", title="A", date="2026-01-02", problems=(Problem(1, "empty"),))

    facts = extract_facts(report, DOMAIN)

    assert (facts.path, facts.title, facts.date, facts.domain) == ("reports/a.md", "A", "2026-01-02", "research")
    assert facts.facts == ()
    assert facts.problems == (Problem(1, "empty"),)
    assert facts.lines == (1, 1)


def test_a_log_entry_carries_its_title_and_its_lines() -> None:
    entry = LogEntry("2026-01-02: a run", "2026-01-02", "Plan", "", (10, 20), Report("log.md", "markdown"))

    facts = extract_entry(entry, DOMAIN)

    assert (facts.path, facts.entry, facts.lines) == ("log.md", "2026-01-02: a run", (10, 20))
