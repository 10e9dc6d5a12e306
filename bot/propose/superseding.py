"""Statements of a skill that new evidence overturns: struck through where they stand, with what is true now behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.model.draft import Superseded
from bot.model.report import Block, CodeBlock, Heading, Table
from bot.propose.citations import Citations
from bot.propose.line_edits import Edit, insertion, replacement
from bot.propose.outline import Outline
from bot.propose.sanitising import cell, inline
from bot.propose.tables import split_row, table_row

_MARK = "superseded by:"


def superseded_edits(
    document: Outline, superseded: Sequence[Superseded], citations: Citations
) -> Iterator[tuple[Edit, str]]:
    """Yield the edits of each superseded statement, with the heading of its section; a marked one yields none."""
    for item in superseded:
        block = next((block for block in document.blocks if block.lines[0] <= item.line <= block.lines[1]), None)
        if block is None or isinstance(block, Heading) or _is_marked(document, block, item.line):
            continue
        if not isinstance(block, CodeBlock) and _same_evidence(document, block, item, citations):
            continue
        now = f"{inline(item.now.text)} {citations.cite(item.now.sources)}".rstrip()
        for edit in _edits(document, block, item, now):
            yield edit, _heading(document, item.line)


def _edits(document: Outline, block: Block, item: Superseded, now: str) -> Iterator[Edit]:
    if isinstance(block, Table):
        line = document.lines[item.line - 1]
        if item.line >= block.lines[0] + 2:
            yield replacement(item.line, _struck_row(line, now))
    elif isinstance(block, CodeBlock):
        yield insertion(block.lines[1] + 1, "", f"The block above is {_MARK} {now}")
    else:
        first, last = block.lines
        opening = document.lines[first - 1]
        start = _text_start(opening)
        if first == last:
            yield replacement(first, f"{opening[:start]}~~{opening[start:].rstrip()}~~ {_MARK} {now}")
            return
        yield replacement(first, f"{opening[:start]}~~{opening[start:]}")
        yield replacement(last, f"{document.lines[last - 1].rstrip()}~~ {_MARK} {now}")


def _struck_row(line: str, now: str) -> str:
    cells = [f"~~{text}~~" if text else "" for text in split_row(line)]
    last = max((index for index, text in enumerate(cells) if text), default=0)
    cells[last] = f"{cells[last]} {_MARK} {cell(now)}".strip()
    return table_row(cells)


def _text_start(line: str) -> int:
    """Return where the text of a paragraph or list item begins in its first line."""
    bare = line.lstrip(" \t>")
    start = len(line) - len(bare)
    marker, _, rest = bare.partition(" ")
    is_marker = marker in ("-", "*", "+") or (marker[:-1].isdigit() and marker[-1:] in (".", ")"))
    if not is_marker:
        return start
    start += len(marker) + 1 + len(rest) - len(rest.lstrip())
    return start + 4 if line[start : start + 4] in ("[ ] ", "[x] ", "[X] ") else start


def _is_marked(document: Outline, block: Block, line: int) -> bool:
    if isinstance(block, CodeBlock):
        return any(_MARK in text for text in document.lines[block.lines[1] : block.lines[1] + 3])
    lines = [document.lines[line - 1]] if isinstance(block, Table) else document.source(block)
    return any(_MARK in text for text in lines)


def _same_evidence(document: Outline, block: Block, item: Superseded, citations: Citations) -> bool:
    """Say whether the statement cites a file that the new one rests on: evidence does not overturn itself."""
    lines = [document.lines[item.line - 1]] if isinstance(block, Table) else document.source(block)
    cited = citations.cited_paths(" ".join(lines))
    return any(source.path in cited for source in item.now.sources)


def _heading(document: Outline, line: int) -> str:
    inside = [section for section in document.sections if section.first <= line]
    return inside[-1].heading.text if inside else ""
