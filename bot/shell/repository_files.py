"""A snapshot of a repository from its files: layout, registry, domain, reports, log, guide, skills and templates."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from bot.errors import UserError
from bot.model.domain import Domain
from bot.model.logbook import ExperimentLog
from bot.model.report import Problem, Report
from bot.model.repository import REGISTRY, Document, Layout, Registry, Repository, Skill
from bot.reading.formats import REPORT_SUFFIXES
from bot.reading.json_keys import line_of
from bot.shell.cache import kept_cache
from bot.shell.git_plumbing import blob_id
from bot.shell.kept_domain import known_domain
from bot.shell.layout import SKILL_ROOTS, find_layout, missing_keys
from bot.shell.registry_file import read_registry, registry_paths, registry_skill_folders
from bot.shell.roots import find_skill_folders
from bot.shell.tree import (
    exists,
    files_near_the_top,
    in_each_folder,
    inside,
    is_folder,
    is_left_out,
    list_files,
    read_bytes,
    real_path,
)

_TEMPLATE_SUFFIXES = (".md", ".markdown", ".txt", ".j2", ".yaml", ".yml")
GUESS_FROM = 20
"""Reports whose words decide the domain where nobody names it."""

_DOMAIN_FILES = ".retro-bot/domains"

MANY_REPORTS = 500
"""Reports beyond which they are not all read for each request."""


def load_repository(
    root: Path, domain: str = "", more_reports: Iterable[str] = (), notify: Callable[[str], None] = lambda text: None
) -> Repository:
    """Return what the bot may know of the repository at `root`; `domain` overrules the registry's.

    `more_reports` are paths of reports that may lie outside the reports folder. `notify` is told what is being read. A
    broken file is a problem of the repository, not an error; a path that leaves the repository raises `UserError`. Where
    there are more than `MANY_REPORTS` the repository is partial, and of the reports it holds only `more_reports`.
    """
    gather = Gathering(root, notify)
    registry = gather.registry()
    layout = gather.layout(registry)
    paths = list(islice(gather.report_paths(layout, registry), MANY_REPORTS + 1))
    is_partial = len(paths) > MANY_REPORTS
    reports = gather.reports(more_reports if is_partial else {*paths, *more_reports})
    is_named = bool(domain or registry.content.get("domain"))
    examples = gather.reports(paths[:GUESS_FROM]) if is_partial and not is_named else reports
    log = gather.log(layout)
    guide = gather.document(layout.troubleshooting)
    return Repository(
        layout=gather.without_unreadable(layout),
        registry=registry,
        domain=gather.domain(registry, domain, examples),
        reports=reports,
        log=log,
        guide=guide,
        skills=tuple(gather.skills(layout, registry)),
        templates=dict(gather.templates(layout)),
        problems={path: tuple(problems) for path, problems in gather.problems.items()},
        is_partial=is_partial,
    )


def with_reports(
    root: Path,
    repository: Repository,
    paths: Iterable[str],
    notify: Callable[[str], None],
    unread: Iterable[str] = (),
) -> Repository:
    """Return the repository with the reports at `paths`, as they are in the work tree, and what is wrong with them.

    Of those at `unread` it has the digests of their bytes, until `with_the_rest_read`.
    """
    gather = Gathering(root, notify)
    reports = _in_order((*gather.reports(paths), *gather.unread_reports(unread)))
    problems = {path: tuple(problems) for path, problems in gather.problems.items()}
    return repository._replace(reports=reports, problems={**repository.problems, **problems})


def with_the_rest_read(root: Path, repository: Repository, notify: Callable[[str], None]) -> Repository:
    """Return the repository with those of its reports read that were not."""
    read = [report for report in repository.reports if report.format]
    rest = with_reports(root, repository, (report.path for report in repository.reports if not report.format), notify)
    return rest._replace(reports=_in_order((*read, *rest.reports)))


def _in_order(reports: Iterable[Report]) -> tuple[Report, ...]:
    return tuple(sorted(reports, key=lambda report: report.path))


def report_paths(root: Path, layout: Layout) -> Iterator[str]:
    """Yield the paths of the reports below the reports folder, in path order inside each folder."""
    below = "" if layout.reports == "." else layout.reports
    return (path for path in list_files(root, below) if is_report(path, layout))


def is_report(path: str, layout: Layout) -> bool:
    """Say whether a file is a report by its path: below the reports folder, of a type that is read, not the bot's."""
    below = path if layout.reports == "." else path.removeprefix(f"{layout.reports}/")
    if not layout.reports or (layout.reports != "." and below == path):
        return False
    own = (layout.experiment_log, layout.troubleshooting, layout.registry)
    apart = (layout.templates, *layout.skill_folders)
    folders = tuple(f"{folder}/" for folder in apart if folder and folder != layout.reports)
    is_read = path.lower().endswith(tuple(REPORT_SUFFIXES))
    return is_read and path not in own and not path.startswith(folders) and not is_left_out(below)


class Gathering:
    """One pass over the files of a repository, and the problems that it meets.

    Raises `UserError` where the only folder of skills leads out of the repository, unless it is told which to take.
    """

    def __init__(self, root: Path, notify: Callable[[str], None], skill_folders: tuple[str, ...] = ()) -> None:
        self.root = real_path(root)
        self.notify = notify
        self.problems: dict[str, list[Problem]] = {}
        self.skill_folders = skill_folders or find_skill_folders(self.root) or SKILL_ROOTS[:1]

    def problem(self, path: str, message: str, line: int = 1) -> None:
        self.problems.setdefault(path, []).append(Problem(line, message))

    def registry(self) -> Registry:
        path = f"{self.skill_folders[0]}/{REGISTRY}"
        registry, problems = read_registry(self.root, path)
        if problems:
            self.problems[path] = list(problems)
        return registry

    def layout(self, registry: Registry) -> Layout:
        paths = {key: self.real_path(registry, key, path) for key, path in registry_paths(registry).items()}
        files = files_near_the_top(self.root) if missing_keys(paths) else []
        first, *others = self.named_skill_folders(registry) or self.skill_folders[: 1 if registry.text else None]
        layout = find_layout(first, paths, files, REPORT_SUFFIXES)
        return layout._replace(registry=registry.path, more_skills=tuple(others))

    def named_skill_folders(self, registry: Registry) -> tuple[str, ...]:
        """The folders that the registry names, links between them followed, so that each is there once."""
        named = registry_skill_folders(registry)
        return tuple(dict.fromkeys(self.real_path(registry, "skills", path) for path in named))

    def real_path(self, registry: Registry, key: str, path: str) -> str:
        try:
            return inside(self.root, path).relative_to(self.root).as_posix()
        except UserError as error:
            line = line_of(registry.text, "paths", key)
            raise UserError(f"paths.{key}: {error.message}", path=registry.path, line=line, fix=error.fix) from error

    def reports(self, paths: Iterable[str]) -> tuple[Report, ...]:
        read: list[Report] = []
        for path in sorted(set(paths)):
            self.notify(f"reading {path}")
            try:
                data = read_bytes(self.root, path)
            except UserError as error:
                self.problem(path, error.message)
                continue
            report = _read(path, data)
            read.append(report)
            for problem in report.problems:
                self.problem(path, problem.message, problem.line)
        return tuple(read)

    def unread_reports(self, paths: Iterable[str]) -> Iterator[Report]:
        for path in sorted(set(paths)):
            try:
                yield Report(path, "", digest=blob_id(read_bytes(self.root, path)))
            except UserError as error:
                self.problem(path, error.message)

    def report_paths(self, layout: Layout, registry: Registry) -> Iterator[str]:
        if not layout.reports:
            return
        if not is_folder(self.root / layout.reports):
            line = line_of(registry.text, "paths", "reports")
            self.problem(registry.path, f"paths.reports: there is no folder {layout.reports}; no reports are read", line)
            return
        yield from report_paths(self.root, layout)

    def log(self, layout: Layout) -> ExperimentLog | None:
        text = self.text(layout.experiment_log)
        if text is None:
            return None
        from bot.reading.experiment_log import read_log

        return read_log(layout.experiment_log, text)

    def document(self, path: str) -> Document | None:
        text = self.text(path)
        return None if text is None else Document(path, text)

    def text(self, path: str) -> str | None:
        """The exact text of a file, line ends included; None if there is no such file or it cannot be read."""
        if not path or not exists(self.root / path):
            return None
        try:
            text = read_bytes(self.root, path).decode("utf-8")
            if "\0" not in text:
                return text
            line = text.count("\n", 0, text.index("\0")) + 1
            self.problem(path, "the file holds NUL bytes, so it is no UTF-8 text; save it as UTF-8", line)
        except UserError as error:
            self.problem(path, error.message)
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            self.problem(path, "not UTF-8 text; save it as UTF-8", line)
        return None

    def without_unreadable(self, layout: Layout) -> Layout:
        """A log or a guide that is there but cannot be read must not be taken for a missing one and written anew."""
        unreadable = {path for path in self.problems if exists(self.root / path)}
        log, guide = layout.experiment_log, layout.troubleshooting
        return layout._replace(
            experiment_log="" if log in unreadable else log, troubleshooting="" if guide in unreadable else guide
        )

    def skills(self, layout: Layout, registry: Registry) -> Iterator[Skill]:
        listed = registry.content.get("skills")
        for path in self.skill_paths(layout):
            text = self.text(path)
            if text is not None:
                from bot.reading.skill import read_skill

                entry = listed.get(path.split("/")[-2]) if isinstance(listed, dict) else None
                yield read_skill(path, text, str(entry.get("type", "")) if isinstance(entry, dict) else "")

    def skill_paths(self, layout: Layout) -> Iterator[str]:
        """Yield the real path of each SKILL.md; of copies with one name that of the first folder counts."""
        seen: set[str] = set()
        for folder in layout.skill_folders:
            found = (self.real_skill(path) for path in in_each_folder(self.root / folder, "SKILL.md"))
            new = [path for path in dict.fromkeys(filter(None, found)) if path.split("/")[-2] not in seen]
            seen |= {path.split("/")[-2] for path in new}
            yield from new

    def real_skill(self, path: Path) -> str:
        shown = path.relative_to(self.root).as_posix()
        try:
            return inside(self.root, shown).relative_to(self.root).as_posix()
        except UserError as error:
            self.problem(shown, f"{error.message}; it is not read")
            return ""

    def templates(self, layout: Layout) -> Iterator[tuple[str, str]]:
        for path in _folder_files(self.root, layout.templates, _TEMPLATE_SUFFIXES):
            text = self.text(path)
            if text is not None:
                yield path.removeprefix(f"{layout.templates}/"), text

    def domain(self, registry: Registry, wanted: str, reports: tuple[Report, ...]) -> Domain:
        name = wanted or str(registry.content.get("domain") or "") or _guessed(reports)
        files = team_domains(self.root, self.problem)
        domain, warning = known_domain(name, files, kept_cache(os.environ))
        if files:
            from bot.domains.unknown_keys import unknown_keys

            for path, problem in unknown_keys(files):
                self.problem(path, problem.message, problem.line)
        if warning:
            self.problem("--domain" if wanted else registry.path, warning, line_of(registry.text, "domain"))
        return domain


def _read(path: str, data: bytes) -> Report:
    from bot.reading.report import read_report

    return read_report(path, data)._replace(digest=blob_id(data))


def _guessed(reports: tuple[Report, ...]) -> str:
    from bot.domains.guessing import guess_domain

    return guess_domain(reports[:GUESS_FROM])


def _folder_files(root: Path, folder: str, suffixes: tuple[str, ...]) -> list[str]:
    if not folder or not is_folder(root / folder):
        return []
    return [path for path in list_files(root, folder) if path.lower().endswith(suffixes)]


def team_domains(root: Path, problem: Callable[[str, str], None] = lambda path, message: None) -> dict[str, str]:
    """Return the team's own domain files: path and text; `problem` is told the path and why, where one cannot be read."""
    texts: dict[str, str] = {}
    for path in _folder_files(root, _DOMAIN_FILES, (".yaml", ".yml")):
        try:
            texts[path] = read_bytes(root, path).decode("utf-8-sig")
        except UserError as error:
            problem(path, error.message)
        except UnicodeDecodeError:
            problem(path, "not UTF-8 text; save it as UTF-8")
    return texts
