"""Markdown to blocks with exact line numbers, in one pass over pulldown-cmark's events."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import Any

import pyromark

from bot.model.report import Block, Cell, CodeBlock, Heading, ListItem, Paragraph, Table
from bot.reading.front_matter import front_matter_length
from bot.reading.markdown_inline import INLINE_TAGS, Events, InlineText
from bot.reading.run_in_headings import with_colon
from bot.reading.text import PICTURES, unix_lines

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_GFM
)
_SIGNED_LINE = re.compile(f"\n(?=[{PICTURES}])")
_LOOSE_HEADING = re.compile(r"(#{2,6})([^\W\d][^\n#]*?)(?: *#+)?")
"""`##Results`: a heading to whoever wrote it, though markdown wants a space."""

_EMITTED = -1
"""In place of an item's number: its own text is a block already, what follows are paragraphs."""


def markdown_blocks(text: str, first_line: int = 1) -> tuple[Block, ...]:
    """Return the blocks of `text`, whose first line counts as `first_line`. Front matter on line 1 is left out.

    Never raises: every text is markdown. HTML blocks become tables and paragraphs (`bot.reading.html`).
    """
    text = unix_lines(text)
    length = front_matter_length(text) if first_line == 1 else 0
    if length:
        first_line += text.count("\n", 0, length)
        text = text[length:]
    try:
        data = text.encode()
    except UnicodeEncodeError:
        # JSON can spell half a surrogate pair, UTF-8 cannot.
        data = text.encode("utf-8", "replace")
        text = data.decode()
    return tuple(_Walk(text, data, first_line).walk())


class _Walk:
    """The state of one pass: where lines start, the open lists, items and quotes.

    `items` has the number of each open item (None for a bullet), or `_EMITTED`.
    """

    def __init__(self, text: str, data: bytes, first_line: int) -> None:
        self.data = data
        self.line_starts = [0, *accumulate(map(len, data.splitlines(keepends=True)))]
        self.offset = first_line - 1
        self.events: Events = iter(pyromark.events_with_range(text, options=_OPTIONS))
        self.inline = InlineText(self.events, data)
        self.blocks: list[Block] = []
        self.ordinals: list[int | None] = []
        self.items: list[int | None] = []
        self.checked: bool | None = None
        self.quotes = 0
        self.tables_end = True

    def line(self, position: int) -> int:
        return bisect_right(self.line_starts, position) + self.offset

    def walk(self) -> list[Block]:
        for event, span in self.events:
            if type(event) is not str:
                name, value = event.popitem()
                if name == "Start" or name == "End":
                    self.block(name, value, span)
                else:
                    self.text(name, value, span)
        return self.blocks

    def block(self, name: str, value: Any, span: Any) -> None:
        """Handle the start or end of a block, or the start of emphasis that opens a text."""
        if value == "Paragraph":
            return
        tag = value if type(value) is str else next(iter(value))
        handler = (_OPENED if name == "Start" else _CLOSED).get(tag)
        if handler is not None:
            handler(self, value, span)
        elif tag in INLINE_TAGS:
            self.text(name, value, span)

    def text(self, name: str, value: Any, span: Any) -> None:
        """Emit the text that begins here, as the open item's own text or as a paragraph.

        A line that a picture or sign opens (`✅ Tests pass`) is a paragraph of its own, as its writer saw it.
        """
        if name == "TaskListMarker":
            self.checked = value
            return
        start = span["start"]
        raw, name, value, span = self.inline.read(name, value, span)
        text = raw.strip()
        if text:
            first = bisect_right(self.line_starts, start) + self.offset
            if len(text) != len(raw):
                first += raw.count("\n", 0, raw.index(text[0]))
            text, *others = (text,) if text.isascii() or "\n" not in text else _SIGNED_LINE.split(text)
            text = with_colon(text, self.inline.lead) if self.inline.lead else text
            lines = (first, first + text.count("\n"))
            depth = len(self.items)
            if depth and (ordinal := self.items[-1]) != _EMITTED:
                self.items[-1] = _EMITTED
                self.blocks.append(ListItem(text, lines, self.inline.lead, depth, ordinal, self.checked))
            elif text[:2] == "##" and not (depth or self.quotes) and (loose := _LOOSE_HEADING.fullmatch(text)):
                self.blocks.append(Heading(len(loose[1]), loose[2], lines))
            else:
                self.blocks.append(Paragraph(text, lines, self.inline.lead, depth, self.quotes > 0))
            for other in others:
                lines = (lines[1] + 1, lines[1] + 1 + other.count("\n"))
                self.blocks.append(Paragraph(other, lines, "", depth, self.quotes > 0))
        if name == "Start" or name == "End":
            self.block(name, value, span)

    def heading(self, tag: Any, span: Any) -> None:
        level = int(tag["Heading"]["level"][1])
        event, at = next(self.events)
        name, value = event.popitem()
        text = self.inline.read(name, value, at)[0].strip()
        first = self.line(at["start"] if text else span["start"])
        self.blocks.append(Heading(level, text.replace("\n", " "), (first, first + text.count("\n"))))

    def open_item(self, _: Any, __: Any) -> None:
        ordinal = self.ordinals[-1]
        self.items.append(ordinal)
        self.checked = None
        if ordinal is not None:
            self.ordinals[-1] = ordinal + 1

    def close_item(self, _: Any, __: Any) -> None:
        self.items.pop()

    def open_list(self, tag: Any, _: Any) -> None:
        self.ordinals.append(tag["List"])

    def close_list(self, _: Any, __: Any) -> None:
        self.ordinals.pop()

    def open_quote(self, _: Any, __: Any) -> None:
        self.quotes += 1

    def close_quote(self, _: Any, __: Any) -> None:
        self.quotes -= 1

    def table(self, _: Any, span: Any) -> None:
        rows: list[tuple[Cell, ...]] = []
        cells: list[Cell] = []
        parts: list[str] = []
        lines = (0, 0)
        for event, at in self.events:
            if type(event) is str:
                # Beyond a limit for cells that rows lack, pulldown-cmark leaves the rest of the table as running text.
                continue
            name, value = event.popitem()
            if name == "Text":
                parts.append(value)
            elif name == "End" and value == "TableCell":
                cells.append(Cell((parts[0] if len(parts) == 1 else "".join(parts)).strip(), lines))
                parts = []
            elif name == "Start" and value == "TableCell":
                continue
            elif name == "Start" and (value == "TableRow" or value == "TableHead"):
                # All cells stand on the row's line: the range of a cell that the row lacks lies behind it.
                lines = (self.line(at["start"]),) * 2
            elif name == "End" and (value == "TableRow" or value == "TableHead"):
                rows.append(tuple(cells))
                cells = []
            elif name == "End" and value == "Table":
                break
            else:
                self.inline.take_in_cell(name, value, at, parts)
        self.blocks.append(Table(rows[0], tuple(rows[1:]), (rows[0][0].lines[0], lines[1])))

    def code_block(self, tag: Any, _: Any) -> None:
        info = tag["CodeBlock"]
        parts: list[str] = []
        start = end = 0
        for event, at in self.events:
            name, value = event.popitem()
            if name == "End":
                break
            start = start if parts else at["start"]
            end = at["end"]
            parts.append(value)
        words = info["Fenced"].split(None, 1) if type(info) is dict else ()
        language = words[0].strip("{}.").lower() if words else ""
        if parts:
            self.blocks.append(CodeBlock(language, "".join(parts), (self.line(start), self.line(end - 1))))

    def html_block(self, _: Any, span: Any) -> None:
        from bot.reading.html import html_blocks, leaves_table_open

        parts: list[str] = []
        for event, _ in self.events:
            name, value = event.popitem()
            if name == "End":
                break
            parts.append(value)
        source = "".join(parts)
        if not self.quotes and leaves_table_open(source):
            source = self.whole_table(span) or source
        self.blocks.extend(html_blocks(source, self.line(span["start"])))

    def whole_table(self, span: Any) -> str:
        """Skip the blocks into which blank lines cut an HTML table; return the source of all, empty if it never ends."""
        table_end = self.data.find(b"</table", span["end"]) if self.tables_end else -1
        if table_end < 0:
            # No later table ends either: searching again for each would take quadratic time.
            self.tables_end = False
            return ""
        depth = 0
        for event, at in self.events:
            if "Start" in event:
                depth += 1
            elif "End" in event:
                depth -= 1
                if depth < 0:
                    name, value = event.popitem()
                    self.block(name, value, at)
                if depth < 0 or (depth == 0 and at["end"] > table_end):
                    return self.data[span["start"] : at["end"]].decode()
        return ""


_OPENED = {
    "Item": _Walk.open_item,
    "List": _Walk.open_list,
    "Heading": _Walk.heading,
    "Table": _Walk.table,
    "CodeBlock": _Walk.code_block,
    "HtmlBlock": _Walk.html_block,
    "BlockQuote": _Walk.open_quote,
}
_CLOSED = {"Item": _Walk.close_item, "List": _Walk.close_list, "BlockQuote": _Walk.close_quote}
