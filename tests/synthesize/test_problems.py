"""Problems that the evidence met and solved."""

from __future__ import annotations

from bot.synthesize.problems.solved import problems
from tests.synthesize.evidence import bare, entry_unit, error, failure, finding, practice, unit

STALL = """
    # Log

    ## 2025-03-12 - Stall

    - **Type**: Observation
    - **General description**: Fixed the two-card stall by running the hook on all ranks.
    - **Details**:
      - Reproduced the stall with forced sharding:
        - command: `torchrun train.py`
        - symptom: timeout before step `1`
        - the stack shows rank 0 in a gather and rank 1 in a reduction
      - Implemented fix:
        - use local shards instead of a gather
        - publish metrics on rank 0 alone
"""


def test_a_named_problem_keeps_symptom_cause_and_fix() -> None:
    (found,) = problems(bare(error(3, "Loss is `nan` at step 40", "left padding", "set right padding")))
    assert (found.pattern, found.symptom, found.cause, found.fix) == (
        "Loss is `nan` at step 40",
        "Loss is `nan` at step 40",
        "Left padding",
        "Set right padding",
    )


def test_the_line_above_a_problem_names_it_and_tells_its_cause() -> None:
    markdown = (
        "# Report: a\n\n- Observed a key mismatch when reusing output folders:\n"
        "  - error: `Missing key: loader`\n  - resolution: use a fresh folder\n"
    )
    (found,) = problems(unit(markdown, error(3, "`Missing key: loader`", fix="use a fresh folder", last=5)))
    assert found.pattern == "Key mismatch when reusing output folders"
    assert found.cause == "Reusing output folders"


def test_symptom_cause_and_fix_in_one_text_are_told_apart() -> None:
    (found,) = problems(
        bare(error(3, "Row sums are wrong. Cause: lanes return early", "lanes return early. Fix: keep all lanes"))
    )
    assert (found.symptom, found.cause, found.fix) == ("Row sums are wrong", "Lanes return early", "Keep all lanes")


def test_what_was_cured_is_the_problem() -> None:
    (found,) = problems(bare(error(3, "Serial validation removed the earlier false OOM", "overlapping jobs on one card")))
    assert (found.symptom, found.cause, found.fix) == (
        "Earlier false OOM",
        "Overlapping jobs on one card",
        "Serial validation removed it",
    )


def test_a_rule_is_no_problem_that_somebody_sees() -> None:
    assert problems(bare(error(3, "Jobs must not share a card", "that invalidates the timings"))) == ()


def test_an_entry_that_aligned_something_is_about_what_needed_it() -> None:
    markdown = STALL.replace(
        "Fixed the two-card stall by running the hook on all ranks.", "Aligned the clipping path with the original."
    )
    (found,) = problems(entry_unit(markdown))
    assert found.pattern == "Clipping path differed from the original"


def test_a_symptom_without_cause_and_fix_is_no_problem_yet() -> None:
    assert problems(unit("# Report: a\n\n- x\n", error(3, "Loss is nan"))) == ()


def test_an_entry_that_fixed_something_is_about_one_problem() -> None:
    (found,) = problems(entry_unit(STALL))
    assert found.symptom == "Two-card stall: timeout before step `1`"
    assert found.cause == "The stack shows rank 0 in a gather and rank 1 in a reduction"
    assert found.fix.startswith("Run the hook on all ranks; use local shards instead of a gather")


def test_an_entry_that_only_tried_something_is_about_no_problem() -> None:
    assert problems(entry_unit(STALL.replace("Fixed the two-card stall by running", "Tried"))) == ()


def test_a_diagnosis_is_about_one_problem() -> None:
    markdown = (
        "# Report: loader diagnosis\n\n## Objective\n\nExplain why two-card runs are slow.\n\n"
        "## Analysis\n\n- a\n- b\n- c\n"
    )
    (found,) = problems(
        unit(
            markdown,
            failure(9, "Two cards were not faster than one."),
            finding(10, "The run is bound by the loader."),
            practice(11, "Treat the loader as the first thing to speed up."),
        )
    )
    assert (found.pattern, found.symptom, found.cause, found.fix) == (
        "Two-card runs are slow",
        "Two cards were not faster than one",
        "The run is bound by the loader",
        "Treat the loader as the first thing to speed up",
    )


def test_what_was_lost_is_blamed_on_what_was_done_before() -> None:
    markdown = (
        "# Report: decode speed\n\n## Objective\n\n"
        "Restore decode speed after removing the old wrapper.\n\n## Code changes\n\n"
        "- Added a cache for each layer of the decoder.\n"
    )
    (found,) = problems(unit(markdown))
    assert (found.symptom, found.cause) == ("Decode speed was lost", "Removing the old wrapper")
    assert found.fix == "Add a cache for each layer of the decoder"
