"""What a request means in a repository: the reports and log entries it selects, or the candidates to ask about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.model.changes import Changes
from bot.model.repository import Repository
from bot.model.selection import Candidate, Evidence, Outcome, Request, Selection
from bot.select.candidates import all_candidates, candidate
from bot.select.paths import reports_at
from bot.select.ranking import Index
from bot.select.related import related_entries
from bot.select.word_request import Scope, everything, no_such_report, select_by_words

_COMMAND = re.compile(r"\s*(?:<retrospective>|/retrospective\b)", re.I)

_MOST_WORDS = 4000
"""Characters of a request that are read; nobody names reports in more."""


WHOLE = Index()
"""The index where all reports are at hand."""


def select(request: Request, repository: Repository, changes: Changes | None = None, index: Index = WHOLE) -> Selection:
    """Return what the request means: explicit report paths first, else its words among the reports and log entries.

    Where `changes` are given only what they hold is looked at, and a request without words means all of it. Without them
    a request without words asks for the list of all reports, to which numbers refer (`bot.select.candidates`). Words only
    ever select: what they say is matched, never followed. Where the repository holds only some of its reports,
    `index` knows of the others.
    """
    if request.reports:
        return _explicit(request.reports, repository)
    words = subject_words(request)
    entries = repository.log.evidence if repository.log else ()
    if changes is None:
        scope = Scope(repository.reports, entries, index)
        return select_by_words(words, request.today, scope) if words else _without_words(scope, repository)
    scope = _changed(repository, changes)
    if not scope.reports and not scope.entries:
        return Selection(Outcome.NONE, reason=f"no report and no log entry was added or changed since {request.since}")
    if words:
        return select_by_words(words, request.today, scope)._replace(is_everything=False)
    return Selection(Outcome.SELECTED, all_candidates(scope.reports, 1.0), log_entries=scope.entries)


def subject_words(request: Request) -> str:
    """Return the words of a request that say which reports it is about."""
    command = _COMMAND.match(request.words)
    return request.words[command.end() if command else 0 :][:_MOST_WORDS].strip()


def evidence(selection: Selection, repository: Repository) -> Evidence:
    """Return the selected reports and log entries, with the entries that cite one of the reports or share day and subject.

    Reports come oldest first, as the work was done, those without a date last; entries in the order of the log. Nothing is
    evidence before the outcome is `selected`.
    """
    if selection.outcome is not Outcome.SELECTED:
        return Evidence()
    chosen = {one.path for one in selection.reports}
    found = (report for report in repository.reports if report.path in chosen)
    reports = tuple(sorted(found, key=lambda report: (not report.date, report.date, report.path)))
    if repository.log is None:
        return Evidence(reports, selection.log_entries)
    wanted = {entry.lines for entry in selection.log_entries}
    wanted.update(entry.lines for entry in related_entries(repository.log, reports, wanted))
    return Evidence(reports, tuple(entry for entry in repository.log.evidence if entry.lines in wanted))


def _explicit(names: Sequence[str], repository: Repository) -> Selection:
    paths = [report.path for report in repository.reports]
    chosen: dict[str, Candidate] = {}
    for name in names:
        found = reports_at(name.replace("\\", "/"), paths)
        if not found:
            return no_such_report(name, repository.reports)
        chosen.update((report.path, candidate(report, 1.0)) for report in repository.reports if report.path in found)
    return Selection(Outcome.SELECTED, tuple(chosen.values()))


def _without_words(scope: Scope, repository: Repository) -> Selection:
    if len(scope.reports) == 1:
        return everything(scope)
    if scope.reports:
        return Selection(Outcome.AMBIGUOUS, candidates=all_candidates(scope.reports), reason="which reports?")
    if scope.entries:
        return Selection(Outcome.NONE, reason="there are no reports: name log entries by words or dates, or say `all`")
    where = f" in {repository.layout.reports}" if repository.layout.reports else ""
    return Selection(Outcome.NONE, reason=f"there are no reports{where} and no log entries")


def _changed(repository: Repository, changes: Changes) -> Scope:
    """Return the reports that changed and the log entries that hold a changed line."""
    paths = set(changes.reports)
    entries = repository.log.evidence if repository.log else ()
    touched = [
        entry
        for entry in entries
        if any(entry.lines[0] <= last and first <= entry.lines[1] for first, last in changes.log_lines)
    ]
    return Scope(tuple(report for report in repository.reports if report.path in paths), tuple(touched))
