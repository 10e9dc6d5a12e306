"""Colours for a terminal, and text from reports made harmless for it."""

from __future__ import annotations

from typing import NamedTuple

_CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}
_HARMFUL = {
    code: "\ufffd"
    for code in (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
    if chr(code) not in "\n\t"
}
"""Control characters (an escape could drive the terminal) and those that turn the direction of text around."""


def harmless(text: str) -> str:
    """Return `text` without anything that a terminal would obey."""
    return text.translate(_HARMFUL)


class Paint(NamedTuple):
    """Paints text if `colour` is wanted; the text is made harmless either way."""

    colour: bool

    def __call__(self, text: str, style: str = "") -> str:
        """Return `text` in `style`: empty, or one of bold, dim, red, green, yellow, cyan."""
        text = harmless(text)
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if self.colour and style and text else text
