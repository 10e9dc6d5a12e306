"""What a set-up changes: the registry, the workflow, copies of templates, and links between folders of skills."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence

from bot.model.plan import Action, FileChange
from bot.model.repository import Layout
from bot.model.setup import Found, Link, Setup
from bot.propose.shipped_templates import shipped_template
from bot.setup.registry_text import registry_text
from bot.setup.workflow_file import uses_bot
from bot.setup.workflow_text import WorkflowFor, evidence_patterns, free_workflow_path, workflow_text

TEMPLATES = (
    "skills/result-skill-template.md",
    "references/troubleshooting-entry-template.md",
    "references/experiment-log-entry-template.md",
)
"""The templates that a team may have copies of, below its templates folder."""

DEFAULT_SKILLS = ".agents/skills"
"""Where skills go in a repository that has none: the folder that most agents read."""

OFFERED = (".agents/skills", ".claude/skills")
"""Folders that between them reach the usual agents; `init` offers to link those that are missing."""


def setup_changes(found: Found, setup: Setup) -> tuple[FileChange, ...]:
    """Return the files that are new or get something added; none where the repository has it all."""
    return (*_registry(found, setup), *_workflow(found, setup), *_templates(found, setup))


def links_to(skills_root: str, taken: frozenset[str]) -> tuple[Link, ...]:
    """Return the links by which the agents that do not look in `skills_root` find it, where nothing is in the way."""
    missing = [path for path in OFFERED if path not in taken and path != skills_root]
    return tuple(Link(path, posixpath.relpath(skills_root, posixpath.dirname(path))) for path in missing)


def bot_workflow(found: Found) -> str:
    """Return the path of a workflow that uses the bot already, empty where there is none."""
    return next((path for path, text in found.workflows.items() if uses_bot(text)), "")


def registry_paths_of(layout: Layout, links: Sequence[Link] = ()) -> dict[str, object]:
    """Return the `paths` of a registry: folders end in a slash, and what is empty is left out."""
    folders = [layout.skills_root, *layout.more_skills, *(link.path for link in links)]
    paths: dict[str, object] = {
        "reports": _folder(layout.reports),
        "experiment_log": layout.experiment_log,
        "troubleshooting": layout.troubleshooting,
        "templates": _folder(layout.templates),
        "skills": folders if len(folders) > 1 or not layout.registry.startswith(f"{layout.skills_root}/") else "",
    }
    return {key: value for key, value in paths.items() if value}


def _folder(path: str) -> str:
    return f"{path}/" if path and path != "." else path


def _registry(found: Found, setup: Setup) -> Iterator[FileChange]:
    paths = registry_paths_of(setup.layout, setup.links)
    text = registry_text(found.registry, setup.domain, paths, found.skills, setup.today)
    if text != found.registry.text:
        action = Action.UPDATE if found.registry.text else Action.CREATE
        yield FileChange(setup.layout.registry, action, found.registry.text, text, ())


def _workflow(found: Found, setup: Setup) -> Iterator[FileChange]:
    path = free_workflow_path(found.workflows)
    if setup.action and path and not bot_workflow(found):
        made_for = WorkflowFor(setup.action, setup.branch, evidence_patterns(setup.layout))
        yield FileChange(path, Action.CREATE, "", workflow_text(made_for), ())


def _templates(found: Found, setup: Setup) -> Iterator[FileChange]:
    for name in TEMPLATES if setup.copies_templates else ():
        path = f"{setup.layout.templates}/{name}"
        if name not in found.templates:
            yield FileChange(path, Action.CREATE, "", shipped_template(name), ())
