"""What worked and what failed, in running text."""

from __future__ import annotations

from collections.abc import Callable

from bot.model.fact import Fact, Kind

Told = Callable[[Kind, str], list[Fact]]


def test_each_item_of_what_worked_is_a_success(told: Told) -> None:
    found = told(Kind.SUCCESS, "## What Worked\n\n- Rank 16 fits on one GPU.\n- Packing keeps the\n  batch full.\n")
    assert [(fact.text, fact.lines) for fact in found] == [
        ("Rank 16 fits on one GPU.", (3, 3)),
        ("Packing keeps the batch full.", (4, 5)),
    ]


def test_a_failed_attempt_keeps_its_reason(told: Told) -> None:
    (fact,) = told(
        Kind.FAILURE,
        "## What Failed\n\n- **FP8 matmul**: 2x faster but wrong -- the format has 3 mantissa bits. Scaling was tried.\n",
    )
    assert fact.text == "FP8 matmul: 2x faster but wrong -- the format has 3 mantissa bits."
    assert fact.reason == "the format has 3 mantissa bits"


def test_a_nested_error_is_the_reason(told: Told) -> None:
    (fact,) = told(Kind.FAILURE, "## Batch search\n\n- `bs16`: failed on the first step\n  - error: `OutOfMemoryError`\n")
    assert (fact.text, fact.reason, fact.lines) == ("`bs16`: failed on the first step", "`OutOfMemoryError`", (3, 3))


def test_items_that_complete_a_failure_are_part_of_it(told: Told) -> None:
    (fact,) = told(Kind.FAILURE, "## What failed\n\n- Without warm-up the loss got worse:\n  - mean +0.05\n  - max +0.15\n")
    assert fact.text == "Without warm-up the loss got worse: mean +0.05; max +0.15"
    assert fact.lines == (3, 5)


def test_words_tell_outcomes_where_the_heading_does_not(told: Told) -> None:
    text = "## Run 2\n\nThroughput improved by 20%. The loader did not\nkeep up, because decoding is slow.\n"
    assert [fact.text for fact in told(Kind.SUCCESS, text)] == ["Throughput improved by 20%."]
    (failure,) = told(Kind.FAILURE, "## Run 2\n\nThe run is fine. Wider tiles did not\nhelp, because registers spill.\n")
    assert (failure.lines, failure.reason) == ((3, 4), "registers spill")


def test_a_verdict_names_the_attempt_of_its_heading(told: Told) -> None:
    (fact,) = told(
        Kind.FAILURE,
        "## Experiment 3: cosine restarts\n\n### Analysis\n\n- **Verdict: FAILED.** Restarts undo the decay.\n",
    )
    assert (fact.text, fact.reason) == ("cosine restarts: FAILED", "Restarts undo the decay.")


def test_a_success_among_failures_is_no_failure(told: Told) -> None:
    assert told(Kind.FAILURE, "## Failures\n\n- Training itself completed.\n- None so far.\n") == []


def test_settings_and_values_are_no_outcomes(told: Told) -> None:
    text = "## Setup\n\n- best checkpoint: step 900\n\n## Results\n\n- peak memory: `12 GiB` (lower)\n- packing: enabled\n"
    assert told(Kind.SUCCESS, text) == []


def test_goals_and_plans_are_no_outcomes(told: Told) -> None:
    text = "## Objective\n\nThe kernel is faster.\n\n## Next steps\n\n- improve it, the cache is slower\n"
    assert told(Kind.SUCCESS, text) == told(Kind.FAILURE, text) == []


def test_a_planned_entry_has_no_outcomes(told: Told) -> None:
    text = "- **Type**: Plan\n- **Details**: The new kernel is faster.\n"
    assert told(Kind.SUCCESS, text) == []


def test_an_order_is_no_outcome(told: Told) -> None:
    assert told(Kind.FAILURE, "## Notes\n\nDo not delete failed runs.\n") == []


def test_the_label_of_a_description_is_left_out(told: Told) -> None:
    (fact,) = told(
        Kind.FAILURE, "- **Type**: Observation\n- **General description**: The wider model did not beat the control.\n"
    )
    assert (fact.text, fact.reason) == ("The wider model did not beat the control.", "")


def test_what_a_run_changed_is_no_outcome(told: Told) -> None:
    text = "# Log\n\n## Run 3\n\n**Change:** wider layers, after the faster kernel won\n**Base:** the best run\n"
    assert told(Kind.SUCCESS, text) == told(Kind.FAILURE, text) == []


def test_a_sign_tells_what_words_leave_open_and_is_no_part_of_the_statement(told: Told) -> None:
    text = "# Log\n\n## Session\n\n- ✅ Packing: on for all runs\n- ❌ Longer warm-up: tried on one card\n"
    assert [fact.text for fact in told(Kind.SUCCESS, text)] == ["Packing: on for all runs"]
    assert [fact.text for fact in told(Kind.FAILURE, text)] == ["Longer warm-up: tried on one card"]


def test_what_not_to_try_again_failed(told: Told) -> None:
    text = "# Report\n\n## Next steps\n\n### Don't try again\n\n1. More samples for the same base model\n"
    assert [fact.text for fact in told(Kind.FAILURE, text)] == ["More samples for the same base model"]
    assert told(Kind.PRACTICE, text) == []


def test_lines_that_open_with_a_mark_are_outcomes_each(told: Told) -> None:
    text = "## Conclusion\n\n✅ The evaluation matches now\n❌ The policy got worse with each update\n"
    assert [(fact.text, fact.lines) for fact in told(Kind.SUCCESS, text)] == [("The evaluation matches now", (3, 3))]
    assert [(fact.text, fact.lines) for fact in told(Kind.FAILURE, text)] == [
        ("The policy got worse with each update", (4, 4))
    ]


def test_the_success_rate_is_a_name_and_what_is_saved_is_a_file(told: Told) -> None:
    text = "## Results\n\n- Final success rate (%)\n- Charts are saved in the `charts/` folder.\n- It can achieve 67%.\n"
    assert told(Kind.SUCCESS, text) == []


def test_a_run_that_achieved_nothing_failed(told: Told) -> None:
    (fact,) = told(Kind.FAILURE, "## Observations\n\n- Run 28 achieved 0% success in the first hour\n")
    assert fact.text == "Run 28 achieved 0% success in the first hour"


def test_a_clause_that_a_list_completes_is_one_failure(told: Told) -> None:
    text = "## Key insight\n\n**Exploration doesn't work when:**\n1. The task has tight tolerances\n2. One error ends it\n"
    (fact,) = told(Kind.FAILURE, text)
    assert fact.text == "Exploration doesn't work when: The task has tight tolerances; One error ends it"


def test_hours_of_work_and_an_improvement_without_meaning_are_no_success(told: Told) -> None:
    text = "## Results\n\n- worked time: 5h25\n- Improvement: only 0.0185, no meaningful learning\n"
    assert told(Kind.SUCCESS, text) == []


def test_a_labelled_problem_is_no_success_by_its_words(told: Told) -> None:
    text = "## Cache bug and its fix\n\n**Problem:** All four seeds gave identical curves.\n"
    assert told(Kind.SUCCESS, text) == []


def test_the_reason_of_failures_is_no_failure(told: Told) -> None:
    text = "## Failed\n\n- Rank 128 gave nothing.\n\n**Reason**: The data is too narrow for it.\n"
    assert [fact.text for fact in told(Kind.FAILURE, text)] == ["Rank 128 gave nothing."]


def test_a_result_does_not_explain_itself(told: Told) -> None:
    (fact,) = told(Kind.FAILURE, "## Failed\n\n- Result: unclear with high spread\n")
    assert fact.reason == ""


def test_how_it_was_mended_is_no_reason(told: Told) -> None:
    (fact,) = told(Kind.FAILURE, "## Notes\n\n- Identical samples killed the signal. Fixed by: more samples a prompt.\n")
    assert fact.reason == ""


def test_the_next_item_may_give_the_cause_of_a_result(told: Told) -> None:
    (fact,) = told(Kind.FAILURE, "## Adapter run\n\n- **Result**: mode collapse again\n- **Diagnosis**: too few samples\n")
    assert fact.reason == "too few samples"


def test_causes_of_failures_are_findings(told: Told) -> None:
    text = "## Root causes of the failures\n\n1. **Sparse rewards**: the catch alone gives a signal\n"
    assert told(Kind.FAILURE, text) == []
    assert len(told(Kind.FINDING, text)) == 1


def test_what_a_run_is_to_reach_is_no_success(told: Told) -> None:
    assert told(Kind.SUCCESS, "## Next\n\n- Success criteria: the mean reward improved by 5%, gradients stable\n") == []


REJECTED = """## Experiments — failed or neutral

### Experiment F3: six epilogue warps

**Baseline:** 0.722 ms / 222 regs
**Result:** 0.747 ms (regression)
**After going back:** 0.722 ms, 222 regs, 131 KB of shared memory
**Replacement:** five warps poll by themselves
**Verdict:** REJECTED

**Why it failed:** Bandwidth contention. Five warps are the sweet spot.
"""


def test_an_attempt_that_its_heading_names_fails_once(told: Told) -> None:
    (fact,) = told(Kind.FAILURE, REJECTED)
    assert (fact.text, fact.reason) == ("six epilogue warps", "Bandwidth contention. Five warps are the sweet spot.")
    assert told(Kind.SUCCESS, REJECTED) == []


def test_what_was_not_tried_did_not_fail(told: Told) -> None:
    assert told(Kind.FAILURE, "## Failed\n\n### cta::4\n\n**Result:** Not attempted\n") == []


def test_what_was_tried_and_helped_worked(told: Told) -> None:
    (fact,) = told(Kind.SUCCESS, "## Tried and helped\n\n* Padding shared memory until it is free of bank conflicts\n")
    assert fact.lines == (3, 3)


def test_expected_results_came_of_nothing_yet(told: Told) -> None:
    assert told(Kind.SUCCESS, "## Expected results\n\n### Training\n\n✅ **Loss decreases** over time\n") == []


def test_what_is_ticked_off_is_no_failure(told: Told) -> None:
    text = "## Fixes\n\n- ✅ Early NaN detection - stops training immediately\n"
    assert told(Kind.FAILURE, text) == []
    assert [fact.text for fact in told(Kind.SUCCESS, text)] == ["Early NaN detection - stops training immediately"]


def test_the_paragraph_behind_may_give_the_cause(told: Told) -> None:
    text = "## Run 4\n\nTraining did not improve over the baseline.\n\n**Likely cause:** the reward never varied.\n"
    (fact,) = told(Kind.FAILURE, text)
    assert (fact.text, fact.reason) == ("Training did not improve over the baseline.", "the reward never varied.")


def test_what_stands_below_a_heading_that_names_a_failure_explains_it(told: Told) -> None:
    text = (
        "# Report\n\n## Failure Mode: reward hacking by format\n\nThe pattern finds:\n- vectors `(0, 1)`\n- names `a = 1`\n"
    )
    assert [(fact.text, fact.lines[0]) for fact in told(Kind.FAILURE, text)] == [("reward hacking by format", 3)]


def test_rows_of_measurements_below_a_heading_that_names_a_failure_are_no_attempts(told: Told) -> None:
    text = "# Report\n\n## Dead end: tiles of 256\n\n| Step | loss |\n|---|---|\n| 10 | 2.5 |\n| 20 | 2.6 |\n"
    assert [fact.text for fact in told(Kind.FAILURE, text)] == ["tiles of 256"]


def test_a_lead_in_to_results_is_no_failure(told: Told) -> None:
    assert told(Kind.FAILURE, "## Run 4\n\nKey metrics at collapse:\n\n| a | b |\n|---|---|\n| c | 1 |\n") == []


def test_a_lead_in_to_possible_reasons_is_no_failure(told: Told) -> None:
    assert told(Kind.FAILURE, "## Run 4\n\nPossible reasons for the 2x slowdown:\n\n- the loader\n- the cache\n") == []


def test_a_cross_before_what_was_achieved_says_neither(told: Told) -> None:
    text = "## Run 4\n\n- ❌ Prevents forgetting: achieved in all runs\n"
    assert told(Kind.FAILURE, text) == told(Kind.SUCCESS, text) == []


def test_a_status_tells_that_the_run_of_the_heading_failed_and_its_postmortem_why(told: Told) -> None:
    items = "- **Status**: DIED at update 50\n- **Checkpoints**: 1\n- **Postmortem**: the terminal was closed\n"
    (fact,) = told(Kind.FAILURE, f"# Runs\n\n## mean-saber\n\n{items}")
    assert (fact.text, fact.reason) == ("mean-saber: DIED at update 50", "the terminal was closed")


def test_a_status_that_tells_of_no_failure_tells_nothing(told: Told) -> None:
    text = "# Runs\n\n## mean-saber\n\n- **Status**: completed\n"
    assert told(Kind.FAILURE, text) == told(Kind.SUCCESS, text) == []
