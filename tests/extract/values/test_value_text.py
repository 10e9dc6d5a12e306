"""Setup, parameters and metrics out of running text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.model.fact import Fact

Named = Callable[..., list[str]]


def test_a_setup_section_gives_setup_and_parameters(named: Named) -> None:
    text = (
        "## Setup\n\n- Hardware: `2x A100-SXM4-40GB`\n- Dataset: `org/captions` (streaming)\n- Steps: `100`\n"
        "- `dp_shard=2`, `dp_replicate=1`\n- Checkpointing disabled\n- compile: enabled\n"
    )

    assert named(text) == [
        "setup Hardware = 2x A100-SXM4-40GB",
        "setup Dataset = org/captions (streaming)",
        "parameter Steps = 100",
        "parameter dp_shard = 2",
        "parameter dp_replicate = 1",
        "parameter Checkpointing = disabled",
        "parameter compile = enabled",
    ]


def test_bold_lines_of_a_front_page_are_read_one_by_one(values: Callable[..., list[Fact]]) -> None:
    text = "# Run\n\n**Date:** 2026-03-14\n**Model:** Qwen-0.5B + LoRA (r=16)\n**Total time:** 25.9 min\n"

    assert [(fact.kind, fact.name, fact.value, fact.lines) for fact in values(text)] == [
        ("parameter", "r", "16", (4, 4)),
        ("setup", "Model", "Qwen-0.5B + LoRA (r=16)", (4, 4)),
        ("metric", "Total time", "25.9 min", (5, 5)),
    ]


def test_software_is_setup_with_its_version(named: Named) -> None:
    text = "## Environment\n\n- torch `2.7.0+rocm6.3`\n- Unsloth `2026.5.6`\n- Python: 3.11\n"

    assert named(text) == ["setup torch = 2.7.0+rocm6.3", "setup Unsloth = 2026.5.6", "setup Python = 3.11"]


def test_metrics_behind_labels_are_about_their_caption(named: Named) -> None:
    text = (
        "## Results\n\nDelta (`grouped - baseline`):\n- final loss: `0.00000`\n- peak VRAM: `-1222 MiB` (`2.05%` lower)\n"
    )

    assert named(text) == [
        "metric final loss = 0.00000 @ grouped - baseline",
        "metric peak VRAM = -1222 MiB @ grouped - baseline",
        "metric peak VRAM lower = 2.05% @ grouped - baseline",
    ]


def test_a_caption_names_the_quantity_where_the_labels_name_runs(named: Named) -> None:
    text = "## Result\n\nWall-clock comparison:\n\n- stack A: `364.4s`\n- stack B: `314.0s`\n"

    assert named(text) == ["metric Wall-clock = 364.4s @ stack A", "metric Wall-clock = 314.0s @ stack B"]


def test_a_point_of_the_run_is_the_subject(named: Named) -> None:
    text = "### Loss curves\n\n- Step 0: 4.64 (initial)\n- Step 50: ~2.8\n"

    assert named(text) == ["metric Loss = 4.64 @ Step 0", "metric Loss = ~2.8 @ Step 50"]


def test_the_unit_names_what_a_run_took(named: Named) -> None:
    text = "## Kernels\n\n- Sequential scan (BLOCK=1): 941us, one program each\n"

    assert "metric latency = 941us @ Sequential scan (BLOCK=1)" in named(text, "cuda")


def test_settings_in_a_list_of_short_parts(named: Named) -> None:
    text = "## Runs compared\n\n1. `2` GPUs, `log_freq=1`, no TensorBoard\n"

    assert sorted(named(text)) == [
        "parameter GPUs = 2",
        "parameter TensorBoard = no",
        "parameter log_freq = 1",
    ]


def test_base_settings_with_values_in_code_marks(named: Named) -> None:
    text = "## Base hyperparameters\n\n- Local batch size `8`, global batch size `64`, gradient accumulation `8`\n"

    assert named(text) == [
        "parameter Local batch size = 8",
        "parameter global batch size = 64",
        "parameter gradient accumulation = 8",
    ]


def test_flags_of_a_command_are_parameters(named: Named) -> None:
    text = "## Settings\n\n- `--training.steps 100`\n- `--metrics.no-wandb`\n"

    assert [line.split(" @")[0] for line in named(text)] == [
        "parameter training.steps = 100",
        "parameter metrics.no-wandb = --metrics.no-wandb",
    ]


def test_a_name_of_several_words_before_the_sign(named: Named) -> None:
    assert named("## Tried\n\nGroups with block size=128 were used.\n", "cuda")[0].startswith("parameter block size = 128")


def test_pairs_below_a_metrics_caption_are_metrics(named: Named) -> None:
    text = "# Eval\n\n**Metrics:**\n  - B: words=192, qual=48.8\n"

    assert named(text) == ["metric words = 192 @ B", "metric qual = 48.8 @ B"]


def test_a_line_that_goes_on_with_or_is_no_setting(named: Named) -> None:
    assert named("# R\n\n## Settings\n\n- The loss was clipped twice\n- OR: They never used the clip\n") == []


def test_front_matter_words_and_files_are_no_setup(named: Named) -> None:
    assert named("# R\n\n**Date:** 2026-01-02\n**Author:** Ann\n**Status:** Done\n\n## Files\n\n- Model: `a.pt`\n") == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("## 环境\n\n- 显卡: RTX 4090\n", "setup 显卡 = RTX 4090"),
        ("## 参数\n\n- 学习率：2e-4\n", "parameter 学习率 = 2e-4"),
        ("## 결과\n\n- **결과 점수**: 0.61\n", "metric 결과 점수 = 0.61"),
        ("## Kết quả\n\n- độ chính xác: 91.5%\n", "metric độ chính xác = 91.5%"),
    ],
)
def test_other_languages(named: Named, text: str, line: str) -> None:
    assert [found.split(" @ ")[0] for found in named(text)] == [line]


def test_lines_of_wrapped_text_are_exact(values: Callable[..., list[Fact]]) -> None:
    text = (
        "## Findings\n\nThe packed path needs less memory and its\nfinal loss 2.434 matches the\nbaseline with lr=1e-4.\n"
    )

    assert [(fact.name, fact.lines) for fact in values(text)] == [("final loss", (4, 4)), ("lr", (5, 5))]


def test_a_description_of_a_model_holds_settings(named: Named) -> None:
    text = (
        "## Configuration\n\n- Model: GPT small (12 layers, d_model 768)\n"
        "- AdamW (wd 0.1), peak LR 6e-4, warmup 700 steps\n"
    )

    assert named(text) == [
        "setup Model = GPT small (12 layers, d_model 768)",
        "parameter layers = 12",
        "parameter d_model = 768",
        "parameter wd = 0.1",
        "parameter peak LR = 6e-4",
        "parameter warmup = 700 steps",
    ]


def test_lines_with_labels_are_read_one_by_one(named: Named) -> None:
    text = "### Rank sweep\n\nrank 8: eval loss 0.893, 16.9 GB\nrank 16: eval loss 0.871, 17.8 GB\n"

    assert named(text, "unsloth") == [
        "metric eval loss = 0.893 @ rank 8",
        "metric memory = 16.9 GB @ rank 8",
        "metric eval loss = 0.871 @ rank 16",
        "metric memory = 17.8 GB @ rank 16",
    ]


def test_an_item_that_switches_something_is_a_setting_anywhere(named: Named) -> None:
    assert named("## Summary\n\n- activation recomputation enabled\n") == ["parameter activation recomputation = enabled"]
    assert named("## Summary\n\n- The run that we call warm enabled us to see it\n") == []


def test_the_title_of_a_report_is_no_plan(named: Named) -> None:
    assert named("# Learning-rate schedules\n\nWSD reaches val loss 3.281.\n")[0].startswith("metric val loss = 3.281")


def test_a_path_to_a_thing_is_the_thing(named: Named) -> None:
    assert named("## Summary\n\n- dataset path: `org/captions`\n") == ["setup dataset path = org/captions"]


def test_constants_of_the_code_are_settings_among_results(named: Named) -> None:
    assert named("## Results\n\n- BLOCK_SIZE: 32\n- latency: 5.1 ms\n", "cuda") == [
        "parameter BLOCK_SIZE = 32",
        "metric latency = 5.1 ms",
    ]


def test_goals_and_plans_are_not_measured(named: Named) -> None:
    assert named("## Next steps\n\n- Bring the latency to 2.5 ms\n") == []
    assert named("## Objective\n\nReach an accuracy of 95%.\n") == []


def test_a_changed_setting_keeps_both_values(named: Named) -> None:
    text = "## Run 4\n\nChange: `DROPOUT` 0.0 → 0.2, only beta 0.1 -> 0.3, weight decay from 0.1 to 0.05.\n"

    assert [line.partition(" @")[0] for line in named(text)] == [
        "parameter DROPOUT = 0.0 → 0.2",
        "parameter beta = 0.1 -> 0.3",
        "parameter weight decay = 0.1 to 0.05",
    ]


def test_short_values_behind_labels_in_one_line_are_read_one_by_one(named: Named) -> None:
    text = "## Run 1\n\n- lr: 2e-4, epochs: 1, batch: 4, accumulation: 4\n- final loss: 1.72, time: 23min29s\n"

    assert [line.partition(" @")[0] for line in named(text)] == [
        "parameter lr = 2e-4",
        "parameter epochs = 1",
        "parameter batch = 4",
        "parameter accumulation = 4",
        "metric final loss = 1.72",
        "metric time = 23min29s",
    ]


def test_what_a_number_is_compared_with_says_whose_the_second_is(named: Named) -> None:
    text = "## Wider net\n\nval_bpb 2.1740 (worse than baseline 2.0937), memory 1.3GB (down from 384's 1.9GB)\n"

    assert named(text) == [
        "metric val_bpb = 2.1740 @ Wider net",
        "metric val_bpb = 2.0937 @ baseline",
        "metric memory = 1.3GB @ Wider net",
        "metric memory = 1.9GB @ 384",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Possibly 0.2 is too aggressive here.",
        "Still slightly worse, same as the 0.2 attempt.",
        "It ticked up slightly 0.55.",
    ],
)
def test_an_adverb_or_a_comparison_names_no_metric(named: Named, text: str) -> None:
    assert named(f"## Notes\n\n{text}\n") == []


def test_a_size_as_label_is_whose_the_throughput_is(named: Named) -> None:
    text = "## BK=8 for occupancy\n\n**Result**: mixed\n- 4096: 19.66 → 18.31 TFLOPS\n"

    assert named(text, "cuda") == [
        "metric throughput = 19.66 @ 4096, before",
        "metric throughput = 18.31 TFLOPS @ 4096, after",
    ]


@pytest.mark.parametrize(
    "text", ["Attempt: 16 warps with fewer tiles for lower register pressure", "Use 3 shared memory buffers per block."]
)
def test_what_is_only_counted_is_no_metric(named: Named, text: str) -> None:
    assert named(f"## What failed\n\n{text}\n", "cuda") == []


def test_thousands_are_one_number_and_a_step_is_no_setting(named: Named) -> None:
    assert named("## Model\n\n- Base: v1 model (step 50,000, batch size 1,024)\n") == [
        "setup Base = v1 model (step 50,000, batch size 1,024)",
        "parameter batch size = 1,024",
    ]


def test_a_range_has_no_before_and_after(named: Named) -> None:
    text = "## Wide kernel\n\nOccupancy ranges from 39.33% to 58.42%.\n"

    assert named(text, "cuda") == ["metric Occupancy = 39.33% @ Wide kernel", "metric Occupancy = 58.42% @ Wide kernel"]


def test_a_flag_that_a_sentence_speaks_of_has_no_value(named: Named) -> None:
    text = "## Run\n\nThe --fused flag hid the ablation; `--model base` stays.\n"

    assert [line.partition(" @")[0] for line in named(text)] == ["parameter fused = --fused", "parameter model = base"]


def test_a_parameter_in_a_sentence_is_a_setting(named: Named) -> None:
    assert [line.partition(" @")[0] for line in named("## Cause\n\nWith a learning rate of 2e-4 it blew up.\n")] == [
        "parameter learning rate = 2e-4"
    ]


def test_an_amount_of_hardware_before_a_colon_is_the_run_that_was_measured(named: Named) -> None:
    text = "## Results\n\n- Smoke run:\n  - `1 GPU`: wall `64s`, peak `17.0 GiB`\n  - speedup `1.10x` (2 GPU vs 1 GPU).\n"

    assert named(text) == [
        "metric time = 64s @ 1 GPU",
        "metric memory = 17.0 GiB @ 1 GPU",
        "metric speedup = 1.10x",
    ]


def test_pairs_behind_result_are_measured(named: Named) -> None:
    text = "## Detector\n\n**Result:** `hits=18 misses=0`, precision 1.000\n"

    assert [line.partition(" @")[0] for line in named(text)] == [
        "metric hits = 18",
        "metric misses = 0",
        "metric precision = 1.000",
    ]


def test_names_that_are_given_one_value_have_it_each_but_a_size_is_one(named: Named) -> None:
    assert named("## Setup\n\n- actor_lr = critic_lr = 0.001, M=N=K=4096\n") == [
        "parameter actor_lr = 0.001",
        "parameter critic_lr = 0.001",
        "parameter M=N=K = 4096",
    ]


def test_an_item_of_settings_may_have_its_value_in_brackets(named: Named) -> None:
    text = (
        "## Controlled (what stays fixed)\n\n- Batch size (128)\n- Hidden sizes ([64, 32] - from the first sweep)\n"
        "- Warm-up schedule (300 steps)\n- Success rate (%)\n"
    )

    assert named(text) == [
        "parameter Batch size = 128",
        "parameter Hidden sizes = [64, 32]",
        "parameter Warm-up schedule = 300 steps",
    ]


def test_a_legend_explains_letters_and_sets_nothing(named: Named) -> None:
    assert named("## Results\n\n**Legend:** T=time_penalty, A=altitude_bonus\n") == []


def test_a_quantity_right_behind_the_number_is_the_metric_of_the_label(named: Named) -> None:
    assert named("## Observations\n\n1. **Cloned baseline**: 74.88 loss (deterministic)\n") == [
        "metric loss = 74.88 @ Cloned baseline"
    ]


def test_a_value_behind_a_point_of_the_run_was_measured_there(named: Named) -> None:
    text = "## Model\n\n- Top 2 checkpoints:\n  - Epoch 2: Val Loss 0.286\n  - Epoch 5: Val Loss 0.280 (Best)\n"

    assert named(text, "unsloth") == ["metric Val Loss = 0.286 @ Epoch 2", "metric Val Loss = 0.280 @ Epoch 5"]


def test_the_memory_of_the_machine_is_setup(named: Named) -> None:
    text = "## Setup\n\n### Hardware\n\n- **VRAM:** 16GB (15.6GB available)\n- RAM: 62GB\n"

    assert named(text) == ["setup VRAM = 16GB (15.6GB available)", "setup RAM = 62GB"]


def test_the_second_value_of_a_label_has_the_name_of_its_unit(named: Named) -> None:
    assert named("## Results\n\n**Current best:** 0.543 ms / 2018 TFLOPS\n", "cuda") == [
        "metric latency = 0.543 ms @ Current best",
        "metric throughput = 2018 TFLOPS @ Current best",
    ]


def test_the_number_of_an_experiment_names_no_metric(named: Named) -> None:
    text = "## Experiments\n\n### Experiment F1: split the prefetch\n\n**Result:** 0.665 ms\n"

    assert named(text, "cuda") == ["metric latency = 0.665 ms @ Result"]


def test_what_was_changed_is_a_setting(named: Named) -> None:
    assert named("## Failed\n\n### Narrow tiles\n\n**Changes:**\n- TN: 256→128\n", "cuda") == ["parameter TN = 256→128"]


def test_what_a_setting_led_to_is_no_value(named: Named) -> None:
    assert named("## Didn't help\n\n- One thread block: led to low occupancy\n", "cuda") == []


def test_a_comma_behind_a_value_is_none_of_it(named: Named) -> None:
    assert named("## Config\n\n- batch_size: 16,\n") == ["parameter batch_size = 16"]


def test_marks_of_a_formula_are_no_part_of_a_name(named: Named) -> None:
    text = "## Results\n\n| Rank | Val loss |\n|---|---|\n| $r = 4$ | 1.31 |\n| **$r = 8$** | 1.27 |\n"

    assert [line.partition(" @ ")[2] for line in named(text)] == ["r = 4", "r = 8"]


def test_a_share_behind_a_label_is_of_the_quantity_beside_it(named: Named) -> None:
    assert named("## Summary\n\n- Model B: 76.9% accuracy retention, 0.10x speed\n") == [
        "metric accuracy = 76.9% @ Model B",
        "metric speed = 0.10x",
    ]


def test_lines_that_pictures_open_are_read_one_by_one(named: Named) -> None:
    assert named("## Summary\n\n🏆 Best loss: 1.27\n📊 Memory: 16.9 GB\n") == [
        "metric Best loss = 1.27",
        "metric Memory = 16.9 GB",
    ]


def test_a_labelled_change_keeps_its_sides(named: Named) -> None:
    text = "# R\n\n## Rank 16\n\n- accuracy: 42.6% → 49.3% (+6.7pp)\n- latency: 12 ms -> 9 ms\n"
    assert named(text)[:2] == ["metric accuracy = 42.6% @ Rank 16, before", "metric accuracy = 49.3% @ Rank 16, after"]
    assert named(text)[-2:] == ["metric latency = 12 ms @ Rank 16, before", "metric latency = 9 ms @ Rank 16, after"]


def test_a_change_of_what_no_text_names_keeps_its_sides(named: Named) -> None:
    assert [line.rpartition(" @ ")[2] for line in named("accuracy: 42.6% → 49.3%\n")] == ["before", "after"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- val_acc= 0.939 (epoch 6)", "metric val_acc = 0.939"),
        ("- `CONFIG=2,4,2,2`", "parameter CONFIG = 2,4,2,2"),
        ("- Weight decay: ✅ 0.01", "parameter Weight decay = 0.01"),
        ("- train steps per second: 2.14", "metric train steps per second = 2.14"),
        ("- GPU memory: ~38 GB peak", "metric peak GPU memory = ~38 GB"),
    ],
)
def test_values_as_people_write_them(named: Named, text: str, found: str) -> None:
    assert named(f"# Report\n\n## Run one\n\n{text}\n")[0].partition(" @ ")[0] == found


@pytest.mark.parametrize(
    "text",
    [
        "- Removed `--custom` from all runs",
        "- The best rate is 3e-2 => 3e-2 is stable",
        "- Same or worse than before (0% to -7%)",
        "- Measured on the card (theoretical peak: 320 GB/s)",
    ],
)
def test_what_was_neither_set_nor_changed(named: Named, text: str) -> None:
    found = named(f"# Report\n\n## Run one\n\n{text}\n", "cuda")
    assert not [line for line in found if line.startswith("parameter custom") or "before" in line or "320" in line]


def test_a_name_of_the_code_that_goes_from_one_number_to_another_was_set(named: Named) -> None:
    text = "# Report\n\n## Run one\n\n**Change vs prev:**\nFixed the bug (final_div_factor 20 -> 10000)\n"
    assert named(text) == ["parameter final_div_factor = 20 -> 10000 @ Report"]


def test_the_rate_with_the_lowest_loss_is_no_loss(named: Named) -> None:
    found = named("# Report\n\n## Results\n\n- the learning rate with lowest val loss is 3e-3 (1.61)\n")
    assert [line.partition(" @ ")[0] for line in found] == ["metric lowest val loss = 1.61"]


def test_a_label_in_bold_text_may_begin_with_a_small_letter(named: Named) -> None:
    found = named("# Report\n\n## Environment\n\n**LLVM version**: 20.0.0\n**vLLM version**: 0.9\n")
    assert len(found) == 2


def test_a_title_about_performance_does_not_hide_the_device(named: Named) -> None:
    device = "NVIDIA GeForce RTX 2060 (sm_75, 6 GB, 1920 CUDA cores, 240 Tensor cores)"
    found = named(f"# GEMM performance report\n\n- Device: {device}\n\n## Results\n\n- latency: 5 ms\n", "cuda")
    assert found[0] == f"setup Device = {device}"


def test_what_follows_the_name_of_a_run_is_about_it(named: Named) -> None:
    text = "**Run:** 1, wide tiles\n\nval_acc= 0.93\n\n---\n\n(at home)\n**Run:** 2, deep\n\nval_acc= 0.94\n"
    assert named(text) == ["metric val_acc = 0.93 @ 1, wide tiles", "metric val_acc = 0.94 @ 2, deep"]


@pytest.mark.parametrize(
    "line", ["Run: `python train.py`", "Run: python train.py --fast", "Experiment: We look at the loss."]
)
def test_a_command_and_a_sentence_name_no_run(named: Named, line: str) -> None:
    assert named(f"# Wide tiles\n\n{line}\n\nval_acc= 0.93\n")[-1] == "metric val_acc = 0.93 @ Wide tiles"


def test_the_length_of_the_input_is_no_time_of_it(named: Named) -> None:
    assert named("# Report\n\n## Baseline\n\n- Encoder: ~2.4s (speech.wav, 3.6s audio)\n", "cuda") == [
        "metric time = ~2.4s @ Encoder"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "- Reached 1.16x speedup (target was 4-10x)",
        "- **Expected gain**: 4-10x",
        "- **1.3 Validate Gradient** - Complete",
        "- Run: failed (expected 60%)",
    ],
)
def test_what_was_wanted_and_what_counts_an_item_is_no_result(named: Named, text: str) -> None:
    found = [line.partition(" = ")[2].partition(" @ ")[0] for line in named(f"# Report\n\n## Results\n\n{text}\n", "cuda")]
    assert not {"4-10x", "1.3", "60%"} & set(found)


def test_what_was_expected_instead_is_no_result(named: Named) -> None:
    found = named("# Report\n\n## Results\n\n- ~8% accuracy instead of expected 60%\n")
    assert [line.partition(" @ ")[0] for line in found] == ["metric accuracy = ~8%"]
