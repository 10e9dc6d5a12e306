"""The shape of a value."""

from __future__ import annotations

import pytest

from bot.extract.values.shapes import is_empty, is_identifier, is_path, is_sentence, is_switch, opens_with_switch, verdict


@pytest.mark.parametrize(
    "value", ["", "-", "—", "N/A", "n/a", "TBD", "TODO", "{fill in}", "[...]", "`-`", "待定", "없음", "..."]
)
def test_what_says_nothing_is_empty(value: str) -> None:
    assert is_empty(value)


@pytest.mark.parametrize("value", ["0", "none", "no", "[1, 2]", "(1, 128)", "a - b", "{2,4}"])
def test_what_says_something_is_not_empty(value: str) -> None:
    assert not is_empty(value)


@pytest.mark.parametrize(
    ("value", "answer"),
    [
        ("OK", "OK"),
        ("OOM", "OOM"),
        ("VERIFIED_OK", "VERIFIED_OK"),
        ("PASS", "PASS"),
        ("FAIL (2 of 8 shapes)", "FAIL"),
        ("Correct, autotuned", "Correct"),
        ("✓", "✓"),
        ("通过", "通过"),
        ("실패", "실패"),
        ("OK to merge", ""),
        ("okapi", ""),
        ("17.5", ""),
    ],
)
def test_a_verdict_opens_the_value(value: str, answer: str) -> None:
    assert verdict(value) == answer


def test_switches_paths_ids_and_sentences() -> None:
    assert is_switch("`True`")
    assert is_switch("disabled")
    assert not is_switch("truely")
    assert opens_with_switch("disabled for timing")
    assert is_path("outputs/run_1/log.txt")
    assert is_path("https://example.org/x")
    assert is_path("train.py")
    assert not is_path("read / write")
    assert is_identifier("utriabh7")
    assert not is_identifier("baseline")
    assert is_sentence("one two three four five six seven eight nine ten eleven twelve thirteen")
    assert is_sentence("一个线程束中剩余的线程都是空置的没有被利用")
    assert not is_sentence("cosine with warmup")
