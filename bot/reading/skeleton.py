"""Whether a report is a template that nobody has filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.model.report import CodeBlock, Heading, Report, Table

_PLACEHOLDER = re.compile(
    r"\{[^{}]*+\}|<(?![\d=])[^<>]*+>|\[(?:TODO|TBD|[A-Z _]{3,})\]|\.\.\.|…|_{3,}"
    r"|\b(?:TODO|TBD|FIXME|XXX+|N/A|YYYY-MM-DD|your[- ]name)\b",
    re.I,
)
_EXAMPLE = re.compile(r"\((?:e\.g\.|for example|if applicable|optional)[^()]*+\)", re.I)
_KEY = re.compile(r"^[^:：\n]{1,60}[:：]")
_COMMENT = re.compile(r"^\s*(?:#|//|--)[^\n]*+", re.M)


def is_skeleton(report: Report) -> bool:
    """Tell whether the report holds placeholders (`{value}`, `<name>`, `TODO`, empty cells) and nothing else of its own.

    Keys, headings, comments in code and the first column of a table do not count as content: a template has them, too. A
    report in which anything is filled in is none; nor is an empty report.
    """
    texts = tuple(_content(report))
    titles = " ".join(block.text for block in report.blocks if isinstance(block, Heading))
    holds_placeholder = any(not text or _PLACEHOLDER.search(text) for text in texts) or bool(_PLACEHOLDER.search(titles))
    return holds_placeholder and not any(_is_filled(text) for text in texts)


def _is_filled(text: str) -> bool:
    return any(character.isalnum() for character in _PLACEHOLDER.sub(" ", _EXAMPLE.sub(" ", text)))


def _content(report: Report) -> Iterator[str]:
    """Yield the texts in which an author would have written something."""
    for block in report.blocks:
        if isinstance(block, Heading):
            continue
        if isinstance(block, Table):
            yield from (cell.text for row in block.rows for cell in (row[1:] or row))
        elif isinstance(block, CodeBlock):
            yield _COMMENT.sub("", block.text)
        else:
            yield from (_KEY.sub("", line).strip() for line in block.text.split("\n"))
