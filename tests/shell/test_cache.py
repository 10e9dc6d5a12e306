"""The cache: what was kept comes back, and whatever happens to the file costs time and nothing else."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bot.shell import cache
from bot.shell.cache import Cache, cache_file, code_fingerprint, key_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "kept.sqlite"


def test_texts_come_back_as_they_were(path: Path) -> None:
    Cache(path).write([(b"a", "rank 8 underfits — 不足"), (b"b", "")])
    assert Cache(path).read([b"a", b"b", b"c"]) == {b"a": "rank 8 underfits — 不足", b"b": ""}


@pytest.mark.skipif(sys.platform == "win32", reason="modes of files")
def test_what_is_kept_is_for_the_user_alone(path: Path) -> None:
    Cache(path).write([(b"a", "kept")])
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_nothing_is_there_before_anything_was_written(path: Path) -> None:
    assert Cache(path).read([b"a"]) == {}
    assert not path.exists()


def test_a_damaged_file_is_dropped_with_a_warning_and_made_anew(path: Path) -> None:
    told: list[str] = []
    path.parent.mkdir()
    path.write_text("not a database, but long enough to look like a file of some kind" * 40)
    assert Cache(path, told.append).read([b"a"]) == {}
    assert told == [f"the cache {path} is damaged: it was removed, and is made anew"]
    Cache(path, told.append).write([(b"a", "kept")])
    assert Cache(path, told.append).read([b"a"]) == {b"a": "kept"}
    assert len(told) == 1


def test_a_database_of_somebody_else_is_put_aside_as_it_is(path: Path) -> None:
    told: list[str] = []
    path.parent.mkdir()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    before = path.read_bytes()
    Cache(path, told.append).write([(b"a", "kept")])
    assert Cache(path, told.append).read([b"a"]) == {b"a": "kept"}
    assert path.with_suffix(".not-of-retro-bot").read_bytes() == before
    assert len(told) == 1


def test_what_an_older_version_kept_goes_without_a_word(path: Path) -> None:
    told: list[str] = []
    path.parent.mkdir()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE kept (key BLOB PRIMARY KEY, text TEXT NOT NULL)")
    connection.close()
    Cache(path, told.append).write([(b"a", "kept")])
    assert Cache(path, told.append).read([b"a"]) == {b"a": "kept"}
    assert told == []


@pytest.mark.parametrize("change", ["data = x'00ff'", "data = 'kept'", "key = x'62'", "sum = 1"])
def test_a_row_that_does_not_fit_its_checksum_is_not_trusted(path: Path, change: str) -> None:
    Cache(path).write([(b"a", "kept")])
    with sqlite3.connect(path) as connection:
        connection.execute(f"UPDATE kept SET {change}")  # noqa: S608
    connection.close()
    assert Cache(path).read([b"a", b"b"]) == {}


def test_the_oldest_texts_make_room(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_MOST_ROWS", 10)
    for number in range(12):
        Cache(path).write([(b"%d" % number, str(number))])
    kept = Cache(path).read([b"%d" % number for number in range(12)])
    assert b"11" in kept
    assert b"0" not in kept


def test_processes_that_share_the_file_lose_nothing(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from bot.shell.cache import Cache\n"
        "for number in range(40): Cache(Path(sys.argv[1])).write([(f'{sys.argv[2]} {number}'.encode(), sys.argv[2])])"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, path, name]) for name in "abc"]
    assert [process.wait() for process in running] == [0, 0, 0]
    keys = [f"{name} {number}".encode() for name in "abc" for number in range(40)]
    assert set(Cache(path).read(keys)) == set(keys)


def test_a_process_that_finds_the_file_half_made_takes_it_as_the_other_made_it(path: Path) -> None:
    path.parent.mkdir()
    late = sqlite3.connect(path, isolation_level=None)  # looked at the file while it was empty
    Cache(path).write([(b"a", "kept")])
    Cache(path)._made(late).close()
    assert Cache(path).read([b"a"]) == {b"a": "kept"}


def test_the_version_of_the_rules_is_that_of_what_their_files_hold(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = Cache(path).rules_version("extract")
    monkeypatch.setattr(cache, "code_fingerprint", lambda *packages: b"installed anew")
    assert Cache(path).rules_version("extract") == before
    monkeypatch.setattr(cache, "code_fingerprint", lambda *packages: b"changed")
    monkeypatch.setattr(cache, "_content_digest", lambda packages: b"other rules")
    assert Cache(path).rules_version("extract") != before


def test_a_folder_that_cannot_be_made_keeps_nothing_and_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = Cache(tmp_path / "file" / "kept.sqlite")
    cache.write([(b"a", "kept")])
    assert cache.read([b"a"]) == {}


def test_two_who_write_both_keep_theirs(path: Path) -> None:
    Cache(path).write([(b"a", "first")])
    Cache(path).write([(b"b", "second")])
    assert Cache(path).read([b"a", b"b"]) == {b"a": "first", b"b": "second"}


def test_keys_differ_wherever_a_part_differs() -> None:
    assert key_of("ab", "c") != key_of("a", "bc")
    assert key_of("a") == key_of(b"a")


def test_the_fingerprint_is_that_of_the_code_it_names() -> None:
    assert code_fingerprint("extract") == code_fingerprint("extract")
    assert code_fingerprint("extract") != code_fingerprint("reading")
    assert code_fingerprint() != code_fingerprint("extract")


@pytest.mark.parametrize(
    ("environment", "file"),
    [
        ({"HOME": "/home/mira"}, "/home/mira/.cache/retro-bot/kept.sqlite"),
        ({"HOME": "/home/mira", "XDG_CACHE_HOME": "/var/cache/mira"}, "/var/cache/mira/retro-bot/kept.sqlite"),
        ({"HOME": "/home/mira", "RETRO_BOT_CACHE": "/scratch"}, "/scratch/kept.sqlite"),
        ({"HOME": "/home/mira", "RETRO_BOT_CACHE": "off"}, None),
        ({"RETRO_BOT_CACHE": "relative"}, None),
        ({}, None),
        ({"HOME": "/Users/mira", "platform": "darwin"}, "/Users/mira/Library/Caches/retro-bot/kept.sqlite"),
        ({"LOCALAPPDATA": "/c/mira/Local", "platform": "win32"}, "/c/mira/Local/retro-bot/Cache/kept.sqlite"),
    ],
)
def test_the_cache_lies_where_the_user_keeps_caches(environment: dict[str, str], file: str | None) -> None:
    found = cache_file(environment, environment.get("platform", "linux"))
    assert found == (Path(file) if file else None)
