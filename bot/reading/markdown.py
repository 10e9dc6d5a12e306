"""Markdown to blocks with exact line numbers, in one pass over pulldown-cmark's events."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

import pyromark

from bot.model.report import Block, Cell, CodeBlock, Heading, Lines, ListItem, Paragraph, Table

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_YAML_STYLE_METADATA_BLOCKS
)
_HTML_TAG = re.compile(
    r"</?(?:a|b|i|u|em|strong|code|sub|sup|span|br|p|img|kbd|small|details|summary|div|center|font)\b[^>]*>|<!--.*?-->",
    re.I | re.S,
)
_CONTINUATION = re.compile(r"\n[ \t>]*")


def markdown_blocks(text: str, first_line: int = 1) -> tuple[Block, ...]:
    """Return the blocks of `text`, whose first line counts as `first_line`. Front matter is left out.

    Never raises: every text is markdown. HTML blocks become tables and paragraphs (`bot.reading.html`).
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return tuple(_Walk(text, first_line).run())


@dataclass(slots=True)
class _Item:
    """A list item whose own text has not been emitted yet."""

    start: int
    ordinal: int | None
    checked: bool | None = None
    emitted: bool = False


class _Walk:
    """The state of one pass: where lines start, the open containers and the text being collected."""

    def __init__(self, text: str, first_line: int) -> None:
        self.text = text
        self.data = text.encode("utf-8", "surrogatepass")
        self.line_starts = [0, *(match.end() for match in re.finditer(rb"\n", self.data))]
        self.offset = first_line - 1
        self.blocks: list[Block] = []
        self.ordinals: list[int | None] = []
        self.items: list[_Item] = []
        self.quotes = 0
        self.parts: list[str] | None = None
        self.start = self.end = 0
        self.lead: str | None = None
        self.strong_at: int | None = None

    def line(self, position: int) -> int:
        return bisect_right(self.line_starts, position) + self.offset

    def lines(self, start: int, end: int) -> Lines:
        first = self.line(start)
        return first, max(first, self.line(end - 1))

    def run(self) -> list[Block]:
        events = iter(pyromark.events_with_range(self.text, options=_OPTIONS))
        for event, span in events:
            if isinstance(event, str):
                self.inline(event, "", span)
                continue
            name, value = next(iter(event.items()))
            if name == "Start":
                self.open(value, span, events)
            elif name == "End":
                self.close(value, span)
            elif name == "TaskListMarker":
                self.items[-1].checked = value
            else:
                self.inline(name, value, span)
        self.flush()
        return self.blocks

    def inline(self, name: str, value: str, span: Any) -> None:
        if self.parts is None:
            self.parts, self.start, self.lead = [], span["start"], None
        self.end = span["end"]
        if name == "Text":
            self.parts.append(value)
        elif name == "Code":
            self.parts.append(self.code_span(value, span))
        elif name in ("SoftBreak", "HardBreak"):
            self.parts.append("\n")
        elif name == "InlineHtml":
            self.parts.append(_HTML_TAG.sub(" " if value.lower().startswith("<br") else "", value))

    def code_span(self, value: str, span: Any) -> str:
        start, end = span["start"], span["end"]
        if self.data.find(b"\n", start, end) >= 0:
            source = self.data[start:end].decode("utf-8", "surrogatepass").strip("`")
            value = _CONTINUATION.sub("\n", source)
        return f"`{value}`"

    def open(self, tag: Any, span: Any, events: Any) -> None:
        name, value = (tag, None) if isinstance(tag, str) else next(iter(tag.items()))
        if name == "Strong":
            if self.parts is None or not "".join(self.parts).strip():
                self.inline("", "", span)
                self.strong_at = len(self.parts or ())
        elif name in ("Emphasis", "Link", "Image", "Strikethrough"):
            self.inline("", "", span)
        elif name == "Table":
            self.flush()
            self.blocks.append(self.table(span, events))
        elif name == "CodeBlock":
            self.flush()
            self.code_block(value, span, events)
        elif name == "HtmlBlock":
            self.flush()
            self.html_block(span, events)
        elif name == "MetadataBlock":
            for event, _ in events:
                if not isinstance(event, str) and "End" in event:
                    break
        else:
            self.flush()
            self.open_container(name, value, span)

    def open_container(self, name: str, value: Any, span: Any) -> None:
        if name == "List":
            self.ordinals.append(value)
        elif name == "Item":
            ordinal = self.ordinals[-1]
            self.items.append(_Item(span["start"], ordinal))
            if ordinal is not None:
                self.ordinals[-1] = ordinal + 1
        elif name == "BlockQuote":
            self.quotes += 1

    def close(self, tag: Any, span: Any) -> None:
        name, value = (tag, None) if isinstance(tag, str) else next(iter(tag.items()))
        if name == "Strong":
            if self.strong_at is not None and self.parts is not None:
                self.lead = "".join(self.parts[self.strong_at :]).strip()
            self.strong_at = None
        elif name in ("Emphasis", "Link", "Image", "Strikethrough"):
            return
        elif name == "Heading":
            text = "".join(self.parts or ()).strip()
            self.parts = None
            self.blocks.append(Heading(int(value[1]), text, (self.line(span["start"]),) * 2))
        else:
            self.flush()
            if name == "List":
                self.ordinals.pop()
            elif name == "Item":
                self.items.pop()
            elif name == "BlockQuote":
                self.quotes -= 1

    def flush(self) -> None:
        """Emit the collected text: as the open item's own text, or as a paragraph."""
        if self.parts is None:
            return
        raw = "".join(self.parts)
        text, lead = raw.strip(), self.lead or ""
        self.parts = None
        if not text:
            return
        start = self.start + len(raw[: len(raw) - len(raw.lstrip())].encode())
        lines = self.lines(start, self.end)
        item = self.items[-1] if self.items else None
        if item is not None and not item.emitted:
            item.emitted = True
            self.blocks.append(ListItem(text, lines, lead, len(self.items), item.ordinal, item.checked))
        else:
            self.blocks.append(Paragraph(text, lines, lead, len(self.items), self.quotes > 0))

    def table(self, span: Any, events: Any) -> Table:
        rows: list[tuple[Cell, ...]] = []
        cells: list[Cell] = []
        for event, at in events:
            if isinstance(event, str):
                continue
            name, value = next(iter(event.items()))
            if name == "End":
                kind = value if isinstance(value, str) else next(iter(value))
                if kind == "TableCell":
                    text = "".join(self.parts or ()).strip()
                    cells.append(Cell(text, (self.line(at["start"]),) * 2))
                    self.parts = None
                elif kind in ("TableHead", "TableRow"):
                    rows.append(tuple(cells))
                    cells = []
                elif kind == "Table":
                    break
            elif name != "Start":
                self.inline(name, value, at)
        self.parts = None
        return Table(rows[0], tuple(rows[1:]), self.lines(span["start"], span["end"]))

    def code_block(self, info: Any, span: Any, events: Any) -> None:
        language = info["Fenced"] if isinstance(info, dict) else ""
        parts: list[str] = []
        start, end = span["start"], span["end"]
        for event, at in events:
            name, value = next(iter(event.items()))
            if name == "End":
                break
            if not parts:
                start = at["start"]
            parts.append(value)
            end = at["end"]
        word = language.split(None, 1)[0].strip("{}.").lower() if language.strip() else ""
        self.blocks.append(CodeBlock(word, "".join(parts), self.lines(start, end)))

    def html_block(self, span: Any, events: Any) -> None:
        from bot.reading.html import html_blocks

        parts: list[str] = []
        for event, _ in events:
            name, value = next(iter(event.items()))
            if name == "End":
                break
            parts.append(value)
        self.blocks.extend(html_blocks("".join(parts), self.line(span["start"])))
