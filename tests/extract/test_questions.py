"""Open questions."""

from __future__ import annotations

from collections.abc import Callable

from bot.model.fact import Fact, Kind

Told = Callable[[Kind, str], list[Fact]]


def test_unchecked_boxes_are_questions_and_checked_ones_are_not(told: Told) -> None:
    text = "## Checklist\n\n- [ ] Test with\n      dropout\n- [x] Fix the seed\n"
    assert [(fact.text, fact.lines) for fact in told(Kind.QUESTION, text)] == [("Test with dropout", (3, 4))]


def test_items_of_next_steps_are_questions(told: Told) -> None:
    text = "## Next Steps\n\n1. Try rank 32\n   - with dropout\n2. TODO\n\n## Results\n\n- rank 16 ran\n"
    assert [fact.text for fact in told(Kind.QUESTION, text)] == ["Try rank 32"]


def test_what_was_done_is_no_question(told: Told) -> None:
    text = (
        "## Next Steps\n\n- Saturday, July 18, 2026\n- `runs/smoke/args.json`\n- Repeat it on 2026-07-20 with two seeds\n"
    )
    assert [fact.text for fact in told(Kind.QUESTION, text)] == ["Repeat it on 2026-07-20 with two seeds"]


def test_a_lead_in_opens_questions(told: Told) -> None:
    assert [fact.text for fact in told(Kind.QUESTION, "## Log\n\nNext:\n\nRepeat it on two seeds.\n")] == [
        "Repeat it on two seeds."
    ]


def test_sentences_that_ask_or_leave_something_open(told: Told) -> None:
    text = "## Analysis\n\nLoss fell. Does it hold for 7B? It is unclear whether seeds matter.\n\n- TODO: rerun on A100\n"
    assert [fact.text for fact in told(Kind.QUESTION, text)] == [
        "Does it hold for 7B?",
        "It is unclear whether seeds matter.",
        "TODO: rerun on A100",
    ]


def test_a_planned_entry_asks_what_it_is_to_do(told: Told) -> None:
    text = "- **Type**: Plan\n- **Details**:\n  - Compare rank 8 and rank 16\n"
    assert [fact.text for fact in told(Kind.QUESTION, text)] == ["Compare rank 8 and rank 16"]


def test_an_unchecked_prediction_is_no_question(told: Told) -> None:
    assert told(Kind.QUESTION, "## Predictions\n\n- [ ] Prediction 1: a cap of 400 will be fastest\n") == []


def test_what_is_left_of_a_template_is_no_question(told: Told) -> None:
    text = "## Outcomes\n\n- [ ] Prediction 1: **SUPPORTED / REFUTED / INCONCLUSIVE** - [explanation]\n"
    assert told(Kind.QUESTION, text) == []


def test_a_step_says_what_to_do_and_not_what_is(told: Told) -> None:
    text = "## Next steps\n\n1. Lower the rate\n2. The base reached 90.5 before\n3. This is already quite good\n"
    assert [fact.text for fact in told(Kind.QUESTION, text)] == ["Lower the rate"]


def test_a_way_to_see_whether_is_no_question(told: Told) -> None:
    assert told(Kind.QUESTION, "## 方法\n\n用计数器可以看出是否存在冲突。\n") == []
    assert len(told(Kind.QUESTION, "## 方法\n\n目前不确定是否存在冲突。\n")) == 1


def test_a_step_may_be_named_after_goals(told: Told) -> None:
    text = "## Future directions\n\n1. **Mixed objectives**: combine both losses\n2. Hypothesis: more capacity helps\n"
    assert [fact.lines[0] for fact in told(Kind.QUESTION, text)] == [3]


def test_opportunities_that_remain_are_steps(told: Told) -> None:
    text = "## Remaining optimization opportunities\n\n1. **Dynamic shared memory** - larger tiles beyond 48 KB\n"
    assert len(told(Kind.QUESTION, text)) == 1


def test_a_step_with_a_check_mark_was_done(told: Told) -> None:
    text = "## Next Steps\n\n1. ✅ Accept the finding\n2. Try two stages\n"
    assert [fact.text for fact in told(Kind.QUESTION, text)] == ["Try two stages"]


def test_a_figure_is_no_step(told: Told) -> None:
    items = "- Target: 140 TFLOPS (+48% from 94.5)\n- 70-73% (at most)\n- Confidence: 85% (of us)\n- Try two stages\n"
    assert [fact.text for fact in told(Kind.QUESTION, f"## Next Steps\n\n{items}")] == ["Try two stages"]


def test_what_somebody_thinks_about_is_left_to_do(told: Told) -> None:
    text = "## 11/27\n\nThinking about a larger learning rate. It ran for an hour.\n"
    assert [fact.text for fact in told(Kind.QUESTION, text)] == ["Thinking about a larger learning rate."]
