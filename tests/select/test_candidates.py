"""The list of candidates and choosing from it."""

from __future__ import annotations

import pytest

from bot.model.report import Report
from bot.model.selection import Candidate, Outcome
from bot.select.candidates import all_candidates, is_numbers, pick

LIST = tuple(Candidate(f"{name}.md", name, "", 0.5) for name in "abc")


@pytest.mark.parametrize("words", ["2", "1 3", "1,3", "#1, #3", "1 and 3", " 1 & 2. "])
def test_numbers_alone_choose(words: str) -> None:
    assert is_numbers(words)


@pytest.mark.parametrize("words", ["", "rank 16", "2025-03-04", "1 softmax", "12345", "all"])
def test_other_words_do_not(words: str) -> None:
    assert not is_numbers(words)


def test_chosen_candidates_keep_the_order_of_the_list() -> None:
    assert [one.path for one in pick(LIST, "3 1").reports] == ["a.md", "c.md"]


@pytest.mark.parametrize("words", ["4", "0", "1 9"])
def test_a_number_outside_the_list_chooses_nothing(words: str) -> None:
    selection = pick(LIST, words)

    assert (selection.outcome, selection.candidates) == (Outcome.NONE, LIST)
    assert "the list has 3" in selection.reason


def test_the_full_list_is_newest_first_with_undated_reports_last() -> None:
    dates = {"c.md": "", "b.md": "2025-01-01", "a.md": "2025-02-01"}
    reports = [Report(path, "markdown", date=date) for path, date in dates.items()]

    assert [one.path for one in all_candidates(reports)] == ["a.md", "b.md", "c.md"]
