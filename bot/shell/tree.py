"""Listing and reading files below a root inside limits, and never through a link that leaves it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from bot.errors import UserError
from bot.shell.looks import look_at, look_into

MAX_FILES = 200_000
"""Files that one listing looks at; a folder beyond that is a data set, not a reports folder."""

MAX_BYTES = 16 * 2**20
"""Size of the largest file that is read, in bytes."""

_LOOK_AT = 50_000
_LOOK_DEPTH = 4

_SKIPPED_FOLDERS = frozenset({"__pycache__", "node_modules", "site-packages", "venv", "wandb", "lost+found"})


def list_files(root: Path, below: str = "", depth: int = 64) -> Iterator[str]:
    """Yield the files under `root`/`below` as paths relative to `root`, in path order inside each folder.

    Hidden folders, environments and links to folders are not entered; `depth` counts the folders below `below`.
    Raises `UserError` beyond `MAX_FILES`.
    """
    seen = 0
    top = root / below if below else root
    for folder, names in _walk(top, depth):
        seen += len(names)
        if seen > MAX_FILES:
            raise UserError(f"more than {MAX_FILES} files", path=str(top), fix="name a smaller folder")
        prefix = folder.relative_to(root).as_posix()
        yield from (name if prefix == "." else f"{prefix}/{name}" for name in names)


def list_folders(root: Path, below: str) -> Iterator[str]:
    """Yield the folder `root`/`below` and those under it that `list_files` enters, as paths relative to `root`."""
    return (folder.relative_to(root).as_posix() for folder, _ in _walk(root / below, 64))


def _walk(top: Path, depth: int) -> Iterator[tuple[Path, list[str]]]:
    """Yield each folder with the names of its files, each before those below it."""
    waiting = [(top, 0)]
    while waiting:
        folder, level = waiting.pop()
        folders, names = folder_entries(folder)
        yield folder, names
        if level < depth:
            waiting.extend((folder / name, level + 1) for name in reversed(folders) if not is_left_out(f"{name}/"))


def folder_entries(folder: Path) -> tuple[list[str], list[str]]:
    """Return the names of folders and of files in a folder, sorted; links to folders are neither.

    There are none where it cannot be listed.
    """
    look_into(folder)
    folders: list[str] = []
    names: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_symlink():
                    look_at(entry.path)
                    if os.path.isdir(entry.path):
                        continue
                (folders if entry.is_dir(follow_symlinks=False) else names).append(entry.name)
    except OSError:
        return [], []
    return sorted(folders), sorted(names)


def in_each_folder(top: Path, name: str) -> list[Path]:
    """Return the files called `name` right in the folders of the folder `top`, in path order; links are followed."""
    look_into(top)
    try:
        inner = sorted(os.listdir(top))
    except OSError:
        return []
    return [top / folder / name for folder in inner if exists(top / folder / name)]


def exists(path: Path) -> bool:
    """Say whether there is anything at a path, at the end of links. Raises `OSError` where that cannot be told."""
    look_at(path)
    return path.exists()


def is_file(path: Path) -> bool:
    """Say whether there is a regular file at a path, at the end of links."""
    look_at(path)
    return os.path.isfile(path)


def is_folder(path: Path) -> bool:
    """Say whether there is a folder at a path, at the end of links."""
    look_at(path)
    return os.path.isdir(path)


def real_path(path: Path | str) -> Path:
    """Return a path without links in it."""
    look_at(path)
    return Path(os.path.realpath(path))


def changed_at(folder: Path) -> int:
    """Return when the names in a folder changed last, in nanoseconds; -1 where there is no folder."""
    look_into(folder)
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return -1


def files_near_the_top(root: Path) -> list[str]:
    """Return the files by which usual folders are found: not deep below `root`, and not more than a look can take in."""
    return list(islice(list_files(root, depth=_LOOK_DEPTH), _LOOK_AT))


def is_left_out(path: str) -> bool:
    """Say whether `list_files` would not enter one of the folders on the way to a file."""
    folders = path.split("/")[:-1]
    return any(name.startswith(".") or name in _SKIPPED_FOLDERS for name in folders)


def inside(root: Path, path: str) -> Path:
    """Return the real path of `path` below `root`; raise `UserError` if it is absolute or leaves the root, by links too.

    Git's own folder counts as outside: a checkout may keep the job's token there.
    """
    if os.path.isabs(path) or Path(path).drive:
        raise UserError(f"{path} is an absolute path", fix="paths are relative to the repository")
    top = real_path(root)
    try:
        real = real_path(top / path)
        real.exists()
    except (OSError, ValueError) as error:  # a NUL, or a name that is longer than any file system's
        shown = path if len(path) < 100 else f"{path[:99]}…"
        raise UserError(f"{shown!r} is no path: {error}", fix="name a file or a folder of the repository") from error
    if not real.is_relative_to(top):
        raise UserError(f"{path} leads out of the repository", fix="use a path inside it, without .. and links out of it")
    if ".git" in (part.lower() for part in real.relative_to(top).parts):
        raise UserError(f"{path} leads into git's own folder", fix="use a path to files of the repository")
    return real


def read_bytes(root: Path, path: str) -> bytes:
    """Return the content of the regular file `path` below `root`. Raises `UserError` with the reason if it cannot."""
    try:
        path.encode()
    except UnicodeEncodeError:  # nothing that is UTF-8 could cite it
        raise UserError("the file's name is not UTF-8", path=path, fix="rename the file") from None
    try:
        real = inside(root, path)
        if not real.is_file():
            raise UserError("not a regular file" if real.exists() else "no such file", path=path)
        size = real.stat().st_size
        if size > MAX_BYTES:
            raise UserError(f"{size >> 20} MB, and files over {MAX_BYTES >> 20} MB are not read", path=path, fix="split it")
        return real.read_bytes()
    except (OSError, ValueError) as error:
        raise UserError(f"cannot be read: {getattr(error, 'strerror', None) or error}", path=path) from error
