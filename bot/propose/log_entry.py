"""The lines of a retrospective's log entry, in the team's style."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from bot.model.draft import LogDraft, Source, Statement
from bot.model.logbook import BOT
from bot.propose.citations import inline_links, target
from bot.propose.log_style import LogStyle, date_like
from bot.propose.relocation import Locate
from bot.propose.sanitising import inline

_RETROSPECTIVE = re.compile(r"^retrospective(?::| on| of)?\s+", re.I)
_BULLET = re.compile(r"[-*+] ")


def as_read(source: Source) -> Source:
    """Return a source where it stood when the evidence was read."""
    return source


class EntryContent(NamedTuple):
    """What an entry of the log at `path` says.

    `lengths` are the numbers of lines of the reports, so that the entry tells which state of them it is about. `locate`
    maps a source to where its lines stand once the plan is applied.
    """

    draft: LogDraft
    path: str
    lengths: Mapping[str, int] = MappingProxyType({})
    locate: Locate = as_read

    def details(self) -> list[str]:
        """Return what was tried, with links to the evidence."""
        return [self._statement(statement) for statement in self.draft.details]

    def points(self) -> list[str]:
        """Return what was learned, with links to the evidence."""
        return [self._statement(statement) for statement in self.draft.points]

    def reports(self) -> list[str]:
        """Return the reports, each linked with the lines that it had."""
        return [self._report(path) for path in self.draft.reports]

    def skills(self) -> list[str]:
        """Return the names of the skills as code."""
        return [f"`{name}`" for name in self.draft.skills]

    def _statement(self, statement: Statement) -> str:
        links = inline_links(map(self.locate, statement.sources), posixpath.dirname(self.path))
        return f"{inline(statement.text)} {links}".rstrip()

    def _report(self, path: str) -> str:
        length = self.lengths.get(path, 0)
        link = target(Source(path, (1, length)), posixpath.dirname(self.path))
        return f"[`{path}`]({link})" if length else f"`{path}`"


def entry_lines(content: EntryContent, style: LogStyle) -> list[str]:
    """Return the entry's lines in a team's style."""
    draft = content.draft
    lines = [_heading(draft, style)] if style.heading else []
    lines += [""] if lines and not is_item(style) else []
    fields = [("Date", draft.date)] if style.has_date_field or not style.heading else []
    fields += [("Type", "Retrospective"), ("Author", BOT), ("General description", inline(draft.description))]
    for index, (name, value) in enumerate(fields):
        lines += [*([""] if style.spaced and index else []), _field(style, name) + value]
    return lines + (_nested(content, style) if style.body == style.field else _parts(content, style))


def is_item(style: LogStyle) -> bool:
    """Say whether entries are bullets of one list, with no blank lines between them."""
    return bool(_BULLET.match(style.heading))


def bare_title(title: str) -> str:
    """Return a title without the `Retrospective` that opens it."""
    return _RETROSPECTIVE.sub("", title)


def _heading(draft: LogDraft, style: LogStyle) -> str:
    title = inline(draft.title)
    title = f"Retrospective: {bare_title(title)}" if style.typed else title
    return style.heading.replace("{date}", date_like(style.date_written, draft.date)).replace("{title}", title)


def _field(style: LogStyle, name: str) -> str:
    return style.field.replace("{}", name)


def _nested(content: EntryContent, style: LogStyle) -> list[str]:
    """Return the body as bullets of the group, its statements below `Details`."""
    indent = style.field[: len(style.field) - len(style.field.lstrip())] + "  "
    statements = dict.fromkeys((*content.details(), *content.points()))
    lines = [_field(style, style.labels["details"]).rstrip()] if statements else []
    lines += [f"{indent}- {statement}" for statement in statements]
    for name, values in (("Reports", content.reports()), ("Skills", content.skills())):
        lines += [_field(style, name) + ", ".join(values)] if values else []
    return lines


def _parts(content: EntryContent, style: LogStyle) -> list[str]:
    """Return the body as parts with a label each."""
    parts = {
        "details": content.details(),
        "points": content.points(),
        "links": [*(f"Report: {path}" for path in content.reports()), *(f"Skill: {name}" for name in content.skills())],
    }
    lines: list[str] = []
    for part, bullets in parts.items():
        if bullets:
            label = style.body.replace("{}", style.labels[part])
            lines += ["", label, *([""] if label.startswith("#") else []), *(f"- {bullet}" for bullet in bullets)]
    return lines
