"""An existing markdown document as sections with line ranges, for edits that know where things stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bot.model.report import Block, Heading, ListItem, Table
from bot.propose.line_edits import split_lines
from bot.propose.section_names import Part, part_of
from bot.reading.citations import DEFINITION
from bot.reading.markdown import markdown_blocks


class OutlineSection(NamedTuple):
    """A heading with everything below it down to the next heading of its level.

    `first` is the heading's line, `last` the last line with content of its own (trailing blank lines, rules, comments and
    link definitions are not part of it). `blocks` are all blocks below the heading, those of deeper headings included.
    """

    heading: Heading
    part: Part
    first: int
    last: int
    blocks: tuple[Block, ...]

    def tables(self) -> Iterator[Table]:
        """Yield the section's tables in order."""
        return (block for block in self.blocks if isinstance(block, Table))

    def items(self) -> Iterator[ListItem]:
        """Yield the section's list items in order."""
        return (block for block in self.blocks if isinstance(block, ListItem))


class Outline(NamedTuple):
    """A document: its lines without ends, its blocks, and its sections in order (a section holds its subsections)."""

    lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    sections: tuple[OutlineSection, ...]

    @property
    def end(self) -> int:
        """The last line with content, link definitions at the end aside."""
        return _last_content_line(self.lines, 0, len(self.lines))

    def section(self, part: Part) -> OutlineSection | None:
        """Return the outermost section that is this part, the first if there are several."""
        found = [section for section in self.sections if section.part is part]
        return min(found, key=lambda section: section.heading.level, default=None)

    def source(self, block: Block) -> tuple[str, ...]:
        """Return the lines of a block as they are written."""
        return self.lines[block.lines[0] - 1 : block.lines[1]]


def outline(text: str) -> Outline:
    """Return the outline of a markdown text."""
    lines = tuple(split_lines(text))
    blocks = markdown_blocks(text)
    places = [index for index, block in enumerate(blocks) if isinstance(block, Heading)]
    sections = tuple(_section(lines, blocks, index) for index in places)
    return Outline(lines, blocks, sections)


def _section(lines: tuple[str, ...], blocks: tuple[Block, ...], index: int) -> OutlineSection:
    heading = blocks[index]
    assert isinstance(heading, Heading)  # noqa: S101 -- narrows the type; the index comes from a search for headings
    until, end = len(blocks), len(lines)
    for later in range(index + 1, len(blocks)):
        block = blocks[later]
        if isinstance(block, Heading) and block.level <= heading.level:
            until, end = later, block.lines[0] - 1
            break
    last = _last_content_line(lines, heading.lines[0], end)
    return OutlineSection(heading, part_of(heading.text), heading.lines[0], last, blocks[index + 1 : until])


def _last_content_line(lines: tuple[str, ...], first: int, last: int) -> int:
    """Return the last of the lines `first` to `last` that is not blank, a rule, a comment or a link definition."""
    while last > first and _is_trailer(lines[last - 1]):
        last -= 1
    return last


def _is_trailer(line: str) -> bool:
    text = line.strip()
    comment = text.startswith("<!--") and text.endswith("-->")
    return not text or text in ("---", "***", "___") or comment or DEFINITION.match(line) is not None
