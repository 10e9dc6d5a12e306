"""Text that stands inside a JSON file, and the line of the file for each of its lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypedDict

from bot.model.report import Block, Cell, CodeBlock, Heading, Lines, ListItem, Paragraph, Table
from bot.reading.json_document import JsonNode
from bot.reading.text import shown_line, without_terminal_codes


class _Place(TypedDict):
    """A block's text and lines as they are in the file."""

    text: str
    lines: Lines


class EmbeddedText(NamedTuple):
    """A text, and the line of the file on which each of its lines stands."""

    text: str
    lines: tuple[int, ...]

    def code(self, language: str) -> Iterator[CodeBlock]:
        """Yield the text as a code block (several where its lines do not follow each other in the file)."""
        yield from self._code(language, self.text, 0)

    def moved(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """Yield blocks that were read from the text, from line 1 on, with the lines of the file."""
        for block in blocks:
            if isinstance(block, CodeBlock):
                yield from self._code(block.language, block.text, block.lines[0] - 1)
            elif isinstance(block, Table):
                rows = tuple(tuple(Cell(**self._place(cell)) for cell in row) for row in block.rows)
                yield Table(tuple(Cell(**self._place(cell)) for cell in block.header), rows, self._lines(block.lines))
            else:
                yield block._replace(**self._place(block))

    def _lines(self, lines: Lines) -> Lines:
        first, last = (self.lines[min(line, len(self.lines)) - 1] for line in lines)
        return first, max(first, last)

    def _place(self, block: Heading | Paragraph | ListItem | Cell) -> _Place:
        lines = self._lines(block.lines)
        # Where the file has the whole text on one line, a newline in it would count lines that are not there.
        text = block.text if lines[1] - lines[0] == block.text.count("\n") else block.text.replace("\n", " ")
        return {"text": text, "lines": lines}

    def _code(self, language: str, text: str, offset: int) -> Iterator[CodeBlock]:
        run: list[str] = []
        start = previous = 0
        for text_line, line in zip(text.rstrip("\n").split("\n"), self.lines[offset:], strict=False):
            if run and line != previous + 1:
                yield from _code_block(language, run, start)
                run = []
            start = start if run else line
            run.append(text_line)
            previous = line
        yield from _code_block(language, run, start)


def _code_block(language: str, run: list[str], start: int) -> Iterator[CodeBlock]:
    if any(line.strip() for line in run):
        yield CodeBlock(language, "\n".join(run) + "\n", (start, start + len(run) - 1))


def embedded_text(node: JsonNode | None) -> EmbeddedText:
    """Return the text of a JSON string, or of an array of strings that are its lines (as notebooks have it).

    Progress bars show their last state, terminal codes are gone.
    """
    pieces = [] if node is None else [node] if node.is_scalar else node.elements or []
    texts: list[str] = [""]
    lines: list[int] = []
    for piece in pieces:
        first, *others = piece.text.split("\n")
        texts[-1] += first
        if len(lines) < len(texts):
            lines.append(piece.lines[0])
        texts += others
        lines += [piece.lines[0]] * (len(others) - 1)
    lines += [lines[-1] if lines else 1] * (len(texts) - len(lines))
    shown = (shown_line(without_terminal_codes(text).rstrip("\r")) for text in texts)
    return EmbeddedText("\n".join(shown), tuple(lines))
