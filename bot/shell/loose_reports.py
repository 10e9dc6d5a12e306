"""Reports named one by one or by folder, wherever they lie: each is read with the domain that fits it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from bot.errors import UserError
from bot.model.domain import Domain
from bot.model.repository import REGISTRY
from bot.reading.formats import REPORT_SUFFIXES
from bot.shell.registry_file import read_registry
from bot.shell.repository_files import team_domains
from bot.shell.roots import find_root, find_skills_root
from bot.shell.tree import is_folder, list_files, read_bytes, real_path


def read_files(paths: Iterable[Path]) -> Iterator[tuple[str, bytes, str]]:
    """Yield the path, as it is shown, and the bytes of each file, and of the reports in each folder.

    For one that cannot be read there is, instead of bytes, why.
    """
    for folder, name, shown in _files(paths):
        try:
            yield shown, read_bytes(folder, name), ""
        except UserError as error:
            yield shown, b"", error.message


def empty_folders(paths: Iterable[Path], read: Iterable[str]) -> Iterator[str]:
    """Yield a sentence for each folder of `paths` in which, or below which, there is none of the folders `read`."""
    folders = {folder for path in read for folder in (Path(path), *Path(path).parents)}
    for path in paths:
        if is_folder(path) and path not in folders:
            yield f"{path}: no report in this folder (read are {' '.join(sorted(REPORT_SUFFIXES))})"


class Domains:
    """The domain of each report: the one asked for, else that of the registry above it, else the one its words suggest."""

    def __init__(self, wanted: str) -> None:
        self.wanted = wanted
        self.warnings: dict[str, None] = {}
        self.named = cache(self._named)
        self.loaded = cache(self._loaded)
        self.team = cache(lambda root: tuple(team_domains(root).items()))

    def given(self, path: str) -> tuple[Domain | None, tuple[tuple[str, str], ...]]:
        """Return the domain of the report at `path`, else None and the team's own domain files.

        In that case the report's words decide. Warnings are collected in `warnings`.
        """
        root, name = self.named(os.path.dirname(path))
        if self.wanted or name:
            return self.loaded(root, self.wanted or name), ()
        return None, self.team(root)

    def _named(self, folder: str) -> tuple[Path, str]:
        root = find_root(Path(folder or "."))
        try:
            registry, _ = read_registry(root, f"{find_skills_root(root)}/{REGISTRY}")
        except UserError:
            return root, ""
        return root, str(registry.content.get("domain") or "")

    def _loaded(self, root: Path, name: str) -> Domain:
        from bot.domains.loading import load_domain
        from bot.domains.unknown_keys import unknown_keys

        files = team_domains(root, self._warn)
        domain, warning = load_domain(name, files)
        if warning:
            self.warnings[warning] = None
        for path, problem in unknown_keys(files):
            self._warn(f"{path}:{problem.line}", problem.message)
        return domain

    def _warn(self, path: str, message: str) -> None:
        self.warnings[f"{path}: {message}"] = None


def _files(paths: Iterable[Path]) -> Iterator[tuple[Path, str, str]]:
    """Yield (folder, path below it, path as it is shown); a file named by hand is taken whatever its suffix."""
    for path in paths:
        if not is_folder(path):
            real = real_path(path)
            yield real.parent, real.name, path.as_posix()
            continue
        for name in list_files(path):
            if name.lower().endswith(tuple(REPORT_SUFFIXES)):
                yield path, name, (path / name).as_posix()
