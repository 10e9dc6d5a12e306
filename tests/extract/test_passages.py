"""Paragraphs and list items as the statement rules see them."""

from __future__ import annotations

import pytest

from bot.domains.loading import load_domain
from bot.extract.context import Context, SectionRole
from bot.extract.section_roles import section_role
from bot.extract.statements.passages import Passage, is_placeholder, is_plan, passages
from bot.model.report import Report
from bot.reading.markdown import markdown_blocks


def passages_of(text: str, status: str = "") -> list[Passage]:
    report = Report("r.md", "markdown", status=status, blocks=markdown_blocks(text))
    domain = load_domain("research")[0]
    return [
        passage
        for section in report.sections()
        for passage in passages(Context(report, section, section_role(section), domain, ""))
    ]


def test_an_item_knows_what_is_nested_in_it() -> None:
    first, _ = passages_of("- batch 16 failed\n  - error: `OutOfMemoryError`\n")
    assert [getattr(block, "text", "") for block in first.nested] == ["error: `OutOfMemoryError`"]


def test_a_clause_with_a_colon_is_completed_by_its_items() -> None:
    clause, _, _ = passages_of("## Analysis\n\nThe slowdown is not caused by:\n\n- compilation\n- queue depth\n")
    assert clause.open
    assert clause.gathered() == ("The slowdown is not caused by: compilation; queue depth", (3, 6))


def test_a_short_label_is_no_clause() -> None:
    label, _ = passages_of("Note:\n\n- the first run warms the cache\n")
    assert not label.open


def test_labelled_lines_of_one_paragraph_are_passages_of_their_own() -> None:
    found = passages_of("**Cause:** a race\n**Fix:** a lock\n")
    assert [(passage.label, passage.body, passage.block.lines) for passage in found] == [
        ("Cause", "a race", (1, 1)),
        ("Fix", "a lock", (2, 2)),
    ]


def test_metadata_and_placeholders_are_no_passages() -> None:
    assert passages_of("**Date:** 2026-02-01\n**Status:** Completed\n\nTODO\n\n- {fill in}\n- TBD\n") == []


def test_a_label_that_only_says_what_it_is_can_be_left_out() -> None:
    (passage,) = passages_of("Decision: keep the cache.\n")
    assert passage.without_label(passage.text) == "keep the cache."


def test_a_label_with_a_number_is_a_value() -> None:
    found = passages_of("- peak memory: `12.4 GiB` (lower)\n- compile: enabled\n- result: it ran twice as fast\n")
    assert [passage.is_value() for passage in found] == [True, True, False]


def test_a_block_of_data_is_no_prose() -> None:
    assert passages_of("word " * 5000) == []


@pytest.mark.parametrize("text", ["TODO", "n/a", "{One sentence}", "<describe>", "...", "-", "없음", "None so far."])
def test_a_placeholder_says_nothing(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["TODO: rerun with seed 2", "None of the runs failed", "no"])
def test_a_task_is_no_placeholder(text: str) -> None:
    assert not is_placeholder(text)


def test_a_report_is_a_plan_where_its_type_or_status_says_so() -> None:
    entry = Report("log.md", "markdown", blocks=markdown_blocks("- **Type**: Plan\n- **Details**: run it\n"))
    assert is_plan(entry)
    assert is_plan(Report("r.md", "markdown", status="Planned"))
    assert not is_plan(Report("r.md", "markdown", status="Completed", blocks=markdown_blocks("A plan was made.\n")))


def test_everything_in_a_plan_is_planned() -> None:
    assert {passage.role for passage in passages_of("## Results\n\nIt is faster.\n", "Planned")} == {SectionRole.PLAN}


def test_an_unfinished_clause_at_the_end_of_a_paragraph_is_completed_by_its_items() -> None:
    first, *items = passages_of("It collapsed early. The combination of:\n- binary rewards\n- high confidence\n")
    assert first.open
    assert first.gathered()[0] == "It collapsed early. The combination of: binary rewards; high confidence"
    assert all(item.inner for item in items)


def test_items_that_say_how_they_went_are_statements_of_their_own() -> None:
    first, *items = passages_of("After many attempts at the kernel:\n- ✅ 85% of the library\n- ❌ the last 15%\n")
    assert not first.open
    assert not any(item.inner for item in items)


def test_a_line_of_a_git_log_says_nothing() -> None:
    text = '- `df828442` - "fix: should use the hook behind" (the bug)\n- `b0878` is a short name\n'
    assert [passage.text for passage in passages_of(text)] == ["`b0878` is a short name"]
