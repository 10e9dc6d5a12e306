"""What is kept between runs: texts by key in one SQLite file in the user's cache folder. Losing it costs only time."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import bot

_VARIABLE = "RETRO_BOT_CACHE"
_OFF = "off"
_MOST_ROWS = 100_000
_BUSY_SECONDS = 2.0
_TABLE = "CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, text TEXT NOT NULL)"
_CODE = (".py", ".yaml", ".j2", ".md", ".json")


def cache_file(environment: Mapping[str, str]) -> Path | None:
    """Return the cache file, None where `RETRO_BOT_CACHE=off` or there is no home.

    `RETRO_BOT_CACHE` names another folder; otherwise it is `retro-bot` below `XDG_CACHE_HOME` or `~/.cache`.
    """
    named = environment.get(_VARIABLE, "")
    if named == _OFF:
        return None
    home = environment.get("XDG_CACHE_HOME") or (environment.get("HOME", "") and f"{environment['HOME']}/.cache")
    folder = Path(named) if named else Path(home, "retro-bot") if home else None
    return folder / "kept.sqlite" if folder and folder.is_absolute() else None


def code_fingerprint(*packages: str) -> bytes:
    """Return what changes whenever code or data below these folders of the package `bot` does; all of it for none.

    It is made of the version and of names, sizes and times of files: reading them all would take longer than it saves.
    """
    digest = hashlib.blake2b(bot.__version__.encode(), digest_size=16)
    root = os.path.dirname(bot.__file__)
    folders = [os.path.join(root, name) for name in packages] or [root, os.path.join(os.path.dirname(root), "templates")]
    for folder in folders:
        for path, about in sorted(_files(folder)):
            digest.update(f"{path} {about}\n".encode("utf-8", "surrogatepass"))
    return digest.digest()


def _files(folder: str) -> Iterator[tuple[str, str]]:
    if not os.path.isdir(folder):
        return
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path)
        elif entry.name.endswith(_CODE):
            about = entry.stat()
            yield entry.path, f"{about.st_size} {about.st_mtime_ns}"


def key_of(*parts: str | bytes) -> bytes:
    """Return the key of what depends on `parts` and on nothing else."""
    digest = hashlib.blake2b(digest_size=20)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.digest()


class Cache:
    """Reads and writes texts by key. Whatever goes wrong with the file, it is as if nothing had been kept."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self, keys: Sequence[bytes]) -> dict[bytes, str]:
        """Return the texts that are kept for these keys. A file that is no database is dropped."""
        if not self.path.is_file():
            return {}
        try:
            with closing(self._connect()) as connection:
                marks = ",".join("?" * len(keys))
                rows = connection.execute(f"SELECT key, text FROM kept WHERE key IN ({marks})", keys).fetchall()  # noqa: S608
        except sqlite3.OperationalError:
            return {}
        except sqlite3.DatabaseError:
            self.drop()
            return {}
        return {key: text for key, text in rows if isinstance(text, str)}

    def write(self, rows: Iterable[tuple[bytes, str]]) -> None:
        """Keep texts; a full cache is emptied first. A folder that cannot be written keeps nothing."""
        new = list(rows)
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with closing(self._connect()) as connection, connection:
                connection.execute(_TABLE)
                (count,) = connection.execute("SELECT COUNT(*) FROM kept").fetchone()
                if count + len(new) > _MOST_ROWS:
                    connection.execute("DELETE FROM kept")
                connection.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", new)
        except (OSError, sqlite3.Error, UnicodeEncodeError):
            return

    def drop(self) -> None:
        """Remove the file."""
        try:
            self.path.unlink()
        except OSError:
            return

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path, timeout=_BUSY_SECONDS)
