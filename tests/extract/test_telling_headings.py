"""Headings that tell something."""

from __future__ import annotations

from collections.abc import Callable

from bot.model.fact import Fact, Kind

Told = Callable[[Kind, str], list[Fact]]


def test_a_result_in_a_heading(told: Told) -> None:
    text = "# Report\n\n## Evaluation\n\n### Prefill (all 40 workloads PASSED)\n\ntext\n"
    assert [(fact.text, fact.lines) for fact in told(Kind.SUCCESS, text)] == [("Prefill (all 40 workloads PASSED)", (5, 5))]


def test_an_insight_in_a_heading(told: Told) -> None:
    text = "# Report\n\n## Key Insights\n\n### 1. Clipping is not optional\n\ntext\n"
    assert [fact.text for fact in told(Kind.FINDING, text)] == ["Clipping is not optional"]


def test_an_attempt_under_what_failed_with_the_reason_below(told: Told) -> None:
    text = "# Report\n\n## What Failed\n\n### Tiles of 256\n\nSlower, because registers spill.\n"
    fact = told(Kind.FAILURE, text)[0]
    assert (fact.text, fact.reason, fact.lines) == ("Tiles of 256", "registers spill", (5, 7))


def test_a_reason_is_on_the_lines_of_its_fact_so_that_its_numbers_are_grounded(told: Told) -> None:
    causes = "**Cause**:\n- 50% more shared memory\n- less occupancy\n\nmore\n"
    text = f"# Report\n\n## What Failed\n\n### A pipeline of three stages\n\n{causes}"
    fact = told(Kind.FAILURE, text)[0]
    assert (fact.reason, fact.lines) == ("50% more shared memory; less occupancy", (5, 9))


def test_a_verdict_behind_the_title(told: Told) -> None:
    text = "# Log\n\n## Experiment 4: dampened iteration (FAILED)\n\ntext\n"
    assert [fact.text for fact in told(Kind.FAILURE, text) if fact.lines == (3, 3)] == ["dampened iteration"]


def test_a_topic_is_no_statement(told: Told) -> None:
    text = "# Report\n\n## Results\n\n### How the loss exploded there\n\ntext\n\n### Smaller local batch\n\ntext\n"
    assert told(Kind.FAILURE, text) == told(Kind.SUCCESS, text) == []


def test_a_hash_with_a_verdict_tells_what_was_changed_and_what_came_of_it(told: Told) -> None:
    text = (
        "# Log\n\n## 0465f3d — discard\n\n**Source:** agent\n**Change:** dropout 0.0 → 0.2\n"
        "**Result:** loss 2.17 (worse than 2.09)\n**Notes:** The run is too short to overfit.\n"
    )
    fact = told(Kind.FAILURE, text)[0]
    assert (fact.text, fact.lines) == ("dropout 0.0 → 0.2: loss 2.17 (worse than 2.09)", (3, 7))


def test_a_run_that_changed_nothing_tells_no_success(told: Told) -> None:
    text = "# Log\n\n## 1eaa8e2 — keep\n\n**Change:** none, the script as it is\n**Result:** loss 2.09\n"
    assert told(Kind.SUCCESS, text) == []


FAILED_ATTEMPT = """# Summary

## Failed optimizations

### 2. 512-thread configuration (-17%)

**Attempt**: Use 16 warps for lower register pressure.

**Result**: REGRESSION
- 4096: 19.66 → 16.21 TFLOPS

**Cause**:
- More warps share one scheduler
- The access pattern changed
"""


def test_an_attempt_under_a_heading_has_its_labelled_cause_as_reason(told: Told) -> None:
    fact = told(Kind.FAILURE, FAILED_ATTEMPT)[0]
    assert (fact.text, fact.reason) == (
        "512-thread configuration (-17%)",
        "More warps share one scheduler; The access pattern changed",
    )


def test_what_was_attempted_in_vain_is_neither_advice_nor_a_failure_of_its_own(told: Told) -> None:
    texts = [fact.text for kind in (Kind.FAILURE, Kind.PRACTICE) for fact in told(kind, FAILED_ATTEMPT)]
    assert not [text for text in texts if "16 warps" in text]


def test_what_was_measured_of_a_failed_attempt_is_no_failure_of_its_own(told: Told) -> None:
    (fact,) = told(Kind.FAILURE, FAILED_ATTEMPT)
    assert fact.text == "512-thread configuration (-17%)"


def test_a_verdict_in_the_middle_of_a_title_with_the_reason_of_its_rejection(told: Told) -> None:
    items = "- Change: removed the mask.\n- Reject reason: waits rose.\n- Action taken: reverted the patch.\n"
    found = told(Kind.FAILURE, f"# Plan\n\n## Step02 (rejected, reverted) - strict fast path\n\n{items}")
    assert (found[0].text, found[0].reason) == ("Step02 - strict fast path", "waits rose.")
    assert not [fact for fact in found if "patch" in fact.text]


def test_a_cross_says_that_an_attempt_failed_whatever_its_words(told: Told) -> None:
    items = "- **Result:** wrong sums\n- **Learning:** the state of the pipeline broke the sum\n"
    text = f"# Session\n\n## Attempts\n\n### 3. ❌ Software Pipelining\n\n{items}"
    found = told(Kind.FAILURE, text)
    assert (found[0].text, found[0].reason) == ("Software Pipelining", "the state of the pipeline broke the sum")
    assert told(Kind.SUCCESS, text) == []
