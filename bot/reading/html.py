"""HTML to blocks: tables with a line for each cell, headings, lists, code and paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from bot.model.report import Block, Cell, CodeBlock, Heading, ListItem, Paragraph
from bot.reading.contents import Contents
from bot.reading.html_table import TableRows
from bot.reading.html_text import CollectedText, unescaped
from bot.reading.run_in_headings import with_colon

# `[^<>]` and the possessive quantifiers keep the scan linear: a tag that is not closed ends at the next one.
_TOKEN = re.compile(r"<!--.*?(?:-->|\Z)|<(/?)([A-Za-z][A-Za-z0-9:-]*+)([^<>]*+)>|<[!?][^<>]*+>", re.S)
_LANGUAGE = re.compile(r"\b(?:language|lang|highlight-source)-(\w++)")
_START = re.compile(r"\bstart\s*+=\s*+[\"']?(\d{1,9})")
_RAW = {name: re.compile(f"</{name}", re.I) for name in ("script", "style", "template", "svg", "pre")}
_INLINE = (
    "a abbr b bdi bdo big br button cite code data del dfn em font i image img input ins kbd label mark q s samp small "
    "span strike strong sub sup time tt u var wbr"
)
_INLINE_TAGS = frozenset(_INLINE.split())
_CODE_SPANS = frozenset({"code", "kbd", "samp", "tt"})
_TABLE_TAGS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th"})
_SINKS = frozenset({"title", "h1", "h2", "h3", "h4", "h5", "h6"})


def read(text: str) -> Contents:
    """Return the contents of an HTML page."""
    page = _Page(text, 1)
    return Contents(tuple(page.run()), title=page.title or None)


def html_blocks(text: str, first_line: int = 1) -> tuple[Block, ...]:
    """Return the blocks of an HTML page or fragment, whose first line counts as `first_line`. Never raises."""
    return tuple(_Page(text, first_line).run())


def leaves_table_open(fragment: str) -> bool:
    """Tell whether the fragment opens a table that it does not close."""
    lower = fragment.lower()
    return lower.rfind("<table") > lower.rfind("</table")


class _OpenCell(NamedTuple):
    """A `<td>` or `<th>` that is not closed yet; `start` is the offset of its tag."""

    is_header: bool
    attributes: str
    start: int


class _OpenTable(NamedTuple):
    """A `<table>` that is not closed yet, and the cell around it with its text so far, if it stands in one."""

    rows: TableRows
    outer_cell: _OpenCell | None
    outer_text: CollectedText


class _Page:
    """The state of one pass over the tags: open lists and tables, and the text being collected for `sink`.

    The sink is the element that the text belongs to: a heading, `li`, `title`, or empty for a paragraph.
    """

    def __init__(self, source: str, first_line: int) -> None:
        self.source = source
        self.newlines = [match.start() for match in re.finditer("\n", source)]
        self.first_line = first_line
        self.blocks: list[Block] = []
        self.title = ""
        self.sink = ""
        self.text = CollectedText()
        self.lists: list[int | None] = []
        self.checked: bool | None = None
        self.quotes = 0
        self.cell: _OpenCell | None = None
        self.tables: list[_OpenTable] = []

    def run(self) -> list[Block]:
        position = 0
        while match := _TOKEN.search(self.source, position):
            self.add_text(position, match.start())
            position = self.token(match)
        self.add_text(position, len(self.source))
        while self.tables:
            self.end_table(len(self.source))
        self.flush()
        return self.blocks

    def line(self, offset: int) -> int:
        return bisect_left(self.newlines, offset) + self.first_line

    def add_text(self, start: int, end: int) -> None:
        if start < end:
            self.text.put(unescaped(self.source[start:end]), start)

    def token(self, match: re.Match[str]) -> int:
        """Take in one tag or comment; return the offset at which the text goes on."""
        closing, name, attributes = bool(match[1]), (match[2] or "").lower(), match[3] or ""
        end = match.end()
        if name in _RAW and not closing:
            end = self.raw_element(name, attributes, end)
        elif name in _TABLE_TAGS:
            self.table_tag(name, closing, attributes, match)
        elif name in _INLINE_TAGS:
            self.inline_tag(name, closing, attributes, match.start())
        elif name and self.cell is not None:
            self.text.put(" ", match.start())
        elif name:
            self.block_tag(name, closing, attributes, match.start())
        if self.text.parts and (newlines := self.source.count("\n", match.start(), end)):
            self.text.parts.append("\n" * newlines)
        return end

    def raw_element(self, name: str, attributes: str, start: int) -> int:
        """Skip an element whose content is not prose; outside cells, preformatted text is a code block."""
        if name == "pre" and self.cell is not None:
            return start
        closing = _RAW[name].search(self.source, start)
        end = closing.start() if closing else len(self.source)
        if name == "pre":
            self.flush()
            self.code_block(attributes, start, end)
        return end

    def code_block(self, attributes: str, start: int, end: int) -> None:
        content = self.source[start:end]
        language = _LANGUAGE.search(attributes + content[:200])
        # Lines are counted before tags go: a comment may hold some.
        lines = [unescaped(line) for line in _TOKEN.sub(_newlines, content).split("\n")]
        filled = [number for number, line in enumerate(lines) if line.strip()]
        if filled:
            first = self.line(start)
            text = "\n".join(lines[filled[0] : filled[-1] + 1]) + "\n"
            word = language[1].lower() if language else ""
            self.blocks.append(CodeBlock(word, text, (first + filled[0], first + filled[-1])))

    def inline_tag(self, name: str, closing: bool, attributes: str, offset: int) -> None:
        if name == "br":
            self.text.put(" ", offset)
        elif name in _CODE_SPANS:
            self.text.put("`", offset)
        elif name in ("b", "strong"):
            self.text.close_lead() if closing else self.text.open_lead()
        elif name == "input" and "checkbox" in attributes and self.sink == "li":
            self.checked = "checked" in attributes

    def block_tag(self, name: str, closing: bool, attributes: str, offset: int) -> None:
        if name == "dd" or (name == "dt" and closing):
            self.definition(name, offset)
            return
        self.flush()
        if name in ("ul", "ol"):
            self.list_tag(name, closing, attributes)
        elif name in ("li", "dt"):
            self.sink = "" if closing else "li"
        elif name == "blockquote":
            self.quotes = max(0, self.quotes + (-1 if closing else 1))
        elif name in _SINKS:
            self.sink = "" if closing else name
        if name == "dt":
            self.text.open_lead()

    def definition(self, name: str, offset: int) -> None:
        """A term and its description read like an item that a bold key opens: `Term: description`."""
        if name == "dd":
            self.text.put(" ", offset)
        elif self.text.visible:
            self.text.put("" if self.text.parts[-1].rstrip().endswith(":") else ":", offset)
            self.text.close_lead()

    def list_tag(self, name: str, closing: bool, attributes: str) -> None:
        self.sink = ""
        if not closing:
            start = _START.search(attributes)
            self.lists.append(None if name == "ul" else int(start[1]) if start else 1)
        elif self.lists:
            self.lists.pop()

    def table_tag(self, name: str, closing: bool, attributes: str, match: re.Match[str]) -> None:
        if name == "table" and not closing:
            self.start_table(match.start())
            return
        if not self.tables:
            self.flush()
            return
        self.end_cell(match.start())
        rows = self.tables[-1].rows
        if name == "table":
            self.end_table(match.start())
        elif name in ("td", "th") and not closing:
            self.cell = _OpenCell(name == "th", attributes, match.start())
        elif name == "tr" and not closing:
            rows.start_row()
        elif name in ("thead", "tbody", "tfoot"):
            rows.in_head = name == "thead" and not closing

    def start_table(self, offset: int) -> None:
        if self.cell is None:
            self.flush()
        self.tables.append(_OpenTable(TableRows(self.line(offset)), self.cell, self.text))
        self.cell, self.text = None, CollectedText()

    def end_table(self, offset: int) -> None:
        self.end_cell(offset)
        table = self.tables.pop()
        block = table.rows.table(self.line(offset))
        if block:
            self.blocks.append(block)
        self.cell, self.text = table.outer_cell, table.outer_text
        if self.cell and self.text.parts:
            # The inner table's lines count for the text that follows it in the outer cell.
            self.text.parts.append("\n" * (self.line(offset) - table.rows.first_line))

    def end_cell(self, offset: int) -> None:
        """Close the open cell; outside one, text in a table is its caption."""
        if self.cell is None:
            self.flush()
            return
        text, newlines = self.text.finished()
        first = self.line(self.text.start) + newlines if text else self.line(self.cell.start)
        cell = Cell(text, (first, first + text.count("\n")))
        self.tables[-1].rows.add(cell, self.cell.is_header, self.cell.attributes)
        self.cell, self.text = None, CollectedText()

    def flush(self) -> None:
        """Emit the collected text as the block that its sink makes of it."""
        collected, self.text = self.text, CollectedText()
        text, newlines = collected.finished()
        if not text:
            return
        text = with_colon(text, collected.lead) if collected.lead else text
        first = self.line(collected.start) + newlines
        lines = first, first + text.count("\n")
        if self.sink == "title":
            self.title = text.replace("\n", " ")
        elif self.sink == "li":
            self.blocks.append(self.list_item(text, lines, collected.lead))
            self.sink = ""
        elif self.sink:
            self.blocks.append(Heading(int(self.sink[1]), text.replace("\n", " "), lines))
        else:
            self.blocks.append(Paragraph(text, lines, collected.lead, len(self.lists), self.quotes > 0))

    def list_item(self, text: str, lines: tuple[int, int], lead: str) -> ListItem:
        ordinal = self.lists[-1] if self.lists else None
        if ordinal is not None:
            self.lists[-1] = ordinal + 1
        checked, self.checked = self.checked, None
        return ListItem(text, lines, lead, max(1, len(self.lists)), ordinal, checked)


def _newlines(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")
