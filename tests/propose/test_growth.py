"""What a plan costs grows with the number of reports and no faster. Calls are counted: they are the same everywhere."""

from __future__ import annotations

import sys
from types import FrameType

from benchmarks.reports import report
from bot.domains.loading import load_domain
from bot.extract.report_facts import extract_facts
from bot.model.repository import Layout, Registry, Repository
from bot.model.selection import Candidate, Outcome, Request, Selection
from bot.propose.plan import propose
from bot.reading.report import read_report
from bot.synthesize.retrospective import synthesize

TODAY = "2025-03-14"
LAYOUT = Layout(".codex/skills", ".codex/skills/registry.json", "reports", "log.md", "troubleshooting.md", "templates")


def calls_of_a_plan(count: int) -> int:
    """Return the calls, built-in functions included, that a plan from so many reports takes, given their facts."""
    domain, _ = load_domain("research")
    texts = (report(number) for number in range(count))
    reports = tuple(read_report(f"reports/{path}", text.encode()) for path, text in texts)
    facts = tuple(extract_facts(one, domain) for one in reports)
    repository = Repository(LAYOUT, Registry(LAYOUT.registry, ""), domain, reports, None, None, ())
    chosen = Selection(Outcome.SELECTED, tuple(Candidate(one.path, one.title, one.date, 1.0) for one in reports))
    calls = 0

    def count_call(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count_call)
    try:
        propose(synthesize(facts, repository, TODAY), repository, Request("all", TODAY), chosen)
    finally:
        sys.setprofile(None)
    return calls


def test_four_times_the_reports_take_four_times_the_calls() -> None:
    few, many = (calls_of_a_plan(count) for count in (40, 160))

    assert many < 5 * few
