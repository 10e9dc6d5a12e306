"""The map step, report to facts: over many files, on whatever engine, with what the cache keeps left out."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import cache as memoised
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from bot.model.domain import Domain
from bot.model.fact import ReportFacts
from bot.model.logbook import LogEntry
from bot.model.report import Problem, Report
from bot.shell.cache import Cache, key_of
from bot.shell.engines import PAYS_FROM, Batch, batches_of, engine_for
from bot.shell.git_plumbing import blob_id
from bot.shell.kept_facts import RULES, facts_from, facts_text
from bot.shell.loose_reports import Domains, read_files

_KILLED = "reading it ended the process that read it, twice: leave it out, and please send it to us"


class Where(NamedTuple):
    """Where to extract: in so many processes (0: as many as pay), or on the workers of a Dask scheduler."""

    jobs: int = 0
    scheduler: str = ""


class _File(NamedTuple):
    """A file to extract from, as it goes to a worker. Without a domain its words decide, among the team's own as well."""

    path: str
    data: bytes
    problem: str
    domain: Domain | None
    team: tuple[tuple[str, str], ...]


def extracted(paths: Iterable[Path], domains: Domains, cache: Cache | None, where: Where) -> Iterator[ReportFacts]:
    """Yield the facts of the report at each path, and of the reports in each folder, in their order.

    However many there are, a few hundred are in memory. The result is the same wherever they are extracted.
    """
    files = (_File(shown, data, problem, *domains.given(shown)) for shown, data, problem in read_files(paths))
    first = list(islice(files, PAYS_FROM))
    waiting: deque[_Kept] = deque()

    def left() -> Iterator[Batch]:
        for batch in batches_of(chain(first, files)):
            waiting.append(_Kept.look_up(batch, cache))
            yield waiting[-1].left

    for results in engine_for(len(first), where.jobs, where.scheduler).map(facts_of_files, left()):
        yield from waiting.popleft().completed(results, cache)


def facts_of_files(batch: Batch) -> Sequence[ReportFacts]:
    """Return the facts of each file."""
    return [_facts_of(file) for file in batch]


def facts_of_items(batch: Batch) -> Sequence[ReportFacts]:
    """Return the facts of each report or log entry that was read already; each comes with its domain."""
    from bot.extract.report_facts import extract_entry, extract_facts

    return [
        extract_entry(item, domain) if isinstance(item, LogEntry) else extract_facts(item, domain) for item, domain in batch
    ]


def portable(item: Report | LogEntry) -> Report | LogEntry:
    """Return the same without what cannot be sent to another process: a read-only view of a mapping."""
    if isinstance(item, LogEntry):
        return item._replace(body=item.body._replace(front_matter=dict(item.body.front_matter)))
    return item._replace(front_matter=dict(item.front_matter))


def lost(path: str) -> ReportFacts:
    """Return what is told of a report that killed the process which read it."""
    return ReportFacts(path, "", "", "", "", (), (Problem(1, _KILLED),))


def _facts_of(file: _File) -> ReportFacts:
    from bot.extract.report_facts import extract_facts
    from bot.reading.report import read_report

    if file.problem:
        report = Report(file.path, "", problems=(Problem(1, file.problem),))
    else:
        report = read_report(file.path, file.data)
    return extract_facts(report, file.domain or _guessed(report, file.team))


def _guessed(report: Report, team: tuple[tuple[str, str], ...]) -> Domain:
    from bot.domains.guessing import guess_domain

    return _loaded(guess_domain([report]), team)


@memoised
def _loaded(name: str, team: tuple[tuple[str, str], ...]) -> Domain:
    from bot.domains.loading import load_domain

    return load_domain(name, dict(team))[0]


class _Kept(NamedTuple):
    """The files of one batch: the key of each, the facts that are kept, and the files that are left to extract from."""

    paths: tuple[str, ...]
    keys: tuple[bytes, ...]
    facts: dict[bytes, ReportFacts]
    left: Batch

    @classmethod
    def look_up(cls, batch: Batch, cache: Cache | None) -> _Kept:
        """Ask the cache for what it keeps of a batch."""
        paths = tuple(file.path for file in batch)
        if cache is None:
            return cls(paths, tuple(b"" for _ in batch), {}, batch)
        rules = cache.rules_version(*RULES)
        keys = tuple(key_of("file", rules, _said(file.domain, file.team), file.path, blob_id(file.data)) for file in batch)
        found = {key: facts for key, text in cache.read(keys).items() if (facts := facts_from(text))}
        left = tuple(file for key, file in zip(keys, batch, strict=True) if file.problem or key not in found)
        return cls(paths, keys, found, left)

    def completed(self, results: Sequence[ReportFacts | None], cache: Cache | None) -> Iterator[ReportFacts]:
        """Yield the facts of each file, and keep those that are new."""
        new = dict(zip((file.path for file in self.left), results, strict=True))
        if cache and new:
            rows = ((key, new.get(path)) for path, key in zip(self.paths, self.keys, strict=True))
            cache.write((key, facts_text(facts)) for key, facts in rows if facts and not facts.problems)
        for path, key in zip(self.paths, self.keys, strict=True):
            yield (new[path] or lost(path)) if path in new else self.facts[key]


@memoised
def _said(domain: Domain | None, team: tuple[tuple[str, str], ...]) -> bytes:
    return key_of(repr(domain), repr(team))
