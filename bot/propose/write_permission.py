"""What a plan may write, and nothing else: skills below the skills folder, the registry, the guide and the log."""

from __future__ import annotations

import posixpath
import re

from bot.model.repository import Layout
from bot.propose.sanitising import visible
from bot.propose.skill_validity import NAME

_DOCUMENT = (".md", ".markdown", ".txt", ".rst")
_GUARDED = re.compile(
    r"(?:^|/)(?:\.git|\.github/workflows|\.github/actions)(?:/|$)"
    r"|(?:^|/)(?:agents?|claude|gemini|qwen|conventions|copilot-instructions|codeowners|readme|license|contributing|security"
    r"|changelog|(?:[\w-]*requirements|constraints|cmakelists|robots|llms)[\w-]*)(?:\.[a-z.]+)?$",
    re.I,
)
_HIDDEN = re.compile(r"(?:^|/)\.")
_MISLEADING = re.compile(r"[. ](?:/|$)|~\d")
"""What some systems leave out of a name, or take for a short form of another one: `.github./`, `GIT~1`."""


def may_write(path: str, layout: Layout) -> bool:
    """Say whether a plan may write this path: one of the four kinds of files, inside the repository, and not guarded.

    Guarded are workflows, instructions to agents, owners, lists of packages and the like, also where a registry names one
    as its log; so is whatever some system would take for one of them.
    """
    if path != posixpath.normpath(path) or path.startswith(("/", "../")) or "\\" in path:
        return False
    if path != visible(path) or not path.isprintable() or _MISLEADING.search(path) or _GUARDED.search(path):
        return False
    folder, file = posixpath.split(path)
    root, name = posixpath.split(folder)
    if file == "SKILL.md" and root in layout.skill_folders:
        return bool(NAME.fullmatch(name))
    if path == layout.registry:
        return path.endswith(".json")
    # Hidden folders tell agents, editors and sites what to do; there is no reason for a log or a guide in one.
    is_document = path.lower().endswith(_DOCUMENT) and not _HIDDEN.search(path)
    return is_document and path in (layout.experiment_log, layout.troubleshooting)
