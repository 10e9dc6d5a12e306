"""Gather what the core needs from the outside world for one request, and select what that means."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from bot.model.changes import Changes
from bot.model.repository import Repository
from bot.model.selection import Request, Selection
from bot.shell.cache import kept_cache
from bot.shell.repository_files import load_repository, with_the_rest_read

if TYPE_CHECKING:
    from bot.model.draft import Retrospective
    from bot.model.fact import ReportFacts
    from bot.select.ranking import Index

Writer: TypeAlias = "Callable[[Retrospective, Sequence[ReportFacts], Repository], Retrospective]"
"""Words a retrospective anew; what it was made from is at hand. The one that is given back may be proposed as it is."""

Notify: TypeAlias = Callable[[str], None]
"""Told, in a few words, what is being done."""


class Gathered(NamedTuple):
    """All that the core may look at for one request; `blob_url` (or empty) is where the files are shown as read.

    `root` is where the repository lies. Where that is partial, `indexing` knows the words of the reports that it holds.
    `writer` words what the rules conclude, where somebody asked for one.
    """

    root: Path
    repository: Repository
    changes: Changes | None
    blob_url: str = ""
    indexing: Index | None = None
    writer: Writer | None = None


def gather(root: Path, request: Request, domain: str = "", notify: Notify = lambda text: None) -> Gathered:
    """Read the repository at `root`, and from its history what `request.since` asks for. Raises `UserError`."""
    repository = load_repository(root, domain, request.reports, notify)
    changes = None
    if request.since:
        from bot.shell.git_history import changes_since

        changes = changes_since(root, request.since, repository.layout)
    if not repository.is_partial:
        return Gathered(root, repository, changes)
    from bot.shell.many_reports import in_question

    repository, index = in_question(root, repository, request, changes, kept_cache(os.environ), notify)
    return Gathered(root, repository, changes, indexing=index)


def select_reports(gathered: Gathered, request: Request) -> Selection:
    """Return which reports and log entries the request means."""
    from bot.select.selection import WHOLE, select

    return select(request, gathered.repository, gathered.changes, gathered.indexing or WHOLE)


def with_evidence(gathered: Gathered, selection: Selection, notify: Notify = lambda text: None) -> Gathered:
    """Return what was gathered with the selected reports read, where the repository is partial and held no texts.

    Others beside them are known by their bytes alone, which tell whether a kept plan still holds.
    """
    if not gathered.repository.is_partial:
        return gathered
    from bot.shell.many_reports import with_chosen

    chosen = [report.path for report in selection.reports]
    return gathered._replace(repository=with_chosen(gathered.root, gathered.repository, chosen, notify))


def all_read(gathered: Gathered, notify: Notify = lambda text: None) -> Repository:
    """Return the repository with every report that it holds read, also those of which it knew the digest alone."""
    repository = gathered.repository
    return with_the_rest_read(gathered.root, repository, notify) if repository.is_partial else repository


def file_warnings(repository: Repository, selection: Selection) -> list[str]:
    """Return what is wrong with files; of the reports, only those count that are selected or could not be read at all."""
    other = {report.path for report in repository.reports} - {report.path for report in selection.reports}
    return [
        f"{path}: {problem.message}" if path.startswith("--") else f"{path}:{problem.line}: {problem.message}"
        for path, problems in repository.problems.items()
        if path not in other
        for problem in problems
    ]
