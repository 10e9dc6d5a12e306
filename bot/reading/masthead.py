"""What a report says of itself at its top: title, date and status."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from bot.model.report import Block, CodeBlock, Heading, Paragraph, Table
from bot.reading.calendar_dates import find_dates
from bot.reading.contents import Contents

_TOP_BLOCKS = 40
_LONGEST_DATE_LINE = 80
_SENTENCE = 4  # spaces; a text of fewer words may be a date or a badge
_KIND = (
    r"(?:(?:training|experiment|experimental|benchmark|kernel|evaluation|eval|ablation|profiling|performance|research|run)\s+)*+"
    r"(?:reports?|experiments?|benchmarks?|retrospective|ablation|write-?up)"
)
_PREFIX = re.compile(rf"\A{_KIND}\s*+(?:[:：]|[-–—]\s)\s*+(?=\S)", re.I)
_PLACEHOLDER = re.compile(r"[{<][^{}<>]*+[}>]|\b(?:TODO|TBD)\b|YYYY", re.I)
_SEPARATOR = re.compile(r"\s[|·•]\s|\n")
_KEY_VALUE = re.compile(r"[\W_]*+([^:：\n]{1,40})[:：]\s*+(.*)")
_STATUS_KEYS = frozenset({"status", "state", "状态", "狀態", "상태", "trạng thái"})
# The keys of date lines, the best first: when it ran, when it was written, when it was changed last.
_DATE_KEYS = (
    ("date", "dates", "run date", "experiment date", "report date", "test date"),
    ("日期", "测试日期", "实验日期", "날짜", "실험일", "ngày"),
    ("created", "generated", "completed", "started", "timestamp", "time", "run", "when", "作成日", "작성일"),
    ("updated", "last updated", "last modified", "last revised", "revised", "modified", "更新日期", "수정일"),
)
_ABOUT = re.compile(r"\b(?:meta|metadata|info|information|overview|details|about)\b|概要|개요", re.I)
_STATUS_END = re.compile(r"\s+[-–—(]|[;.,(（]")
_GENERIC_STEMS = frozenset(
    {"readme", "index", "report", "results", "result", "notes", "summary", "metrics", "trainer_state"}
)


class Masthead(NamedTuple):
    """Title, ISO date and status; each may be empty."""

    title: str
    date: str
    status: str


def read_masthead(path: str, contents: Contents) -> Masthead:
    """Return what the report at `path` says of itself; its file name stands in for a title or date that it lacks."""
    own = {str(key).lower(): value for key, value in contents.front_matter.items() if isinstance(value, str)}
    title = _title(contents, own)
    dates = (_date_in(text) for text in _date_texts(path, contents, own, title))
    status = own.get("status") or next((value for key, value in _pairs(_lead(contents.blocks)) if key in _STATUS_KEYS), "")
    return Masthead(title or _title_from_path(path), next(filter(None, dates), ""), _status(status))


def _title(contents: Contents, own: Mapping[str, str]) -> str:
    heading = next((block for block in contents.blocks if isinstance(block, Heading) and block.text), None)
    if heading and heading.level > 1 and _opens_a_section(heading, contents.blocks):
        heading = None
    named = own.get("title") if contents.title is None else contents.title
    title = heading.text if heading and (heading.level == 1 or named is None) else named or ""
    title = _PREFIX.sub("", title.replace("`", "").strip(), count=1)
    return title if any(character.isalnum() for character in _PLACEHOLDER.sub("", title)) else ""


def _opens_a_section(heading: Heading, blocks: Sequence[Block]) -> bool:
    """Whether a low heading is one of several parts of a text that has begun before it, and so not its title."""
    before = blocks[: blocks.index(heading)]
    parts = sum(isinstance(block, Heading) and block.level == heading.level for block in blocks)
    return parts > 1 and any(isinstance(block, Paragraph) and block.text.count(" ") >= _SENTENCE for block in before)


def _title_from_path(path: str) -> str:
    *folders, name = path.split("/")
    stem = name.rpartition(".")[0] or name
    return f"{folders[-1]} {stem}" if folders and stem.lower() in _GENERIC_STEMS else stem


def _date_texts(path: str, contents: Contents, own: Mapping[str, str], title: str) -> Iterator[str]:
    """Yield the places where the report's date may stand, the best first."""
    yield own.get("date", "")
    yield contents.date
    pairs = tuple(_pairs(contents.blocks[:_TOP_BLOCKS]))
    for keys in _DATE_KEYS:
        yield from (value for key, value in pairs if key in keys)
    yield title
    for block in contents.blocks[:4]:
        if isinstance(block, Paragraph) and len(block.text) <= _LONGEST_DATE_LINE:
            yield block.text
    *folders, name = path.split("/")
    yield _spaced(name.rpartition(".")[0])
    yield from _time_stamps(contents.blocks)
    yield from map(_spaced, reversed(folders))


def _date_in(text: str) -> str:
    dates = find_dates(text[:200])
    return dates[0].iso if dates else ""


def _spaced(name: str) -> str:
    """Return a file name in which a date stands free: `run_20260312T0815` becomes `run 20260312 0815`."""
    return re.sub(r"(?<=\d)T(?=\d)|_(?=[A-Za-z])|(?<=[A-Za-z])[_.-]|[.-](?=[A-Za-z])|(?<=\d{8})[_-](?=\d)", " ", name)


def _time_stamps(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Yield the last time stamp of each log: the day on which its run ended."""
    for table in blocks[:_TOP_BLOCKS]:
        if isinstance(table, Table) and table.rows:
            for name, cell in zip(table.header, table.rows[-1], strict=False):
                if name.text.lower() in ("timestamp", "date", "time", "datetime", "created_at"):
                    yield cell.text


def _lead(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks in front of the first section; a section about the report itself is still part of them."""
    headings = 0
    for index, block in enumerate(blocks[:_TOP_BLOCKS]):
        if isinstance(block, Heading):
            headings += 1
            if headings > 1 and not _ABOUT.search(block.text):
                return blocks[:index]
    return blocks[:_TOP_BLOCKS]


def _pairs(blocks: tuple[Block, ...]) -> Iterator[tuple[str, str]]:
    """Yield the `key: value` pairs of lines, list items and two-column tables, keys in lower case."""
    for block in blocks:
        if isinstance(block, Table):
            for row in islice((block.header, *block.rows), _TOP_BLOCKS):
                if len(row) == 2:
                    yield row[0].text.strip("*: ").lower(), row[1].text
        elif not isinstance(block, Heading | CodeBlock) and (":" in block.text or "：" in block.text):
            for part in _SEPARATOR.split(_PLACEHOLDER.sub("TODO", block.text[:2000])):
                match = _KEY_VALUE.match(part)
                if match:
                    yield match[1].strip().lower(), match[2]


def _status(value: str) -> str:
    if _PLACEHOLDER.search(value):
        return ""
    word = re.sub(r"^[\W_]+", "", value.replace("`", ""))
    end = _STATUS_END.search(word)
    return word[: end.start() if end else None].strip()[:60]
