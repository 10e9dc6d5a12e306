"""The experiment log: its entries in whatever style the team writes them, each with its own lines."""

from __future__ import annotations

import re

from bot.model.logbook import ExperimentLog, LogEntry
from bot.model.report import Block, Heading, ListItem, Paragraph, Report
from bot.reading.calendar_dates import find_dates
from bot.reading.log_segments import Segment, cut_segments, without_bookkeeping
from bot.reading.markdown import markdown_blocks

_TYPES = (
    "plan|observation|retrospective|benchmark|experiment|diagnosis|validation|tuning|implementation|decision|analysis"
    "|evaluation|configuration"
)
_TYPED_TITLE = re.compile(rf"({_TYPES})\b ?:", re.I)
_RUN = re.compile(r"(?:\S{1,12} )?(?:exp(?:eriment)?s?|run|trial|ablation|실험|实验|實驗|実験) ?[#.]? ?\d", re.I)
_INSTRUCTIONS = re.compile(r"(?:(?:entry|log) )?(?:format|templates?|conventions?|how to|legend|example)\b", re.I)
_COLLECTION = re.compile(r"(?:the |all )?(?:experiments?|runs?|log|entries|history|journal|notes)(?: log| entries)?", re.I)
_RULE_OR_COMMENT = re.compile(r"(?:---[- ]*|\*\*\*[* ]*|___[_ ]*|<!--.*-->)?")
_AROUND_TITLE = " \t-–—:|·,[]"
_LONGEST_TITLE = 160


def read_log(path: str, text: str) -> ExperimentLog:
    """Return the log's entries in the order of the file. Never raises.

    An entry opens at a heading that holds a date or the number of a run, or that has a `Date`, `Type` or `General
    description` right below it; and at a `Date:` bullet that starts a group of its own. A heading that is nothing but a
    date gives its date to what stands below it. Sections that explain the format and entries with placeholders are none.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    walk = _Walk()
    for segment in cut_segments(markdown_blocks(text)):
        walk.visit(segment)
    walk.end_entry(len(lines) + 1)
    return ExperimentLog(path, text, tuple(_entry(path, draft, lines) for draft in walk.drafts))


class _Draft:
    """An entry being collected: its segments, the date it inherits, and the level and line that end it."""

    def __init__(self, segments: list[Segment], day: str, level: int) -> None:
        self.segments = segments
        self.day = day
        self.level = level
        self.until = 0


class _Walk:
    """Decides segment by segment: a new entry, a part of the open one, or neither."""

    def __init__(self) -> None:
        self.drafts: list[_Draft] = []
        self.open: _Draft | None = None
        self.container = Segment(1)
        self.day, self.day_level = "", 0
        self.day_heading: Segment | None = None
        self.instructions_level = 0

    def visit(self, segment: Segment) -> None:
        if segment.heading is None:
            self.group(segment)
        else:
            self.heading(segment)

    def heading(self, segment: Segment) -> None:
        is_log_title = segment.level == 1 and self.container.heading is None
        self.container = segment
        if self.instructions_level and segment.level > self.instructions_level:
            return
        self.instructions_level = 0
        if self.open and segment.level > self.open.level and not (self.is_days_own_entry() and _is_named(segment)):
            self.open.segments.append(segment)
            return
        self.end_entry(segment.first)
        if segment.level <= self.day_level:
            self.day, self.day_level, self.day_heading = "", 0, None
        self.section(segment, is_log_title)

    def section(self, segment: Segment, is_log_title: bool) -> None:
        """Take a heading that is not part of an entry: an entry's own, a day's, one of instructions, or any other."""
        title = _title(segment)
        if segment.is_template or (_INSTRUCTIONS.match(title) and not segment.date):
            self.instructions_level = segment.level
        elif is_log_title and not _opens_with_date(segment):
            return
        elif segment.date and (not title or segment.groups > 1):
            self.day, self.day_level, self.day_heading = segment.date, segment.level, segment
            if segment.blocks:
                self.begin(segment, segment.level)
        elif _is_named(segment) or (segment.groups == 1 and not _COLLECTION.fullmatch(title)):
            self.begin(segment, segment.level)
        elif self.day:
            self.begin_under_day(segment)

    def begin_under_day(self, segment: Segment) -> None:
        """Open an entry at a heading below a day; the first one is a section of the day, whose heading is the entry's."""
        heading = self.day_heading
        self.begin(heading or segment, self.day_level)
        if heading and self.open:
            self.open.segments.append(segment)

    def group(self, segment: Segment) -> None:
        """Take a group of bullets: the fields of the entry whose heading stands above it, or an entry of its own."""
        if segment.is_template:
            self.end_entry(segment.first)
        elif self.open and self.has_title() and (self.container.groups < 2 or not segment.date):
            self.open.segments.append(segment)
        elif segment.date or self.day:
            self.end_entry(segment.first)
            self.begin(segment, max(self.container.level, 2))
        elif self.open:
            self.open.segments.append(segment)

    def has_title(self) -> bool:
        heading = self.open.segments[0] if self.open else None
        return heading is not None and bool(_title(heading))

    def is_days_own_entry(self) -> bool:
        return self.open is not None and self.open.level == self.day_level

    def begin(self, segment: Segment, level: int) -> None:
        self.open = _Draft([segment], self.day, level)
        self.drafts.append(self.open)
        self.day_heading = None

    def end_entry(self, line: int) -> None:
        if self.open:
            self.open.until = line
        self.open = None


def _is_named(segment: Segment) -> bool:
    """Say whether a heading reads as an entry by itself: it has a date, the number of a run, or fields right below it."""
    fields = {"date", "type", "description"} & segment.fields.keys()
    return bool(segment.date or fields or _RUN.match(_title(segment)))


def _title(segment: Segment) -> str:
    """Return the heading's text without its date."""
    text = segment.heading.text if segment.heading else ""
    pieces, at = [], 0
    for found in find_dates(text):
        pieces.append(text[at : found.start])
        at = found.end
    return "".join([*pieces, text[at:]]).replace("()", "").replace("[]", "").strip(_AROUND_TITLE)


def _opens_with_date(segment: Segment) -> bool:
    dates = find_dates(segment.heading.text[:24]) if segment.heading else ()
    return bool(dates) and dates[0].start <= 1


def _entry(path: str, draft: _Draft, lines: list[str]) -> LogEntry:
    opening = draft.segments[0]
    fields = _fields(draft)
    description = " ".join(fields.get("description", "").split())
    blocks = _body(draft)
    date = opening.date or next((segment.date for segment in draft.segments[1:2] if not segment.heading), "") or draft.day
    title = _title(opening) or fields.get("title", "").strip(_AROUND_TITLE) or description or _first_words(blocks) or date
    kind = fields.get("type", "").strip(" `*_.")
    if not kind and (match := _TYPED_TITLE.match(title)):
        kind = match[1].capitalize()
    body = Report(path, "markdown", title, date, fields.get("status", "").strip(" `*_."), blocks=blocks)
    author = fields.get("author", "").strip(" `*_.")
    return LogEntry(title, date, kind, description, (opening.first, _last_line(draft, lines)), body, author)


def _fields(draft: _Draft) -> dict[str, str]:
    """Return the fields right below the heading, whether as paragraphs or as a group of bullets."""
    own = draft.segments[0].fields
    group = draft.segments[1] if len(draft.segments) > 1 and not draft.segments[1].heading else None
    return {**group.fields, **own} if group else own


def _body(draft: _Draft) -> tuple[Block, ...]:
    """Return the entry's blocks without its own heading and without its date and type."""
    blocks: list[Block] = []
    for segment in draft.segments:
        if segment.heading and segment is not draft.segments[0]:
            blocks.append(segment.heading)
        blocks.extend(kept for block in segment.blocks if (kept := without_bookkeeping(block)))
    return tuple(blocks)


def _first_words(blocks: tuple[Block, ...]) -> str:
    """Return the first text of an entry that has neither title nor description, cut at a word."""
    text = next((block.text for block in blocks if isinstance(block, Heading | Paragraph | ListItem)), "")
    words = " ".join(text[: 2 * _LONGEST_TITLE].split())
    return words if len(words) <= _LONGEST_TITLE else words[:_LONGEST_TITLE].rsplit(" ", 1)[0]


def _last_line(draft: _Draft, lines: list[str]) -> int:
    """Return the entry's last line; blank lines, rules and the marker for new entries below it are not part of it."""
    last = draft.until - 1
    ends = [block.lines[1] for segment in draft.segments for block in segment.blocks]
    content = max([draft.segments[-1].first, *ends])
    while last > content and _RULE_OR_COMMENT.fullmatch(lines[last - 1].strip()):
        last -= 1
    return last
