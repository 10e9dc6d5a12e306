"""Facts kept between runs: one SQLite file in the user's cache folder, keyed by content, domain and the rules."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import bot
from bot.model.fact import Fact, Kind, ReportFacts
from bot.model.report import Problem

_VARIABLE = "RETRO_BOT_CACHE"
_OFF = "off"
_RULES = ("extract", "reading", "domains", "model")
"""The packages whose code decides what facts a text holds."""

_MOST_ROWS = 100_000
_BUSY_SECONDS = 2.0
_TABLE = "CREATE TABLE IF NOT EXISTS facts (key BLOB PRIMARY KEY, facts TEXT NOT NULL)"


def cache_file(environment: Mapping[str, str]) -> Path | None:
    """Return the cache file, None where `RETRO_BOT_CACHE=off` or there is no home.

    `RETRO_BOT_CACHE` names another folder; otherwise it is `retro-bot` below `XDG_CACHE_HOME` or `~/.cache`.
    """
    named = environment.get(_VARIABLE, "")
    if named == _OFF:
        return None
    home = environment.get("XDG_CACHE_HOME") or (environment.get("HOME", "") and f"{environment['HOME']}/.cache")
    folder = Path(named) if named else Path(home, "retro-bot") if home else None
    return folder / "facts.sqlite" if folder and folder.is_absolute() else None


def rules_fingerprint() -> bytes:
    """Return what changes whenever the code or the data of the rules does: version, names, sizes and times of the files."""
    digest = hashlib.blake2b(bot.__version__.encode(), digest_size=16)
    package = os.path.dirname(bot.__file__)
    for name in _RULES:
        folder = os.path.join(package, name)
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
            if entry.name.endswith((".py", ".yaml")):
                about = entry.stat()
                digest.update(f"{name}/{entry.name} {about.st_size} {about.st_mtime_ns}\n".encode())
    return digest.digest()


def key_of(*parts: str | bytes) -> bytes:
    """Return the key of facts that depend on `parts` and nothing else."""
    digest = hashlib.blake2b(digest_size=20)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.digest()


class FactsCache:
    """Reads and writes facts by key. Whatever goes wrong with the file, it is as if nothing had been kept."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self, keys: Sequence[bytes]) -> dict[bytes, ReportFacts]:
        """Return the facts that are kept for these keys. A file that is no cache of ours is put aside for a new one."""
        if not self.path.is_file():
            return {}
        try:
            with closing(self._connect()) as connection:
                marks = ",".join("?" * len(keys))
                rows = connection.execute(f"SELECT key, facts FROM facts WHERE key IN ({marks})", keys).fetchall()  # noqa: S608
            return {key: _facts(json.loads(text)) for key, text in rows}
        except sqlite3.OperationalError:
            return {}
        except (sqlite3.DatabaseError, ValueError, TypeError, LookupError):
            self._drop()
            return {}

    def write(self, found: Iterable[tuple[bytes, ReportFacts]]) -> None:
        """Keep facts; a full cache is emptied first. A folder that cannot be written keeps nothing."""
        rows = [(key, json.dumps(_values(facts), ensure_ascii=False, separators=(",", ":"))) for key, facts in found]
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with closing(self._connect()) as connection, connection:
                connection.execute(_TABLE)
                (count,) = connection.execute("SELECT COUNT(*) FROM facts").fetchone()
                if count + len(rows) > _MOST_ROWS:
                    connection.execute("DELETE FROM facts")
                connection.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", rows)
        except (OSError, sqlite3.Error, UnicodeEncodeError):
            return

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path, timeout=_BUSY_SECONDS)

    def _drop(self) -> None:
        try:
            self.path.unlink()
        except OSError:
            return


def _values(facts: ReportFacts) -> list[Any]:
    """Facts as plain values, in the order of their fields."""
    rows = [_row(fact) for fact in facts.facts]
    problems = [[problem.line, problem.message] for problem in facts.problems]
    head = [facts.path, facts.title, facts.date, facts.status, facts.domain]
    return [*head, rows, problems, facts.entry, list(facts.lines)]


def _row(fact: Fact) -> list[Any]:
    return [
        fact.kind.value, *fact.lines, fact.rule, fact.name, fact.value, fact.number, fact.unit, fact.subject, fact.text,
        fact.reason, fact.symptom, fact.cause, fact.fix, fact.section,
    ]  # fmt: skip


def _facts(values: list[Any]) -> ReportFacts:
    path, title, date, status, domain, rows, problems, entry, (first, last) = values
    facts = tuple(Fact(_KINDS[kind], (start, end), *rest) for kind, start, end, *rest in rows)
    told = tuple(Problem(line, message) for line, message in problems)
    return ReportFacts(path, title, date, status, domain, facts, told, entry, (first, last))


_KINDS = {kind.value: kind for kind in Kind}
