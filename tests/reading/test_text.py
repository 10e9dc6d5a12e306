"""Bytes become text with one kind of line end, or a problem that names the line and the fix."""

from __future__ import annotations

import pytest

from bot.reading.text import MAX_BYTES, decode, unix_lines, without_terminal_codes


@pytest.mark.parametrize(
    "data",
    [
        "é数\n".encode(),
        b"\xef\xbb\xbf" + "é数\n".encode(),
        "é数\r\n".encode(),
        "é数\n".encode("utf-16"),
        b"\xfe\xff" + "é数\n".encode("utf-16-be"),
    ],
)
def test_utf_8_and_marked_utf_16_are_read(data: bytes) -> None:
    assert decode(data) == ("é数\n", None)


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"one\ntwo\ncaf\xe9\n", 3, "byte 0xe9 is not valid UTF-8: save the file as UTF-8"),
        (b"\xef\xbb\xbfone\n\xff\n", 2, "byte 0xff"),
        (b"\xff\xfea\x00\n\x00\x00\xd8b\x00", 2, "is not valid UTF-16"),
        (b"one\ntw\x00o\n", 2, "NUL"),
        (b"a" * (MAX_BYTES + 1), 1, "16.0 MB and only 16 MB are read"),
    ],
)
def test_what_cannot_be_read_names_its_line_and_what_to_do(data: bytes, line: int, words: str) -> None:
    text, problem = decode(data)
    assert text == ""
    assert problem is not None
    assert problem.line == line
    assert words in problem.message


def test_carriage_returns_never_add_lines_to_a_file_that_has_newlines() -> None:
    assert unix_lines("a\r\nb\r\r\nc\rd\n") == "a\nb\nc d\n"
    assert unix_lines("old\rmac\r") == "old\nmac\n"


def test_of_a_progress_bar_the_last_state_remains() -> None:
    assert unix_lines("run\n  0%|  | 0/9\r 50%|# | 4/9\r100%|##| 9/9\r\nend\n") == "run\n100%|##| 9/9\nend\n"
    assert unix_lines(" 50%|# |\r100%|##|\r") == "100%|##|"


def test_terminal_codes_go() -> None:
    assert without_terminal_codes("\x1b[1;31mOOM\x1b[0m at \x1b]0;title\x07step 3") == "OOM at step 3"
