"""Plain text: the log of a run as one block, or notes that turn out to be markdown."""

from __future__ import annotations

import re
from itertools import islice

from bot.model.report import CodeBlock
from bot.reading.contents import Contents
from bot.reading.markdown import markdown_blocks
from bot.reading.text import without_terminal_codes

_SAMPLE_LINES = 400
_STRUCTURE = re.compile(r"#{1,6}\s+\S|={3,}$|-{3,}$|\s*\|?(?:\s*:?-{2,}:?\s*\|)+")
_PROSE = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+\S|\*\*\S|[^\W\d]\S*(?:\s\S+){4,}[.!?:;,]$")
_LOGGED = re.compile(
    r"\W*\d{4}-\d\d-\d\d[ T_]\d\d:|\W*\d\d:\d\d:\d\d|.{0,60}\b(?:INFO|WARNING|WARN|ERROR|DEBUG)\b"
    r"|\s*\{['\"]|.*\d%\||>>>|\$ |\s*(?:step|iter|iteration|epoch)\b\W*\d",
    re.I,
)


def read(text: str) -> Contents:
    """Return the contents of a plain text file."""
    text = without_terminal_codes(text)
    if looks_like_markdown(text):
        return Contents(markdown_blocks(text))
    lines = text.split("\n")
    filled = [number for number, line in enumerate(lines, start=1) if line.strip()]
    if not filled:
        return Contents(title="")
    first, last = filled[0], filled[-1]
    return Contents((CodeBlock("log", "\n".join(lines[first - 1 : last]) + "\n", (first, last)),), title="")


def looks_like_markdown(text: str) -> bool:
    """Tell whether the text has headings, tables, lists or sentences, rather than the lines of a log."""
    lines = list(islice((line for line in text.split("\n") if line.strip()), _SAMPLE_LINES))
    logged = sum(bool(_LOGGED.match(line[:200])) for line in lines)
    structure = sum(bool(_STRUCTURE.match(line[:200])) for line in lines)
    prose = sum(bool(_PROSE.match(line[:200])) for line in lines)
    if not lines or logged > len(lines) / 10:
        return False
    return bool(structure and structure + prose >= len(lines) / 5) or prose >= len(lines) / 2
