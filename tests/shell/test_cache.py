"""The cache: what was kept comes back, and whatever happens to the file costs time and nothing else."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bot.shell.cache import Cache, cache_file, code_fingerprint, key_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "kept.sqlite"


def test_texts_come_back_as_they_were(path: Path) -> None:
    Cache(path).write([(b"a", "rank 8 underfits — 不足"), (b"b", "")])
    assert Cache(path).read([b"a", b"b", b"c"]) == {b"a": "rank 8 underfits — 不足", b"b": ""}


def test_nothing_is_there_before_anything_was_written(path: Path) -> None:
    assert Cache(path).read([b"a"]) == {}
    assert not path.exists()


def test_a_file_that_is_no_database_is_put_aside_for_a_new_one(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("not a database, but long enough to look like a file of some kind" * 40)
    assert Cache(path).read([b"a"]) == {}
    Cache(path).write([(b"a", "kept")])
    assert Cache(path).read([b"a"]) == {b"a": "kept"}


def test_a_database_of_somebody_else_keeps_its_tables(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    assert Cache(path).read([b"a"]) == {}
    Cache(path).write([(b"a", "kept")])
    assert Cache(path).read([b"a"]) == {b"a": "kept"}


def test_what_is_no_text_is_not_trusted(path: Path) -> None:
    Cache(path).write([(b"a", "kept")])
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE kept SET text = x'00ff'")
    connection.close()
    assert Cache(path).read([b"a"]) == {}


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
    ],
)
def test_the_cache_lies_where_the_user_keeps_caches(environment: dict[str, str], file: str | None) -> None:
    assert cache_file(environment) == (Path(file) if file else None)
