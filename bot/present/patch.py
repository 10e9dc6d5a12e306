"""A plan as a patch that `git apply` accepts."""

from __future__ import annotations

from collections.abc import Iterable

from bot.model.plan import Action, FileChange
from bot.present.diff import unified_hunks

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def patch(files: Iterable[FileChange]) -> str:
    """Return the patch for `files`, empty where nothing changes."""
    return "".join(file_patch(change) for change in files)


def file_patch(change: FileChange) -> str:
    """Return the part of the patch for one file; empty where it does not change."""
    hunks = unified_hunks(change.before, change.content)
    created = change.action is Action.CREATE
    if not hunks and not created:
        return ""
    head = f"diff --git {_name('a', change.path)} {_name('b', change.path)}\n"
    if created:
        head += "new file mode 100644\n"
    if hunks:
        old = "/dev/null" if created else _name("a", change.path) + _end(change.path)
        head += f"--- {old}\n+++ {_name('b', change.path)}{_end(change.path)}\n"
    return head + "".join(hunks)


def _name(side: str, path: str) -> str:
    """A path as git writes it in a patch: in quotes where a character in it would be misread."""
    if path.isprintable() and '"' not in path and "\\" not in path:
        return f"{side}/{path}"
    quoted = "".join(_escaped(char) for char in path)
    return f"{side}/{path}" if quoted == path else f'"{side}/{quoted}"'


def _escaped(char: str) -> str:
    return _ESCAPES.get(char) or (f"\\{ord(char):03o}" if ord(char) < 0x20 or ord(char) == 0x7F else char)


def _end(path: str) -> str:
    """A tab ends a name that holds a space, else git takes what follows the space for a date."""
    return "\t" if " " in path and _name("a", path)[0] != '"' else ""
