"""Bytes to text: the encodings that reports come in, and one kind of line end."""

from __future__ import annotations

from bot.model.report import Problem

MAX_BYTES = 16_000_000
"""Reports above this size are exports or weights, not something a person wrote or can check."""

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def decode(data: bytes) -> tuple[str, Problem | None]:
    """Return the text of `data` with `\\n` line ends, and what kept it from being read (then the text is empty).

    Understood are UTF-8, with and without byte order mark, and UTF-16 with one.
    """
    if len(data) > MAX_BYTES:
        size = f"the file has {len(data) / 1e6:.1f} MB, more than the {MAX_BYTES // 1_000_000} MB that are read"
        return "", Problem(1, f"{size}: keep the summary as a report and the raw data outside the reports folder")
    encoding = "utf-16" if data[:2] in _UTF16_MARKS else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        return "", _bad_bytes(error)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        return "", Problem(
            line, "the file holds NUL bytes, so it is not text: export it as UTF-8, or keep it outside the reports"
        )
    return unix_lines(text), None


def _bad_bytes(error: UnicodeDecodeError) -> Problem:
    # The codec may have cut the byte order mark off, so positions are those in its own `object`.
    before = error.object[: error.start].decode(error.encoding, "replace")
    name = "UTF-16" if error.encoding.startswith("utf-16") else "UTF-8"
    fix = "save the file as UTF-8 (`iconv -f WINDOWS-1252 -t UTF-8` if it came from Windows)"
    return Problem(before.count("\n") + 1, f"byte 0x{error.object[error.start]:02x} is not valid {name}: {fix}")


def unix_lines(text: str) -> str:
    """Return `text` with `\\n` after each line.

    A lone `\\r` inside a line (a progress bar that redraws itself) becomes a space, so that lines count as editors and
    GitHub count them; in a file without any `\\n` it ends a line.
    """
    if "\r" not in text:
        return text
    if "\n" not in text:
        return text.replace("\r", "\n")
    lines = [line.rstrip("\r") for line in text.split("\n")]
    return "\n".join(lines).replace("\r", " ")
