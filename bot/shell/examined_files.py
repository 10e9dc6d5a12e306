"""Everything the doctor looks at on disk: the registry and where its paths lead, skills, links, templates, workflows."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.doctor.finding import Examined, Home, Refused
from bot.errors import UserError
from bot.model.repository import Layout, Registry, Skill
from bot.reading.report import REPORT_SUFFIXES
from bot.reading.skill import read_skill
from bot.shell.git_facts import git_facts, ignored_paths
from bot.shell.layout import SKILL_ROOTS, find_layout
from bot.shell.registry_file import read_registry, registry_paths, registry_skill_folders
from bot.shell.repository_files import Gathering, team_domains
from bot.shell.setup_state import read_workflows
from bot.shell.tree import files_near_the_top, inside, read_bytes

_LONGEST_LINK_TEXT = 200
_OWN_ACTION = "-m bot.action"


def read_examined(root: Path) -> Examined:
    """Return the repository at `root` for the doctor. What is broken is part of the answer, and nothing raises."""
    root = Path(os.path.realpath(root))
    gather = Gathering(root, lambda text: None)
    path = f"{gather.skill_folders[0]}/registry.json"
    registry, problems = read_registry(root, path)
    sound, refused = _sound(root, registry)
    layout = gather.layout(sound)
    files = files_near_the_top(root)
    named = registry_skill_folders(registry)
    skills, bare = _skills(root, layout)
    git = git_facts(root)
    found = find_layout(layout.skills_root, {}, files, REPORT_SUFFIXES)
    places = {*_places(layout), *_places(found)}
    return Examined(
        registry=registry,
        layout=layout,
        found=found,
        problems=problems,
        refused=refused,
        named_skill_folders=named,
        reports=tuple(gather.report_paths(layout, sound)),
        report_folders=_report_folders(files),
        files=frozenset(each for each in places if (root / each).is_file()),
        folders=frozenset(each for each in places if (root / each).is_dir()),
        ignored=ignored_paths(root, _tracked(root, layout)),
        homes=tuple(_home(root, each) for each in dict.fromkeys((*SKILL_ROOTS, *named))),
        skills=skills,
        bare_folders=bare,
        templates=dict(gather.templates(layout)),
        domain_files=_domain_files(root),
        workflows=read_workflows(root),
        misplaced_workflows=tuple(_misplaced(root)),
        branch=git.branch if git else "main",
        is_git=git is not None,
        is_own=_is_own(root),
    )


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
    there = [place for place in _places(layout) if (root / place).exists()]
    return [*there, layout.registry] if (root / layout.registry).exists() else there


def _report_folders(files: Sequence[str]) -> tuple[str, ...]:
    """The folders that hold what could be reports, those named for it first."""
    folders = {path.rpartition("/")[0] for path in files if path.lower().endswith(tuple(REPORT_SUFFIXES)) and "/" in path}
    words = ("report", "experiment", "benchmark", "result", "run")
    return tuple(sorted(folder for folder in folders if any(word in folder.lower() for word in words)))


def _home(root: Path, path: str) -> Home:
    place = root / path
    target = os.readlink(place) if place.is_symlink() else ""
    if not os.path.lexists(place):
        return Home(path, "missing")
    if place.is_file():
        return Home(path, "text" if _is_link_text(place) else "file")
    try:
        inside(root, path)
    except UserError:
        return Home(path, "outside", target)
    if not place.is_dir():
        return Home(path, "broken", target)
    return Home(path, "link" if target else "folder", target)


def _is_link_text(place: Path) -> bool:
    """Whether a file holds nothing but a relative path to a folder of skills, as git leaves it where it makes no links."""
    data = place.read_bytes()[: _LONGEST_LINK_TEXT + 1]
    return len(data) <= _LONGEST_LINK_TEXT and data.strip().endswith(b"skills") and b"\n" not in data.strip()


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
            except (UserError, ValueError):
                if place.is_dir() and any(place.iterdir()):
                    bare.append(f"{folder}/{place.name}")
    return tuple(skills.values()), tuple(bare)


def _misplaced(root: Path) -> Iterator[str]:
    """Workflows that use the bot in a folder where GitHub does not look."""
    from bot.setup.workflow_text import uses_bot

    for folder in (".github", ".github/workflow", "workflows"):
        names = sorted(os.listdir(root / folder)) if (root / folder).is_dir() else []
        for name in names:
            path = f"{folder}/{name}"
            is_workflow = name.endswith((".yml", ".yaml")) and (root / path).is_file()
            if is_workflow and uses_bot(read_bytes(root, path).decode("utf-8", "replace")):
                yield path


def _is_own(root: Path) -> bool:
    """Whether the repository is the bot's own, whose workflow uses the action beside it."""
    path = root / "action.yml"
    return path.is_file() and _OWN_ACTION in path.read_text(encoding="utf-8", errors="replace")
