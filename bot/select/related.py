"""Log entries that belong to a report: they cite it, or they share its date and its subject."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from bot.model.logbook import ExperimentLog, LogEntry
from bot.model.report import Report
from bot.select.query import read_query
from bot.select.ranking import index_entry, rank

_SAME_SUBJECT = 0.4
_SHORTEST_STEM = 8


def related_entries(log: ExperimentLog, reports: Sequence[Report]) -> tuple[LogEntry, ...]:
    """Return the entries that belong to one of the reports, in the order of the log."""
    lines = log.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    names = [name for report in reports for name in _names(report)]
    subjects = set(_of_same_subject(log.entries, reports))
    related = []
    for at, entry in enumerate(log.entries):
        text = "\n".join(lines[entry.lines[0] - 1 : entry.lines[1]])
        if at in subjects or any(name in text for name in names):
            related.append(entry)
    return tuple(related)


def _names(report: Report) -> tuple[str, ...]:
    """Return what a text that cites the report holds: its path, or its file's name where that is telling."""
    path = PurePosixPath(report.path)
    return (report.path, path.stem) if len(path.stem) >= _SHORTEST_STEM else (report.path,)


def _of_same_subject(entries: Sequence[LogEntry], reports: Iterable[Report]) -> Iterable[int]:
    """Yield the positions of the entries of a report's day that hold the words of its title."""
    index = None
    for report in reports:
        same_day = [at for at, entry in enumerate(entries) if report.date and entry.date == report.date]
        if not same_day:
            continue
        index = index or [index_entry(entry) for entry in entries]
        matches = rank(read_query(report.title).terms, index)
        yield from (at for at in same_day if matches[at].score >= _SAME_SUBJECT)
