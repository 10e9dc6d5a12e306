"""Recommended practice, configuration and scope: what to do, with which values, and how far it holds."""

from __future__ import annotations

from bot.model.draft import ConfigurationBlock, Source
from bot.model.fact import Kind
from bot.synthesize.drafts.practices import conditions_against, practices
from bot.synthesize.results.configuration import configuration
from bot.synthesize.results.scope import scope
from tests.synthesize.evidence import DOMAIN, PATH, bare, error, finding, metric, practice, said, setting, setup, unit

STEPS = """
    # Report: accumulation

    ## Requirements for determinism

    1. **Sample the batch first, then split it:**
       ```python
       index = sample(batch)
       ```
    2. Scale the loss before backward.

    ## Next steps

    1. Try dropout with the same seed.
"""


def test_decisions_are_steps_and_fixes_follow_them() -> None:
    seen = bare(error(3, "Loss is nan at step 40", fix="set right padding"), practice(5, "Keep the queue depth at 4."))
    assert [step.text for step in practices([seen])] == [
        "Keep the queue depth at 4.",
        "Loss is nan at step 40: set right padding.",
    ]


def test_where_there_is_enough_advice_fixes_stand_beside_the_failures_alone() -> None:
    told = ("Keep the queue depth at 4.", "Use two workers for each card.", "Pin the memory of the loader.")
    seen = bare(
        error(3, "Loss is nan at step 40", fix="set right padding"),
        *(practice(5 + row, text) for row, text in enumerate(told)),
    )
    assert [step.text for step in practices([seen])] == list(told)


def test_what_not_to_do_is_a_condition_not_a_step() -> None:
    seen = bare(practice(3, "Do not use one run as evidence of parity."))
    assert practices([seen]) == ()
    assert [each.text for each in conditions_against([seen])] == ["the plan rests on using one run as evidence of parity"]


def test_numbered_requirements_are_steps_with_their_code_and_plans_are_none() -> None:
    seen = unit(STEPS)
    assert [step.text for step in practices([seen])] == [
        "Sample the batch first, then split it.",
        "Scale the loss before backward.",
    ]
    assert configuration([seen], DOMAIN) == (
        ConfigurationBlock("python", "index = sample(batch)", (Source(PATH, (7, 7)),)),
    )


def test_a_numbered_caption_of_code_is_no_step() -> None:
    more = "\n    3. Full loader settings:\n       ```python\n       pin = True\n       ```\n\n    ## Next steps"
    seen = unit(STEPS.replace("\n    ## Next steps", more))
    assert [step.text for step in practices([seen])][-1] == "Scale the loss before backward."
    assert [block.text for block in configuration([seen], DOMAIN)] == ["index = sample(batch)", "pin = True"]


def test_where_there_is_little_advice_lasting_changes_are_told() -> None:
    markdown = "# Report: export\n\n## Fixes\n\n- the converter now writes the buffer of the decoder\n- notes\n"
    assert [step.text for step in practices([unit(markdown)])] == ["The converter now writes the buffer of the decoder."]


def test_settings_are_yaml_and_quoted_where_they_have_to_be() -> None:
    seen = bare(setting(3, "lr", "2e-4"), setting(5, "Batch size", "8 per card: 16"), setting(7, "mode", "`full`"))
    (block,) = configuration([seen], DOMAIN)
    assert (block.language, block.text) == ("yaml", 'lr: 2e-4\nbatch_size: "8 per card: 16"\nmode: full')


RUNS = """
    # Report: ranks

    | Run | lora_r | lora_alpha | Loss | Memory |
    |---|---|---|---|---|
    | r8 | 8 | 16 | 0.41 | 21.4 |
    | r16 | 16 | 32 | 0.37 | 21.2 |
    | r32 | 32 | 64 | 0.38 | 22.6 |

    Keep rank 8.

    Use `lora_r=4` and `lora_alpha=12` on one card.
"""
OF_RUNS = tuple(
    fact
    for line, (run, rank, alpha, loss, memory) in enumerate(
        (("r8", "8", "16", "0.41", "21.4"), ("r16", "16", "32", "0.37", "21.2"), ("r32", "32", "64", "0.38", "22.6")), 5
    )
    for fact in (
        setting(line, "lora_r", rank, run),
        setting(line, "lora_alpha", alpha, run),
        metric(line, "Loss", loss, run),
        metric(line, "Memory", memory, run),
    )
)


def test_the_settings_are_those_of_the_run_that_is_best_in_the_first_metric_and_in_half_of_all() -> None:
    (block,) = configuration([unit(RUNS, *OF_RUNS)], DOMAIN)
    assert block.text == "lora_r: 16\nlora_alpha: 32"


def test_the_run_that_a_decision_names_wins_over_the_best_one() -> None:
    (block,) = configuration([unit(RUNS, *OF_RUNS, practice(9, "Keep `lora_r` 8 for all runs."))], DOMAIN)
    assert block.text == "lora_r: 8\nlora_alpha: 16"


def test_a_value_that_a_decision_spells_out_wins_over_that_of_a_run() -> None:
    (block,) = configuration(
        [unit(RUNS, *OF_RUNS, practice(11, "Use `lora_r=4` and `lora_alpha=12` on one card."))], DOMAIN
    )
    assert block.text == "lora_r: 4\nlora_alpha: 12"


def test_where_no_run_is_clearly_best_only_common_settings_are_shown() -> None:
    table = "| Run | rank | Loss | Memory | Time |\n|---|---|---|---|---|\n| a | 8 | 3 | 2 | 5 |\n| b | 9 | 2 | 4 | 7 |\n"
    markdown = f"# Report: a\n\n{table}"
    runs = [
        fact
        for line, values in ((5, "8325"), (6, "9247"))
        for fact in (
            setting(line, "rank", values[0], "ab"[line - 5]),
            *(
                metric(line, name, value, "ab"[line - 5])
                for name, value in zip(("Loss", "Memory", "Time"), values[1:], strict=True)
            ),
        )
    ]
    common = (setting(1, "mode", "full"), setting(1, "dtype", "half"))
    assert configuration([unit(markdown, *runs, *common)], DOMAIN)[0].text == "mode: full\ndtype: half"


def test_settings_of_failures_questions_and_warnings_are_no_configuration() -> None:
    asked = "## Open questions\n\n- Would depth=9 help?\n\n## What failed\n\n- depth=8: no gain\n"
    markdown = f"# Report: a\n\n- lr 1e-4\n- seed 17\n\n{asked}"
    seen = unit(
        markdown, setting(3, "lr", "1e-4"), setting(4, "seed", "17"), setting(8, "depth", "9"), setting(12, "depth", "8")
    )
    assert configuration([seen], DOMAIN)[0].text == "lr: 1e-4\nseed: 17"


def test_sentences_and_private_paths_are_no_settings() -> None:
    seen = bare(
        setting(3, "the gap shows from step 3000", "on"),
        setting(5, "checkpoint", "/home/me/run"),
        setting(7, "lr", "1e-4"),
        setting(9, "seed", "17"),
    )
    assert configuration([seen], DOMAIN)[0].text == "lr: 1e-4\nseed: 17"


def test_without_settings_the_command_is_what_to_copy() -> None:
    markdown = "# Report: a\n\n```bash\npython train.py --depth 4\n```\n"
    assert configuration([unit(markdown)], DOMAIN) == (
        ConfigurationBlock("bash", "python train.py --depth 4", (Source(PATH, (4, 4)),)),
    )


def test_results_hold_for_the_hardware_data_and_steps_of_their_runs() -> None:
    first = bare(setup(3, "Hardware", "2x A100"), setup(5, "Dataset", "tiny-corpus"), setting(7, "training.steps", "100"))
    second = bare(setup(3, "GPU", "`2x A100`"), setup(5, "Dataset", "large-corpus"), path="reports/b.md")
    assert [each.text for each in scope([first, second])] == [
        "hardware: 2x A100",
        "data: tiny-corpus / large-corpus",
        "steps: 100",
    ]


def test_a_long_fix_is_several_steps_of_which_the_first_names_the_problem() -> None:
    parts = [
        "run the metric hook on all ranks rather than on the first one so that no rank waits for another",
        "use local shards where the sum of the gates is needed and leave out the implicit gather of whole tensors",
        "publish what was measured from the first rank alone, after the reduction has come to its end",
    ]
    seen = bare(error(3, "The loader stalls on two cards", "one rank waits", "; ".join(parts)))
    assert [step.text for step in practices([seen])] == [
        f"The loader stalls on two cards: {parts[0]}.",
        *(f"{part[0].upper()}{part[1:]}." for part in parts[1:]),
    ]


def test_what_is_planned_is_no_step() -> None:
    assert practices([bare(practice(3, "Next runs should use a deeper queue."))]) == ()


def test_what_stays_fixed_is_no_change_that_was_made() -> None:
    seen = unit("""
        # Sweep

        ## Controlled (what stays fixed)

        - Batch size (128)
        - Network of two layers, updated from the last sweep
    """)
    assert practices([seen]) == ()


def test_what_differs_between_runs_is_no_step() -> None:
    assert practices([bare(practice(3, "Only the depth of the queue changes."))]) == ()


def test_a_change_goes_without_the_label_that_announces_it_and_what_somebody_did_is_no_step() -> None:
    seen = unit("""
        # Report: export

        - Technical fixes that closed the gap:
          - preserve the warmup of the old loader in the new path
        - Implemented optional changes of the metric hook:
          - `hook_interval` (default 50)
    """)
    assert [step.text for step in practices([seen])] == ["Preserve the warmup of the old loader in the new path."]


def test_what_a_fix_brings_is_no_step_of_its_own() -> None:
    parts = [
        "run the metric hook on all ranks rather than on the first one so that no rank waits for another one",
        "use local shards where the sum of the gates is needed and leave out the implicit gather of whole tensors",
        "prevents the loader from standing still and allows the paired runs to come to their end without a restart",
    ]
    seen = bare(error(3, "The loader stalls on two cards", "one rank waits", "; ".join(parts)))
    assert [step.text for step in practices([seen])] == [
        f"The loader stalls on two cards: {parts[0]}.",
        f"{parts[1][0].upper()}{parts[1][1:]}.",
    ]


def test_what_was_found_is_no_step_and_of_a_diary_line_only_what_holds_now_is() -> None:
    markdown = """
        # Report: export

        ## Fixes

        - the packed path now scales as it should
        - Refactored the loader statistics of the packed path:
          - the shared trainer now stays small
    """
    seen = unit(markdown, finding(5, "the packed path now scales as it should"))
    assert [step.text for step in practices([seen])] == ["The shared trainer now stays small."]


def test_where_nothing_is_recommended_a_conclusion_that_says_what_to_do_is_a_step() -> None:
    rule, seen = "With a deep queue use two workers: 3.4 against 3.6.", "Two workers were enough for a deep queue."
    assert [step.text for step in practices([bare(finding(3, rule), finding(5, seen))])] == [rule]
    assert [step.text for step in practices([bare(finding(3, rule), practice(5, "Keep the queue at 4."))])] == [
        "Keep the queue at 4."
    ]


def test_to_keep_files_in_order_is_no_practice() -> None:
    seen = bare(
        practice(3, "Update the README with the new benchmarks."),
        practice(4, "Modify `configs/moe.py` with the new values."),
        practice(5, "Keep the queue depth at 4."),
    )
    assert [step.text for step in practices([seen])] == ["Keep the queue depth at 4."]


def test_an_order_to_stop_a_run_forbids_nothing() -> None:
    seen = bare(
        practice(3, "Stop training immediately and redesign the reward."), practice(5, "Stop using one seed as proof.")
    )
    assert [each.text for each in conditions_against([seen])] == ["the plan rests on using one seed as proof"]


def test_how_a_run_goes_now_is_no_step() -> None:
    items = "- Training now takes more than twice as long.\n- The mask is now applied once.\n"
    markdown = f"# Report: play\n\n## Second week\n\n{items}"
    assert [each.text for each in practices([unit(markdown)])] == ["The mask is now applied once."]


def test_hardware_of_a_step_that_is_left_to_do_is_no_scope() -> None:
    markdown = "# Report: play\n\n- GPU: T4\n\n## Next\n\n- GPU: A100\n"
    seen = unit(markdown, setup(3, "GPU", "T4"), setup(7, "GPU", "A100"), said(Kind.QUESTION, 7, "GPU: A100"))
    assert [each.text for each in scope([seen])] == ["hardware: T4"]


def test_epochs_are_no_steps() -> None:
    markdown = "# Report: play\n\n- epochs: 3\n- steps: 100\n"
    seen = unit(markdown, setting(3, "epochs", "3"), setting(4, "steps", "100"))
    assert [each.text for each in scope([seen])] == ["steps: 100", "epochs: 3"]


def test_a_setting_that_was_changed_is_copied_as_it_is_now() -> None:
    markdown = "# Report: play\n\n- factor: 20 -> 10000\n- fused: --fused\n"
    seen = unit(markdown, setting(3, "factor", "20 -> 10000"), setting(4, "fused", "--fused"))
    assert [block.text for block in configuration([seen], DOMAIN)] == ["factor: 10000\nfused: true"]


def test_a_placeholder_is_no_scope() -> None:
    markdown = "# Report: play\n\n- model: <path/to/model>\n"
    assert scope([unit(markdown, setup(3, "model", "<path/to/model>"))]) == ()
