"""What is worth learning from: finished work in which something was measured or found out."""

from __future__ import annotations

import pytest

from bot.synthesize.decisions.worth import is_worth_learning
from tests.synthesize.evidence import bare, entry_unit, finding, metric

MEASURED = (metric(3, "loss", "2.5"), finding(5, "A deeper queue is faster."))


def entry(kind: str) -> str:
    return f"# Log\n\n## 2025-03-12 - Queue\n\n- **Type**: {kind}\n- **General description**: Measured the queue.\n- x\n"


def test_measured_results_with_a_finding_are_worth_learning() -> None:
    assert is_worth_learning(bare(*MEASURED, status="Completed"))


@pytest.mark.parametrize("status", ["In Progress", "Abandoned", "Draft", "TODO", "进行中"])
def test_unfinished_work_is_not(status: str) -> None:
    assert not is_worth_learning(bare(*MEASURED, status=status))


def test_a_plan_is_not() -> None:
    assert not is_worth_learning(entry_unit(entry("Plan"), *MEASURED))
    assert is_worth_learning(entry_unit(entry("Observation"), *MEASURED))


def test_a_skeleton_is_not() -> None:
    blanks = [metric(3, name, "TODO") for name in ("loss", "time", "memory")]
    assert not is_worth_learning(bare(*blanks, finding(5, "A deeper queue is faster."), metric(7, "loss", "2.5")))


def test_nothing_measured_and_nothing_found_is_not() -> None:
    assert not is_worth_learning(bare())
    assert not is_worth_learning(bare(finding(3, "A deeper queue is faster.")))


def test_a_log_entry_that_solved_a_problem_is() -> None:
    log = (
        "# Log\n\n## 2025-03-12 - Stall\n\n- **Type**: Observation\n"
        "- **General description**: Fixed the stall by sharding first.\n"
    )
    assert is_worth_learning(entry_unit(log))
