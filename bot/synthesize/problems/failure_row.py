"""One failure mode: what did not work, why, and what to do instead, each with its sources."""

from __future__ import annotations

from bot.model.draft import FailureRow, Statement
from bot.synthesize.evidence.findings import merged

_LONGEST_CELL = 320


def failure_row(what: Statement, why: Statement | None, lesson: Statement | None) -> FailureRow:
    """Return the row of these statements, with the sources of all of them."""
    sources = what.sources
    for other in (why, lesson):
        sources = merged(sources, other.sources) if other else sources
    return FailureRow(_cell(what), _cell(why), _cell(lesson), sources)


def _cell(said: Statement | None) -> str:
    return said.text.rstrip(".。") if said else ""


def joined(first: Statement | None, second: Statement | None) -> Statement | None:
    """Return two statements as one where both fit into a cell, else the first one."""
    if first is None or second is None or len(f"{first.text} {second.text}") > _LONGEST_CELL:
        return first or second
    return Statement(f"{first.text.rstrip('.')}. {second.text}", merged(first.sources, second.sources))
