"""Where the log entry of a retrospective goes: to the place where the newest entries stand, once for each retrospective."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from bot.model.draft import LogDraft
from bot.model.logbook import BOT, ExperimentLog, LogEntry
from bot.propose.line_edits import Edit, insertion, split_lines
from bot.propose.log_entry import EntryContent, bare_title, entry_lines, is_item
from bot.propose.log_style import LogStyle, date_like, is_day_heading, style_of, template_style
from bot.propose.sanitising import inline
from bot.propose.shipped_templates import shipped_template

ENTRY_TEMPLATE = "references/experiment-log-entry-template.md"
NEW_LOG = "# Experiment Log\n"
_MOSTLY = 0.6
_MARKER = re.compile(r"<!--[^>]*\b(?:new entr|entries go|above this line|below this line)[^>]*-->", re.I)
_RULE = re.compile(r"\s*(?:-{3,}|\*{3,}|_{3,})\s*")


def log_edits(log: ExperimentLog, content: EntryContent, templates: Mapping[str, str]) -> list[Edit]:
    """Return the edits that add the entry to the log; none where it has an entry for the same retrospective."""
    if is_logged(log, content.draft):
        return []
    lines = split_lines(log.text)
    newest_first = _newest_first(log, lines)
    reference = _reference(log, newest_first)
    if reference is None:
        style = template_style(templates.get(ENTRY_TEMPLATE) or shipped_template(ENTRY_TEMPLATE))
    else:
        style = style_of(log, reference)
    entry = entry_lines(content, style)
    if newest_first and log.entries:
        return [_on_top(lines, log.entries[0], content.draft, style, entry)]
    return [_at_end(lines, log, content.draft, style, entry)]


def is_logged(log: ExperimentLog, draft: LogDraft) -> bool:
    """Say whether a retrospective entry names all of the draft's reports, or has its title and date."""
    for entry in log.entries:
        text = _text(log, entry)
        if "retrospective" not in f"{entry.kind} {entry.title}".lower():
            continue
        if draft.reports and all(path in text for path in draft.reports):
            return True
        same_title = bare_title(inline(draft.title)) == bare_title(entry.title)
        if entry.date == draft.date and (same_title or inline(draft.description) in text):
            return True
    return False


def held_before(log: ExperimentLog, content: EntryContent) -> LogEntry | None:
    """Return the bot's own entry on the very same state of the evidence, None where there is none.

    It names the same reports of the same length, and has most of the same statements on the same lines: a few may differ,
    because what is worth telling also depends on the skills that there are.
    """
    said = [*content.details(), *content.points()]
    for entry in log.entries if said else ():
        text = _text(log, entry) if entry.author.lower() == BOT else ""
        repeated = sum(statement in text for statement in said)
        if repeated >= _MOSTLY * len(said) and all(report in text for report in content.reports()):
            return entry
    return None


def _text(log: ExperimentLog, entry: LogEntry) -> str:
    return "\n".join(split_lines(log.text)[entry.lines[0] - 1 : entry.lines[1]])


def _reference(log: ExperimentLog, newest_first: bool) -> LogEntry | None:
    """Return the entry whose style is followed: the newest retrospective among the last few, else the newest entry."""
    newest = list(log.entries if newest_first else reversed(log.entries))
    own = [entry for entry in newest[:5] if "retrospective" in entry.kind.lower()]
    return next(iter(own or newest), None)


def _newest_first(log: ExperimentLog, lines: Sequence[str]) -> bool:
    """Say whether new entries go on top: as the dates run, else as the marker stands, else at the end."""
    dates = [entry.date for entry in log.entries if entry.date]
    falling = sum(earlier > later for earlier, later in pairwise(dates))
    rising = sum(earlier < later for earlier, later in pairwise(dates))
    if falling != rising:
        return falling > rising
    marker = _marker(lines)
    return bool(marker and log.entries) and marker < log.entries[0].lines[0]


def _marker(lines: Sequence[str]) -> int:
    return next((number for number, line in enumerate(lines, start=1) if _MARKER.search(line)), 0)


def _on_top(lines: Sequence[str], first: LogEntry, draft: LogDraft, style: LogStyle, entry: list[str]) -> Edit:
    """Put the entry above the newest one: below its day's heading where that is the same day, else under a heading."""
    start = first.lines[0]
    gap = [] if is_item(style) else [""]
    below = [*gap, *(["---", ""] if style.ruled else [])]
    above = start if is_day_heading(lines[start - 1]) and style.day else start - 1
    while above > 0 and not lines[above - 1].strip():
        above -= 1
    if style.day and above and is_day_heading(lines[above - 1]):
        heading = style.day.replace("{date}", date_like(style.date_written, draft.date))
        if lines[above - 1].strip() == heading.strip():
            return insertion(above, "", *entry)
        return insertion(above - 1, heading, "", *entry, *below)
    return insertion(start - 1, *entry, *below)


def _at_end(lines: Sequence[str], log: ExperimentLog, draft: LogDraft, style: LogStyle, entry: list[str]) -> Edit:
    """Put the entry below the last one, or where there is none yet above the marker, else at the end."""
    last = log.entries[-1].lines[1] if log.entries else 0
    if not last:
        marker = _marker(lines)
        last = marker - 1 if marker else len(lines)
        while last > 0 and not lines[last - 1].strip():
            last -= 1
    while last > 0 and (not lines[last - 1].strip() or (log.entries and _RULE.fullmatch(lines[last - 1]))):
        last -= 1
    day = style.day.replace("{date}", date_like(style.date_written, draft.date))
    opened = day and not any(line.strip() == day.strip() for line in lines)
    above = [] if is_item(style) and log.entries else [""]
    return insertion(last, *above, *(["---", ""] if style.ruled else []), *([day, ""] if opened else []), *entry)
