"""New troubleshooting entries stand in the guide's own shape."""

from __future__ import annotations

from textwrap import dedent

import pytest

from bot.propose.guide import ENTRY_TEMPLATE, extended_guide
from tests.propose.retrospectives import GUIDE, TROUBLE

PATH = "docs/troubleshooting.md"
SOURCE = "[source](../reports/lora-rank-sweep-2025-03-12.md?plain=1#L14-L16)"
ROW = (
    "| Out of memory at rank 64 | `CUDA out of memory` at step 3 | optimizer states of rank 64 do not fit "
    f"| use rank 16 {SOURCE} |"
)
OTHER = TROUBLE._replace(
    pattern="Slow loader", symptom="3 it/s", cause="", solution="set 4 workers", related_skill="loader"
)
TEAM = dedent("""\
    ## {Error Pattern}

    **Added:** {YYYY-MM-DD}
    **Domain:** {domain}

    ### Symptom

    {what}

    ### Solution

    {fix}

    ### Related

    - Skill: {skill}
    """)


def extended(text: str | None, *drafts: object, team: str = "") -> str:
    templates = {ENTRY_TEMPLATE: team} if team else {}
    result, _ = extended_guide(PATH, text, drafts or (TROUBLE,), templates)  # type: ignore[arg-type]
    assert extended_guide(PATH, result, drafts or (TROUBLE,), templates) == (result, ())  # type: ignore[arg-type]
    return result


def test_the_row_that_shows_the_template_makes_way_for_a_real_one() -> None:
    assert extended(GUIDE) == GUIDE.replace("| (Template) | what you see | why | how to fix |", ROW)


def test_a_row_goes_below_the_last_one_of_the_table_of_entries() -> None:
    text = dedent("""\
        # Guide

        ## Format

        | Error | Symptom | Cause | Fix |
        |---|---|---|---|
        | name | what | why | how |

        ## Entries

        <!-- Add entries below -->

        | Symptom | Likely Cause | Fix | Source | Owner |
        |---|---|---|---|---|
        | loss is NaN | fp16 | use bf16 | | ana |

        ## More

        Text.
        """)
    row = f"| `CUDA out of memory` at step 3 | optimizer states of rank 64 do not fit | use rank 16 | {SOURCE} |  |"

    assert extended(text) == text.replace(
        "| loss is NaN | fp16 | use bf16 | | ana |", f"| loss is NaN | fp16 | use bf16 | | ana |\n{row}"
    )


def test_a_table_without_columns_for_symptom_and_cause_still_tells_them() -> None:
    text = "| Problem | Fix |\n|---|---|\n| a | b |\n"

    assert extended(text) == (
        text
        + "| `CUDA out of memory` at step 3 | use rank 16 (cause: optimizer states of rank 64 do not fit) "
        + f"{SOURCE} |\n"
    )


def test_of_several_tables_the_one_about_the_same_things_is_taken() -> None:
    text = dedent("""\
        ## Memory and CUDA

        | Symptom | Fix |
        |---|---|
        | CUDA out of memory with batch 16 | smaller batch |

        ## Data

        | Symptom | Fix |
        |---|---|
        | loader stalls | more workers |
        """)

    assert extended(text).index("use rank 16") < extended(text).index("## Data")


def test_headed_entries_are_followed_by_one_in_their_form() -> None:
    text = dedent("""\
        # Known issues

        ## Issue 1: NaN loss

        - **Symptom:** loss is NaN
        - **Root cause:** fp16
        - **Fix:** use bf16

        ---

        Ask ana for help.
        """)
    entry = dedent(f"""\
        ## Issue 2: Out of memory at rank 64

        - **Symptom:** `CUDA out of memory` at step 3
        - **Root cause:** optimizer states of rank 64 do not fit
        - **Fix:** use rank 16 {SOURCE}
        """)

    assert extended(text) == text.replace("\n---\n", f"\n{entry}\n---\n")


def test_entries_that_rules_set_apart_stay_apart() -> None:
    text = "# G\n\n## A\n\nSymptom: x\nFix: y\n\n---\n\n## B\n\nSymptom: v\nFix: w\n"

    assert extended(text).startswith(
        f"{text}\n---\n\n## Out of memory at rank 64\n\nSymptom: `CUDA out of memory` at step 3\n"
    )


def test_a_guide_without_entries_takes_the_teams_template() -> None:
    assert extended("# Guide\n\nSome words.\n", OTHER, team=TEAM) == dedent(f"""\
        # Guide

        Some words.

        ## Slow loader

        **Added:** 2025-03-12
        **Domain:** unsloth

        ### Symptom

        3 it/s

        ### Solution

        set 4 workers {SOURCE}

        ### Related

        `loader`
        """)


def test_a_missing_guide_is_created_as_a_table_or_in_the_teams_form() -> None:
    assert extended(None).endswith(f"| Error Pattern | Symptom | Cause | Solution |\n|---|---|---|---|\n{ROW}\n")
    assert extended(None, team=TEAM).startswith("# Troubleshooting Guide\n\n## Out of memory at rank 64\n\n**Added:**")


def test_entries_go_above_a_marker_that_says_so() -> None:
    text = "# Guide\n\n<!-- New entries go above this line -->\n\nFooter\n"
    result = extended(text, team=TEAM)

    assert result.index("## Out of memory") < result.index("<!-- New entries")


@pytest.mark.parametrize(
    "row",
    [
        "| Out of memory at rank 64 | a | b | c |",
        "| x | at step 3: CUDA out of memory | b | c |",
        "| x | a | the optimizer states of rank 64 do not fit | c |",
    ],
)
def test_a_pattern_that_is_there_by_name_symptom_message_or_cause_is_not_repeated(row: str) -> None:
    text = GUIDE + row + "\n"

    assert extended_guide(PATH, text, (TROUBLE,), {}) == (text, ())


def test_a_message_that_is_quoted_anywhere_in_the_guide_is_known() -> None:
    message = "RuntimeError: expected scalar type Half"
    draft = TROUBLE._replace(pattern="Wrong type", symptom=f"`{message}` in the head", cause="")

    assert extended_guide(PATH, f"# Notes\n\nWe saw {message} once.\n", (draft,), {})[1] == ()


def test_a_headed_pattern_that_is_there_is_not_repeated() -> None:
    text = "# G\n\n### Memory\n\n**Symptom**\n\n`CUDA out of memory`\nat step 3\n\n**Fix:** none\n"

    assert extended_guide(PATH, text, (TROUBLE,), {}) == (text, ())


def test_the_same_pattern_twice_is_added_once() -> None:
    _, added = extended_guide(PATH, GUIDE, (TROUBLE, TROUBLE._replace(pattern="OOM")), {})

    assert [entry.draft.pattern for entry in added] == ["Out of memory at rank 64"]


def test_windows_line_ends_and_a_missing_last_newline_are_kept() -> None:
    text = GUIDE.replace("\n", "\r\n").removesuffix("\r\n")

    assert extended(text) == extended(GUIDE).replace("\n", "\r\n").removesuffix("\r\n")
