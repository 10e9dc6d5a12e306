"""A report as it was read: its blocks in order, each with exact line numbers."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

Lines: TypeAlias = tuple[int, int]
"""First and last source line, 1-based and inclusive."""


class Problem(NamedTuple):
    """Something about a file that a person has to know, with the line it concerns (1 when it is the whole file)."""

    line: int
    message: str


class Flaw(NamedTuple):
    """Something wrong with a file, the line it concerns, and how its owner can mend it; advice need not be taken."""

    line: int
    message: str
    fix: str
    is_advice: bool = False


class Heading(NamedTuple):
    """A section heading; `level` 1 to 6."""

    level: int
    text: str
    lines: Lines


class Paragraph(NamedTuple):
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


class ListItem(NamedTuple):
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


class Cell(NamedTuple):
    """A table cell: its text as in `Paragraph`, and the lines it stands on."""

    text: str
    lines: Lines


class Table(NamedTuple):
    """A table; a row may be shorter or longer than the header. `header` may be empty (an HTML table without `<th>`)."""

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    lines: Lines


class CodeBlock(NamedTuple):
    """Fenced or indented code. `language` is the info string's first word in lower case; `lines` cover the code alone."""

    language: str
    text: str
    lines: Lines


Block: TypeAlias = Heading | Paragraph | ListItem | Table | CodeBlock


class Section(NamedTuple):
    """The blocks under one heading (without those of deeper headings). `headings` is the path from the outermost down."""

    headings: tuple[Heading, ...]
    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        """The innermost heading's text, empty before the first heading."""
        return self.headings[-1].text if self.headings else ""


class Report(NamedTuple):
    """A report (or a log entry, or any document) as typed blocks.

    `path` is relative to the repository, with forward slashes. `format` names the reader (`markdown`, `csv`, ...); it is
    empty where nothing but the bytes are known yet. `date` is ISO `YYYY-MM-DD` or empty. `status` is the author's own word
    (`Completed`, `In Progress`), or empty. `digest` identifies the file's bytes; empty for what is no file of its own.
    """

    path: str
    format: str
    title: str = ""
    date: str = ""
    status: str = ""
    front_matter: Mapping[str, object] = MappingProxyType({})
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
