"""Where the repository begins, and which of its folders holds the skills."""

from __future__ import annotations

import os
from pathlib import Path

from bot.errors import UserError
from bot.model.repository import REGISTRY
from bot.shell.layout import SKILL_ROOTS
from bot.shell.looks import look_at
from bot.shell.tree import in_each_folder, inside, is_file, is_folder, real_path


def find_root(start: Path) -> Path:
    """Return the nearest folder from `start` upwards that has a registry or skills, or is a git work tree; else `start`.

    The search ends at the git work tree's own folder, and below the home folder, whose skills belong to no repository.
    """
    start = real_path(start)
    home = real_path(os.path.expanduser("~"))  # unlike Path.home() this works for a user without a home
    for folder in (start, *start.parents):
        if folder == home and folder != start:
            break
        if any(is_folder(folder / root) for root in SKILL_ROOTS) or _has_git(folder):
            return folder
    return start


def find_skills_root(root: Path) -> str:
    """Return the folder of skills as a path below `root`: the first of `find_skill_folders`, else the convention's own."""
    return next(iter(find_skill_folders(root)), SKILL_ROOTS[0])


def find_skill_folders(root: Path) -> tuple[str, ...]:
    """Return the usual folders of skills as paths below `root`: with a registry first, then with skills, then others.

    Links between the usual folders are followed, so that each is named once and the real one is written to. A link out of
    the repository is left alone; where there is nothing else it raises `UserError`.
    """
    found, refused = skill_folders_and_refused(root)
    if refused and not found:
        raise refused[0]
    return found


def skill_folders_and_refused(root: Path) -> tuple[tuple[str, ...], tuple[UserError, ...]]:
    """Return what `find_skill_folders` returns, and an error for each of them that leads out of the repository."""
    top = real_path(root)
    found: dict[Path, None] = {}
    refused: list[UserError] = []
    for name in SKILL_ROOTS:
        try:
            if is_folder(root / name):
                found[inside(top, name)] = None
        except UserError as error:
            refused.append(UserError(error.message, path=name, fix="make it a folder of the repository"))
    return tuple(folder.relative_to(top).as_posix() for folder in sorted(found, key=_rank)), tuple(refused)


def folder_in_checkout(root: Path) -> str:
    """Return where `root` lies in the git work tree around it, with a slash at the end; empty where it is all of it."""
    for folder in (root, *root.parents):
        if _has_git(folder):
            path = root.relative_to(folder).as_posix()
            return "" if path == "." else f"{path}/"
    return ""


def _rank(folder: Path) -> int:
    if is_file(folder / REGISTRY):
        return 0
    return 1 if in_each_folder(folder, "SKILL.md") else 2


def _has_git(folder: Path) -> bool:
    look_at(folder / ".git")
    return os.path.exists(folder / ".git")
