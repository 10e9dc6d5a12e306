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
    fields = tuple(_fields(report))
    if not any(_is_open(field) for field in fields) and not _title_is_open(report):
        return False
    rests = tuple(_rest(field) for field in fields)
    if not any(character.isalnum() for rest in rests for character in rest):
        return True
    # A template may explain itself in plain words. Untouched it has neither title nor date, and no measured number.
    return _title_is_open(report) and _date_is_open(fields) and not any(map(_NUMBER.search, rests))


def _is_open(field: str) -> bool:
    return not field.strip() or bool(PLACEHOLDER.search(field))


def _title_is_open(report: Report) -> bool:
    title = next((block.text for block in report.blocks if isinstance(block, Heading)), "")
    return bool(PLACEHOLDER.search(title))


def _date_is_open(fields: tuple[str, ...]) -> bool:
    return any(_BARE_DATE.search(field) for field in fields)


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
