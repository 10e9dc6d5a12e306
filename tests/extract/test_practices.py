"""Recommended practice."""

from __future__ import annotations

from collections.abc import Callable

from bot.model.fact import Fact, Kind

Told = Callable[[Kind, str], list[Fact]]


def test_each_decision_is_a_practice(told: Told) -> None:
    text = "## Decision\n\n- Keep `compile=true`.\n- Do not use one GPU as\n  evidence.\n"
    assert [(fact.text, fact.lines) for fact in told(Kind.PRACTICE, text)] == [
        ("Keep `compile=true`.", (3, 3)),
        ("Do not use one GPU as evidence.", (4, 5)),
    ]


def test_a_state_of_things_among_decisions_is_a_finding(told: Told) -> None:
    text = "## Decision\n\n- The reviewer model remains a weak baseline.\n"
    assert told(Kind.PRACTICE, text) == []
    assert [fact.text for fact in told(Kind.FINDING, text)] == ["The reviewer model remains a weak baseline."]


def test_a_lesson_that_says_what_to_do_is_a_practice(told: Told) -> None:
    text = "## Lessons learned\n\n- Use one cache folder per run.\n- The cache key ignores the shape.\n"
    assert [fact.text for fact in told(Kind.PRACTICE, text)] == ["Use one cache folder per run."]
    assert [fact.text for fact in told(Kind.FINDING, text)] == ["The cache key ignores the shape."]


def test_should_advises_anywhere_in_results(told: Told) -> None:
    text = "## Results\n\nLoss fell to 2.1. Runs should use two seeds.\n"
    assert [fact.text for fact in told(Kind.PRACTICE, text)] == ["Runs should use two seeds."]


def test_a_labelled_decision_is_told_without_its_label(told: Told) -> None:
    assert [fact.text for fact in told(Kind.PRACTICE, "## Run 2\n\n- Decision: keep rank 16.\n")] == ["keep rank 16."]


def test_a_warning_in_the_setup_is_a_practice(told: Told) -> None:
    assert [fact.text for fact in told(Kind.PRACTICE, "## Setup\n\n- Always pin the driver.\n- Use two GPUs.\n")] == [
        "Always pin the driver."
    ]


def test_a_noun_that_looks_like_an_order_is_none(told: Told) -> None:
    text = "## Analysis\n\n- Use of bf16 was fine.\n- Freeze-thaw ran to the end.\n- `keep_best=True` was set there.\n"
    assert told(Kind.PRACTICE, text) == []


def test_advice_in_other_languages(told: Told) -> None:
    assert [fact.text for fact in told(Kind.PRACTICE, "## 建议\n\n- 使用 bf16 训练。\n")] == ["使用 bf16 训练。"]


def test_what_should_have_been_done_is_no_advice(told: Told) -> None:
    assert told(Kind.PRACTICE, "## Lessons\n\n- We should have caught this earlier.\n") == []


def test_what_a_label_calls_a_decision_or_a_recipe_is_a_practice_whatever_its_words(told: Told) -> None:
    text = "## Verdict\n\n- The wide tile wins.\n- Decision: 16 warps above 8192, never fewer.\n- Recipe: r=16, lr 2e-4.\n"
    assert [fact.text for fact in told(Kind.PRACTICE, text)] == ["16 warps above 8192, never fewer.", "r=16, lr 2e-4."]


def test_a_noun_that_opens_with_its_object_is_an_order(told: Told) -> None:
    text = "## Lessons\n\n- Log the share of zeros from the first step.\n- Log files were lost.\n"
    assert [fact.text for fact in told(Kind.PRACTICE, text)] == ["Log the share of zeros from the first step."]


def test_a_question_among_decisions_is_no_practice(told: Told) -> None:
    assert told(Kind.PRACTICE, "## What I would do again\n\nStill open: does a random choice do as well?\n") == []


def test_what_must_be_done_is_advice_and_what_was_recommended_by_others_is_none(told: Told) -> None:
    text = (
        "## Implications\n\n- Components must be tested together\n- Update default to actor_lr=0.001\n"
        "- The paper's recommendation of equal rates is validated\n"
    )
    assert [fact.text for fact in told(Kind.PRACTICE, text)] == [
        "Components must be tested together",
        "Update default to actor_lr=0.001",
    ]


def test_a_use_of_one_kind_alone_is_no_advice(told: Told) -> None:
    assert told(Kind.PRACTICE, "## Work\n\n- Stripped dead code for our decode-only use case.\n") == []


def test_what_was_changed_is_no_advice(told: Told) -> None:
    assert told(Kind.PRACTICE, "## Code changes\n\n- Add a dry run that loads no model.\n") == []


def test_advice_behind_a_label_is_told_where_more_sentences_follow(told: Told) -> None:
    text = "## Temperature\n\n**Conclusion**: Use temperature 0.1 for structured output. Determinism is preferred.\n"
    assert [fact.text for fact in told(Kind.PRACTICE, text)] == ["Use temperature 0.1 for structured output."]


def test_variants_that_were_tested_are_no_advice(told: Told) -> None:
    assert told(Kind.PRACTICE, "## Prompts\n\n**Variations tested**:\n\n1. **Few-shot**: Add 2 examples\n") == []


def test_how_it_was_done_is_no_advice(told: Told) -> None:
    text = "## Notes\n\nOnly the first turn is used as the prompt.\n\nUse the first turn of each conversation.\n"
    assert [fact.text for fact in told(Kind.PRACTICE, text)] == ["Use the first turn of each conversation."]


def test_a_box_to_be_checked_is_no_practice(told: Told) -> None:
    text = "## Recommendations\n\n- [ ] Reduce the waits\n- [x] Keep the best step\n- Use two stages\n"
    assert [fact.text for fact in told(Kind.PRACTICE, text)] == ["Use two stages"]


def test_what_a_thing_does_not_do_is_no_advice(told: Told) -> None:
    text = "## Lessons\n\nStatic configurations are fragile:\n- Break when shapes change\n- Don't adapt to other models\n"
    assert told(Kind.PRACTICE, text) == []


def test_an_estimate_is_no_advice(told: Told) -> None:
    assert told(Kind.PRACTICE, "## Analysis\n\nAt 936 GB/s, this should take ~1 us.\n") == []
