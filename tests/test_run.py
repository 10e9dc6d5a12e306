"""From a repository's files to a plan, as one call."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.gathering import gather, select_reports
from bot.model.plan import Target
from bot.model.selection import Outcome, Request
from bot.run import ready
from tests.commands.conftest import FILES
from tests.planning import planned

LORA = "reports/2025-03-12-llama3-lora-rank.md"


@pytest.fixture
def lab(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_clear_request_becomes_a_plan_with_the_callers_date(lab: Path) -> None:
    plan = planned(lab, Request("llama3 lora rank", "2025-04-01"))

    assert [report.path for report in plan.selection.reports] == [LORA]
    assert Target.SKILL in {proposal.target for proposal in plan.proposals}
    assert any("2025-04-01" in change.content for change in plan.files)


def test_an_unclear_request_becomes_the_selection_to_ask_about(lab: Path) -> None:
    request = Request("", "2025-04-01")
    selection = select_reports(gather(lab, request), request)

    assert selection.outcome is Outcome.AMBIGUOUS
    assert not ready(request, selection)


def test_the_domain_asked_for_is_that_of_the_skills(lab: Path) -> None:
    plan = planned(lab, Request("", "2025-04-01", (LORA,)), "research")

    assert {draft.domain for draft in plan.retrospective.skills} == {"research"}


def test_the_trouble_of_reports_that_are_not_selected_is_left_out(lab: Path) -> None:
    (lab / "reports/empty.md").write_text("")
    warned = [planned(lab, Request(words, "2025-04-01")).warnings for words in ("all", "llama3 lora rank")]
    named = [any("empty.md" in warning for warning in warnings) for warnings in warned]

    assert named == [True, False]
