"""Log entries that belong to a report: they cite it, or they share its date and its subject."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import PurePosixPath

from bot.model.logbook import ExperimentLog, LogEntry
from bot.model.report import Lines, Report
from bot.select.query import read_query
from bot.select.ranking import index_subject, rank

_SAME_SUBJECT = 0.45
_SHORTEST_STEM = 8


def related_entries(log: ExperimentLog, reports: Sequence[Report], known: Collection[Lines] = ()) -> tuple[LogEntry, ...]:
    """Return the entries that belong to one of the reports, in the order of the log, without those on `known` lines."""
    unknown = [entry for entry in log.entries if entry.lines not in known]
    if not unknown:
        return ()
    lines = log.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    names = [name for report in reports for name in _names(report)]
    days = {entry.date for entry in unknown}
    subjects = set(_of_same_subject(log.entries, [report for report in reports if report.date in days]))
    related = []
    for entry in unknown:
        text = "\n".join(lines[entry.lines[0] - 1 : entry.lines[1]])
        if entry.lines in subjects or any(name in text for name in names):
            related.append(entry)
    return tuple(related)


def _names(report: Report) -> tuple[str, ...]:
    """Return what a text that cites the report holds: its path, or its file's name where that is telling."""
    path = PurePosixPath(report.path)
    return (report.path, path.stem) if len(path.stem) >= _SHORTEST_STEM else (report.path,)


def _of_same_subject(entries: Sequence[LogEntry], reports: Sequence[Report]) -> Iterable[Lines]:
    """Yield the lines of the entries of a report's day whose title and description hold the words of its title."""
    index = [index_subject(entry) for entry in entries] if reports else []
    for report in reports:
        matches = rank(read_query(report.title).terms, index)
        yield from (
            entry.lines
            for entry, match in zip(entries, matches, strict=True)
            if entry.date == report.date and match.score >= _SAME_SUBJECT
        )
