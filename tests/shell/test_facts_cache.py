"""The cache of facts: what was extracted once is read again; whatever happens to the file costs time and nothing else."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bot.model.fact import Fact, Kind, ReportFacts
from bot.model.report import Problem
from bot.model.selection import Request
from bot.run import plan_for
from bot.shell.facts_cache import FactsCache, cache_file, key_of, rules_fingerprint

EXAMPLE = Path(__file__).parents[2] / "examples" / "unsloth"
FACTS = ReportFacts(
    "reports/ranks.md",
    "Ranks",
    "2025-02-01",
    "Completed",
    "unsloth",
    (
        Fact(
            Kind.METRIC,
            (4, 4),
            "table.result",
            name="eval loss",
            value="0.77",
            number=0.77,
            subject="r16",
            section="Results",
        ),
        Fact(Kind.FAILURE, (9, 10), "outcomes.words", text="rank 8 underfits — 不足", reason="too few parameters"),
    ),
    (Problem(2, "a table is cut"),),
    "an entry",
    (1, 12),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "facts.sqlite"


def test_facts_come_back_as_they_were(path: Path) -> None:
    FactsCache(path).write([(b"a", FACTS)])
    assert FactsCache(path).read([b"a", b"b"]) == {b"a": FACTS}


def test_nothing_is_there_before_anything_was_written(path: Path) -> None:
    assert FactsCache(path).read([b"a"]) == {}
    assert not path.exists()


def test_a_file_that_is_no_database_is_put_aside_for_a_new_one(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("not a database, but long enough to look like a file of some kind" * 40)
    assert FactsCache(path).read([b"a"]) == {}
    FactsCache(path).write([(b"a", FACTS)])
    assert FactsCache(path).read([b"a"]) == {b"a": FACTS}


@pytest.mark.parametrize("kept", ["", "[]", '{"facts": 1}', '["p","t","d","s","m",[["nonsense",1,1]],[],"",[1,1]]', "\x00"])
def test_a_row_that_holds_no_facts_is_not_trusted(path: Path, kept: str) -> None:
    FactsCache(path).write([(b"a", FACTS)])
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE facts SET facts = ?", (kept,))
    connection.close()
    assert FactsCache(path).read([b"a"]) == {}


def test_a_database_of_somebody_else_keeps_its_tables(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    assert FactsCache(path).read([b"a"]) == {}
    FactsCache(path).write([(b"a", FACTS)])
    assert FactsCache(path).read([b"a"]) == {b"a": FACTS}


def test_a_folder_that_cannot_be_made_keeps_nothing_and_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = FactsCache(tmp_path / "file" / "facts.sqlite")
    cache.write([(b"a", FACTS)])
    assert cache.read([b"a"]) == {}


def test_two_who_write_at_once_both_keep_theirs(path: Path) -> None:
    first, second = FactsCache(path), FactsCache(path)
    first.write([(b"a", FACTS)])
    second.write([(b"b", FACTS)])
    assert set(first.read([b"a", b"b"])) == {b"a", b"b"}


def test_keys_differ_wherever_a_part_differs() -> None:
    assert key_of("ab", "c") != key_of("a", "bc")
    assert key_of("a") == key_of(b"a")


def test_the_fingerprint_of_the_rules_is_the_same_for_the_same_files() -> None:
    assert rules_fingerprint() == rules_fingerprint()


@pytest.mark.parametrize(
    ("environment", "file"),
    [
        ({"HOME": "/home/mira"}, "/home/mira/.cache/retro-bot/facts.sqlite"),
        ({"HOME": "/home/mira", "XDG_CACHE_HOME": "/var/cache/mira"}, "/var/cache/mira/retro-bot/facts.sqlite"),
        ({"HOME": "/home/mira", "RETRO_BOT_CACHE": "/scratch"}, "/scratch/facts.sqlite"),
        ({"HOME": "/home/mira", "RETRO_BOT_CACHE": "off"}, None),
        ({"RETRO_BOT_CACHE": "relative"}, None),
        ({}, None),
    ],
)
def test_the_cache_lies_where_the_user_keeps_caches(environment: dict[str, str], file: str | None) -> None:
    assert cache_file(environment) == (Path(file) if file else None)


def test_facts_that_were_kept_make_the_same_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RETRO_BOT_CACHE", str(tmp_path))
    request = Request("all", "2025-03-01")
    plans = [plan_for(EXAMPLE, request) for _ in range(2)]
    assert (tmp_path / "facts.sqlite").is_file()
    assert plans[0] == plans[1]
