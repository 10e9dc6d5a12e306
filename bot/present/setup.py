"""A set-up as text for a terminal: what was found, and what will be written."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from bot.model.plan import Action, FileChange
from bot.model.setup import DomainFrom, Found, Link, Setup
from bot.present.ansi import Paint
from bot.present.counted import several

_LABEL = 16
_DOMAIN_NOTES = {
    DomainFrom.GIVEN: "",
    DomainFrom.WORDS: "by the words of reports and log",
    DomainFrom.NOTHING: "to begin with: there is nothing to tell it from",
}
_LATER = "comes with the first retrospective"


def found_lines(found: Found, setup: Setup, workflow: str, there: Container[str], paint: Paint) -> list[str]:
    """Return what the set-up rests on, a line a thing, and whether it is there already.

    `workflow` is one of the bot; `there` are paths of the set-up that exist.
    """
    layout = setup.layout
    exists = "" if found.registry.text or found.skills or found.taken else "new"
    rows = (
        ("reports", layout.reports or "none", _reports(found)),
        ("experiment log", layout.experiment_log, "" if layout.experiment_log in there else _LATER),
        ("guide", layout.troubleshooting, "" if layout.troubleshooting in there else _LATER),
        ("templates", layout.templates or "those of retro-bot", ""),
        ("skills", layout.skills_root, several(len(found.skills), "skill") if found.skills else exists),
        ("domain", setup.domain, _DOMAIN_NOTES[setup.domain_from]),
        ("workflow", workflow or "none", ""),
    )
    return [_row(label, value, note, paint) for label, value, note in rows]


def _row(label: str, value: str, note: str, paint: Paint) -> str:
    return f"  {label:<{_LABEL}}{paint(value, 'cyan')}" + (f"  {paint(note, 'dim')}" if note else "")


def _reports(found: Found) -> str:
    return several(found.reports, "report") if found.reports else "none there yet"


def change_lines(changes: Sequence[FileChange], links: Sequence[Link], paint: Paint) -> Iterator[str]:
    """Yield what would be written, a line a file."""
    for change in changes:
        word = "new" if change.action is Action.CREATE else "add to"
        yield f"  {paint(f'{word:<7}', 'green')} {paint(change.path)}"
    for link in links:
        yield f"  {paint('link   ', 'green')} {paint(link.path)} -> {paint(link.target)}"
