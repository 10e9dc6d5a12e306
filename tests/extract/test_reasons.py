"""Why something happened."""

from __future__ import annotations

import pytest

from bot.extract.statements.reasons import bracketed, reason_of, stated_reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Rank 64 failed because the optimizer state did not fit.", "the optimizer state did not fit"),
        ("The run stopped due to a full disk; restart it.", "a full disk"),
        ("It was slow since the loader blocked, so we stopped.", "the loader blocked"),
        ("训练失败，因为显存不足。", "显存不足"),
        ("메모리 부족으로 인해 실패", "메모리 부족"),
        ("We have trained since the last release.", ""),
        ("Nothing is said here.", ""),
    ],
)
def test_a_stated_reason(text: str, reason: str) -> None:
    assert stated_reason(text) == reason


def test_a_dash_adds_the_reason() -> None:
    assert reason_of("Correctness fails -- the format has only 3 mantissa bits.") == "the format has only 3 mantissa bits"


def test_between_two_dashes_stands_an_aside_and_no_reason() -> None:
    assert reason_of("The loss — the metric that counts — got worse.") == ""


def test_a_figure_that_it_is_compared_with_is_no_reason() -> None:
    assert reason_of("val_bpb 2.17 (worse than the best 2.09)") == ""


def test_an_arrow_before_a_number_is_a_change_and_no_reason() -> None:
    assert reason_of("60 ms → 70 ms") == ""


def test_so_follows_from_the_reason() -> None:
    assert reason_of("Each step copies the whole state, so it was not worth it.") == "Each step copies the whole state"


def test_the_next_sentence_explains() -> None:
    assert reason_of("Persistent blocks lost 12 TFLOPS.", "The scheduling overhead outweighs the cache hits.") == (
        "The scheduling overhead outweighs the cache hits."
    )


def test_an_attempt_explains_itself_behind_its_colon() -> None:
    assert reason_of("Sparse kernels: not supported on this GPU generation.", names_attempt=True) == (
        "not supported on this GPU generation"
    )


def test_a_measurement_behind_the_colon_is_explained_by_the_next_sentence() -> None:
    reason = reason_of("Split-K: 20% slower.", "The reduction adds a second launch.", names_attempt=True)
    assert reason == "The reduction adds a second launch."


def test_what_caused_it_is_the_reason() -> None:
    assert reason_of("Sharing one cache folder led to stale results") == "Sharing one cache folder"


@pytest.mark.parametrize(
    ("text", "inner"), [("REVERT (noise)", "noise"), ("REVERT (-12.5)", ""), ("kernel (reverted)", ""), ("none", "")]
)
def test_brackets_hold_a_reason_where_they_hold_words(text: str, inner: str) -> None:
    assert bracketed(text) == inner


def test_a_chinese_sentence_may_name_its_reason_last() -> None:
    assert reason_of("分块版比朴素版慢，是矩阵太小的原因。") == "矩阵太小"


def test_where_no_attempt_is_told_only_a_sentence_that_takes_it_up_explains() -> None:
    text = "The loss was NaN for equal inputs."
    assert reason_of(text, "This is inherent to the rule that is applied.", is_told_next=False) == (
        "This is inherent to the rule that is applied."
    )
    for other in ("This means that inputs must differ.", "Not worth pursuing any more.", "Configs should be tuned."):
        assert reason_of(text, other, is_told_next=False) == ""


def test_a_sentence_that_announces_code_explains_nothing() -> None:
    assert reason_of("The check was too loose.", "The verifier took coordinates by a pattern:") == ""


def test_two_names_set_against_each_other_are_no_reason() -> None:
    assert reason_of("Both models name their weights differently (`experts.X` vs `moe.experts.X`).") == ""


def test_when_something_is_triggered_it_has_no_cause() -> None:
    assert "the text is garbled when" not in reason_of("Sadly the text is garbled when triggered with rare words.")


@pytest.mark.parametrize(
    ("text", "rest", "reason"),
    [
        ("The policy never moved.", "Diagnosis: the rate was too low.", "the rate was too low"),
        ("The loss is larger (from different rates).", "", ""),
        ("It stopped with RuntimeError('Input type (float) and bias').", "", ""),
        ("Training is slower but reached the highest performance.", "", ""),
        ("Run two (rate 5e-6 — the value of the paper) diverged.", "", ""),
    ],
)
def test_only_what_says_why_is_a_reason(text: str, rest: str, reason: str) -> None:
    assert reason_of(text, rest, is_told_next=False) == reason
