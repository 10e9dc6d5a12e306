"""A repository with many reports: only those that a request can mean are looked at, and only those chosen are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from sqlite3 import DatabaseError, OperationalError

from bot.errors import UserError
from bot.model.changes import Changes
from bot.model.report import Report
from bot.model.repository import Layout, Repository
from bot.model.selection import Request
from bot.select.ranking import Index, Indexed, index_report
from bot.select.selection import WHOLE, subject_words
from bot.select.word_request import Reach, reach
from bot.shell.cache import Cache
from bot.shell.catalogue import Catalogue, opened
from bot.shell.catalogue_refresh import RULES, refresh
from bot.shell.git_plumbing import head_commit, recently_changed
from bot.shell.repository_files import is_report, report_paths, with_reports
from bot.shell.tree import is_file

MOST_CHOSEN = 2000
"""Reports that one retrospective is made from; nobody could review what more of them teach."""

_MOST_NAMED = 50
_MOST_NEWEST = 1000
_LISTED = 20
_OTHERS = 100
"""Other reports that are read with the chosen ones: from them the bot learns which words are common here."""

_NARROWER = "name a period (last month), words of a title, or --since REV"

Notify = Callable[[str], None]


def in_question(
    root: Path, repository: Repository, request: Request, changes: Changes | None, cache: Cache | None, notify: Notify
) -> tuple[Repository, Index]:
    """Return the repository with the reports that a request can mean, and how to index them.

    Those that changed are read; those that words may mean come from the catalogue, without their blocks. Raises `UserError`
    where the request means more reports than a retrospective can be made from.
    """
    if changes is not None:
        _check(len(changes.reports))
        return with_reports(root, repository, changes.reports, notify), WHOLE
    if request.reports:
        _check(len(repository.reports))
        return repository, WHOLE
    try:
        found, index = _catalogued(root, repository.layout, request, cache, notify)
    except DatabaseError as error:
        if cache is None or isinstance(error, OperationalError):  # the latter is trouble with the disk, or with a lock
            raise
        cache.damaged()
        found, index = _catalogued(root, repository.layout, request, cache, notify)
    return repository._replace(reports=tuple(sorted(found, key=lambda report: report.path))), index


def with_chosen(root: Path, repository: Repository, paths: Iterable[str], notify: Notify) -> Repository:
    """Return the repository with the reports at `paths` read, and a hundred others beside them that are not read yet.

    A plan that was made of the same bytes needs no more of them. They are those that were committed last, else the first of
    the folder: which words are common here is told as well by some as by all.
    """
    chosen = dict.fromkeys(paths)
    others = islice((path for path in _others(root, repository) if path not in chosen), _OTHERS)
    return with_reports(root, repository, chosen, notify, unread=others)


def _others(root: Path, repository: Repository) -> Iterator[str]:
    layout, commit = repository.layout, head_commit(root)
    seen: set[str] = set()
    for each in recently_changed(root, commit, layout.reports) if commit else ():
        if each.path not in seen and is_report(each.path, layout) and is_file(root / each.path):
            seen.add(each.path)
            yield each.path
    if not seen:
        yield from report_paths(root, layout)


def _catalogued(
    root: Path, layout: Layout, request: Request, cache: Cache | None, notify: Notify
) -> tuple[list[Report], Index]:
    """Return the reports of the catalogue that the request can mean, and how to index them.

    Raises `sqlite3.DatabaseError` where what is kept is damaged.
    """
    with opened(cache, root) as catalogue:
        version = cache.rules_version(*RULES).decode() if cache else "none"
        refresh(catalogue, root, layout, version, notify)
        found, words = _within_reach(catalogue, subject_words(request), request.today)
        return found, _index(catalogue, found, words) if words.query.terms and not words.wants_all else WHOLE


def _within_reach(catalogue: Catalogue, words: str, today: str) -> tuple[list[Report], Reach]:
    found: dict[str, Report] = {}
    wanted = reach(words, today, ())
    if wanted.periods:  # the dates of the reports decide which year is meant
        wanted = reach(words, today, catalogue.dates())

    def add(reports: Iterable[Report]) -> None:
        found.update((report.path, report) for report in reports)

    for name in wanted.names:
        add(catalogue.named(name, _MOST_NAMED))
    if wanted.wants_all:
        _check(catalogue.state.size)
        add(catalogue.newest(MOST_CHOSEN))
    for period in wanted.periods:
        add(catalogue.within(period, MOST_CHOSEN + 1))
        _check(len(found))
    if wanted.wants_newest:
        add(catalogue.newest(_MOST_NEWEST))
    if wanted.query.terms:
        add(catalogue.matching(wanted.query.terms))
        add(catalogue.parts(wanted.query.terms))
    if not found:
        add(catalogue.newest(_LISTED))
    return list(found.values()), wanted


def _index(catalogue: Catalogue, reports: Iterable[Report], words: Reach) -> Index:
    kept = catalogue.indexed([report.path for report in reports])

    def indexed(report: Report) -> Indexed:
        return kept.get(report.path) or index_report(report)

    return Index(indexed, catalogue.population(words.query.terms))


def _check(count: int) -> None:
    if count > MOST_CHOSEN:
        raise UserError(f"{count} reports are meant, and a retrospective is made from {MOST_CHOSEN} at most", fix=_NARROWER)
