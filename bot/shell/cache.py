"""What is kept between runs: texts by key in one SQLite file in the user's cache folder. Losing it costs only time."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TypeAlias

import bot
from bot.shell.looks import look_beyond

_VARIABLE = "RETRO_BOT_CACHE"
_OFF = "off"
_MOST_ROWS = 500_000
_AT_ONCE = 500
"""Keys in one question to the database."""

_BUSY_SECONDS = 10.0
_OURS = 0x7265_7472
"""The application id in the header of the file ("retr")."""

_SCHEMA = 3
_TABLE = (
    "CREATE TABLE IF NOT EXISTS kept (id INTEGER PRIMARY KEY, key BLOB UNIQUE NOT NULL, data BLOB NOT NULL, sum INTEGER)"
)
_CODE = (".py", ".yaml", ".j2", ".md", ".json")

Warn: TypeAlias = Callable[[str], None]
"""Told, in one sentence, what a person should know of the cache."""


def _say(text: str) -> None:
    look_beyond()
    sys.stderr.write(f"warning: {text}\n")


def cache_file(environment: Mapping[str, str], platform: str = sys.platform) -> Path | None:
    """Return the cache file, None where `RETRO_BOT_CACHE=off` or there is no home.

    `RETRO_BOT_CACHE` names another folder; otherwise it is `retro-bot` where the platform keeps caches.
    """
    named = environment.get(_VARIABLE, "")
    if named == _OFF:
        return None
    folder = Path(named) if named else _platform_folder(environment, platform)
    return folder / "kept.sqlite" if folder and folder.is_absolute() else None


def kept_cache(environment: Mapping[str, str]) -> Cache | None:
    """Return the cache in that file, None where there is to be none."""
    path = cache_file(environment)
    return Cache(path) if path else None


def _platform_folder(environment: Mapping[str, str], platform: str) -> Path | None:
    if platform == "win32":
        local = environment.get("LOCALAPPDATA", "")
        return Path(local, "retro-bot", "Cache") if local else None
    home = environment.get("HOME", "")
    usual = f"{home}/Library/Caches" if platform == "darwin" else f"{home}/.cache"
    folder = environment.get("XDG_CACHE_HOME") or (home and usual)
    return Path(folder, "retro-bot") if folder else None


def code_fingerprint(*packages: str) -> bytes:
    """Return what changes whenever code or data below these folders of the package `bot` does; all of it for none.

    It is made of the version and of names, sizes and times of files: reading them all would take longer than it saves.
    """
    digest = hashlib.blake2b(bot.__version__.encode(), digest_size=16)
    for path, about in _about(packages):
        digest.update(f"{path} {about.st_size} {about.st_mtime_ns}\n".encode("utf-8", "surrogatepass"))
    return digest.digest()


def _content_digest(packages: Sequence[str]) -> bytes:
    """Return the same of what the files hold, wherever and whenever they were installed."""
    digest = hashlib.blake2b(bot.__version__.encode(), digest_size=16)
    for path, about in _about(packages):
        digest.update(f"{os.path.relpath(path, os.path.dirname(bot.__file__))} {about.st_size}\n".encode())
        digest.update(Path(path).read_bytes())
    return digest.digest()


def _about(packages: Sequence[str]) -> list[tuple[str, os.stat_result]]:
    root = os.path.dirname(bot.__file__)
    folders = [os.path.join(root, name) for name in packages] or [root, os.path.join(os.path.dirname(root), "templates")]
    return sorted((entry.path, entry.stat()) for folder in folders for entry in _files(folder))


def _files(folder: str) -> Iterator[os.DirEntry[str]]:
    if not os.path.isdir(folder):
        return
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path)
        elif entry.name.endswith(_CODE):
            yield entry


def key_of(*parts: str | bytes) -> bytes:
    """Return the key of what depends on `parts` and on nothing else."""
    digest = hashlib.blake2b(digest_size=20)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.digest()


class Cache:
    """Reads and writes texts by key. Whatever goes wrong with the file, it is as if nothing had been kept.

    Several processes may use one file. A file that is damaged is removed, one that another program made is put aside;
    `warn` is told of both. Each text has a checksum, so that a damaged page is not taken for what was kept.
    """

    def __init__(self, path: Path, warn: Warn = _say) -> None:
        self.path, self.warn = path, warn

    def read(self, keys: Sequence[bytes]) -> dict[bytes, str]:
        """Return the texts that are kept for these keys."""
        if not self.path.is_file():
            return {}
        found: dict[bytes, str] = {}
        with self._forgiving(), closing(self.connect()) as connection:
            for at in range(0, len(keys), _AT_ONCE):
                some = keys[at : at + _AT_ONCE]
                marks = ",".join("?" * len(some))
                rows = connection.execute(f"SELECT key, data, sum FROM kept WHERE key IN ({marks})", some)  # noqa: S608
                found.update((key, text) for key, data, check in rows if (text := _text(key, data, check)) is not None)
        return found

    def write(self, rows: Iterable[tuple[bytes, str]]) -> None:
        """Keep texts; what was kept longest makes room. A folder that cannot be written keeps nothing."""
        with suppress(UnicodeEncodeError):
            packed = [(key, *_packed(key, text)) for key, text in rows]
            with self._forgiving(), closing(self.connect()) as connection, connection:
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany("INSERT OR REPLACE INTO kept (key, data, sum) VALUES (?, ?, ?)", packed)
                (first, last) = connection.execute("SELECT MIN(id), MAX(id) FROM kept").fetchone()
                if last is not None and last - first > _MOST_ROWS:
                    connection.execute("DELETE FROM kept WHERE id < ?", (last - _MOST_ROWS // 2,))

    def rules_version(self, *packages: str) -> bytes:
        """Return the version of the rules in these folders of the package `bot`: it changes with what their files hold."""
        files = code_fingerprint(*packages)
        kept = self.read([files]).get(files)
        if kept is None:
            kept = _content_digest(packages).hex()
            self.write([(files, kept)])
        return kept.encode()

    def connect(self) -> sqlite3.Connection:
        """Return a connection to the file, which is made where there is none. Raises `sqlite3.Error` and `OSError`."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        connection = sqlite3.connect(self.path, timeout=_BUSY_SECONDS, isolation_level=None)
        try:
            if _kind(connection) != (_OURS, _SCHEMA):
                connection = self._made(connection)
        except BaseException:
            connection.close()
            raise
        connection.execute("PRAGMA synchronous = OFF")
        return connection

    def drop(self) -> None:
        """Remove the file."""
        for path in (self.path, Path(f"{self.path}-journal")):
            with suppress(OSError):
                path.unlink()

    def _made(self, connection: sqlite3.Connection) -> sqlite3.Connection:
        """Make the tables in an empty file; what an older version kept goes, and what is not ours is put aside.

        Who holds the lock looks again: another process may have made them in the meantime.
        """
        connection.execute("BEGIN IMMEDIATE")
        application, schema = _kind(connection)
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if (application, schema) != (_OURS, _SCHEMA) and tables:
            connection.close()
            self._put_away(is_older=application == _OURS or tables == {"kept"})
            connection = sqlite3.connect(self.path, timeout=_BUSY_SECONDS, isolation_level=None)
            connection.execute("BEGIN IMMEDIATE")
        connection.execute(_TABLE)
        connection.execute(f"PRAGMA application_id = {_OURS}")
        connection.execute(f"PRAGMA user_version = {_SCHEMA}")
        connection.execute("COMMIT")
        return connection

    def _put_away(self, *, is_older: bool) -> None:
        if is_older:
            self.drop()
            return
        aside = self.path.with_suffix(".not-of-retro-bot")
        self.path.replace(aside)
        self.warn(f"the cache {self.path} is not of retro-bot: it was moved to {aside.name}, and a new one is made")

    @contextmanager
    def _forgiving(self) -> Iterator[None]:
        """Go on without the cache where it cannot be used, and without what it held where it is damaged."""
        try:
            yield
        except sqlite3.OperationalError as error:
            if "no such table" in str(error):
                self.damaged()
        except sqlite3.DatabaseError:
            self.damaged()
        except OSError:
            return

    def damaged(self) -> None:
        """Remove a damaged file, and say so."""
        self.warn(f"the cache {self.path} is damaged: it was removed, and is made anew")
        self.drop()


def _kind(connection: sqlite3.Connection) -> tuple[int, int]:
    """The application and the version of the tables that the header of the file names."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (schema,) = connection.execute("PRAGMA user_version").fetchone()
    return application, schema


def _packed(key: bytes, text: str) -> tuple[bytes, int]:
    data = zlib.compress(text.encode("utf-8"), 1)
    return data, zlib.crc32(data, zlib.crc32(key))


def _text(key: bytes, data: object, check: object) -> str | None:
    if not isinstance(data, bytes) or zlib.crc32(data, zlib.crc32(key)) != check:
        return None
    try:
        return zlib.decompress(data).decode("utf-8")
    except (zlib.error, UnicodeDecodeError):
        return None
