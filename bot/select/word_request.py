"""A request in words: report paths, `all`, numbers, `latest`, dates and free words, tried in this order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.model.logbook import LogEntry
from bot.model.report import Report
from bot.model.selection import Outcome, Selection
from bot.select.candidates import all_candidates, candidate, is_numbers, pick
from bot.select.choosing import choose
from bot.select.dates import find_periods
from bot.select.paths import find_named, nearest_names, path_words
from bot.select.period import Period
from bot.select.query import Query, read_query
from bot.select.ranking import Index, index_entry, rank

_REPORTS = r"(?:reports?|experiments?|runs?|results?|benchmarks?|retrospectives?)"
_ALL = re.compile(rf"\W*(?:please )?(?:all|everything|every)(?: (?:of|the|them|our|these|those))*(?: {_REPORTS})?\W*", re.I)
_COUNT = r"\d{1,3}|two|three|four|five"
_NEWEST = re.compile(
    rf"\b(?:latest|newest|most recent|last(?= (?:{_COUNT}|{_REPORTS})\b))(?: ({_COUNT})\b)?",
    re.I,
)
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5}
_PLAN = "plan"
_NOT_OBSERVED = (_PLAN, "retrospective")
_CLEAR_ENTRY = 0.5
_CLOSE_ENTRY = 0.75
_MOST_ENTRIES = 5
_MOST_TOLD = 3
_LONGEST_QUOTE = 80


class Scope(NamedTuple):
    """The reports and log entries among which words select, and how reports are indexed."""

    reports: tuple[Report, ...]
    entries: tuple[LogEntry, ...]
    indexing: Index = Index()


def select_by_words(words: str, today: str, scope: Scope) -> Selection:
    """Return what words mean within a scope. `today` is the ISO date to which relative dates refer."""
    named = find_named(words, [report.path for report in scope.reports])
    if named.unknown:
        return no_such_report(named.unknown[0], scope.reports)
    if named.paths:
        return _selected(report for path in named.paths for report in scope.reports if report.path == path)
    if _ALL.fullmatch(words):
        return everything(scope)._replace(is_everything=True)
    dates = [report.date for report in scope.reports] + [entry.date for entry in scope.entries]
    periods, rest = find_periods(words, today, dates)
    if periods:
        return _narrowed(read_query(rest), _dated(scope, periods), scope, _told(periods))
    if is_numbers(words):
        return pick(all_candidates(scope.reports), words)
    if newest := _NEWEST.search(words):
        rest = f"{words[: newest.start()]} {words[newest.end() :]}"
        return _newest(read_query(rest), newest[1] or "", scope)
    return _free(read_query(words), words, scope)


class Reach(NamedTuple):
    """What decides which reports words can mean, for whoever cannot look at all of them.

    `names` are parts of paths; `wants_newest` says that the list of all reports is meant, or its first ones.
    """

    names: tuple[str, ...]
    wants_all: bool
    periods: tuple[Period, ...]
    wants_newest: bool
    query: Query


def reach(words: str, today: str, dates: Sequence[str]) -> Reach:
    """Return what words can mean where the reports have these `dates`; `select_by_words` decides among what that leaves."""
    periods, rest = find_periods(words, today, dates)
    newest = _NEWEST.search(rest)
    if newest:
        rest = f"{rest[: newest.start()]} {rest[newest.end() :]}"
    query = read_query(rest)
    wants_all = bool(_ALL.fullmatch(words))
    wants_newest = not query.terms or is_numbers(words) or bool(newest)
    return Reach(path_words(words), wants_all, periods, wants_newest and not periods, query)


def everything(scope: Scope) -> Selection:
    """Return all that there is to learn from: the reports, and the log entries that are neither a plan nor a retrospective.

    Where there are no reports every entry is evidence.
    """
    if not scope.reports and not scope.entries:
        return Selection(Outcome.NONE, reason="there are no reports and no log entries")
    if not scope.reports:
        return Selection(Outcome.SELECTED, log_entries=scope.entries)
    observed = tuple(entry for entry in scope.entries if entry.kind.lower() not in _NOT_OBSERVED)
    return Selection(Outcome.SELECTED, all_candidates(scope.reports, 1.0), log_entries=observed)


def no_such_report(name: str, reports: Sequence[Report]) -> Selection:
    """Return that a path names no report, with the names that are most like it."""
    near = nearest_names(name, [report.path for report in reports])
    hint = f"; the nearest: {', '.join(near)}" if near else ""
    return Selection(Outcome.NONE, candidates=all_candidates(reports), reason=f"there is no report {_quoted(name)}{hint}")


def _told(periods: Sequence[Period]) -> str:
    days = list(dict.fromkeys(map(str, periods)))
    return " and ".join(days if len(days) <= _MOST_TOLD else [*days[:_MOST_TOLD], "others"])


def _dated(scope: Scope, periods: Sequence[Period]) -> Scope:
    reports = tuple(report for report in scope.reports if any(report.date in period for period in periods))
    return Scope(reports, tuple(entry for entry in scope.entries if any(entry.date in period for period in periods)))


def _newest(query: Query, count: str, scope: Scope) -> Selection:
    """Return the newest of the reports that a query fits: as many as asked for, else those of the last day that has any."""
    found = everything(scope) if query.is_weak else _ranked(query._replace(wants_all=True), scope, scope)
    ordered = sorted(found.reports, key=lambda chosen: chosen.date, reverse=True)
    if not ordered:
        return found._replace(candidates=all_candidates(scope.reports), reason=found.reason or "no report fits")
    if count:
        chosen = ordered[: _COUNTS.get(count.lower()) or int(count)]
    else:
        chosen = [one for one in ordered if one.date == ordered[0].date]
    return Selection(Outcome.SELECTED, tuple(chosen))


def _narrowed(query: Query, narrow: Scope, scope: Scope, when: str) -> Selection:
    """Return what a query means among the reports of some days; without a subject it means all of them."""
    if not narrow.reports and not narrow.entries:
        return Selection(Outcome.NONE, candidates=all_candidates(scope.reports), reason=f"there is no report of {when}")
    if query.is_weak:
        return everything(narrow._replace(entries=()) if narrow.reports else narrow)
    found = _ranked(query._replace(wants_all=query.wants_all or query.plural), scope, narrow)
    if found.outcome is Outcome.NONE and narrow.reports:
        reason = f"no report of {when} is clearly about that"
        return Selection(Outcome.AMBIGUOUS, candidates=all_candidates(narrow.reports), reason=reason)
    return found


def _free(query: Query, words: str, scope: Scope) -> Selection:
    """Return what free words mean; words that say nothing ask for the list."""
    if not query.terms:
        return Selection(Outcome.AMBIGUOUS, candidates=all_candidates(scope.reports), reason="which reports?")
    found = _ranked(query, scope, scope)
    if found.outcome is Outcome.NONE:
        return found._replace(candidates=all_candidates(scope.reports), reason=f"no report fits {_quoted(words)}")
    return found


def _ranked(query: Query, scope: Scope, among: Scope) -> Selection:
    """Rank the reports and entries of `among`; the whole scope tells how rare a word is."""
    wanted = {report.path for report in among.reports}
    documents = [scope.indexing.of(report) for report in scope.reports]
    allowed = [at for at, report in enumerate(scope.reports) if report.path in wanted]
    choice = choose(query, documents, allowed, scope.indexing.population)
    candidates = tuple(candidate(scope.reports[at], score) for at, score in choice.scored)
    entries = _clear_entries(query, among.entries)
    if choice.outcome is Outcome.AMBIGUOUS:
        return Selection(Outcome.AMBIGUOUS, candidates=candidates, reason=choice.reason)
    if candidates or entries:
        return Selection(Outcome.SELECTED, candidates, log_entries=entries)
    return Selection(Outcome.NONE)


def _clear_entries(query: Query, entries: Sequence[LogEntry]) -> tuple[LogEntry, ...]:
    """Return the few log entries that fit clearly, in the order of the log. A plan is no evidence."""
    entries = [entry for entry in entries if entry.kind.lower() != _PLAN]
    matches = rank(query.terms, [index_entry(entry) for entry in entries])
    least = max(_CLEAR_ENTRY, _CLOSE_ENTRY * max((match.score for match in matches), default=0.0))
    fitting = [at for at, match in enumerate(matches) if match.score >= least]
    best = sorted(fitting, key=lambda at: (-matches[at].score, at))[:_MOST_ENTRIES]
    return tuple(entries[at] for at in sorted(best))


def _selected(reports: Iterable[Report]) -> Selection:
    return Selection(Outcome.SELECTED, tuple(candidate(report, 1.0) for report in reports))


def _quoted(words: str) -> str:
    """Return the words on one line and not too long, in quotation marks."""
    line = " ".join(words.split())
    return f'"{line if len(line) <= _LONGEST_QUOTE else line[:_LONGEST_QUOTE] + "..."}"'
