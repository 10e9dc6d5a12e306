"""What the bot knows of a repository: registry, paths, reports, log, guide, skills and templates, as read-only values."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from bot.model.domain import Domain
from bot.model.logbook import ExperimentLog
from bot.model.report import Problem, Report

REGISTRY = "registry.json"
"""What the registry is called, in the folder of skills."""


class Layout(NamedTuple):
    """Where things are, as paths relative to the repository root with forward slashes; empty where there is none.

    `reports` and `templates` are folders without a trailing slash. `registry` is the path it has, or would have. New skills
    go to `skills_root`; `more_skills` are further folders of skills, no links to it, which are read and updated.
    """

    skills_root: str
    registry: str
    reports: str
    experiment_log: str
    troubleshooting: str
    templates: str
    more_skills: tuple[str, ...] = ()

    @property
    def skill_folders(self) -> tuple[str, ...]:
        """Every folder of skills, that of new ones first."""
        return (self.skills_root, *self.more_skills)


class Registry(NamedTuple):
    """The registry file. `text` is empty where there is none; `content` is its parsed JSON object."""

    path: str
    text: str
    content: Mapping[str, object] = MappingProxyType({})


class Skill(NamedTuple):
    """An existing SKILL.md. `kind` is the registry's `type` (`core`, `result`) or empty where it is not listed."""

    name: str
    path: str
    text: str
    description: str = ""
    kind: str = ""
    tags: tuple[str, ...] = ()


class Document(NamedTuple):
    """A text file that the plan may change: the troubleshooting guide, a template."""

    path: str
    text: str


class Repository(NamedTuple):
    """A snapshot of the repository: everything the core may look at, and nothing that it could write to.

    `reports` are all readable reports under the reports folder, in path order; where `is_partial` there are many more, and
    these are the ones that matter for the request. `templates` maps a path below the templates
    folder (`skills/result-skill-template.md`) to its text. `problems` maps a path to what is wrong with that file.
    """

    layout: Layout
    registry: Registry
    domain: Domain
    reports: tuple[Report, ...] = ()
    log: ExperimentLog | None = None
    guide: Document | None = None
    skills: tuple[Skill, ...] = ()
    templates: Mapping[str, str] = MappingProxyType({})
    problems: Mapping[str, tuple[Problem, ...]] = MappingProxyType({})
    is_partial: bool = False
