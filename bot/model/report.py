"""A report as it was read: its blocks in order, each with exact line numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

Lines: TypeAlias = tuple[int, int]
"""First and last source line, 1-based and inclusive."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a file that a person has to know, with the line it concerns (1 when it is the whole file)."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A section heading; `level` 1 to 6."""

    level: int
    text: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text.

    `text` has emphasis and link markup removed and code spans kept in backticks; each newline in it is a line break of the
    source, so the line of a character is `lines[0] + text.count("\\n", 0, offset)`. `lead` is the bold text that opens the
    paragraph, if any (`**Key:** value` has the lead `Key:`). `depth` counts the lists it stands in.
    """

    text: str
    lines: Lines
    lead: str = ""
    depth: int = 0
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class ListItem:
    """One list item with its own text only (nested items follow as blocks of a greater depth).

    `depth` is 1 for an item of an outermost list. `ordinal` is its number in a numbered list, None in a bullet list.
    `checked` is None where the item has no check box. `text` and `lead` as in `Paragraph`.
    """

    text: str
    lines: Lines
    lead: str = ""
    depth: int = 1
    ordinal: int | None = None
    checked: bool | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: its text as in `Paragraph`, and the lines it stands on."""

    text: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Table:
    """A table; a row may be shorter or longer than the header. `header` may be empty (an HTML table without `<th>`)."""

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    lines: Lines


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Fenced or indented code. `language` is the info string's first word in lower case; `lines` cover the code alone."""

    language: str
    text: str
    lines: Lines


Block: TypeAlias = Heading | Paragraph | ListItem | Table | CodeBlock


@dataclass(frozen=True, slots=True)
class Section:
    """The blocks under one heading (without those of deeper headings). `headings` is the path from the outermost down."""

    headings: tuple[Heading, ...]
    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        """The innermost heading's text, empty before the first heading."""
        return self.headings[-1].text if self.headings else ""


@dataclass(frozen=True, slots=True)
class Report:
    """A report (or a log entry, or any document) as typed blocks.

    `path` is relative to the repository, with forward slashes. `format` names the reader (`markdown`, `csv`, ...). `date`
    is ISO `YYYY-MM-DD` or empty. `status` is the author's own word (`Completed`, `In Progress`), or empty.
    `digest` identifies the file's bytes; empty for what is no file of its own.
    """

    path: str
    format: str
    title: str = ""
    date: str = ""
    status: str = ""
    front_matter: dict[str, object] = field(default_factory=dict)
    blocks: tuple[Block, ...] = ()
    problems: tuple[Problem, ...] = ()
    digest: str = ""

    def sections(self) -> Iterator[Section]:
        """Yield the report's sections in order; a section without blocks of its own is left out."""
        path: list[Heading] = []
        blocks: list[Block] = []
        for block in self.blocks:
            if not isinstance(block, Heading):
                blocks.append(block)
                continue
            if blocks:
                yield Section(tuple(path), tuple(blocks))
                blocks = []
            while path and path[-1].level >= block.level:
                path.pop()
            path.append(block)
        if blocks:
            yield Section(tuple(path), tuple(blocks))
