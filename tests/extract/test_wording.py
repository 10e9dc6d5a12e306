"""Whether a sentence tells of success or failure."""

from __future__ import annotations

import pytest

from bot.extract.statements.wording import lean_of


@pytest.mark.parametrize(
    "text",
    [
        "The fused kernel is 1.4x faster.",
        "Peak VRAM dropped on both configs.",
        "Checkpointing reduced memory by 3 GiB.",
        "Gradient clipping fixed the NaN losses.",
        "The run completed without a crash.",
        "No regression was seen.",
        "Fixed 3 loader bugs.",
        "Latency went from 31 ms → 27 ms.",
        "better answer structure, no hallucination",
        "Throughput rose to 900 tok/s.",
        "Clipping prevents mode collapse.",
        "Both rewards prevent the benchmark-specific overfitting.",
        "显存占用更低，速度提升明显。",
        "정확도가 향상되었다.",
        "Mô hình nhanh hơn và ổn định.",
    ],
)
def test_a_sentence_that_tells_of_success(text: str) -> None:
    assert lean_of(text) == 1


@pytest.mark.parametrize(
    "text",
    [
        "A larger batch did not help.",
        "The process exited non-cleanly with SIGSEGV.",
        "Removing the barrier gave 0% speedup.",
        "The error exceeds the tolerance.",
        "H1 FALSIFIED on this model.",
        "It did NOT reduce verbosity as expected.",
        "Rank 64 ran out of memory.",
        "It is 12% slower than the baseline.",
        "Two GPUs did not provide a meaningful end-to-end improvement.",
        "Removing the warm-up significantly worsened the loss.",
        "The loss exploded after 200 steps.",
        "It finished cleanly, but the accuracy was worse.",
        "Despite better throughput, the wall clock did not improve.",
        "Dropout raised the loss.",
        "Peak memory went from 10 GB → 14 GB.",
        "不支持该算子，训练失败。",
        "속도가 느려졌다.",
        "Không cải thiện độ chính xác.",
    ],
)
def test_a_sentence_that_tells_of_failure(text: str) -> None:
    assert lean_of(text) == -1


@pytest.mark.parametrize(
    "text",
    [
        "We use AdamW with 100 warm-up steps.",
        "A wider model would improve accuracy.",
        "To improve speed we fused the kernels.",
        "The slowdown sits in the data loader.",
        "See `runs/failed/best.json`.",
        "One entry per experiment (kept, discarded, or crashed).",
        "The verdict column says pass/fail.",
        "The run used repetition_penalty=1.3.",
        "Softmax in two passes over the row.",
        "The gain is real, the loss is worse.",
        "The results will show degradation.",
        "Sampling stays non-collapsed.",
    ],
)
def test_a_sentence_that_leans_to_neither(text: str) -> None:
    assert lean_of(text) == 0


def test_a_verdict_in_code_counts_and_a_path_does_not() -> None:
    assert lean_of("Rank 64 ended in `OOM`.") == -1
    assert lean_of("Logs are in `out/oom/fail.log`.") == 0


def test_what_is_too_long_for_a_sentence_is_not_judged() -> None:
    assert lean_of("it failed " * 200) == 0


@pytest.mark.parametrize(
    ("text", "lean"),
    [
        ("No normalisation → NaN at all rates", -1),
        ("Without warm-up -> training diverged", -1),
        ("Reward rose 53% → 82%, which helps", 1),
        ("Invalid outputs fall to a few", 1),
        ("Fixed slowdowns by storing states", 1),
    ],
)
def test_what_came_of_a_thing_stands_behind_the_arrow_and_less_of_what_is_bad_is_good(text: str, lean: int) -> None:
    assert lean_of(text) == lean


@pytest.mark.parametrize(
    "text",
    [
        "39 runs (27 finished, 6 failed, 5 crashed)",
        "Instability threshold between 3e-3 and 5e-3",
        "All three ablations took an identical path",
        "What worked on the old driver may be obsolete",
        "Commit each time a good improvement is reached",
    ],
)
def test_a_count_of_outcomes_a_threshold_and_what_is_wished_for_tell_neither(text: str) -> None:
    assert lean_of(text) == 0


def test_what_follows_but_decides_also_where_it_is_the_highest() -> None:
    assert lean_of("Slower training but it reached the highest performance") == 1


def test_what_was_fixed_is_mended_and_what_is_fixed_is_not() -> None:
    assert lean_of("Fixed scheduler bug in the loader") == 1
    assert lean_of("With a fixed seed the run diverged") == -1


def test_what_is_quoted_is_no_verdict() -> None:
    assert lean_of('For those mazes "not exist" is the correct answer') == 1


@pytest.mark.parametrize(
    ("text", "lean"),
    [("None achieve the 4x target", -1), ("It is unlikely to succeed", -1), ("On paper it looks like a successful run", 0)],
)
def test_what_none_did_and_what_only_looks_so(text: str, lean: int) -> None:
    assert lean_of(text) == lean
