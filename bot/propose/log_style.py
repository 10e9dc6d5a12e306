"""How a team writes the entries of its experiment log, read from an entry of its own or from its template."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bot.model.logbook import ExperimentLog, LogEntry
from bot.propose.line_edits import split_lines
from bot.reading.calendar_dates import find_dates

_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*$")
_FIELD = re.compile(
    r"(?P<open>[ \t]*(?:[-*+] )?\*{0,2})(?P<label>date|type|kind|general description|description|日期|类型|날짜|유형)"
    r"(?P<close>(?::|:)?\*{0,2}(?::|:)?)(?P<value>\s.*|$)",
    re.I,
)
_LABEL = re.compile(r"(\*\*)?([A-Z][\w ]{1,30}):?(\*\*)?:?$")
_TYPED = re.compile(
    r"(?:plan|observation|retrospective|benchmark|experiment|diagnosis|validation|tuning|analysis) ?:", re.I
)
_ITEM = re.compile(r"([-*+] (?:\*\*)?)(.*)$")
_PLACEHOLDER_DATE = re.compile(r"\{?(?:YYYY-MM-DD|DATE)\}?", re.I)
_RULE = re.compile(r"\s*(?:-{3,}|\*{3,}|_{3,})\s*")
_PARTS = {
    "details": re.compile(r"details|what we (?:tried|did)|approach|method|description", re.I),
    "points": re.compile(
        r"key points|(?:key )?findings|key lessons|lessons(?: learned)?|take-?aways|results?|outcomes?", re.I
    ),
    "links": re.compile(r"links|references|related|artifacts", re.I),
}
_DEFAULT_LABELS = {"details": "Details", "points": "Key Points", "links": "Links"}
_MONTHS = "January February March April May June July August September October November December"


class LogStyle(NamedTuple):
    """The style of an entry.

    `heading` has `{date}` and `{title}` in it, and is empty for entries that are groups of bullets; it may be a bullet
    (`- {date}: {title}`) that the rest of the entry is nested below. `field` is a field's
    prefix with `{}` for its name (`- **{}**: `); `labels` are the names of the parts of the body, `body` how each of them
    is opened (`### {}`; the same as `field` where they are bullets of the group). `day` is the heading that groups a day's
    entries, empty where there is none. `typed` says that titles open with their kind (`Plan: ...`).
    """

    heading: str
    field: str
    spaced: bool
    has_date_field: bool
    body: str
    labels: dict[str, str]
    day: str = ""
    typed: bool = False
    ruled: bool = False
    date_written: str = "2000-01-01"


def style_of(log: ExperimentLog, entry: LogEntry) -> LogStyle:
    """Return the style of `entry`, and what the log as a whole says: day headings, rules between entries, typed titles."""
    lines = split_lines(log.text)
    own = lines[entry.lines[0] - 1 : entry.lines[1]]
    ends = [each.lines[1] for each in log.entries[:-1]]
    typed = any(_TYPED.search(lines[each.lines[0] - 1]) for each in log.entries)
    ruled = bool(ends) and all(any(_RULE.fullmatch(line) for line in lines[end : end + 4]) for end in ends)
    titled = _titled_below_day(own)
    if titled:
        return (_style(own[titled:]))._replace(day=_day_form(own[0]), typed=typed, ruled=ruled)
    style = _style(own)
    day = "" if "{date}" in style.heading else _day_above(lines, entry)
    return style._replace(day=day, typed=typed, ruled=ruled)


def template_style(text: str) -> LogStyle:
    """Return the style that an entry template (with `{placeholders}`) asks for."""
    return _style([_PLACEHOLDER_DATE.sub("2000-01-01", line) for line in split_lines(text)])


def is_day_heading(line: str) -> bool:
    """Say whether a line is a heading that is nothing but a date."""
    match = _HEADING.match(line)
    dates = find_dates(match[2]) if match else ()
    if not match or not dates:
        return False
    return not re.search(r"[^\W\d]", match[2][: dates[0].start] + match[2][dates[0].end :])


def date_like(written: str, iso: str) -> str:
    """Return the ISO date written as the team writes dates; ISO where its way is not understood."""
    day = date.fromisoformat(iso)
    numeric = re.fullmatch(r"\d{4}([-/._]?)\d\d?\1\d\d?", written)
    if numeric:
        return f"{day:%Y}{numeric[1]}{day:%m}{numeric[1]}{day:%d}"
    name = re.search(r"[A-Za-z]{3,}", written)
    if not name:
        return iso
    month = _MONTHS.split()[day.month - 1]
    month = month[:3] if len(name[0]) == 3 else month
    comma = "," if "," in written else ""
    return f"{month} {day.day}{comma} {day.year}" if name.start() == 0 else f"{day.day} {month}{comma} {day.year}"


def _style(lines: Sequence[str]) -> LogStyle:
    opening = _opening(lines[0]) if lines else None
    fields = [match for line in lines if (match := _FIELD.match(line))]
    names = [match["label"].lower() for match in fields]
    field = f"{fields[0]['open']}{{}}{fields[0]['close'] or ':'} " if fields else "**{}:** "
    labels = _labels(lines[1:])
    body = labels[0][0] if labels else "### {}"
    form, written = _heading_form(*opening) if opening else ("", "2000-01-01")
    if opening and _ITEM.match(opening[0]):
        field = body = "  - {}: "
    elif field.lstrip()[:1] in "-*+" and field.lstrip()[1:2] == " ":
        body = field
    elif opening and not labels:
        body = f"{opening[0].strip()}# {{}}"
    known = {part: next((name for _, name in labels if _PARTS[part].fullmatch(name)), "") for part in _PARTS}
    return LogStyle(
        heading=form,
        field=field,
        spaced=_spaced(lines) if len(fields) > 1 else not field.lstrip().startswith(("-", "*", "+")),
        has_date_field=any(name in ("date", "日期", "날짜") for name in names),
        body=body,
        labels={part: name or _DEFAULT_LABELS[part] for part, name in known.items()},
        date_written=written,
    )


def _opening(line: str) -> tuple[str, str] | None:
    """Return the mark and the text of the heading, or of the dated bullet, that opens an entry."""
    heading = _HEADING.match(line)
    if heading:
        return f"{heading[1]} ", heading[2]
    item = _ITEM.match(line)
    dates = find_dates(item[2][:24]) if item else ()
    return (item[1], item[2]) if item and dates and dates[0].start == 0 else None


def _heading_form(mark: str, text: str) -> tuple[str, str]:
    """Return a heading with `{date}` and `{title}` where they stand in `text`, and the date as it is written there."""
    dates = find_dates(text)
    if not dates:
        return f"{mark}{{title}}", "2000-01-01"
    before, written, after = text[: dates[0].start], text[dates[0].start : dates[0].end], text[dates[0].end :]
    if re.search(r"[^\W_]", before):
        gap = before[len(before.rstrip(" -–—:|([")) :]
        return f"{mark}{{title}}{gap}{{date}}{after[: len(after) - len(after.lstrip(')] '))]}", written
    gap = after[: len(after) - len(after.lstrip(" -–—:|)]·,*"))]
    return f"{mark}{before}{{date}}{gap}{{title}}" if after != gap else f"{mark}{before}{{date}}{after}", written


def _labels(lines: Sequence[str]) -> list[tuple[str, str]]:
    """Return the labels that open the parts of an entry's body, each with how it is written (`### {}`, `{}:`)."""
    found = []
    for line in lines:
        heading = _HEADING.match(line)
        label = _LABEL.fullmatch(line.strip()) if line[:1] not in " \t" else None
        if heading:
            found.append((f"{heading[1]} {{}}", heading[2]))
        elif label and (label[1] or line.rstrip().endswith(":")):
            found.append((line.rstrip().replace(label[2], "{}", 1), label[2]))
    return found


def _spaced(lines: Sequence[str]) -> bool:
    """Say whether blank lines stand between the fields."""
    places = [index for index, line in enumerate(lines) if _FIELD.match(line)]
    return len(places) > 1 and all(not lines[place - 1].strip() for place in places[1:])


def _titled_below_day(lines: Sequence[str]) -> int:
    """Return where the first titled entry stands below the day heading that opens these lines; 0 where none does."""
    if not lines or not is_day_heading(lines[0]):
        return 0
    for index, line in enumerate(lines[1:], start=1):
        match = _HEADING.match(line)
        if match:
            return 0 if any(part.fullmatch(match[2]) for part in _PARTS.values()) else index
        if line.strip():
            return 0
    return 0


def _day_above(lines: Sequence[str], entry: LogEntry) -> str:
    """Return the form of the heading that groups the entries of a day (`## {date}`), if the entry stands below one."""
    for line in reversed(lines[: entry.lines[0] - 1]):
        if _HEADING.match(line):
            return _day_form(line) if is_day_heading(line) else ""
    return ""


def _day_form(line: str) -> str:
    dates = find_dates(line)[0]
    return f"{line[: dates.start]}{{date}}{line[dates.end :].rstrip()}"
