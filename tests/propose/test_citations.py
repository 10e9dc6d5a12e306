"""Citations as links that work on GitHub and read well as text."""

from __future__ import annotations

import pytest

from bot.model.draft import Source
from bot.propose.citations import Citations, inline_links, merged, target

SKILL = ".codex/skills/lora-rank/SKILL.md"
SWEEP = "reports/lora-rank-sweep-2025-03-12.md"
BATCH = "reports/lora-batch-size-2025-03-13.md"


@pytest.mark.parametrize(
    ("path", "folder", "expected"),
    [
        (SWEEP, ".codex/skills/lora-rank", "../../../reports/lora-rank-sweep-2025-03-12.md?plain=1#L4-L9"),
        ("reports/a b (1).csv", "reports", "a%20b%20%281%29.csv?plain=1#L4-L9"),
        ("runs/train.log", "", "runs/train.log#L4-L9"),
    ],
)
def test_a_target_is_relative_and_shows_the_source_of_rendered_files(path: str, folder: str, expected: str) -> None:
    assert target(Source(path, (4, 9)), folder) == expected


def test_overlapping_and_adjacent_ranges_become_one() -> None:
    places = [Source("a", (5, 6)), Source("a", (1, 2)), Source("a", (3, 3)), Source("b", (4, 4)), Source("a", (1, 2))]

    assert merged(places) == (Source("a", (1, 3)), Source("a", (5, 6)), Source("b", (4, 4)))


def test_a_document_that_cites_one_file_needs_lines_only() -> None:
    citations = Citations(SKILL, [Source(SWEEP, (4, 9))])

    assert citations.cite([Source(SWEEP, (4, 9))]) == "[L4-L9]"
    assert citations.definitions() == ("[L4-L9]: ../../../reports/lora-rank-sweep-2025-03-12.md?plain=1#L4-L9",)


def test_several_files_are_told_apart_by_the_words_that_differ() -> None:
    sources = [Source(SWEEP, (4, 4)), Source(BATCH, (7, 8))]
    citations = Citations(SKILL, sources)

    assert citations.cite(sources) == "[batch-size L7-L8], [rank-sweep L4]"


def test_files_with_the_same_words_are_told_apart_by_their_whole_name_or_path() -> None:
    same_day = Citations(SKILL, [Source("a/run-2025-03-12.md", (1, 1)), Source("a/run-2025-03-13.md", (1, 1))])
    same_name = Citations(SKILL, [Source("a/run.md", (1, 1)), Source("b/run.md", (1, 1))])

    assert same_day.cite([Source("a/run-2025-03-13.md", (1, 1))]) == "[run-2025-03-13 L1]"
    assert same_name.cite([Source("b/run.md", (1, 1))]) == "[b/run.md L1]"


def test_files_that_are_called_alike_have_the_names_of_their_folders() -> None:
    rates, bonuses = Source("exp/EXP_009_rate_sweep/README.md", (4, 4)), Source("exp/EXP_012_bonus_sweep/README.md", (7, 7))

    assert Citations(SKILL, [rates, bonuses]).cite([rates, bonuses]) == "[009-rate L4], [012-bonus L7]"


def test_files_that_a_text_names_are_told_apart_too() -> None:
    citations = Citations(SKILL, [Source(SWEEP, (4, 4))], f"see `{BATCH}`")

    assert citations.cite([Source(SWEEP, (4, 4))]) == "[rank-sweep L4]"


def test_a_label_that_is_there_is_used_again_and_not_defined_twice() -> None:
    text = f"[old L4]: ../../../{SWEEP}?plain=1#L4\n"
    citations = Citations(SKILL, [Source(SWEEP, (4, 4))], text)

    assert citations.cite([Source(SWEEP, (4, 4))]) == "[old L4]"
    assert citations.definitions() == ()


def test_a_label_that_stands_for_something_else_is_not_taken() -> None:
    text = f"[L4]: ../../../{SWEEP}?plain=1#L40\n"
    citations = Citations(SKILL, [Source(SWEEP, (4, 4))], text)

    assert citations.cite([Source(SWEEP, (4, 4))]) == "[lora-rank-sweep-2025-03-12 L4]"


def test_the_files_that_a_text_cites_are_found_by_its_labels() -> None:
    citations = Citations(SKILL, [], f"[L4]: ../../../{SWEEP}?plain=1#L4\n")

    assert citations.cited_paths("rank 16 [L4] and [L5]") == {SWEEP}


def test_links_of_their_own_need_no_definition() -> None:
    assert inline_links([Source(SWEEP, (4, 4))], "docs") == "[source](../reports/lora-rank-sweep-2025-03-12.md?plain=1#L4)"
    assert inline_links([], "docs") == ""
