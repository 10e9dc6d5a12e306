"""Edits by line number that leave every other byte alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.propose.line_edits import Edit, apply_edits, insertion, line_shift, replacement, split_lines


def test_lines_are_put_below_the_line_that_is_named() -> None:
    assert apply_edits("a\nb\n", [insertion(1, "x", "y")]) == "a\nx\ny\nb\n"


def test_line_zero_is_the_top() -> None:
    assert apply_edits("a\n", [insertion(0, "x")]) == "x\na\n"


def test_insertions_at_one_place_keep_their_order() -> None:
    assert apply_edits("a\n", [insertion(1, "x"), insertion(1, "y")]) == "a\nx\ny\n"


def test_a_line_is_replaced_where_it_stands_whatever_is_put_above_it() -> None:
    edits = [replacement(2, "B"), insertion(1, "x")]

    assert apply_edits("a\nb\nc\n", edits) == "a\nx\nB\nc\n"


def test_a_line_can_be_removed() -> None:
    assert apply_edits("a\nb\nc\n", [Edit(1, (), removes=1)]) == "a\nc\n"


def test_windows_line_ends_are_kept_and_used() -> None:
    assert apply_edits("a\r\nb\r\n", [insertion(1, "x")]) == "a\r\nx\r\nb\r\n"


def test_a_missing_last_newline_stays_missing() -> None:
    assert apply_edits("a\nb", [insertion(2, "x")]) == "a\nb\nx"


def test_only_line_feeds_and_carriage_returns_end_a_line() -> None:
    assert split_lines("a\x0bb\u2028c\rd\r\ne") == ["a\x0bb\u2028c", "d", "e"]


@pytest.mark.parametrize(("line", "moved"), [(1, 1), (2, 4), (3, 4)])
def test_line_numbers_after_the_edits_are_told(line: int, moved: int) -> None:
    assert line_shift([insertion(1, "x", "y"), Edit(2, (), removes=1)])(line) == moved


texts = st.lists(st.sampled_from(["", "a", "| b |", "  c"]), max_size=6).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n"]).map(lambda end: end.join(lines))
)


@settings(max_examples=60)
@given(texts, st.lists(st.tuples(st.integers(0, 6), st.sampled_from(["new", "other"])), max_size=4))
def test_insertions_change_no_line_that_was_there(text: str, wanted: list[tuple[int, str]]) -> None:
    lines = split_lines(text)
    edits = [insertion(min(after, len(lines)), added) for after, added in wanted]

    kept = [line for line in split_lines(apply_edits(text, edits)) if line not in ("new", "other")]

    assert kept == lines
