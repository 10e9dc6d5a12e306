"""What git knows of a clone as a whole: its top folder, its default branch, where it came from, and what it ignores."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from bot.errors import UserError
from bot.shell.git_work_tree import WorkTree

_ADDRESS = re.compile(
    r"(?:(?:https?|ssh|git)://(?:[^/@]+@)?|[\w.-]+@)([\w.-]+)(?::\d+(?=/))?[:/]([\w.-]+/[\w.-]+?)(?:\.git)?/?"
)


class Origin(NamedTuple):
    """Where a clone came from: the host, and the repository on it (`acme/lab`); both empty where that is not known."""

    host: str = ""
    repository: str = ""


class GitFacts(NamedTuple):
    """A clone: its top folder, its default branch, its origin, and the commit that is checked out (empty before the first).

    `is_published` says whether a branch of the origin holds that commit.
    """

    top: Path
    branch: str
    origin: Origin
    commit: str
    is_published: bool


def git_facts(root: Path) -> GitFacts | None:
    """Return what git knows of the clone around `root`, None where there is none, or no git."""
    try:
        return _Clone(root, "init").facts()
    except UserError:
        return None


def ignored_paths(root: Path, paths: Iterable[str]) -> frozenset[str]:
    """Return those of `paths` that git ignores."""
    try:
        clone = _Clone(root, "doctor")
    except UserError:
        return frozenset()
    return frozenset(path for path in paths if clone.succeeds("check_ignore", "--quiet", "--no-index", "--", path))


def origin_of(url: str) -> Origin:
    """Return the host and repository that an address names, in any of git's spellings."""
    match = _ADDRESS.fullmatch(url.strip())
    return Origin(match[1].lower(), match[2]) if match else Origin()


class _Clone(WorkTree):
    """Questions to git about one clone; what it does not know is empty."""

    def facts(self) -> GitFacts:
        commit = self.said("rev_parse", "--verify", "--quiet", "HEAD")
        return GitFacts(
            Path(self.said("rev_parse", "--show-toplevel")),
            self.branch(),
            origin_of(self.said("config", "--get", "remote.origin.url")),
            commit,
            bool(commit and self.said("branch", "--remotes", "--contains", commit)),
        )

    def branch(self) -> str:
        """What the origin calls its default branch, else the usual one of those that are here, else the current one."""
        remote = self.said("symbolic_ref", "--quiet", "--short", "refs/remotes/origin/HEAD").removeprefix("origin/")
        here = self.said("for_each_ref", "--format=%(refname:short)", "refs/heads").split()
        usual = next((name for name in ("main", "master") if name in here), "")
        return remote or usual or self.said("symbolic_ref", "--quiet", "--short", "HEAD") or "main"

    def said(self, command: str, *arguments: str) -> str:
        try:
            return self.ask(command, *arguments).strip()
        except self.failure:
            return ""
