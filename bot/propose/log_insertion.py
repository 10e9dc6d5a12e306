"""The log entry of a retrospective, in the log's own style and at the place where its newest entries stand."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from bot.model.draft import LogDraft, Source, Statement
from bot.model.logbook import BOT, ExperimentLog, LogEntry
from bot.propose.citations import inline_links
from bot.propose.line_edits import Edit, insertion, split_lines
from bot.propose.log_style import LogStyle, date_like, is_day_heading, style_of, template_style
from bot.propose.sanitising import inline
from bot.propose.shipped_templates import shipped_template

ENTRY_TEMPLATE = "references/experiment-log-entry-template.md"
NEW_LOG = "# Experiment Log\n"
_MARKER = re.compile(r"<!--[^>]*\b(?:new entr|entries go|above this line|below this line)[^>]*-->", re.I)
_RULE = re.compile(r"\s*(?:-{3,}|\*{3,}|_{3,})\s*")
_RETROSPECTIVE = re.compile(r"^retrospective(?::| on| of)?\s+", re.I)
_BULLET = re.compile(r"[-*+] ")

Locate = Callable[[Source], Source]


def log_edits(
    log: ExperimentLog, draft: LogDraft, templates: Mapping[str, str], locate: Locate = lambda source: source
) -> list[Edit]:
    """Return the edits that add the entry to the log; none where it has an entry for the same retrospective.

    `locate` maps a source to where its lines stand once the plan is applied.
    """
    if is_logged(log, draft):
        return []
    lines = split_lines(log.text)
    newest_first = _newest_first(log, lines)
    reference = _reference(log, newest_first)
    if reference is None:
        style = template_style(templates.get(ENTRY_TEMPLATE) or shipped_template(ENTRY_TEMPLATE))
    else:
        style = style_of(log, reference)
    entry = entry_lines(draft, style, posixpath.dirname(log.path), locate)
    if newest_first and log.entries:
        return [_on_top(lines, log.entries[0], draft, style, entry)]
    return [_at_end(lines, log, draft, style, entry)]


def is_logged(log: ExperimentLog, draft: LogDraft) -> bool:
    """Say whether a retrospective entry names all of the draft's reports, or has its title and date."""
    lines = split_lines(log.text)
    for entry in log.entries:
        text = "\n".join(lines[entry.lines[0] - 1 : entry.lines[1]])
        if "retrospective" not in f"{entry.kind} {entry.title}".lower():
            continue
        if draft.reports and all(path in text for path in draft.reports):
            return True
        same_title = _bare_title(inline(draft.title)) == _bare_title(entry.title)
        if entry.date == draft.date and (same_title or inline(draft.description) in text):
            return True
    return False


def entry_lines(draft: LogDraft, style: LogStyle, folder: str, locate: Locate) -> list[str]:
    """Return the entry's lines in the team's style; `folder` is the log's, from which its sources are linked."""
    lines = [_heading(draft, style)] if style.heading else []
    lines += [""] if lines and not _is_item(style) else []
    fields = [("Date", draft.date)] if style.has_date_field or not style.heading else []
    fields += [("Type", "Retrospective"), ("Author", BOT), ("General description", inline(draft.description))]
    for index, (name, value) in enumerate(fields):
        lines += ["", _field(style, name) + value] if style.spaced and index else [_field(style, name) + value]
    nested = style.body == style.field
    lines += _nested(draft, style, folder, locate) if nested else _parts(draft, style, folder, locate)
    return lines


def _heading(draft: LogDraft, style: LogStyle) -> str:
    title = inline(draft.title)
    title = f"Retrospective: {_bare_title(title)}" if style.typed else title
    return style.heading.replace("{date}", date_like(style.date_written, draft.date)).replace("{title}", title)


def _is_item(style: LogStyle) -> bool:
    """Say whether entries are bullets of one list, with no blank lines between them."""
    return bool(_BULLET.match(style.heading))


def _bare_title(title: str) -> str:
    return _RETROSPECTIVE.sub("", title)


def _field(style: LogStyle, name: str) -> str:
    return style.field.replace("{}", name)


def _statement(statement: Statement, folder: str, locate: Locate) -> str:
    links = inline_links(map(locate, statement.sources), folder)
    return f"{inline(statement.text)} {links}".rstrip()


def _nested(draft: LogDraft, style: LogStyle, folder: str, locate: Locate) -> list[str]:
    """Return the body as bullets of the group, its points below `Details`."""
    indent = style.field[: len(style.field) - len(style.field.lstrip())] + "  "
    statements = list(dict.fromkeys((*draft.details, *draft.points)))
    lines = [_field(style, style.labels["details"]).rstrip()] if statements else []
    lines += [f"{indent}- {_statement(statement, folder, locate)}" for statement in statements]
    for name, values in (("Reports", draft.reports), ("Skills", draft.skills)):
        if values:
            lines.append(_field(style, name) + ", ".join(f"`{value}`" for value in values))
    return lines


def _parts(draft: LogDraft, style: LogStyle, folder: str, locate: Locate) -> list[str]:
    """Return the body as parts with a label each."""
    links = [f"- Report: `{path}`" for path in draft.reports] + [f"- Skill: `{name}`" for name in draft.skills]
    parts = {
        "details": [f"- {_statement(statement, folder, locate)}" for statement in draft.details],
        "points": [f"- {_statement(statement, folder, locate)}" for statement in draft.points],
        "links": links,
    }
    lines: list[str] = []
    for part, content in parts.items():
        if content:
            label = style.body.replace("{}", style.labels[part])
            lines += ["", label, *([""] if label.startswith("#") else []), *content]
    return lines


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
    gap = [] if _is_item(style) else [""]
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
    above = [] if _is_item(style) and log.entries else [""]
    return insertion(last, *above, *(["---", ""] if style.ruled else []), *([day, ""] if opened else []), *entry)
