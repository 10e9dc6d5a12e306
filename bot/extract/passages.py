"""Paragraphs and list items as the statement rules see them: with role, label, sentences and what is nested in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.extract.context import Context, SectionRole
from bot.extract.section_roles import block_roles, label_of, text_role
from bot.extract.sentences import Sentence, split_sentences
from bot.model.report import Block, CodeBlock, Lines, ListItem, Paragraph, Table

_MOST_GATHERED = 6  # items that still make one statement with the clause above them
_MOST_LINES = 8
_PLACEHOLDER = re.compile(
    r"(?:to ?do|tbd|tba|wip|n/?a|none|nil|unknown|pending|fill (?:this )?in|x+|…|\.{2,}|-+|–|—|\?+|없음|미기재|无|待填写|待补充|không có)\b[\s.:…]*"
    r"|[{<\[][^{}<>\[\]]{0,80}[}>\]][.\s]*|[\W_]*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph or list item.

    `label` is what stands before its first colon, `body` the rest (all of it where there is no label). `nested` are the
    blocks below a list item, or the list and code below a paragraph that ends in a colon. A unit is `open` when it is a
    clause that its nested items complete; `inner` when it is nested in an open one.
    """

    block: Paragraph | ListItem
    role: SectionRole
    label: str
    body: str
    nested: tuple[Block, ...]
    open: bool
    inner: bool

    @property
    def is_item(self) -> bool:
        """Whether it is a list item."""
        return isinstance(self.block, ListItem)

    @property
    def is_top(self) -> bool:
        """Whether it stands in no list but an outermost one."""
        return self.block.depth <= 1

    @property
    def text(self) -> str:
        """The whole text on one line."""
        return one_line(self.block.text)

    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences, with lines counted from the start of the block."""
        return split_sentences(self.block.text)

    def lines_of(self, sentence: Sentence) -> Lines:
        """The source lines of one of its sentences."""
        first, last = self.block.lines
        return min(first + sentence.first, last), min(first + sentence.last, last)

    def gathered(self) -> tuple[str, Lines]:
        """The text with the nested items that complete it, and the lines of both (never more than a few)."""
        text, lines, parts = self.text, self.block.lines, []
        for block in self.nested[:_MOST_GATHERED]:
            if not isinstance(block, ListItem) or block.lines[1] - lines[0] >= _MOST_LINES:
                break
            parts.append(one_line(block.text).rstrip(".;,"))
            lines = lines[0], max(lines[1], block.lines[1])
        return f"{text} {'; '.join(parts)}".strip(), lines


def one_line(text: str) -> str:
    """Return `text` with each run of white space as one space."""
    return " ".join(text.split())


def is_placeholder(text: str) -> bool:
    """Whether `text` says nothing yet: `TODO`, `N/A`, `{fill in}`, a dash."""
    return _PLACEHOLDER.fullmatch(text.strip()) is not None


def units(context: Context) -> Iterator[Unit]:
    """Yield the section's paragraphs and list items in order, without placeholders."""
    blocks = context.section.blocks
    roles = block_roles(context.section, context.role)
    open_until = 0
    for index, block in enumerate(blocks):
        if not isinstance(block, Paragraph | ListItem) or is_placeholder(block.text):
            continue
        label, alone = label_of(block.text)
        end = _end_of_nested(blocks, index, ends_in_colon=block.text.endswith((":", "：")))
        is_open = alone and end > index + 1 and text_role(label) is SectionRole.OTHER
        body = block.text[len(label) + 1 :] if label and block.text.startswith(label) else block.text
        inner = index < open_until
        yield Unit(block, roles[index], label, one_line(body), blocks[index + 1 : end], is_open, inner)
        if is_open:
            open_until = max(open_until, end)


def _end_of_nested(blocks: tuple[Block, ...], index: int, *, ends_in_colon: bool) -> int:
    """The index behind the last block that is nested in the one at `index`."""
    block = blocks[index]
    end = index + 1
    if isinstance(block, Paragraph) and block.depth == 0:
        while ends_in_colon and end < len(blocks) and isinstance(blocks[end], ListItem | CodeBlock):
            end += 1
        return end
    assert isinstance(block, Paragraph | ListItem)
    while end < len(blocks):
        following = blocks[end]
        if isinstance(following, Table) or (isinstance(following, Paragraph | ListItem) and following.depth <= block.depth):
            if not (isinstance(following, Paragraph) and following.depth == block.depth):
                break
        end += 1
    return end
