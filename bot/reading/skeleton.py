"""Whether a report is a template that nobody has filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.model.report import CodeBlock, Heading, Report, Table

PLACEHOLDER = re.compile(
    r"\{[^\W\d][^{}\":=\n]{0,300}\}|<[^\W\d][^<>\n]{0,100}>|\[[^\W\d][^\[\]\d\n]{1,100}\]|\.\.\.|…|_{3,}"
    r"|\b(?:TODO|TBD|FIXME|XXX+|N/A|none|YYYY-MM-DD|your[- ]name)\b",
    re.I,
)
"""What a template has where an author writes: `{value}`, `<name>`, `[Describe here]`, `TODO`, `YYYY-MM-DD`, `...`."""

_EXAMPLE = re.compile(r"\((?:e\.g\.|for example|if applicable|optional)[^()\n]*+\)", re.I)
_KEY = re.compile(r"^[^:：\n]{1,60}[:：]")
_ABOUT_THE_REPORT = re.compile(r"\W*(?:date|authors?|owner|status|created|updated|domain|version|日期|作者|状态)\W", re.I)
_NUMBER = re.compile(r"(?<![\w.-])\d+(?:\.\d+)?(?:[eE]-?\d+)?[x×]?(?![\w-])")
_NUMBER = re.compile(r"(?<![\w.×-])\d+(?![\w×-])")
_BARE_DATE = re.compile(r"(?<!\{)\bYYYY-MM-DD\b")
_COMMENT = re.compile(r"^\s*(?:#|//|--)[^\n]*+", re.M)


def is_skeleton(report: Report) -> bool:
    """Tell whether the report holds placeholders and nothing of its own.

    Headings, keys, comments in code, the first column of a table and lines about the report itself (date, author, status)
    do not count: templates and the tools that copy them fill those in. A report with any result or sentence is none, and
    neither is an empty one.
    """
    title_is_open = _title_is_open(report)
    if not title_is_open and any(map(_is_filled, _fields(report))):
        return False
    fields = tuple(_fields(report))
    if not any(map(_is_filled, fields)):
        return title_is_open or any(map(_is_open, fields))
    # A template may explain itself in plain words. Untouched it has neither title nor date, and no measured number.
    return any(map(_BARE_DATE.search, fields)) and not any(_NUMBER.search(_rest(field)) for field in fields)


def _is_open(field: str) -> bool:
    return not field.strip() or bool(PLACEHOLDER.search(field))


def _title_is_open(report: Report) -> bool:
    title = next((block.text for block in report.blocks if isinstance(block, Heading)), "")
    return bool(PLACEHOLDER.search(title))


def _is_filled(field: str) -> bool:
    return any(map(str.isalnum, _rest(field)))


def _rest(field: str) -> str:
    """Return what an author has written into a field: its text without key, placeholders and examples."""
    if _ABOUT_THE_REPORT.match(field):
        return ""
    return PLACEHOLDER.sub(" ", _EXAMPLE.sub(" ", _KEY.sub("", field)))


def _fields(report: Report) -> Iterator[str]:
    """Yield the texts in which an author writes: lines of prose, cells beside the first column, code without comments."""
    for block in report.blocks:
        if isinstance(block, Table):
            yield from (cell.text for row in block.rows for cell in (row[1:] or row))
        elif isinstance(block, CodeBlock):
            yield _COMMENT.sub("", block.text)
        elif not isinstance(block, Heading):
            yield from block.text.split("\n")
