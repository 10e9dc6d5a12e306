"""An experiment log cut where an entry may open: at headings, and at bullets that start a group of fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.model.report import Block, Heading, ListItem, Paragraph
from bot.reading.calendar_dates import find_dates

_KEYS = {
    "date": "date",
    "type": "type",
    "kind": "type",
    "general description": "description",
    "description": "description",
    "title": "title",
    "status": "status",
    "author": "author",
    "日期": "date",
    "类型": "type",
    "날짜": "date",
    "유형": "type",
}
_FIELD = re.compile(r"[ \t]*([^\W\d_]{2,12}(?: [^\W\d_]{2,12})?) ?[::](?: |$)(.*)")
_PLACEHOLDER = re.compile(r"\{[^{}\n]{1,60}\}|<[a-zA-Z][^<>\n]{1,60}>|\bY{2,4}[-/.]M{1,2}[-/.]D{1,2}\b")


class Segment:
    """Consecutive blocks under one heading (`heading`), or of one group of bullets (`heading` is None).

    `first` is its first source line. `fields` holds the values of the keys of an entry that stand in it: `date`, `type`,
    `description`, `title`, `status`. `groups` counts the groups with a `Date` field that follow below the same heading.
    """

    def __init__(self, first: int, heading: Heading | None = None) -> None:
        self.first = first
        self.heading = heading
        self.blocks: list[Block] = []
        self.fields: dict[str, str] = {}
        self.groups = 0

    @property
    def level(self) -> int:
        """The heading's level, 0 for a group of bullets."""
        return self.heading.level if self.heading else 0

    @property
    def date(self) -> str:
        """The ISO date of the heading, else of the `Date` field; empty where neither names one."""
        for text in (self.heading.text if self.heading else "", self.fields.get("date", "")):
            if dates := find_dates(text):
                return dates[0].iso
        return ""

    @property
    def is_template(self) -> bool:
        """Whether its heading or fields hold placeholders (`{Title}`, `YYYY-MM-DD`, `Plan | Observation`)."""
        values = (self.heading.text if self.heading else "", self.fields.get("date", ""))
        choice = self.fields.get("type", "").count("|") > 1
        return choice or any(_PLACEHOLDER.search(value) for value in values)


def cut_segments(blocks: Iterable[Block]) -> list[Segment]:
    """Return the segments of a log in order; the first one holds what precedes the first heading or group."""
    segments = [Segment(1)]
    container = segments[0]
    for block in blocks:
        if isinstance(block, Heading):
            container = Segment(block.lines[0], block)
            segments.append(container)
            continue
        found = dict(block_fields(block))
        if _opens_group(block, found, segments[-1]):
            segments.append(Segment(block.lines[0]))
            container.groups += "title" not in found and bool(find_dates(found.get("date", "")))
        for key, value in found.items():
            segments[-1].fields.setdefault(key, value)
        segments[-1].blocks.append(block)
    return segments


def block_fields(block: Block) -> Iterator[tuple[str, str]]:
    """Yield the keys of an entry and their values that stand in a paragraph or bullet, also several lines of them.

    A bullet that opens with a date (`- 2026-03-12: tried X`) yields that date and the rest as the title.
    """
    if not isinstance(block, ListItem | Paragraph) or block.depth > 1:
        return
    lines = block.text.split("\n")
    opening = find_dates(lines[0][:24])
    if isinstance(block, ListItem) and opening and opening[0].start <= 1:
        yield "date", opening[0].iso
        yield "title", lines[0][opening[0].end :]
        return
    key, value = "", ""
    for line in lines:
        match = _FIELD.match(line)
        known = _KEYS.get(match[1].lower(), "") if match else ""
        if match and known:
            if key:
                yield key, value
            key, value = known, match[2].strip()
        elif key:
            value = f"{value} {line.strip()}"
        else:
            return
    if key:
        yield key, value


def without_bookkeeping(block: Block) -> Block | None:
    """Return the block without its opening `Date`, `Type` and `Status` lines, None where nothing else stands in it."""
    if not isinstance(block, ListItem | Paragraph) or block.depth > 1:
        return block
    lines = block.text.split("\n")
    dropped = 0
    while dropped < len(lines) and (match := _FIELD.match(lines[dropped])):
        if _KEYS.get(match[1].lower()) not in ("date", "type", "status"):
            break
        dropped += 1
    if dropped == len(lines):
        return None
    if not dropped:
        return block
    return block._replace(text="\n".join(lines[dropped:]), lines=(block.lines[0] + dropped, block.lines[1]), lead="")


def _opens_group(block: Block, found: dict[str, str], segment: Segment) -> bool:
    if not isinstance(block, ListItem) or not found:
        return False
    key = next(iter(found))
    if key not in ("date", "type"):
        return False
    if key == "date" and not find_dates(found["date"]) and not _PLACEHOLDER.search(found["date"]):
        return False
    return key in segment.fields or not {"date", "type"} & segment.fields.keys()
