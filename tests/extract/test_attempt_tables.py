"""Tables of attempts."""

from __future__ import annotations

from collections.abc import Callable

from bot.model.fact import Fact, Kind

Told = Callable[[Kind, str], list[Fact]]


def test_kept_and_reverted_rows_are_successes_and_failures(told: Told) -> None:
    text = """| Exp | Tag | TFLOPS | What was tried | Result |
|-----|-----|--------|----------------|--------|
| 0 | baseline | 20.1 | naive tiles | KEEP (baseline) |
| 1 | swizzle | 61.0 | reorder tiles for the cache | KEEP (+41) |
| 2 | wide_tiles | 44.0 | tiles of 256 | REVERT (registers spill) |
"""
    assert [(fact.text, fact.lines) for fact in told(Kind.SUCCESS, text)] == [
        ("swizzle: reorder tiles for the cache (+41)", (4, 4))
    ]
    (failure,) = told(Kind.FAILURE, text)
    assert (failure.text, failure.reason, failure.lines) == ("wide_tiles: tiles of 256", "registers spill", (5, 5))


def test_a_column_of_notes_gives_the_reason(told: Told) -> None:
    text = "| config | status | notes |\n|--|--|--|\n| rank 8 | OK | |\n| rank 64 | OOM | optimizer state too large |\n"
    (failure,) = told(Kind.FAILURE, text)
    assert (failure.text, failure.reason) == ("rank 64: OOM", "optimizer state too large")


def test_a_verdict_that_says_why_is_its_own_reason(told: Told) -> None:
    (failure,) = told(Kind.FAILURE, "| config | status |\n|--|--|\n| rank 8 | OK |\n| rank 64 | VERIFIED_OOM |\n")
    assert failure.reason == "VERIFIED_OOM"


def test_an_item_elsewhere_explains_a_row(told: Told) -> None:
    text = """| Exp | Tag | Result |
|--|--|--|
| 7 | split_k | REVERT |

- **Split K** (exp 7): 9% slower. The second launch costs more than it saves.
"""
    row = told(Kind.FAILURE, text)[0]
    assert row.reason == "The second launch costs more than it saves."


def test_rows_under_what_worked_are_successes(told: Told) -> None:
    text = "## What worked\n\n| Change | Gain |\n|--|--|\n| packing | 1.3x |\n"
    assert [fact.text for fact in told(Kind.SUCCESS, text)] == ["packing: 1.3x"]


def test_a_table_of_what_failed_gives_failures_with_reasons(told: Told) -> None:
    text = "## Notes\n\n| What failed | Why | Lesson |\n|--|--|--|\n| rank 128 | out of memory | stay at 64 |\n"
    (fact,) = told(Kind.FAILURE, text)
    assert (fact.text, fact.reason) == ("rank 128", "out of memory")


def test_figures_of_a_failed_run_are_no_failures(told: Told) -> None:
    text = "# Log\n\n## Run 7 (FAILED)\n\n### Results\n\n| config | loss |\n|--|--|\n| wide | 3.1 |\n"
    assert told(Kind.FAILURE, text) == []


def test_figures_without_verdicts_are_no_attempts(told: Told) -> None:
    text = "| Metric | A | B |\n|--|--|--|\n| loss | 1.2 | 1.1 |\n| passed tests | 28/28 PASS | 28/28 PASS |\n"
    assert told(Kind.SUCCESS, text) == told(Kind.FAILURE, text) == []


def test_the_only_other_cell_says_what_went_wrong(told: Told) -> None:
    text = (
        "## Failed attempts\n\n| Config | Result |\n|---|---|\n| Cluster 4x1 | Compilation issues |\n"
        "| Manual stages | Not attempted |\n| Wide tiles | -12% |\n"
    )
    assert [(fact.text, fact.reason) for fact in told(Kind.FAILURE, text)] == [
        ("Cluster 4x1", "Compilation issues"),
        ("Wide tiles", ""),
    ]


def test_a_commit_is_no_name_of_what_was_tried(told: Told) -> None:
    rows = "| `1a2b3c4` | wide tiles | Kept |\n| work tree | unrolled loop | Reverted |\n"
    text = f"| Commit | Change | Outcome |\n|--|--|--|\n{rows}"
    assert [fact.text for fact in told(Kind.SUCCESS, text)] == ["wide tiles: Kept"]
    assert [fact.text for fact in told(Kind.FAILURE, text)] == ["unrolled loop: Reverted"]


def test_the_state_of_runs_tells_which_failed(told: Told) -> None:
    text = """| Run | Val loss | State |
|---|---|---|
| bs-512 | 1.2 | finished |
| bs-640 | 1.3 | finished |
| bs-768 | — | crashed (OOM) |
"""
    (fact,) = told(Kind.FAILURE, text)
    assert (fact.text, fact.reason, fact.lines) == ("bs-768: crashed (OOM)", "OOM", (5, 5))
    assert told(Kind.SUCCESS, text) == []


def test_that_a_step_is_done_is_no_success(told: Told) -> None:
    rows = "| 1 - naive tiles | 48 | ✅ Done |\n| 2 - not coalesced | 6 | ✅ Done |\n"
    text = f"| Kernel | GFLOPS | Status |\n|---|---|---|\n{rows}"
    assert told(Kind.SUCCESS, text) == []
