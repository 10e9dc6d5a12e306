"""Verdicts in a word or two."""

from __future__ import annotations

import pytest

from bot.extract.verdicts import is_decision, is_self_explaining, verdict_of


@pytest.mark.parametrize("cell", ["KEEP (+3.1)", "kept", "VERIFIED_OK", "PASS (12/12)", "✅ merged", "Correct", "成功"])
def test_a_good_verdict(cell: str) -> None:
    assert verdict_of(cell) == "good"


@pytest.mark.parametrize("cell", ["REVERT (-26)", "reverted (<1%)", "FAIL", "OOM at step 3", "out of memory", "❌", "실패"])
def test_a_bad_verdict(cell: str) -> None:
    assert verdict_of(cell) == "bad"


@pytest.mark.parametrize("cell", ["28/28 PASS", "baseline", "12.5", "no gain so far", "correct up to rounding", ""])
def test_no_verdict(cell: str) -> None:
    assert verdict_of(cell) == ""


def test_only_some_verdicts_tell_what_was_kept() -> None:
    assert [is_decision(cell) for cell in ("KEEP", "Fully effective", "OK")] == [True, True, False]


def test_running_out_of_memory_explains_itself() -> None:
    assert [is_self_explaining(cell) for cell in ("VERIFIED_OOM", "FAIL")] == [True, False]
