"""The catalogue of a repository with many reports: title, date and words of each in SQLite, with a full text index."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from bot.errors import UserError
from bot.model.report import Report
from bot.select.period import Period
from bot.select.query import QueryTerm
from bot.select.ranking import Indexed, Population
from bot.shell.cache import Cache
from bot.shell.catalogue_words import packed, unpacked

_PLACES = "CREATE TABLE IF NOT EXISTS place (id INTEGER PRIMARY KEY, root TEXT UNIQUE NOT NULL, state TEXT NOT NULL)"
_REPORTS = (
    "CREATE TABLE IF NOT EXISTS report (id INTEGER PRIMARY KEY, place INTEGER NOT NULL, path TEXT NOT NULL, "
    "blob TEXT NOT NULL, title TEXT NOT NULL, date TEXT NOT NULL, length INTEGER NOT NULL, UNIQUE (place, path))"
)
_BY_DATE = "CREATE INDEX IF NOT EXISTS report_by_date ON report (place, date DESC, path)"
_WORDS = "CREATE TABLE IF NOT EXISTS words (id INTEGER PRIMARY KEY, data BLOB NOT NULL)"
_FULL_TEXT = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS {} USING fts5(terms, content='', detail=none, columnsize=0, tokenize=\"{}\")"
)
_VOCABULARY = "CREATE VIRTUAL TABLE IF NOT EXISTS {0}_terms USING fts5vocab({0}, row)"
_TOKENS = "unicode61 remove_diacritics 0 tokenchars '!'"
"""The terms come ready from `bot.select.words`, where `!` opens a negated one."""

_COLUMNS = "path, blob, title, date"
_DATES = """
WITH RECURSIVE day (date) AS (
  SELECT MAX(date) FROM report WHERE place = :place
  UNION ALL
  SELECT (SELECT MAX(date) FROM report WHERE place = :place AND date < day.date) FROM day WHERE day.date IS NOT NULL
)
SELECT date FROM day
"""
"""From each date to the one before it: `DISTINCT` would look at every report."""

_AT_ONCE = 500
"""Values in one question to the database."""

_MOST_FOUND = 300
"""Reports that are ranked for one request; those that hold its words in title, name and headings come first."""

_ATTEMPTS = 2


class Document(NamedTuple):
    """What the catalogue keeps of a report: its path, the id of its blob, title, date, and its words as `packed`."""

    path: str
    blob: str
    title: str
    date: str
    length: int
    words: bytes


class State(NamedTuple):
    """For which state of the repository a catalogue is right.

    `commit` may be empty. `folders` maps each folder of reports to the time of its last change in nanoseconds, `version` is
    that of the rules by which reports are read.
    """

    commit: str = ""
    version: str = ""
    folders: dict[str, int] = {}  # noqa: RUF012  (never changed)
    size: int = 0
    length: float = 0.0


def document(report: Report, indexed: Indexed) -> Document:
    """Return what is kept of a report."""
    return Document(report.path, report.digest, report.title, report.date, indexed.length, packed(indexed))


class Catalogue:
    """The reports of one repository, `root` being its place on disk."""

    def __init__(self, connection: sqlite3.Connection, root: Path) -> None:
        self.connection = connection
        for table in (_PLACES, _REPORTS, _BY_DATE, _WORDS):
            connection.execute(table)
        connection.execute("INSERT OR IGNORE INTO place (root, state) VALUES (?, ?)", (str(root), "[]"))
        (self.place, state) = connection.execute("SELECT id, state FROM place WHERE root = ?", (str(root),)).fetchone()
        self.state = State(*json.loads(state))
        self.holding: dict[tuple[str, ...], int] = {}
        self.strong, self.body = f"strong_{self.place}", f"body_{self.place}"
        for name in (self.strong, self.body):
            connection.execute(_FULL_TEXT.format(name, _TOKENS))
            connection.execute(_VOCABULARY.format(name))

    def blobs(self) -> dict[str, str]:
        """Return the id of the blob at each path."""
        return dict(self.connection.execute("SELECT path, blob FROM report WHERE place = ?", (self.place,)))

    def paths_in(self, folder: str) -> dict[str, str]:
        """Return path and blob of the reports right in a folder."""
        rows = self.connection.execute(
            "SELECT path, blob FROM report WHERE place = ? AND path >= ? AND path < ?",
            (self.place, f"{folder}/", f"{folder}0"),
        )
        return {path: blob for path, blob in rows if "/" not in path[len(folder) + 1 :]}

    def put(self, documents: Iterable[Document], removed: Iterable[str] = ()) -> None:
        """Put documents in place of those at the same paths, and take others out, in one transaction."""
        self.holding.clear()
        with self._transaction():
            for path in removed:
                self._remove(path)
            for each in documents:
                self._remove(each.path)
                row = (self.place, each.path, each.blob, each.title, each.date, each.length)
                added = self.connection.execute(
                    "INSERT INTO report (place, path, blob, title, date, length) VALUES (?, ?, ?, ?, ?, ?)", row
                )
                self.connection.execute("INSERT OR REPLACE INTO words VALUES (?, ?)", (added.lastrowid, each.words))
                self._index(added.lastrowid or 0, each.words, "INSERT INTO {0} (rowid, terms) VALUES (?, ?)")

    def settle(self, state: State) -> None:
        """Note for which state the catalogue is right now."""
        count, length = self.connection.execute(
            "SELECT COUNT(*), AVG(length) FROM report WHERE place = ?", (self.place,)
        ).fetchone()
        self.state = state._replace(size=count, length=length or 0.0)
        self.connection.execute("UPDATE place SET state = ? WHERE id = ?", (json.dumps(self.state), self.place))

    def dates(self) -> list[str]:
        """Return every date that a report has."""
        return [date for (date,) in self.connection.execute(_DATES, {"place": self.place}) if date is not None]

    def newest(self, count: int) -> Iterator[Report]:
        """Yield reports without their blocks, in the order of `all_candidates`."""
        yield from self._reports("1 ORDER BY date DESC, path LIMIT ?", (count,))

    def within(self, period: Period, count: int) -> Iterator[Report]:
        """Yield the reports of some days, the newest first."""
        days = (period.first.isoformat(), period.last.isoformat(), count)
        yield from self._reports("date BETWEEN ? AND ? ORDER BY date DESC, path LIMIT ?", days)

    def named(self, name: str, count: int) -> Iterator[Report]:
        """Yield the reports whose path holds a name, or is held by it (an address that ends with the path)."""
        yield from self._reports("(instr(lower(path), ?) OR instr(?, lower(path))) LIMIT ?", (name, name, count))

    def matching(self, terms: Sequence[QueryTerm]) -> Iterator[Report]:
        """Yield the reports that fit a query best, up to a few hundred: those that hold most of it where it counts most."""
        groups = [_either(term) for term in sorted(terms, key=self._holding)]
        together = " AND ".join(f"({group})" for group in groups)
        found: dict[int, None] = {}
        stages = [(self.strong, together), (self.body, together), *((self.strong, group) for group in groups)]
        stages += [(self.body, group) for group in groups]
        for at, (table, match) in enumerate(stages):
            room = (_MOST_FOUND - len(found)) // (len(stages) - at) if at > 1 else (_MOST_FOUND - len(found)) // 2
            rows = self.connection.execute(
                f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rowid DESC LIMIT ?",  # noqa: S608
                (match, room),
            )
            found.update((number, None) for (number,) in rows)
        yield from self._numbered(list(found))

    def parts(self, terms: Sequence[QueryTerm]) -> Iterator[Report]:
        """Yield reports with a word in the title or name that opens or ends with a term which no report holds as a word."""
        for term in terms:
            if len(term.text) >= 4 and not self._holding(term):
                rows = self.connection.execute(
                    f"SELECT term FROM {self.strong}_terms WHERE term GLOB ? OR term GLOB ? LIMIT 20",  # noqa: S608
                    (f"{term.text}*", f"*{term.text}"),
                )
                for (word,) in rows.fetchall():
                    yield from self.matching([QueryTerm(word, word, 1.0)])

    def population(self, terms: Sequence[QueryTerm]) -> Population:
        """Return how many reports there are, how long they are, and how many hold each term."""
        return Population(self.state.size, self.state.length, {term.text: self._holding(term) for term in terms})

    def indexed(self, paths: Sequence[str]) -> dict[str, Indexed]:
        """Return the words of the reports at some paths."""
        found: dict[str, Indexed] = {}
        for at in range(0, len(paths), _AT_ONCE):
            some = paths[at : at + _AT_ONCE]
            rows = self.connection.execute(
                f"SELECT path, data FROM report JOIN words USING (id) WHERE place = ? AND path IN ({_marks(some)})",  # noqa: S608
                (self.place, *some),
            )
            found.update((path, unpacked(data)) for path, data in rows)
        return found

    def _reports(self, where: str, values: Sequence[object]) -> Iterator[Report]:
        rows = self.connection.execute(
            f"SELECT {_COLUMNS} FROM report WHERE place = ? AND {where}",  # noqa: S608  (a text of this module)
            (self.place, *values),
        )
        for path, blob, title, date in rows:
            yield Report(path, "", title, date, digest=blob)

    def _numbered(self, numbers: Sequence[int]) -> Iterator[Report]:
        """Yield the reports with these ids, in the order of the ids."""
        for at in range(0, len(numbers), _AT_ONCE):
            some = numbers[at : at + _AT_ONCE]
            rows = self.connection.execute(f"SELECT id, {_COLUMNS} FROM report WHERE id IN ({_marks(some)})", some)  # noqa: S608
            by_number = {number: Report(path, "", title, date, digest=blob) for number, path, blob, title, date in rows}
            yield from (by_number[number] for number in some if number in by_number)

    def _holding(self, term: QueryTerm) -> int:
        """How many reports hold a term. It is asked for several times, and counting takes a walk over all of them."""
        texts = (term.text, *(text for text, _ in term.alternatives))
        if texts not in self.holding:
            self.holding[texts] = max(
                int(
                    self.connection.execute(
                        f"SELECT COALESCE(MAX(doc), 0) FROM {table}_terms WHERE term IN ({_marks(texts)})",  # noqa: S608
                        texts,
                    ).fetchone()[0]
                )
                for table in (self.strong, self.body)
            )
        return self.holding[texts]

    def _remove(self, path: str) -> None:
        row = self.connection.execute(
            "SELECT id, data FROM report JOIN words USING (id) WHERE place = ? AND path = ?", (self.place, path)
        ).fetchone()
        if row:
            # A table without content forgets a row when it is given its terms again.
            self._index(row[0], row[1], "INSERT INTO {0} ({0}, rowid, terms) VALUES ('delete', ?, ?)")
            self.connection.execute("DELETE FROM words WHERE id = ?", row[:1])
            self.connection.execute("DELETE FROM report WHERE id = ?", row[:1])

    def _index(self, number: int, words: bytes, statement: str) -> None:
        indexed = unpacked(words)
        for table, found in ((self.strong, indexed.strong), (self.body, indexed.body)):
            self.connection.execute(statement.format(table), (number, " ".join(found)))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")


@contextmanager
def opened(cache: Cache | None, root: Path) -> Iterator[Catalogue]:
    """Give the catalogue of the repository at `root`: the one that is kept, else an empty one that lives as long as this.

    Raises `UserError` where this Python's SQLite has no FTS5.
    """
    with closing(_connection(cache)) as connection:
        try:
            catalogue = Catalogue(connection, root)
        except sqlite3.OperationalError as error:
            if "fts5" in str(error):
                raise UserError(
                    "searching many reports needs SQLite with FTS5, which this Python lacks", fix="use --report or --since"
                ) from error
            raise
        yield catalogue


def _connection(cache: Cache | None) -> sqlite3.Connection:
    if cache:
        for _ in range(_ATTEMPTS):
            try:
                return cache.connect()
            except sqlite3.OperationalError:
                break
            except sqlite3.DatabaseError:
                cache.damaged()
            except OSError:
                break
    return sqlite3.connect("", isolation_level=None)  # a file of its own that goes with the connection


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def _either(term: QueryTerm) -> str:
    texts = (term.text, *(text for text, _ in term.alternatives))
    return " OR ".join(f'"{text}"' for text in texts)
