"""A few cases of the matrix that the quick tests run as well; the slow ones run all of it."""

from __future__ import annotations

import pytest

from tests.reliability import at_once
from tests.reliability.crash_matrix import problems, recorded
from tests.reliability.faults import KINDS

RESET = "connection reset after GitHub acted"
OUTAGE = "502 after GitHub acted, from here to the end of the run"
KILLED = "the process is killed after GitHub acted"


@pytest.mark.parametrize(
    ("flow", "fault", "operation"),
    [
        ("comment", RESET, "pulls/create"),
        ("comment", RESET, "issues/create-comment"),
        ("comment", KILLED, "git/create-ref"),
        ("comment", KILLED, "pulls/create"),
        ("comment", KILLED, "issues/create-comment"),
        ("drop", KILLED, "git/update-ref"),
        ("drop", OUTAGE, "pulls/update"),
    ],
)
def test_after_a_fault_the_same_event_leads_to_the_same_end(flow: str, fault: str, operation: str) -> None:
    number = recorded(flow).operations.index(operation) + 1
    assert problems(recorded(flow), KINDS[fault], number) == []


def test_of_two_decisions_at_once_none_is_lost() -> None:
    cases, _, found = at_once.problems(at_once.ROWS["`drop 2`; `drop 3`"])
    assert cases > 9
    assert found == []
