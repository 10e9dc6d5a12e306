"""Everything the doctor looks at on disk: the registry and where its paths lead, skills, links, templates, workflows."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.doctor.finding import Examined, Home, Refused, Trouble
from bot.errors import UserError
from bot.model.repository import REGISTRY, Layout, Registry, Skill
from bot.reading.formats import REPORT_SUFFIXES
from bot.reading.skill import read_skill
from bot.shell.git_facts import GitFacts, git_facts, ignored_paths
from bot.shell.layout import SKILL_ROOTS, find_layout
from bot.shell.registry_file import look_at_registry, registry_paths, registry_skill_folders
from bot.shell.repository_files import Gathering, team_domains
from bot.shell.roots import skill_folders_and_refused
from bot.shell.setup_state import WORKFLOWS, is_same, read_workflows
from bot.shell.tree import files_near_the_top, inside, list_files, read_bytes

_LONGEST_LINK_TEXT = 200
_OWN_ACTION = "-m bot.action"
"""What the `action.yml` of the bot's own repository runs; its workflow uses the action beside it."""

_NO_WORKFLOWS = (".github", ".github/workflow", "workflows")
"""Folders that are taken for the one in which GitHub looks for workflows."""


def read_examined(root: Path, git: GitFacts | None = None) -> Examined:
    """Return the repository at `root` for the doctor; `git` is what git knows of it, where it was asked already.

    What is broken is part of the answer. Raises `UserError` for a folder with more files than can be listed.
    """
    root = Path(os.path.realpath(root))
    gather = Gathering(root, lambda text: None, _skill_folders(root))
    looked = look_at_registry(root, f"{gather.skill_folders[0]}/{REGISTRY}")
    registry = looked.registry
    sound, refused = _sound(root, registry)
    layout = gather.layout(sound)
    files = files_near_the_top(root)
    named = registry_skill_folders(registry)
    skills, bare = _skills(root, layout)
    git = git or git_facts(root)
    is_top = git is None or is_same(git.top, root)
    found = find_layout(layout.skills_root, {}, files, REPORT_SUFFIXES)
    places = {*_places(layout), *_places(found)}
    unread: dict[str, str] = {}
    return Examined(
        registry=registry,
        layout=layout,
        found=found,
        broken_registry=looked.broken,
        misfits=looked.misfits,
        refused=refused,
        named_skill_folders=named,
        reports=tuple(gather.report_paths(layout, sound)),
        report_folders=_report_folders(files),
        files=frozenset(each for each in places if os.path.isfile(root / each)),
        folders=frozenset(each for each in places if os.path.isdir(root / each)),
        ignored=ignored_paths(root, _tracked(root, layout)),
        homes=tuple(home for each in dict.fromkeys((*SKILL_ROOTS, *named)) if (home := _home(root, each))),
        skills=skills,
        bare_folders=bare,
        templates=dict(gather.templates(layout)),
        domain_files=_domain_files(root),
        workflows=read_workflows(root, problem=unread.__setitem__),
        unread_workflows=unread,
        misplaced_workflows=tuple(_using_bot(root, *_NO_WORKFLOWS)),
        branch=git.branch if git else "main",
        is_top=is_top,
        has_workflow_above=not is_top and git is not None and any(_using_bot(git.top, WORKFLOWS)),
        is_own=_OWN_ACTION in _text(root, "action.yml"),
    )


def _skill_folders(root: Path) -> tuple[str, ...]:
    """The usual folders of skills; without any, the first that does not lead out of the repository."""
    folders, refused = skill_folders_and_refused(root)
    outside = [error.path for error in refused]
    return folders or tuple(name for name in SKILL_ROOTS if name not in outside)[:1]


def _domain_files(root: Path) -> dict[str, str]:
    """The team's domain files; one that cannot be read counts as empty, which is none that can be used."""
    unread: list[str] = []
    return team_domains(root, lambda path, _: unread.append(path)) | dict.fromkeys(unread, "")


def _sound(root: Path, registry: Registry) -> tuple[Registry, tuple[Refused, ...]]:
    """The registry without the paths that leave the repository, and what is wrong with those."""
    paths = registry.content.get("paths")
    kept: dict[str, Any] = dict(paths) if isinstance(paths, Mapping) else {}
    refused = []
    named = [*registry_paths(registry).items(), *(("skills", path) for path in registry_skill_folders(registry))]
    for key, path in named:
        try:
            inside(root, path)
        except UserError as error:
            refused.append(Refused(key, error.message))
            kept.pop(key, None)
    return registry._replace(content={**registry.content, "paths": kept}), tuple(refused)


def _places(layout: Layout) -> Iterator[str]:
    places = (layout.reports, layout.experiment_log, layout.troubleshooting, layout.templates, *layout.skill_folders)
    yield from (place for place in places if place)


def _tracked(root: Path, layout: Layout) -> list[str]:
    """What has to be in git to be of use: all that is there, and the log and guide that are to come."""
    return [place for place in (*_places(layout), layout.registry) if os.path.exists(root / place)]


def _report_folders(files: Sequence[str]) -> tuple[str, ...]:
    """The folders that hold what could be reports and are named for it."""
    folders = {path.rpartition("/")[0] for path in files if path.lower().endswith(tuple(REPORT_SUFFIXES)) and "/" in path}
    words = ("report", "experiment", "benchmark", "result", "run")
    return tuple(sorted(folder for folder in folders if any(word in folder.lower() for word in words)))


def _home(root: Path, path: str) -> Home | None:
    """What is wrong with a folder for skills, None where it is a folder, or leads to one."""
    place = root / path  # asked of by os.path, which says no where a Path raises
    target = os.readlink(place) if os.path.islink(place) else ""
    if not os.path.lexists(place):
        return Home(path, Trouble.MISSING)
    try:
        inside(root, path)
    except UserError:
        return Home(path, Trouble.OUTSIDE, target)
    if os.path.isfile(place):
        return Home(path, Trouble.TEXT) if _is_link_text(_text(root, path)) else None
    return None if os.path.isdir(place) else Home(path, Trouble.BROKEN, target)


def _is_link_text(text: str) -> bool:
    """Whether a file holds nothing but a relative path to a folder of skills, as git leaves it where it makes no links."""
    return len(text) <= _LONGEST_LINK_TEXT and text.strip().endswith("skills") and "\n" not in text.strip()


def _skills(root: Path, layout: Layout) -> tuple[tuple[Skill, ...], tuple[str, ...]]:
    """Every skill of every folder, and the folders that should be skills and are none; files are read once."""
    skills: dict[str, Skill] = {}
    bare = []
    for folder in layout.skill_folders:
        for place in sorted((root / folder).glob("*/")):
            path = f"{folder}/{place.name}/SKILL.md"
            if place.name.startswith("."):
                continue
            try:
                real = inside(root, path).relative_to(root).as_posix()
                skills[real] = read_skill(real, read_bytes(root, real).decode("utf-8", "replace"), "")
            except UserError:
                if next(list_files(root, f"{folder}/{place.name}"), ""):
                    bare.append(f"{folder}/{place.name}")
    return tuple(skills.values()), tuple(bare)


def _using_bot(root: Path, *folders: str) -> Iterator[str]:
    """The workflows in some folders that use the bot."""
    from bot.setup.workflow_file import uses_bot

    for folder in folders:
        yield from (path for path, text in read_workflows(root, folder).items() if uses_bot(text))


def _text(root: Path, path: str) -> str:
    """The text of a file, empty where it cannot be read."""
    try:
        return read_bytes(root, path).decode("utf-8", "replace")
    except UserError:
        return ""
