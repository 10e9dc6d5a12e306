"""Outcomes that are told by what explains them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.model.fact import Fact, Kind

Told = Callable[[Kind, str], list[Fact]]

REASONS = "- It rushes the landing\n- It fights the other bonuses\n"


@pytest.mark.parametrize(
    ("lead_in", "lines"),
    [("## Analysis\n\n**Why the time penalty hurts:**\n", (5, 7)), ("## Why the time penalty hurts\n\n", (3, 6))],
)
def test_why_something_failed_is_a_failure_with_the_reasons_below(told: Told, lead_in: str, lines: tuple[int, int]) -> None:
    (fact,) = told(Kind.FAILURE, f"# Rewards\n\n{lead_in}{REASONS}")
    assert fact.text == "The time penalty hurts"
    assert fact.reason == "It rushes the landing; It fights the other bonuses"
    assert fact.lines == lines


def test_why_something_works_is_a_success_and_its_reasons_are_one_finding(told: Told) -> None:
    text = f"## Analysis\n\n**Why equal rates work best:**\n{REASONS}"
    assert [fact.text for fact in told(Kind.SUCCESS, text)] == ["Equal rates work best"]
    assert [fact.text for fact in told(Kind.FINDING, text)] == [
        "Why equal rates work best: It rushes the landing; It fights the other bonuses"
    ]


@pytest.mark.parametrize("lead_in", ["Why did it fail?", "Why it matters:", "Why this fails:"])
def test_a_question_and_what_names_nothing_explain_no_failure(told: Told, lead_in: str) -> None:
    assert not [f for f in told(Kind.FAILURE, f"## Analysis\n\n{lead_in}\n{REASONS}") if f.rule == "explained_outcomes"]


def test_the_reasons_are_as_many_as_one_reads_at_once(told: Told) -> None:
    long = "- " + "it rushes the landing of the craft and " * 4 + "crashes\n"
    (fact,) = told(Kind.FAILURE, f"## Analysis\n\n**Why the penalty hurts:**\n{long}{long}")
    assert fact.lines == (3, 4)


def test_a_failure_of_two_words_tells_its_first_reason(told: Told) -> None:
    (fact,) = told(Kind.FAILURE, f"# Updates\n\n### Why PPO Fails\n\n{REASONS}")
    assert fact.text == "PPO Fails: It rushes the landing"


def test_a_heading_may_ask_why(told: Told) -> None:
    (fact,) = told(Kind.FAILURE, f"# Updates\n\n### Why mode collapse?\n\n{REASONS}")
    assert fact.text == "Mode collapse: It rushes the landing"
