"""Tables of problems."""

from __future__ import annotations

from collections.abc import Callable

from bot.model.fact import Fact, Kind

Told = Callable[[Kind, str], list[Fact]]


def test_a_row_of_issue_cause_and_solution(told: Told) -> None:
    text = """| Issue | Root Cause | Solution |
|-------|-----------|----------|
| Loss differs | global RNG | a generator of its own |
| TBD | | |
"""
    (fact,) = told(Kind.ERROR, text)
    assert (fact.symptom, fact.cause, fact.fix, fact.lines) == (
        "Loss differs",
        "global RNG",
        "a generator of its own",
        (3, 3),
    )


def test_columns_of_other_languages(told: Told) -> None:
    (fact,) = told(Kind.ERROR, "| 现象 | 原因 | 解决方案 |\n|--|--|--|\n| 训练卡死 | 死锁 | 加超时 |\n")
    assert (fact.symptom, fact.cause, fact.fix) == ("训练卡死", "死锁", "加超时")


def test_risks_of_a_plan_are_no_errors(told: Told) -> None:
    assert told(Kind.ERROR, "## Plan\n\n| Problem | Mitigation |\n|--|--|\n| it may hang | a timeout |\n") == []
