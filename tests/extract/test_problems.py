"""Errors told in a sentence."""

from __future__ import annotations

from collections.abc import Callable

from bot.model.fact import Fact, Kind

Told = Callable[[Kind, str], list[Fact]]


def test_fixed_by(told: Told) -> None:
    (fact,) = told(Kind.ERROR, "## Log\n\n- Fixed the `KeyError` on resume by saving the loader state.\n")
    assert (fact.symptom, fact.fix) == ("the `KeyError` on resume", "saving the loader state")


def test_an_error_with_its_cause(told: Told) -> None:
    (fact,) = told(Kind.ERROR, "## Phase 3\n\nThe evaluation crashed on both runs due to an empty split.\n")
    assert (fact.symptom, fact.cause) == ("The evaluation crashed on both runs", "an empty split")


def test_an_error_with_its_fix_in_the_next_sentence(told: Told) -> None:
    text = "## Bugs\n\n1. `unpack` fails when the model returns three values. Fixed: index the first value.\n"
    (fact,) = told(Kind.ERROR, text)
    assert (fact.symptom, fact.fix, fact.lines) == (
        "`unpack` fails when the model returns three values",
        "index the first value",
        (3, 3),
    )


def test_an_error_without_cause_and_fix_is_no_pattern(told: Told) -> None:
    assert told(Kind.ERROR, "## Log\n\nThe run crashed at step 12.\n") == []


def test_an_error_to_look_into_is_no_error_yet(told: Told) -> None:
    assert told(Kind.ERROR, "## Next steps\n\n- Find out why it crashed due to the loader\n") == []


def test_a_labelled_fix_in_chinese(told: Told) -> None:
    text = "## 已知问题\n\n- 保存时缺少 `config.json`，加载报 `OSError`。\n  **修复**：手动复制该文件。\n"
    (fact,) = told(Kind.ERROR, text)
    assert fact.fix == "手动复制该文件"


def test_a_sentence_that_opens_with_the_cause(told: Told) -> None:
    text = "## Summary\n\nThe root cause was a learning rate 10x too high, causing a loss explosion.\n"
    (fact,) = told(Kind.ERROR, text)
    assert fact.symptom == "a loss explosion"


def test_among_problems_whatever_was_fixed_is_one(told: Told) -> None:
    text = (
        "## Problems\n\n- Loss stays flat at 2.9: the template lacked the end token. Fixed by adding it to the template.\n"
    )
    (fact,) = told(Kind.ERROR, text)
    assert (fact.symptom, fact.cause, fact.fix) == (
        "Loss stays flat at 2.9",
        "the template lacked the end token",
        "adding it to the template",
    )


def test_what_was_fixed_elsewhere_is_no_problem(told: Told) -> None:
    assert told(Kind.ERROR, "## Results\n\n- The seed of all the runs is fixed by the launcher.\n") == []
