"""Markdown read by another parser, markdown-it-py, gives the same blocks on the same lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.model.report import Block, CodeBlock, Heading, ListItem, Paragraph, Table
from bot.reading.markdown import markdown_blocks

Shape: TypeAlias = tuple[object, ...]


_WORDS = st.lists(
    st.sampled_from(["loss", "**1.5**", "`lr`", "*e*", "数", "[l](u)", "x\\|y", "a_b"]), min_size=1, max_size=4
).map(" ".join)
_ITEM = st.tuples(st.sampled_from(["- ", "1. ", "  - ", "- x\n\n  "]), _WORDS).map("".join)
_ROW = st.lists(_WORDS, min_size=1, max_size=4).map(lambda cells: "| " + " | ".join(cells) + " |")
_TABLE = st.lists(_ROW, max_size=3).map(lambda rows: "\n".join(["| a | b |", "|---|---|", *rows]))
_BLOCK = st.one_of(
    st.tuples(st.sampled_from(["# ", "### ", "> ", "", "```\n"]), _WORDS).map("".join),
    st.lists(_ITEM, min_size=1, max_size=3).map("\n".join),
    _WORDS.map(lambda words: f"{words}\n==="),
    _WORDS.map(lambda words: f"```py\n{words}\n\n{words}\n```"),
    _TABLE,
)
_BLOCK_AND_GAP = st.tuples(_BLOCK, st.sampled_from(["\n", "\n\n", "\n\n\n"])).map("".join)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(_BLOCK, st.sampled_from(["\n", "\n\n", "\n\n\n"])).map("".join), min_size=1, max_size=5).map("".join)
)
def test_another_parser_sees_the_same_blocks_on_the_same_lines(text: str) -> None:
    assert shapes_of_blocks(markdown_blocks(text)) == shapes_of_markdown_it(text)


def shapes_of_blocks(blocks: tuple[Block, ...]) -> list[Shape]:
    """Return what both parsers can tell of the blocks: kind, first line, level or depth, text."""
    return [shape for block in blocks for shape in _block_shapes(block)]


def _block_shapes(block: Block) -> Iterator[Shape]:
    match block:
        case Heading():
            yield "heading", block.lines[0], block.level, block.text
        case ListItem():
            yield "item", block.lines[0], block.depth, block.text, block.ordinal is not None
        case Paragraph():
            yield "paragraph", block.lines[0], block.depth, block.text
        case CodeBlock():
            yield "code", block.lines[0], block.text
        case Table():
            for row in (block.header, *block.rows):
                yield "row", row[0].lines[0], tuple(cell.text for cell in row)


def shapes_of_markdown_it(text: str) -> list[Shape]:
    """Return the same of `text` as markdown-it-py reads it."""
    # A token in front, so that the first one is also the second of a pair.
    tokens = [Token("start", "", 0), *MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)]
    return list(_Oracle(tokens).shapes())


class _Oracle:
    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.lists: list[bool] = []
        self.fresh: list[bool] = []
        self.row: list[str] = []

    def shapes(self) -> Iterator[Shape]:
        for before, token in zip(self.tokens, self.tokens[1:], strict=False):
            self.track(before)
            if token.type == "inline":
                yield from self.text(before.type, token)
            elif token.type == "tr_close":
                yield "row", self.row_line, tuple(self.row)
                self.row = []
            elif token.type in ("fence", "code_block") and token.content and token.map:
                yield "code", token.map[0] + (2 if token.type == "fence" else 1), token.content

    def track(self, token: Token) -> None:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            self.lists.append(token.type == "ordered_list_open")
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self.lists.pop()
        elif token.type == "list_item_open":
            self.fresh.append(True)
        elif token.type == "list_item_close":
            self.fresh.pop()

    def text(self, around: str, token: Token) -> Iterator[Shape]:
        assert token.map
        line, text = token.map[0] + 1, _text(token)
        if around in ("th_open", "td_open"):
            self.row_line = line
            self.row.append(text)
        elif around == "heading_open":
            level = self.tokens[self.tokens.index(token) - 1].tag[1]
            yield "heading", line, int(level), text.replace("\n", " ")
        elif text and self.fresh and self.fresh[-1]:
            self.fresh[-1] = False
            yield "item", line, len(self.lists), text, self.lists[-1]
        elif text:
            yield "paragraph", line, len(self.lists), text


def _text(inline: Token) -> str:
    parts = []
    for child in inline.children or ():
        if child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type == "code_inline":
            parts.append(f"`{child.content}`")
        else:
            parts.append(child.content)
    return "".join(parts).strip()
