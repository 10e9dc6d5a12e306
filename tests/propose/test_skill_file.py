"""A draft becomes the text of a SKILL.md."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest
import skills_ref

from bot.model.draft import FailureRow, ResultRow, ResultTable, SkillDraft, Statement
from bot.propose.skill_file import description_lines, scalar, skill_text
from bot.propose.skill_template import PATH, skill_template
from bot.propose.skill_validity import skill_problems
from tests.propose.retrospectives import REPORT, SKILL_PATH, at, said, skill_draft, table


def written(draft: SkillDraft, team: str = "") -> str:
    return skill_text(draft, skill_template({PATH: team} if team else {}), SKILL_PATH)[0]


def test_a_skill_is_written_section_by_section_with_its_citations() -> None:
    assert written(skill_draft()) == dedent("""\
        ---
        name: llama3-lora-rank
        description: >
          Rank 16 is the best rank for Llama-3 8B on 40 GB.
          Use when: choosing a LoRA rank for Llama-3
        metadata:
          short-description: "Rank 16 fits 40 GB"
          tags:
            - lora
            - memory
          domain: unsloth
          created: 2025-03-12
          author: retro-bot
        ---

        # LoRA rank for Llama-3

        ## General Description

        Rank 16 reaches loss 0.41 in 31 GB. [L12]

        ## When to Apply

        Use this knowledge when:
        - you fine-tune Llama-3 8B on 40 GB

        Do NOT use when:
        - the task needs more than 4k tokens [L30]

        ## Results Summary

        | Metric | Value | Source |
        |---|---:|---|
        | loss at rank 16 | 0.41 | [L12] |
        | loss at rank 8 | 0.58 | [L11] |

        Holds for: one A100 40GB, 500 steps, one seed. [L5]

        ## Recommended Practice

        1. Use rank 16 with alpha 32. [L20]
        2. Keep the batch at 4. [L21]

        ## Failure Modes

        | What Failed | Why | Lesson |
        |---|---|---|
        | Rank 64 | out of memory at step 3 [L14] | stay below rank 32 |

        ## Configuration

        ```yaml
        lora_rank: 16
        lora_alpha: 32
        ```

        From [L7-L8].

        ## References

        - Reports: [`reports/lora-rank-sweep-2025-03-12.md`](../../../reports/lora-rank-sweep-2025-03-12.md)
        - Related skills: `llama3-batch-size`

        [L12]: ../../../reports/lora-rank-sweep-2025-03-12.md?plain=1#L12
        [L30]: ../../../reports/lora-rank-sweep-2025-03-12.md?plain=1#L30
        [L11]: ../../../reports/lora-rank-sweep-2025-03-12.md?plain=1#L11
        [L5]: ../../../reports/lora-rank-sweep-2025-03-12.md?plain=1#L5
        [L20]: ../../../reports/lora-rank-sweep-2025-03-12.md?plain=1#L20
        [L21]: ../../../reports/lora-rank-sweep-2025-03-12.md?plain=1#L21
        [L14]: ../../../reports/lora-rank-sweep-2025-03-12.md?plain=1#L14
        [L7-L8]: ../../../reports/lora-rank-sweep-2025-03-12.md?plain=1#L7-L8
        """)


LISTS = ("apply_when", "avoid_when", "results", "scope", "practice", "failures", "configuration", "related_skills")
EMPTY: dict[str, object] = dict.fromkeys(LISTS, ())


def test_sections_without_content_are_left_out() -> None:
    text = written(skill_draft(**EMPTY, reports=()))

    assert re.findall(r"^#+ .*$", text, re.M) == ["# LoRA rank for Llama-3", "## General Description"]


def test_a_skill_without_results_says_how_far_it_holds_below_its_description() -> None:
    text = written(skill_draft(**{**EMPTY, "scope": (said("Holds for: one A100.", 5),)}, reports=()))

    assert "in 31 GB. [L12]\n\nHolds for: one A100. [L5]\n" in text


TEAM = dedent("""\
    ---
    name: {name}
    description: {text}
    metadata:
      created: {date}
      team: vision
    ---

    # Skill: {title}

    ## When not to use

    Stay away when:
    - {case}

    ## Pitfalls

    | Tried | Reason | Instead |
    |---|---|---|
    | {a} | {b} | {c} |

    ## Scope

    - {limits}
    """)


def test_the_teams_template_decides_order_headings_columns_and_keys() -> None:
    text = written(skill_draft(), TEAM)

    assert text.startswith("---\nname: llama3-lora-rank\ndescription: >\n")
    assert "metadata:\n  created: 2025-03-12\n  team: vision\n---\n\n# Skill: LoRA rank for Llama-3\n" in text
    assert "## When not to use\n\nStay away when:\n- the task needs" in text
    assert "| Tried | Reason | Instead |" in text
    assert "## Scope\n\n- one A100 40GB, 500 steps, one seed [L5]\n" in text
    assert "Holds for" not in text
    assert re.findall(r"^## (.*)$", text, re.M)[:3] == ["When not to use", "Pitfalls", "Scope"]


def test_other_fixed_keys_of_the_team_are_kept() -> None:
    text = written(skill_draft(), TEAM.replace("metadata:", "license: MIT\nmetadata:"))

    assert "Llama-3\nlicense: MIT\nmetadata:\n" in text


def test_no_placeholder_is_left_whatever_reports_say() -> None:
    draft = skill_draft(general=(said("Set {lr} and {Batch Size} first.", 4),))

    assert "Set `{lr}` and `{Batch Size}` first." in written(draft, TEAM)
    assert skill_problems(SKILL_PATH, written(draft, TEAM)) == ()


def test_cells_keep_their_columns_and_lines() -> None:
    rows = ((ResultRow(("a|b\nc", "1 `x|y`"), at(3))),)
    text = written(skill_draft(results=(ResultTable("", ("Run | id", "Loss"), rows),)))

    assert "| Run \\| id | Loss | Source |\n|---|---:|---|\n| a\\|b c | 1 `x\\|y` | [L3] |" in text


def test_a_reason_that_nobody_gave_is_said_to_be_missing() -> None:
    text = written(skill_draft(failures=(FailureRow("Rank 64", "", "", at(14)),)))

    assert "| What Failed | Why |\n|---|---|\n| Rank 64 [L14] | – |\n" in text


def test_tables_with_captions_follow_one_another() -> None:
    text = written(skill_draft(results=(table(("a", "1", "3"), caption="Loss"), table(("b", "2", "4"), caption="Speed"))))

    assert "**Loss**\n\n| Metric | Value | Source |\n|---|---:|---|\n| a | 1 | [L3] |\n\n**Speed**\n" in text


def test_a_long_skill_keeps_the_first_rows_and_says_so() -> None:
    rows = tuple((f"metric {number}", str(number), str(number)) for number in range(10, 610))
    text = written(skill_draft(results=(table(*rows),)))

    assert text.count("\n") < 500
    assert "The first 40 of 600 rows; the source has them all." in text


def test_the_description_is_short_and_never_closes_the_front_matter() -> None:
    draft = skill_draft(description="a --- b " * 300, use_when="Use when: you see --- " + "x" * 600)
    lines = description_lines(draft)

    assert len("\n".join(lines)) <= 1024
    assert "---" not in "".join(lines)
    assert lines[1].startswith("Use when: you see —")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lora", "lora"),
        ("no", '"no"'),
        ("8bit", '"8bit"'),
        ('a: "b" \\', '"a: \\"b\\" \\\\"'),
        ("[a]", '"[a]"'),
    ],
)
def test_scalars_are_strings_to_every_yaml_reader(text: str, expected: str) -> None:
    assert scalar(text) == expected


@pytest.mark.parametrize(
    "draft",
    [
        skill_draft(),
        skill_draft(description="Why: because #a [a] {b} & *c* > |", tags=("a: b", "#x", "no", "2025-01-01", "'q'")),
        skill_draft(short_description='say "hi": - yes', domain="computer vision"),
        skill_draft(general=(Statement("--- a ---", at(3)),), title="--- title ---"),
    ],
)
def test_the_reference_validator_accepts_the_skill(draft: SkillDraft, tmp_path: Path) -> None:
    folder = tmp_path / draft.name
    folder.mkdir()
    (folder / "SKILL.md").write_text(written(draft), encoding="utf-8")

    assert skills_ref.validate(folder) == []
    assert skills_ref.read_properties(folder).description.startswith(draft.description[:20])
    assert skill_problems(SKILL_PATH, written(draft)) == ()


def test_a_skill_that_rests_on_the_log_links_it() -> None:
    text = written(skill_draft(general=(Statement("Batch 8 fits.", at(3, 9, "docs/experiment-log.md")),)))

    assert "Batch 8 fits. [experiment-log L3-L9]\n" in text
    assert "[experiment-log L3-L9]: ../../../docs/experiment-log.md?plain=1#L3-L9\n" in text
    assert f"[lora-rank L30]: ../../../{REPORT}?plain=1#L30\n" in text


def test_a_table_that_was_cut_says_so() -> None:
    text = written(skill_draft(results=(table(("a", "1", "3"))._replace(is_cut=True),)))

    assert "| a | 1 | [L3] |\n\nThe source has more rows.\n" in text
