"""A set-up as text for a terminal: what was found, what will be written, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.model.plan import Action, FileChange
from bot.model.setup import Found, Link, Setup
from bot.present.ansi import Paint
from bot.present.counted import several

_LABEL = 16
_LATER = "comes with the first retrospective"


def found_lines(found: Found, setup: Setup, workflow: str, paint: Paint) -> list[str]:
    """Return what the set-up rests on, a line a thing, and whether it is there already; `workflow` is one of the bot."""
    layout = setup.layout
    exists = "" if found.registry.text or found.skills or found.taken else "new"
    rows = (
        ("reports", layout.reports or "none", _reports(found)),
        ("experiment log", layout.experiment_log, "" if found.layout.experiment_log else _LATER),
        ("guide", layout.troubleshooting, "" if found.layout.troubleshooting else _LATER),
        ("templates", layout.templates or "those of retro-bot", ""),
        ("skills", layout.skills_root, several(len(found.skills), "skill") if found.skills else exists),
        ("domain", setup.domain, _domain_note(found)),
        ("workflow", workflow or "none", ""),
    )
    return [_row(label, value, note, paint) for label, value, note in rows]


def _row(label: str, value: str, note: str, paint: Paint) -> str:
    return f"  {label:<{_LABEL}}{paint(value, 'cyan')}" + (f"  {paint(note, 'dim')}" if note else "")


def _reports(found: Found) -> str:
    return several(found.reports, "report") if found.reports else "none there yet"


def _domain_note(found: Found) -> str:
    if found.registry.content.get("domain"):
        return ""
    return "by the words of reports and log" if found.domain else "to begin with: there is nothing to tell it from"


def change_lines(changes: Sequence[FileChange], links: Sequence[Link], paint: Paint) -> Iterator[str]:
    """Yield what would be written, a line a file."""
    for change in changes:
        word = "new" if change.action is Action.CREATE else "add to"
        yield f"  {paint(f'{word:<7}', 'green')} {paint(change.path)}"
    for link in links:
        yield f"  {paint('link   ', 'green')} {paint(link.path)} -> {paint(link.target)}"
