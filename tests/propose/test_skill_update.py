"""New evidence goes into an existing skill section by section; what people wrote stays."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.draft import FailureRow, ResultTable, SkillUpdate
from bot.propose.skill_template import skill_template
from bot.propose.skill_update import updated_skill
from tests.propose.retrospectives import EXISTING, REPORT, at, existing_skill, said, skill_update, table

TEMPLATE = skill_template({})
ROW = ("memory at rank 16", "31 GB", "12")


def merged(update: SkillUpdate) -> str:
    return updated_skill(update, TEMPLATE)[0]


def added(update: SkillUpdate) -> list[str]:
    """The lines that the update adds and removes, its date and definitions aside."""
    diff = difflib.ndiff(update.skill.text.splitlines(), merged(update).splitlines())
    lines = [line for line in diff if line[0] in "+-"]
    return [line for line in lines if not line.startswith(("+ [", "+   updated:")) and line.strip("+ ")]


def sections(update: SkillUpdate) -> tuple[str, ...]:
    return updated_skill(update, TEMPLATE)[1]


def test_rows_join_the_table_whose_columns_they_fit() -> None:
    update = skill_update(results=(table(ROW),))

    assert added(update) == ["+ | memory at rank 16 | 31 GB [lora-rank L12] |  |"]
    assert sections(update) == ("Results Summary",)


def test_a_source_column_takes_the_citation() -> None:
    skill = existing_skill(EXISTING.replace("| Metric | Value | Notes |", "| Metric | Value | Source |"))

    assert added(skill_update(skill, results=(table(ROW),))) == ["+ | memory at rank 16 | 31 GB | [lora-rank L12] |"]


def test_rows_that_fit_no_table_get_one_of_their_own_below_it() -> None:
    update = skill_update(results=(table(("16", "0.41", "12"), ("8", "0.58", "11"), header=("Rank", "Loss")),))

    assert added(update) == [
        "+ From [lora-rank L11-L12]:",
        "+ | Rank | Loss | Source |",
        "+ |---:|---:|---|",
        "+ | 16 | 0.41 | [lora-rank L12] |",
        "+ | 8 | 0.58 | [lora-rank L11] |",
    ]


def test_a_table_without_outer_pipes_gets_rows_without_them() -> None:
    text = EXISTING.replace("| Metric | Value | Notes |", "Metric | Value | Notes")
    text = text.replace("|--------|-------|-------|", "--------|-------|-------")
    skill = existing_skill(text.replace("| memory at batch 8 | 38 GB | one run |", "memory at batch 8 | 38 GB | one run"))

    assert added(skill_update(skill, results=(table(ROW),))) == ["+ memory at rank 16 | 31 GB [lora-rank L12] |"]


@pytest.mark.parametrize("row", [("Memory at batch 8", "38 GB", "3"), ("memory", "38", "3")])
def test_rows_that_the_skill_has_are_not_added_again(row: tuple[str, ...]) -> None:
    update = skill_update(results=(table(row),))

    assert updated_skill(update, TEMPLATE) == (EXISTING, ())


def test_practice_goes_on_with_the_numbers_of_its_list() -> None:
    update = skill_update(practice=(said("Use rank 16 with alpha 32.", 20), said("start with batch 4", 21)))

    assert added(update) == ["+ 3. Use rank 16 with alpha 32. [lora-rank L20]"]


def with_practice(section: str) -> SkillUpdate:
    text = EXISTING.replace("1. Start with batch 4.\n2. Turn on checkpointing.\n", section)
    return skill_update(existing_skill(text), practice=(said("Use rank 16 with alpha 32.", 20),))


@pytest.mark.parametrize(
    ("section", "lines"),
    [
        ("* Start with batch 4.\n", ["+ * Use rank 16 with alpha 32. [lora-rank L20]"]),
        ("1) Start with batch 4.\n   - slowly\n", ["+ 2) Use rank 16 with alpha 32. [lora-rank L20]"]),
        ("Start with batch 4.\n", ["+ - Use rank 16 with alpha 32. [lora-rank L20]"]),
        (
            "### Step 1: Start small\n\nBatch 4.\n",
            ["+ ### Step 2: Use rank 16 with alpha 32", "+ From [lora-rank L20]."],
        ),
        ("### 1. Start small\n\nBatch 4.\n", ["+ ### 2. Use rank 16 with alpha 32", "+ From [lora-rank L20]."]),
    ],
)
def test_practice_follows_the_sections_own_style(section: str, lines: list[str]) -> None:
    assert added(with_practice(section)) == lines


def test_a_step_that_the_skill_takes_for_another_reason_is_not_added_again() -> None:
    update = with_practice("### 1. Freeze the full embedding first\n\nBatch 4.\n")

    assert added(update._replace(practice=(said("The loss jumps: freeze the embedding first.", 20),))) == []
    assert len(added(update._replace(practice=(said("The loss jumps: thaw the embedding first.", 20),)))) == 2


def test_a_long_step_is_named_by_its_first_clause() -> None:
    update = with_practice("### Step 1: Start small\n\nBatch 4.\n")
    text = (
        "Freeze the embedding for the first epoch, because the loss of rank 16 jumped at step 20 in each of our five runs."
    )
    update = update._replace(practice=(said(text, 20),))

    assert added(update) == ["+ ### Step 2: Freeze the embedding for the first epoch", f"+ {text} [lora-rank L20]"]


def test_failures_join_the_table_under_its_own_columns() -> None:
    update = skill_update(failures=(FailureRow("Rank 64", "optimizer states", "rank 16", at(14)),))

    assert added(update) == ["+ | Rank 64 | optimizer states [lora-rank L14] | rank 16 |"]


def test_a_failure_that_the_skill_names_is_not_repeated() -> None:
    update = skill_update(failures=(FailureRow("batch 16", "no memory", "", at(14)),))

    assert updated_skill(update, TEMPLATE) == (EXISTING, ())


def test_a_failure_that_the_skill_tells_in_other_words_is_not_repeated() -> None:
    known = (
        "| Other eval batches | the long run used micro_batch_size, the base run full batch_size"
        " | always use full_batch_size in the eval |"
    )
    skill = existing_skill(EXISTING.replace("| Batch 16 | out of memory | use accumulation |", known))
    again = FailureRow(
        "Eval loss mismatch", "other batch sizes in the eval of the long run", "use `full_batch_size`", at(14)
    )
    other = FailureRow("Eval loss mismatch", "other batch sizes in the eval of the long run", "seed the sampler", at(14))

    assert added(skill_update(skill, failures=(again,))) == []
    assert len(added(skill_update(skill, failures=(other,)))) == 1


def test_a_failure_table_of_two_columns_keeps_the_lesson_with_the_reason() -> None:
    skill = existing_skill(
        EXISTING.replace("| What Failed | Why | Lesson |", "| Attempt | Reason |")
        .replace("|-------------|-----|--------|", "|---|---|")
        .replace("| Batch 16 | out of memory | use accumulation |", "| Batch 16 | out of memory |")
    )
    update = skill_update(skill, failures=(FailureRow("Rank 64", "optimizer states", "use rank 16", at(14)),))

    assert added(update) == ["+ | Rank 64 | optimizer states [lora-rank L14]; use rank 16 |"]


def test_a_list_of_failures_goes_on_as_a_list() -> None:
    start, end = EXISTING.index("| What Failed"), EXISTING.index("\n## References")
    skill = existing_skill(EXISTING[:start] + "- Batch 16: out of memory\n" + EXISTING[end:])
    update = skill_update(skill, failures=(FailureRow("Rank 64", "optimizer states.", "use rank 16", at(14)),))

    assert added(update) == ["+ - **Rank 64**: optimizer states. use rank 16 [lora-rank L14]"]


def test_a_section_that_is_missing_is_opened_before_those_that_follow_it() -> None:
    start, end = EXISTING.index("## Failure Modes"), EXISTING.index("## References")
    skill = existing_skill(EXISTING[:start] + EXISTING[end:])
    update = skill_update(skill, failures=(FailureRow("Rank 64", "", "", at(14)),))

    text = merged(update)

    assert "2. Turn on checkpointing.\n\n## Failure Modes\n\n| What Failed | Why |\n" in text
    assert text.index("## Failure Modes") < text.index("## References")


def test_reports_are_listed_as_the_skill_lists_others() -> None:
    update = skill_update(results=(table(ROW),), reports=(REPORT, "reports/batch-size-2025-02-01.md"))

    assert added(update)[-1] == f"+ - Report: `{REPORT}`"


def test_reports_alone_change_nothing() -> None:
    assert updated_skill(skill_update(reports=(REPORT,)), TEMPLATE) == (EXISTING, ())


def test_definitions_stand_at_the_end_and_the_date_in_the_front_matter() -> None:
    text = merged(skill_update(results=(table(ROW),)))

    assert text.endswith(f"`reports/batch-size-2025-02-01.md`\n\n[lora-rank L12]: ../../../{REPORT}?plain=1#L12\n")
    assert "  created: 2025-02-01\n  updated: 2025-03-12\n  author: ana\n" in text


UPDATE = skill_update(
    results=(table(ROW), table(("16", "0.41", "12"), header=("Rank", "Loss"), caption="Loss by rank")),
    practice=(said("Use rank 16 with alpha 32.", 20),),
    failures=(FailureRow("Rank 64", "optimizer | states", "rank 16", at(14)),),
    reports=(REPORT,),
)


def test_the_same_update_twice_is_the_same_as_once() -> None:
    once = merged(UPDATE)

    assert updated_skill(UPDATE._replace(skill=existing_skill(once)), TEMPLATE) == (once, ())


def test_definitions_follow_those_that_are_there() -> None:
    skill = existing_skill(EXISTING + "\n[L3]: ../../../reports/old.md?plain=1#L3\n\n")

    text = merged(skill_update(skill, results=(table(ROW),)))

    assert text.endswith(f"#L3\n[lora-rank L12]: ../../../{REPORT}?plain=1#L12\n\n")


def test_windows_line_ends_and_a_missing_last_newline_are_kept() -> None:
    text = EXISTING.replace("\n", "\r\n").removesuffix("\r\n")
    result = merged(UPDATE._replace(skill=existing_skill(text)))

    assert "\n" not in result.replace("\r\n", "")
    assert not result.endswith("\n")
    assert result.replace("\r\n", "\n") + "\n" == merged(UPDATE)


def test_a_skill_of_another_structure_gets_its_sections_at_the_end() -> None:
    skill = existing_skill("---\nname: x\ndescription: y\n---\n# Notes\n\nFree text.\n")
    text = merged(UPDATE._replace(skill=skill))

    assert text.index("Free text.") < text.index("## Results Summary") < text.index("## Recommended Practice")


def test_an_update_never_makes_a_skill_too_long() -> None:
    long = existing_skill(EXISTING + "text\n" * 435)
    rows = tuple((f"metric {number}", f"{number}.5", str(number)) for number in range(10, 90))
    update = skill_update(long, results=(ResultTable("", ("A", "B"), table(*rows).rows),))

    text = merged(update)

    assert text.count("\n") < 500
    assert "| metric 17 | 17.5 |" in text
    assert "| metric 18 |" not in text


LINES = """\
## Results
## Recommended Practice
## Failure Modes
### Step 2: x
## References
| Metric | Value |
|---|---|
| a | b |
- item
3. item
text

  more
```
> quote
[L3]: ../x.md#L3
---
<!-- x -->"""
texts = st.lists(st.sampled_from(LINES.split("\n")), max_size=14).map("\n".join)


@settings(max_examples=80)
@given(texts)
def test_an_update_changes_no_line_that_it_did_not_add(text: str) -> None:
    update = UPDATE._replace(skill=existing_skill(f"---\nname: x\nupdated: 2025-03-12\n---\n{text}"))
    before, after = update.skill.text.splitlines(), merged(update).splitlines()

    remaining = iter(after)

    assert all(line in remaining for line in before)
