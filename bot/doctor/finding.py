"""A finding of the doctor, and what it looks at."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from bot.model.report import Flaw
from bot.model.repository import Layout, Registry, Skill


class Severity(StrEnum):
    """An error keeps something from working; a warning is something that does not do what one would think."""

    ERROR = "error"
    WARNING = "warning"


class Finding(NamedTuple):
    """One thing that is wrong: which check found it, where (`line` may be 0), what it is, and how to mend it."""

    check: str
    severity: Severity
    path: str
    line: int
    message: str
    fix: str

    @property
    def is_in_a_file(self) -> bool:
        """Whether `path` is one of the repository; else it is the repository's own name on GitHub."""
        return not self.check.startswith("github-")


class Refused(NamedTuple):
    """A path of the registry that cannot be used: its key (`reports`), and why."""

    key: str
    message: str


class Trouble(StrEnum):
    """Why agents find no skills in a folder: a link that leads nowhere or out of the repository, a file, or nothing at all.

    The file is one that holds what was a link: git leaves it where it makes no links.
    """

    BROKEN = "broken"
    OUTSIDE = "outside"
    TEXT = "text"
    MISSING = "missing"


class Home(NamedTuple):
    """A folder in which agents look for skills in vain, and why; `target` is what a link says."""

    path: str
    trouble: Trouble
    target: str = ""


class Examined(NamedTuple):
    """A repository as the doctor sees it. Paths are relative to its root; texts are as they stand.

    `layout` is what the bot uses, `found` what it would find without a registry. `skills` are all, also those that the bot
    leaves out. `bare_folders` are folders in a folder of skills without a SKILL.md. `folders` and `files` are what exists
    of the places in both layouts. `ignored` are paths that git ignores. `domain_files` maps the team's domains to texts.
    `homes` are the folders for skills that are out of order. `unread_workflows` maps paths to why they cannot be read.
    `is_top` says whether the repository is all of its clone; where it is not, a workflow above may use the bot.
    """

    registry: Registry
    layout: Layout
    found: Layout
    broken_registry: Flaw | None = None
    misfits: tuple[Flaw, ...] = ()
    refused: tuple[Refused, ...] = ()
    named_skill_folders: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    report_folders: tuple[str, ...] = ()
    files: frozenset[str] = frozenset()
    folders: frozenset[str] = frozenset()
    ignored: frozenset[str] = frozenset()
    homes: tuple[Home, ...] = ()
    skills: tuple[Skill, ...] = ()
    bare_folders: tuple[str, ...] = ()
    templates: Mapping[str, str] = MappingProxyType({})
    domain_files: Mapping[str, str] = MappingProxyType({})
    workflows: Mapping[str, str] = MappingProxyType({})
    unread_workflows: Mapping[str, str] = MappingProxyType({})
    misplaced_workflows: tuple[str, ...] = ()
    branch: str = "main"
    is_top: bool = True
    has_workflow_above: bool = False
    is_own: bool = False
