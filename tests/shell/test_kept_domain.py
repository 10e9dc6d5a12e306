"""A domain that was kept: the same as one read anew, and never that of other files."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domains.loading import DOMAINS, load_domain
from bot.shell.cache import Cache
from bot.shell.kept_domain import known_domain

OURS = {
    ".retro-bot/domains/ours.yaml": "title: Ours\nextends: cuda\nmetrics: [stall, 待ち時間]\nfocus:\n  Stalls: [stall]\n"
}


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "kept.sqlite")


@pytest.mark.parametrize("name", [*DOMAINS, "general", "ours"])
def test_a_kept_domain_is_what_its_files_say(cache: Cache, name: str) -> None:
    read = load_domain(name, OURS)
    assert [known_domain(name, OURS, cache), known_domain(name, OURS, cache)] == [read, read]


def test_a_changed_file_is_read(cache: Cache) -> None:
    known_domain("ours", OURS, cache)
    changed = {path: text.replace("stall", "wait") for path, text in OURS.items()}
    assert known_domain("ours", changed, cache) == load_domain("ours", changed)


def test_a_warning_is_given_each_time(cache: Cache) -> None:
    assert [bool(known_domain("none-such", {}, cache)[1]) for _ in "ab"] == [True, True]


def test_nothing_is_kept_without_a_cache() -> None:
    assert known_domain("cuda", {}, None) == load_domain("cuda")


@pytest.mark.parametrize("text", ["", "[]", "null", '["cuda"]', '{"a": 1}', '["n", "t", "", 1, [], []]'])
def test_a_text_that_holds_no_domain_is_not_trusted(cache: Cache, text: str) -> None:
    import sqlite3

    from bot.shell.cache import _packed

    known_domain("cuda", {}, cache)
    with sqlite3.connect(cache.path) as connection:
        for (key,) in connection.execute("SELECT key FROM kept ORDER BY id DESC LIMIT 1").fetchall():
            connection.execute("UPDATE kept SET data = ?, sum = ? WHERE key = ?", (*_packed(key, text), key))
    connection.close()
    assert known_domain("cuda", {}, cache) == load_domain("cuda")
