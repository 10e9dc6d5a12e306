"""Hunks of a unified diff, as git writes them."""

from __future__ import annotations

from bot.present.diff import unified_hunks


def numbered(first: int, last: int) -> str:
    return "".join(f"{number}\n" for number in range(first, last + 1))


def test_equal_texts_have_no_hunk() -> None:
    assert unified_hunks(numbered(1, 9), numbered(1, 9)) == []


def test_a_change_has_three_lines_around_it() -> None:
    (hunk,) = unified_hunks(numbered(1, 9), numbered(1, 4) + "five\n" + numbered(6, 9))

    assert hunk == "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"


def test_changes_far_apart_are_hunks_of_their_own() -> None:
    before = numbered(1, 30)
    after = "new\n" + before.replace("\n20\n", "\n")

    assert [hunk.split("\n")[0] for hunk in unified_hunks(before, after)] == ["@@ -1,3 +1,4 @@", "@@ -17,7 +18,6 @@"]


def test_all_of_a_new_file_is_added() -> None:
    assert unified_hunks("", "a\nb\n") == ["@@ -0,0 +1,2 @@\n+a\n+b\n"]


def test_a_missing_last_line_feed_is_marked() -> None:
    assert unified_hunks("a", "a\nb") == [
        "@@ -1 +1,2 @@\n-a\n\\ No newline at end of file\n+a\n+b\n\\ No newline at end of file\n"
    ]


def test_only_line_feeds_end_lines() -> None:
    assert unified_hunks("a\x0cb\u2028c\r\n", "a\x0cb\u2028c\r\nd\n") == ["@@ -1 +1,2 @@\n a\x0cb\u2028c\r\n+d\n"]
