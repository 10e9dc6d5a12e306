"""A selection as a person reads it."""

from __future__ import annotations

from bot.model.selection import Candidate, Outcome, Selection
from bot.present.ansi import Paint
from bot.present.selection import selection_text
from tests.present.plans import SELECTION

PLAIN = Paint(False)
TWO = (
    Candidate("reports/a.md", "LoRA rank 8", "2025-03-01", 0.6),
    Candidate("reports/b-2025-03-02.md", "Rank 16", "2025-03-02", 0.5),
)


def test_what_is_selected_is_listed() -> None:
    assert selection_text(SELECTION, PLAIN).split("\n") == [
        "Reports",
        "  reports/lora.md  LoRA ranks  2025-03-12",
        "Log entries",
        "  L4-L9 Rank sweep",
    ]


def test_a_title_that_is_the_file_name_is_not_repeated() -> None:
    selection = Selection(Outcome.AMBIGUOUS, candidates=(Candidate("reports/lora-rank.md", "LoRA-rank", "", 0.5),))

    assert "   1. reports/lora-rank.md\n" in selection_text(selection, PLAIN)


def test_candidates_are_numbered_and_a_date_in_the_name_is_not_repeated() -> None:
    assert selection_text(Selection(Outcome.AMBIGUOUS, candidates=TWO, reason="Two reports fit."), PLAIN).split("\n") == [
        "Two reports fit.",
        "   1. reports/a.md  LoRA rank 8  2025-03-01",
        "   2. reports/b-2025-03-02.md  Rank 16",
        "Name one with --report PATH, use more of its words, or say all.",
    ]


def test_where_nothing_fits_what_there_is_is_listed() -> None:
    text = selection_text(Selection(Outcome.NONE, candidates=TWO, reason="No report mentions softmax."), PLAIN)

    assert text.startswith("No report mentions softmax.\n   1. reports/a.md")
    assert text.endswith("\nThis is what there is.")


def test_where_there_are_no_reports_the_way_to_name_them_is_told() -> None:
    assert selection_text(Selection(Outcome.NONE), PLAIN) == (
        "Nothing fits.\nName a report with --report PATH, or the folder of reports in the registry (paths.reports)."
    )


def test_a_long_list_ends_with_how_many_more_there_are() -> None:
    many = tuple(Candidate(f"reports/{number}.md", "", "", 0.1) for number in range(60))
    lines = selection_text(Selection(Outcome.AMBIGUOUS, candidates=many), PLAIN).split("\n")

    assert lines[50].startswith("  50. ")
    assert lines[51] == "      and 10 more"
