"""Recommended practice, configuration and scope: what to do, with which values, and how far it holds."""

from __future__ import annotations

from bot.model.draft import ConfigurationBlock, Source
from bot.synthesize.configuration import configuration
from bot.synthesize.practices import conditions_against, practices
from bot.synthesize.scope import scope
from tests.synthesize.evidence import PATH, bare, error, practice, setting, setup, unit

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
    assert configuration([seen]) == (ConfigurationBlock("python", "index = sample(batch)", (Source(PATH, (7, 7)),)),)


def test_where_there_is_little_advice_lasting_changes_are_told() -> None:
    markdown = "# Report: export\n\n## Fixes\n\n- the converter now writes the buffer of the decoder\n- notes\n"
    assert [step.text for step in practices([unit(markdown)])] == ["The converter now writes the buffer of the decoder."]


def test_settings_are_yaml_and_quoted_where_they_have_to_be() -> None:
    seen = bare(setting(3, "lr", "2e-4"), setting(5, "Batch size", "8 per card: 16"), setting(7, "mode", "`full`"))
    (block,) = configuration([seen])
    assert (block.language, block.text) == ("yaml", 'lr: 2e-4\nbatch_size: "8 per card: 16"\nmode: full')


def test_a_recommended_value_wins_over_that_of_the_best_run_and_that_over_others() -> None:
    seen = bare(
        setting(3, "lora_r", "8", "first"),
        setting(5, "lora_r", "32", "second"),
        setting(3, "lora_alpha", "16", "first"),
        setting(5, "lora_alpha", "64", "second"),
        practice(7, "Use `lora_r=16` on one card."),
    )
    (block,) = configuration([seen], best_runs=["first"])
    assert block.text == "lora_r: 16\nlora_alpha: 16"


def test_sentences_and_private_paths_are_no_settings() -> None:
    seen = bare(
        setting(3, "the gap shows from step 3000", "on"),
        setting(5, "checkpoint", "/home/me/run"),
        setting(7, "lr", "1e-4"),
        setting(9, "seed", "17"),
    )
    assert configuration([seen])[0].text == "lr: 1e-4\nseed: 17"


def test_without_settings_the_command_is_what_to_copy() -> None:
    markdown = "# Report: a\n\n```bash\npython train.py --depth 4\n```\n"
    assert configuration([unit(markdown)]) == (
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
