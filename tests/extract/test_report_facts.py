"""From a report to its facts."""

from __future__ import annotations

from bot.domains.loading import load_domain
from bot.extract.report_facts import extract_entry, extract_facts
from bot.model.logbook import LogEntry
from bot.model.report import Problem, Report
from bot.reading.markdown import markdown_blocks

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


def test_facts_come_in_the_order_of_the_lines_and_once() -> None:
    text = "# R\n\n## Results\n\nlr=1e-4 and again lr=1e-4.\n\n| Run | Loss |\n|---|---|\n| a | 0.5 |\n\n- lr=2e-4\n"
    facts = extract_facts(Report("a.md", "markdown", blocks=markdown_blocks(text)), DOMAIN).facts

    assert [(fact.name, fact.value, fact.lines[0]) for fact in facts if fact.name] == [
        ("lr", "1e-4", 5),
        ("Loss", "0.5", 9),
        ("lr", "2e-4", 11),
    ]


def test_a_reports_tables_say_what_its_sentences_are_about() -> None:
    text = (
        "## Summary\n\nRun b got worse on shelf words (12 vs 4).\n\n"
        "## Table\n\n| Run | Shelf words |\n|---|---|\n| a | 4 |\n"
    )
    facts = extract_facts(Report("a.md", "markdown", blocks=markdown_blocks(text)), DOMAIN).facts

    assert [(fact.name, fact.value) for fact in facts if fact.lines == (3, 3) and fact.name] == [
        ("shelf words", "12"),
        ("shelf words", "4"),
    ]
