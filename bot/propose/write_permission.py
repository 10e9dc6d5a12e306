"""What a plan may write, and nothing else: skills below the skills folder, the registry, the guide and the log."""

from __future__ import annotations

import posixpath
import re

from bot.model.repository import Layout
from bot.propose.skill_validity import NAME

_DOCUMENT = (".md", ".markdown", ".txt", ".rst")
_GUARDED = re.compile(
    r"(?:^|/)(?:\.git|\.github/workflows|\.github/actions)(?:/|$)"
    r"|(?:^|/)(?:agents|claude|gemini|codeowners|readme|license|contributing|security|changelog)(?:\.[a-z]+)?$",
    re.I,
)


def may_write(path: str, layout: Layout) -> bool:
    """Say whether a plan may write this path: one of the four kinds of files, inside the repository, and not guarded.

    Guarded are workflows, instructions to agents, owners and the like, also where a registry names one as its log.
    """
    if path != posixpath.normpath(path) or path.startswith(("/", "../")) or "\\" in path or _GUARDED.search(path):
        return False
    folder, file = posixpath.split(path)
    root, name = posixpath.split(folder)
    if file == "SKILL.md" and root in layout.skill_folders:
        return bool(NAME.fullmatch(name))
    if path == layout.registry:
        return path.endswith(".json")
    return path in (layout.experiment_log, layout.troubleshooting) and path.lower().endswith(_DOCUMENT)
