"""Failed attempts as labelled items."""

from __future__ import annotations

from collections.abc import Callable

from bot.model.fact import Fact, Kind

Told = Callable[[Kind, str], list[Fact]]


def test_an_attempt_with_the_reason_for_its_failure(told: Told) -> None:
    text = """## Trial 3

- **What was tried**: group size 64
- **Score**: 0.45
- **Failure reason**: the calibration data changed
"""
    fact = told(Kind.FAILURE, text)[0]
    assert (fact.text, fact.reason, fact.lines) == ("group size 64", "the calibration data changed", (3, 5))


def test_reasons_in_a_nested_list(told: Told) -> None:
    text = "## 실험 2\n\n- **시도한 것**: 그룹 크기 조정\n- **실패 원인**:\n  1. 분포 변경.\n  2. 샘플 삭제.\n"
    fact = told(Kind.FAILURE, text)[0]
    assert (fact.text, fact.reason, fact.lines) == ("그룹 크기 조정", "분포 변경. 샘플 삭제.", (3, 6))


def test_an_attempt_whose_reason_is_not_filled_in_is_no_failure(told: Told) -> None:
    assert told(Kind.FAILURE, "## Trial 4\n\n- **Tried**: more samples\n- **Failure reason**: n/a\n") == []
