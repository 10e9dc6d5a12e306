"""Inline markdown to plain text, from pulldown-cmark's events."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

Events: TypeAlias = Iterator[tuple[Any, Any]]
"""pulldown-cmark's events with their byte ranges, as pyromark gives them."""

INLINE_TAGS = frozenset({"Strong", "Emphasis", "Link", "Image", "Strikethrough"})
_TAG_NAMES = "a|b|i|u|em|strong|code|sub|sup|span|br|p|img|kbd|small|mark|ins|del|details|summary|div|center|font"
_HTML_TAG = re.compile(rf"</?(?:{_TAG_NAMES})\b[^>]*+>|<!--.*?-->", re.I | re.S)
_CONTINUATION = re.compile(r"\n[ \t>]*+")
_STRUCK_NUMBER = re.compile(r"[\s~≈$+−-]*+\d")


class InlineText:
    """Reads the text of one paragraph, item, heading or cell after the other, without markup; code spans keep backticks.

    `lead` is the bold text that opens the text read last. The newlines in a text are those of the source, so that lines can
    be counted in it.
    """

    __slots__ = ("_opened", "data", "events", "lead")

    def __init__(self, events: Events, data: bytes) -> None:
        self.events = events
        self.data = data
        self.lead = ""
        self._opened: list[int] = []

    def read(self, name: str, value: Any, span: Any) -> tuple[str, str, Any, Any]:
        """Take in the inline event that is given and those that follow it.

        Return the text with the white space around it, and name, value and range of the first event that is not inline:
        there always is one, the end of the block.
        """
        parts: list[str] = []
        events, data = self.events, self.data
        end = 0
        self.lead = ""
        while True:
            if name == "Text":
                parts.append(value)
                end = span["end"]
            elif name == "Start" or name == "End":
                tag = value if type(value) is str else next(iter(value))
                if tag not in INLINE_TAGS:
                    break
                end = self._tag(name, tag, span, parts, end)
            elif name == "Code":
                end = span["end"]
                parts.append(f"`{value}`" if data.find(b"\n", span["start"], end) < 0 else self._code_span(span))
            elif name == "SoftBreak" or name == "HardBreak":
                parts.append("\n")
            elif name == "InlineHtml":
                parts.append(_without_tag(value))
                end = span["end"]
            elif name != "FootnoteReference":
                break
            event, span = next(events)
            name, value = (event, None) if type(event) is str else event.popitem()
        return (parts[0] if len(parts) == 1 else "".join(parts)), name, value, span

    def take_in_cell(self, name: str, value: Any, span: Any, parts: list[str]) -> None:
        """Add an inline event of a table cell, which stands on one line, to the cell's parts: most markup just goes."""
        if name == "Code":
            parts.append(f"`{value}`")
        elif name == "InlineHtml":
            parts.append(_without_tag(value))
        elif value == "Strikethrough":
            if name == "Start":
                self._opened.append(len(parts))
            else:
                self._drop_struck_number(parts, self._opened.pop(), span)

    def _tag(self, name: str, tag: str, span: Any, parts: list[str], end: int) -> int:
        """Open or close emphasis, a link or an image; return where the text ends now."""
        if name == "Start":
            self._opened.append(len(parts))
            return end
        first = self._opened.pop()
        if tag == "Strong":
            if not self.lead and (first == 0 or (first == 1 and not parts[0].strip())):
                self.lead = "".join(parts[first:]).strip()
        elif tag == "Strikethrough":
            self._drop_struck_number(parts, first, span)
        elif tag == "Link" or tag == "Image":
            # A destination may stand on a line of its own.
            parts.append("\n" * self.data.count(b"\n", end, span["end"]))
        stop: int = span["end"]
        return stop

    def _drop_struck_number(self, parts: list[str], first: int, span: Any) -> None:
        """Drop the struck text from part `first` on if it is a number: it was corrected, so it no longer counts."""
        struck = "".join(parts[first:])
        # With a single tilde, people write `about`.
        if self.data.startswith(b"~~", span["start"]) and _STRUCK_NUMBER.match(struck):
            parts[first:] = ["\n" * struck.count("\n")]

    def _code_span(self, span: Any) -> str:
        """Return a code span of several lines from the source: its event has spaces for the line breaks."""
        source = self.data[span["start"] : span["end"]].decode()
        inner = source.lstrip("`")
        fence = len(source) - len(inner)
        return f"`{_CONTINUATION.sub(chr(10), inner[: len(inner) - fence]).strip(' ')}`"


def _without_tag(html: str) -> str:
    """Return what remains of an inline tag: nothing of one that only formats, all of a `<placeholder>`."""
    text = _HTML_TAG.sub(" " if html[:3].lower() == "<br" else "", html)
    return text + "\n" * (html.count("\n") - text.count("\n"))
