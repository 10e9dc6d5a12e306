"""The evidence: reports and log entries with the labels, rows and words that stand around their facts."""

from __future__ import annotations

import pytest

from bot.synthesize.evidence.context import labels
from bot.synthesize.evidence.units import clean_title
from tests.synthesize.evidence import entry_unit, finding, success, unit

LOG = """
    # Experiment log

    ## 2025-03-12

    - **Date**: 2025-03-12
    - **Type**: Observation
    - **General description**: Fixed the loader stall by sharding before decoding.
    - **Details**:
      - Baseline runs:
        - `a1`: elapsed `320s`
"""


def test_the_title_is_told_without_kind_and_date() -> None:
    assert clean_title("Report: queue-depth-sweep-2025-03-12") == "queue-depth-sweep"
    assert clean_title("Packed Buffer Diagnosis (2025-03-12)") == "Packed Buffer Diagnosis"
    assert clean_title("🎯 Adapters of rank 32 - Technical Report") == "Adapters of rank 32"


def test_a_slug_reads_as_words_in_the_spelling_of_the_report() -> None:
    seen = unit("# Report: fsdp-weight-grouping-benchmark\n\nUnder FSDP the weights are wrapped.\n")
    assert seen.title == "FSDP weight grouping"


def test_a_line_stands_under_its_headings_and_the_items_above_it() -> None:
    seen = unit("# Report: a\n\n## Runs\n\n- first run:\n  - loss `2`\n- second run\n")
    assert [label.text for label in seen.labels_of((6, 6))] == ["Report: a", "Runs", "first run:"]
    assert [label.text for label in seen.labels_of((7, 7))] == ["Report: a", "Runs"]


def test_a_lead_in_rules_the_list_below_it_and_ends_with_the_next_paragraph() -> None:
    seen = unit("# Report: a\n\nSlow runs:\n\n- one\n\nOther text.\n\n- two\n")
    assert [label.text for label in seen.labels_of((5, 5))] == ["Report: a", "Slow runs:"]
    assert [label.text for label in seen.labels_of((9, 9))] == ["Report: a"]


def test_a_table_row_is_told_from_the_others_by_its_first_cells() -> None:
    seen = unit("# Report: a\n\n| rank | lr | loss |\n|---|---|---|\n| 8 | 1e-4 | 2 |\n| 8 | 2e-4 | 3 |\n")
    assert [seen.row_keys[line] for line in (5, 6)] == ["rank 8, lr 1e-4", "rank 8, lr 2e-4"]


def test_an_entry_has_the_kind_and_description_of_its_fields() -> None:
    seen = entry_unit(LOG)
    assert (seen.kind, seen.description) == ("observation", "Fixed the loader stall by sharding before decoding.")


def test_what_was_read_from_the_fields_of_an_entry_is_no_fact() -> None:
    seen = entry_unit(
        LOG, success(7, "General description: Fixed the loader stall."), finding(9, "Baseline runs are slow.")
    )
    assert [fact.text for fact in seen.facts.facts] == ["Baseline runs are slow."]


def test_items_below_an_item_are_found() -> None:
    assert [item.text for item in entry_unit(LOG).below((9, 9))] == ["`a1`: elapsed `320s`"]


def test_a_title_that_is_a_long_sentence_is_cut_at_a_clause() -> None:
    clause = "A deeper queue sped up the packed path of the loader on two cards by a good tenth"
    assert unit(f"# {clause}, but not the plain path, which stays slow\n").short == clause


@pytest.mark.parametrize(
    ("title", "short"),
    [
        (
            "Ran the corrected queue sweep of the packed loader on two cards and found that deep queues hold more memory"
            " than any run of last week did",
            "Ran the corrected queue sweep of the packed loader on two cards",
        ),
        (
            "Compared the packed loader and the plain loader on the long documents of the new mixture using the seed of"
            " the earlier sweep of all queue depths",
            "Compared the packed loader and the plain loader on the long documents of the new mixture",
        ),
        (
            "Ran the packed loader again under the corrected policy (`pin=true`, queue 4 and two workers on each of the"
            " cards) to see whether deep queues pay",
            "Ran the packed loader again under the corrected policy",
        ),
    ],
)
def test_a_long_title_without_clauses_is_cut_where_a_phrase_ends(title: str, short: str) -> None:
    assert unit(f"# {title}\n").short == short


def test_a_title_that_has_no_place_to_be_cut_ends_in_no_word_that_needs_another() -> None:
    words = "Deep queue sizes of packed loader cards on long document mixtures in"
    assert unit(f"# {words} {'autumnal ' * 9}weather\n").short == words.removesuffix(" in")


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("April 7, 2025 — Loader log", "Loader log"),
        ("Report: queue depth 2025-03-12", "queue depth"),
        ("Module 1.1 Matmul", "Matmul"),
        ("Decoder 12 layers", "Decoder 12 layers"),
    ],
)
def test_a_title_is_its_subject_without_date_and_counter(title: str, subject: str) -> None:
    assert clean_title(title) == subject


@pytest.mark.parametrize(
    "heading", ["Executive summary", "Top models (by validation loss)", "Performance ranking", "Short-term changes"]
)
def test_a_heading_that_only_sorts_what_stands_below_it_is_no_subject(heading: str) -> None:
    seen = unit(f"# Report: a\n\n## {heading}\n\n- Loss fell.\n")
    assert [label.text for label in labels(seen, (5, 5))] == []


def test_a_label_is_told_without_the_picture_before_it() -> None:
    seen = unit("# Report: a\n\n## 🏆 Winner: packed run\n\n- Loss fell.\n")
    assert [label.text for label in labels(seen, (5, 5))] == ["Winner: packed run"]


def test_a_row_is_not_told_by_its_place_in_a_ranking() -> None:
    seen = unit("# Report: a\n\n| Rank | Run | Loss |\n|---|---|---|\n| 1 | packed | 2.1 |\n| 2 | plain | 2.5 |\n")
    assert (seen.row_keys[5], seen.row_keys[6]) == ("packed", "plain")
