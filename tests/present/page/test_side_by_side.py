"""A change side by side."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.present.page.side_by_side import Row, Side, kept_lines, side_by_side

NOTHING = Side(0, "", "", "")
TEXT = st.lists(st.sampled_from(["a", "b", "c", ""])).map("\n".join)


def test_what_differs_inside_of_a_line_is_told() -> None:
    assert side_by_side("a\nloss 0.5 at 3\n", "a\nloss 0.41 at 3\nnew\n") == (
        Row("same", Side(1, "a", "", ""), Side(1, "a", "", "")),
        Row("changed", Side(2, "loss 0.", "5", " at 3"), Side(2, "loss 0.", "41", " at 3")),
        Row("added", NOTHING, Side(3, "new", "", "")),
    )


def test_a_removed_line_has_nothing_beside_it() -> None:
    assert side_by_side("a\nb\n", "a\n")[-1] == Row("removed", Side(2, "b", "", ""), NOTHING)


def test_a_gap_parts_changes_that_are_far_apart() -> None:
    lines = [str(number) for number in range(30)]
    rows = side_by_side("\n".join(lines), "\n".join(["x", *lines[1:-1], "y"]))
    assert [row.kind for row in rows].count("gap") == 1


def test_an_unchanged_text_has_no_rows() -> None:
    assert side_by_side("a\n", "a\n") == ()


@given(TEXT, TEXT)
def test_kept_lines_are_the_same_before_and_after(before: str, after: str) -> None:
    old, new = before.split("\n"), after.split("\n")
    kept = list(kept_lines(before, after))
    assert all(old[left - 1] == new[right - 1] for left, right in kept)
    assert kept == sorted(set(kept))
