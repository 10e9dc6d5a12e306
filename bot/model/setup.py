"""Setting up a repository: what is there already, and what a person wants it to have."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from bot.model.repository import Layout, Registry, Skill


class Found(NamedTuple):
    """What a look at a repository found. Texts are empty where nothing was found.

    `reports` counts the reports in the reports folder; where there is no such folder, `likely_reports` is the one that
    looks most like it. `domain` is the registry's or the one that the reports' words suggest. `workflows` and `templates`
    map paths to texts. `taken` are those of the usual folders for skills that exist in any way. `branch` is the default
    branch, `action` this installation of the bot as an action. `is_top` says whether the repository is all of its clone.
    """

    registry: Registry
    layout: Layout
    reports: int = 0
    likely_reports: str = ""
    domain: str = ""
    skills: tuple[Skill, ...] = ()
    workflows: Mapping[str, str] = MappingProxyType({})
    templates: Mapping[str, str] = MappingProxyType({})
    taken: frozenset[str] = frozenset()
    branch: str = "main"
    action: str = ""
    is_top: bool = True


class Link(NamedTuple):
    """A link from one folder of skills to another: its path, and what it says (relative to where it stands)."""

    path: str
    target: str


class DomainFrom(StrEnum):
    """Where the domain of a set-up comes from: a person or the registry, words of reports and log, or nothing."""

    GIVEN = "given"
    WORDS = "words"
    NOTHING = "nothing"


class Setup(NamedTuple):
    """What the repository is to have. `action` is empty for no workflow; `links` are further folders of skills."""

    layout: Layout
    domain: str
    today: str
    action: str = ""
    branch: str = "main"
    links: tuple[Link, ...] = ()
    copies_templates: bool = False
    domain_from: DomainFrom = DomainFrom.GIVEN
