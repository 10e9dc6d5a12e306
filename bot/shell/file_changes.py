"""Writing a plan's files: all or none are checked first, and each is replaced in one step, never through a link."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from bot.errors import UserError
from bot.model.plan import FileChange
from bot.model.setup import Link
from bot.shell.tree import inside


def check_changes(root: Path, changes: Sequence[FileChange]) -> None:
    """Raise `UserError` if a file is no longer what the plan started from, is behind a link, or leaves the repository."""
    for change in changes:
        inside(root, change.path)
        _refuse_links(root, change.path)
        if _content(root / change.path) != change.before.encode("utf-8"):
            raise UserError("changed since the plan was made", path=change.path, fix="run the command again")


def write_changes(root: Path, changes: Sequence[FileChange]) -> None:
    """Write each file; nothing is written if one of them fails `check_changes`."""
    check_changes(root, changes)
    for number, change in enumerate(changes):
        try:
            _replace(root / change.path, change.content.encode("utf-8"))
        except OSError as error:
            written = ", ".join(each.path for each in changes[:number]) or "nothing"
            fix = f"mend that and run the command again; written so far: {written}"
            raise UserError(f"cannot be written: {error.strerror}", path=change.path, fix=fix) from error


def write_links(root: Path, links: Sequence[Link]) -> None:
    """Make each link to a folder. Raises `UserError` where something stands in its place, or links cannot be made."""
    for link in links:
        inside(root, link.path)
        _refuse_links(root, link.path)
        try:
            (root / link.path).parent.mkdir(parents=True, exist_ok=True)
            (root / link.path).symlink_to(link.target, target_is_directory=True)
        except OSError as error:
            fix = "leave out --link, or name both folders in paths.skills"
            raise UserError(f"no link can be made: {error.strerror}", path=link.path, fix=fix) from error


def _refuse_links(root: Path, path: str) -> None:
    here = root
    for part in path.split("/"):
        here = here / part
        if here.is_symlink():
            shown = here.relative_to(root).as_posix()
            raise UserError(f"{shown} is a link, and nothing is written through links", path=path, fix="name the real path")


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise UserError(f"cannot be read: {error.strerror}", path=str(path)) from error


def _replace(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else _new_file_mode())
        temporary.replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            temporary.unlink()
        raise


def _new_file_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
