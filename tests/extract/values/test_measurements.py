"""Measured numbers in sentences: which are, what they measure, whose they are."""

from __future__ import annotations

import pytest

from bot.domains.loading import load_domain
from bot.extract.values.measurements import measured
from bot.extract.values.names import names_of

CUDA = names_of(load_domain("cuda")[0])
RESEARCH = names_of(load_domain("research")[0])


def read(text: str, hint: str = "") -> list[str]:
    return [f"{one.name} = {one.value}" for one in measured(text, lambda: hint, RESEARCH)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Retain loss went from 1.273 to 1.122.", ["Retain loss = 1.273", "Retain loss = 1.122"]),
        ("It improved accuracy by 12.3% on the test set.", ["accuracy = 12.3%"]),
        ("The fused kernel is 1.55x faster than the scan.", ["faster than the scan = 1.55x"]),
        ("VRAM fell by `5676 MiB` (`~20.68%` lower peak).", ["VRAM = 5676 MiB", "lower peak = ~20.68%"]),
        ("Step 10 was reached at about 318s.", ["time = 318s"]),
        ("It reached 88 tok/s in decode, at 19% decode cost", ["throughput = 88 tok/s", "decode cost = 19%"]),
        ("About `75%` of the step is spent in data loading.", ["step = 75%"]),
        ("Pass rate rose to 9/12.", ["Pass rate = 9/12"]),
        ("top1_acc 0.5528, top5_acc 0.8652", ["top1_acc = 0.5528", "top5_acc = 0.8652"]),
        ("The best accuracy is 66.67% while we've reached 39.33%.", ["best accuracy = 66.67%", "best accuracy = 39.33%"]),
        ("The fine-tuning of Llama 3.2 went well.", []),
        ("It used 421.5M tokens in 300s train time.", ["train time = 300s"]),
        ("The job needs 10 GiB, only 8 GiB available", ["memory = 10 GiB", "memory available = 8 GiB"]),
        ("Losses [2.5, 2.25, 2.0] over the epochs", ["Losses = [2.5, 2.25, 2.0]"]),
        ("It degrades the Retain loss (2.088 vs 1.273).", ["Retain loss = 2.088", "Retain loss = 1.273"]),
        ("They are the worst performers (7.5% and 15% final accuracy)", ["final accuracy = 7.5%", "final accuracy = 15%"]),
        ("The default is suboptimal - 47.5% final-100 vs 68% for the best", ["final-100 = 47.5%", "final-100 = 68%"]),
        ("The same run can reach 0% or 67%", []),
        ("VRAM is `7GB` per `wandb`'s `GPU memory` record", ["VRAM = 7GB"]),
        ("We see significant train loss reduction from `1.19` to `0.90`", ["train loss = 1.19", "train loss = 0.90"]),
        ("It achieves between 11.37 and 13.22x speedups here", ["speedups = 11.37", "speedups = 13.22x"]),
        ("used `29.654` allocated", ["allocated = 29.654"]),
        ("Max error: < 2.6e-2 here", ["Max error = < 2.6e-2"]),
    ],
)
def test_a_measured_number_has_the_name_of_its_quantity(text: str, found: list[str]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Run 3 used 2 GPUs and 4 workers.",
        "The card has 24 GB HBM3 and 82 SMs.",
        "A 300s validation window was enough.",
        "Raise the clip to 1.5.",
        "The hard reward cap (0.05) was removed.",
        "The loss < 0.5 gate was kept.",
        "See step 64, layer 12 and epoch 3.",
        "CUDA 12.8 and PyTorch 2.10 were installed.",
        "A 7B model with 28M parameters",
        "Each row is 128 bytes wide.",
        "load 1x, 2x, or 4x tiles",
        "with a weight decay of 0.1",
        "a timeout of 30s",
        "No numbers at all.",
    ],
)
def test_numbers_that_bound_count_or_describe_are_not_measured(text: str) -> None:
    assert read(text) == []


def test_a_change_has_two_sides_and_a_comparison_two_owners() -> None:
    change = list(measured("Fused precompute (608us → 350us)", str, CUDA))
    comparison = list(measured("Throughput 1,108 TFLOPS vs cuBLAS's 1,251", str, CUDA))

    assert [(one.value, one.side) for one in change] == [("608us", "before"), ("350us", "after")]
    assert [(one.value, one.whose) for one in comparison] == [("1,108 TFLOPS", ""), ("1,251", "cuBLAS")]


def test_sentences_without_spaces_between_words() -> None:
    found = list(measured("使用共享内存后耗时从 12.35ms 降到 3.12ms，占用率只有 25%。", str, CUDA))

    assert [(one.name, one.value, one.side) for one in found] == [
        ("耗时", "12.35ms", "before"),
        ("耗时", "3.12ms", "after"),
        ("占用率", "25%", ""),
    ]


def test_a_hint_names_numbers_that_stand_alone() -> None:
    assert read("Model A nearly perfect (1 word), Model B moderate (6, down from 12)", "Target words") == [
        "Target words = 1",
        "Target words = 6",
        "Target words = 12",
    ]
    assert read("nothing here (1 word)") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("avg TPS (steps 2-5): 37620.75, peak VRAM: 21767 MiB", "peak VRAM = 21767 MiB"),
        ("throughput: 37620.75 (peak memory: 21.7 GiB)", "peak memory = 21.7 GiB"),
    ],
)
def test_what_stands_right_before_a_number_names_it_rather_than_the_label(text: str, found: str) -> None:
    assert found in read(text, hint="avg TPS")


def test_the_number_of_an_epoch_behind_an_arrow_is_no_value() -> None:
    assert read("Val loss 1.474 → Epoch 15: Val loss 1.273") == ["Val loss = 1.474", "Val loss = 1.273"]
