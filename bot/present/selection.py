"""A selection as text for people: what was selected, which candidates there are, or what there is at all."""

from __future__ import annotations

from bot.model.selection import Candidate, Outcome, Selection
from bot.present.ansi import Paint
from bot.present.places import line_range

_MOST_LISTED = 50
_WHAT_THERE_IS = "This is what there is."
_NO_REPORTS = "Name a report with --report PATH, or the folder of reports in the registry (paths.reports)."


def selection_text(selection: Selection, paint: Paint) -> str:
    """Return the selection; candidates are numbered, so that one can be named by its number."""
    if selection.outcome is Outcome.SELECTED:
        return "\n".join(_selected(selection, paint))
    if selection.outcome is Outcome.AMBIGUOUS:
        head = selection.reason or "Several reports could be meant."
        hint = "Name one with --report PATH, use more of its words, or say all."
    else:
        head = selection.reason or "Nothing fits."
        hint = _WHAT_THERE_IS if selection.candidates else _NO_REPORTS
    return "\n".join([paint(head, "bold"), *candidate_lines(selection.candidates, paint), paint(hint, "dim")])


def candidate_lines(candidates: tuple[Candidate, ...], paint: Paint) -> list[str]:
    """Return one numbered line a candidate, the first fifty of them."""
    lines = [f"{number:>4}. {_candidate(candidate, paint)}" for number, candidate in enumerate(candidates, 1)]
    more = [f"      and {len(lines) - _MOST_LISTED} more"] if len(lines) > _MOST_LISTED else []
    return lines[:_MOST_LISTED] + more


def _selected(selection: Selection, paint: Paint) -> list[str]:
    reports = [f"  {_candidate(candidate, paint)}" for candidate in selection.reports]
    entries = [f"  {paint(line_range(entry.lines), 'dim')} {paint(entry.title)}" for entry in selection.log_entries]
    blocks = (("Reports", reports), ("Log entries", entries))
    return [line for title, lines in blocks if lines for line in (paint(title, "bold"), *lines)]


def _candidate(candidate: Candidate, paint: Paint) -> str:
    """Path, title and date; what the path says already is not repeated."""
    more = [text for text in (candidate.title, candidate.date) if text and text.lower() not in candidate.path.lower()]
    return "  ".join([paint(candidate.path, "cyan"), *(paint(text) for text in more)])
