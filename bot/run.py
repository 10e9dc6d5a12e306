"""Gather what the core needs from the outside world, and run the core on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.errors import UserError
from bot.model.domain import Domain
from bot.model.fact import ReportFacts
from bot.model.report import Problem
from bot.shell.tree import list_files, read_bytes


def extract_paths(paths: Iterable[Path], domain: str = "") -> tuple[tuple[ReportFacts, ...], tuple[str, ...]]:
    """Return the facts of the reports at `paths` (folders are searched for reports), and warnings.

    Needs no repository. A file that cannot be read is a problem of its own report.
    """
    from bot.domains.loading import load_domain

    loaded, warning = load_domain(domain or "research")
    facts = tuple(_extract(root, name, shown, loaded) for root, name, shown in _report_files(paths))
    return facts, (warning,) if warning else ()


def _report_files(paths: Iterable[Path]) -> Iterator[tuple[Path, str, str]]:
    """Yield (folder, path below it, path as it is shown) of each report; a file named by hand is taken as it is."""
    from bot.reading.report import REPORT_SUFFIXES

    for path in paths:
        if not path.is_dir():
            real = path.resolve()
            yield real.parent, real.name, path.as_posix()
            continue
        for name in list_files(path):
            if name.lower().endswith(tuple(REPORT_SUFFIXES)):
                yield path, name, (path / name).as_posix()


def _extract(root: Path, name: str, shown: str, domain: Domain) -> ReportFacts:
    from bot.extract.report_facts import extract_facts
    from bot.reading.report import read_report

    try:
        data = read_bytes(root, name)
    except UserError as error:
        return ReportFacts(shown, "", "", "", domain.name, (), (Problem(1, error.message),))
    return extract_facts(read_report(shown, data), domain)
