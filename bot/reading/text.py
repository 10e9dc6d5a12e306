"""Bytes to text: the encodings that reports come in, one kind of line end, and no terminal codes."""

from __future__ import annotations

import re

from bot.model.report import Problem

MAX_BYTES = 16_000_000
"""A larger file is an export or weights, not something that a person wrote or could check."""

PICTURES = "\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
"""Signs and pictures that open a line in place of a bullet, as the inside of a character class."""

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_TERMINAL_CODE = re.compile(r"\x1b\[[0-9;?]*+[A-Za-z]|\x1b\][^\x07\n]*+\x07")


def decode(data: bytes) -> tuple[str, Problem | None]:
    """Return the text of `data` with `\\n` line ends, and what kept it from being read (then the text is empty).

    Understood are UTF-8, with and without byte order mark, and UTF-16 with one.
    """
    if len(data) > MAX_BYTES:
        size = f"the file has {len(data) / 1e6:.1f} MB and only {MAX_BYTES // 1_000_000} MB are read"
        return "", Problem(1, f"{size}: keep a summary as the report, and the raw data outside the reports folder")
    try:
        text = data.decode("utf-16" if data[:2] in _UTF16_MARKS else "utf-8-sig")
    except UnicodeDecodeError as error:
        return "", _bad_bytes(error)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        return "", Problem(line, "the file holds NUL bytes, so it is no text: export it as UTF-8, or move it elsewhere")
    return unix_lines(text), None


def _bad_bytes(error: UnicodeDecodeError) -> Problem:
    # The codec may have cut the byte order mark off, so positions are those in its own `object`.
    before = error.object[: error.start].decode(error.encoding, "replace")
    name = "UTF-16" if error.encoding.startswith("utf-16") else "UTF-8"
    fix = "save the file as UTF-8 (`iconv -f WINDOWS-1252 -t UTF-8` if it came from Windows)"
    return Problem(before.count("\n") + 1, f"byte 0x{error.object[error.start]:02x} is not valid {name}: {fix}")


def unix_lines(text: str) -> str:
    """Return `text` with `\\n` at the end of each line, and no other carriage return.

    One inside a line does not end it, so that lines count as editors and GitHub count them: of a progress bar that is drawn
    again and again the last state remains, elsewhere a space. In a file without any `\\n` it ends a line.
    """
    if "\r" not in text:
        return text
    if "\n" not in text and "%|" not in text:
        return text.replace("\r", "\n")
    return "\n".join(shown_line(line.rstrip("\r")) for line in text.split("\n"))


def shown_line(line: str) -> str:
    """Return a line without carriage returns: the last state of a progress bar, elsewhere a space for each."""
    if "\r" not in line:
        return line
    if "%|" in line:
        return next((state for state in reversed(line.split("\r")) if state.strip()), "")
    return line.replace("\r", " ")


def without_terminal_codes(text: str) -> str:
    """Return `text` without the escape codes that colour it in a terminal."""
    return _TERMINAL_CODE.sub("", text) if "\x1b" in text else text
