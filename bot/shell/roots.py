"""Where the repository begins, and which of its folders holds the skills."""

from __future__ import annotations

import os
from pathlib import Path

from bot.errors import UserError
from bot.shell.layout import REGISTRY, SKILL_ROOTS
from bot.shell.tree import inside


def find_root(start: Path) -> Path:
    """Return the nearest folder from `start` upwards that has a registry or skills, or is a git work tree; else `start`.

    The search ends at the git work tree's own folder, and below the home folder, whose skills belong to no repository.
    """
    start = Path(os.path.realpath(start))
    home = Path(os.path.realpath(os.path.expanduser("~")))  # unlike Path.home() this works for a user without a home
    for folder in (start, *start.parents):
        if folder == home and folder != start:
            break
        if any(os.path.isdir(folder / root) for root in SKILL_ROOTS) or os.path.exists(folder / ".git"):
            return folder
    return start


def find_skills_root(root: Path) -> str:
    """Return the folder of skills as a path below `root`: the first with a registry, else with skills, else that exists.

    Links between the usual folders are followed, so that the real one is written to. Where there is none it is the
    convention's own. Raises `UserError` if a folder is a link out of the repository.
    """
    top = Path(os.path.realpath(root))
    found = [real for name in SKILL_ROOTS if os.path.isdir(root / name) and (real := _real_folder(top, name))]
    with_registry = [folder for folder in found if (folder / REGISTRY).is_file()]
    with_skills = [folder for folder in found if next(folder.glob("*/SKILL.md"), None)]
    best = next(iter([*with_registry, *with_skills, *found]), None)
    return best.relative_to(top).as_posix() if best else SKILL_ROOTS[0]


def _real_folder(top: Path, name: str) -> Path:
    try:
        return inside(top, name)
    except UserError as error:
        raise UserError(error.message, path=name, fix="make it a folder of the repository") from error
