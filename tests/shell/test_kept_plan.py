"""Facts and plans that were kept: the same as new ones, and never taken for those of another state or request."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from bot.gathering import gather, select_reports
from bot.model.fact import Fact, Kind, ReportFacts
from bot.model.report import Problem
from bot.model.selection import Request
from bot.run import plan_from
from bot.shell.cache import _packed
from bot.shell.kept_facts import facts_from, facts_text
from bot.shell.kept_plan import plan_from_text, plan_key, plan_text
from tests.planning import planned

EXAMPLE = Path(__file__).parents[2] / "examples" / "unsloth"
ALL = Request("all", "2025-03-01")
FACTS = ReportFacts(
    "reports/ranks.md",
    "Ranks",
    "2025-02-01",
    "Completed",
    "unsloth",
    (
        Fact(Kind.METRIC, (4, 4), "table.result", name="loss", value="0.77", number=0.77, subject="r16", section="Results"),
        Fact(Kind.FAILURE, (9, 10), "outcomes.words", text="rank 8 underfits — 不足", reason="too few parameters"),
    ),
    (Problem(2, "a table is cut"),),
    "an entry",
    (1, 12),
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return shutil.copytree(EXAMPLE, tmp_path / "repository")


def key(root: Path, request: Request = ALL) -> bytes | None:
    gathered = gather(root, request)
    return plan_key(gathered.repository, None, request, select_reports(gathered, request), "")


def test_facts_come_back_as_they_were() -> None:
    assert facts_from(facts_text(FACTS)) == FACTS


@pytest.mark.parametrize("text", ["", "[]", "null", '{"facts": 1}', '["p","t","d","s","m",[["nonsense",1,1]],[],"",[1,1]]'])
def test_a_text_that_holds_no_facts_is_not_trusted(text: str) -> None:
    assert facts_from(text) is None


def test_a_plan_comes_back_as_it_was(root: Path) -> None:
    gathered = gather(root, ALL)
    plan = plan_from(gathered, ALL, select_reports(gathered, ALL))
    assert plan_from_text(plan_text(plan), gathered.repository) == plan


@pytest.mark.parametrize(
    "text", ["", "[]", "null", "1", '{"Plan": []}', '{"Skill": "gone"}', '{"os": ["system"]}', "[" * 100_000]
)
def test_a_text_that_holds_no_plan_is_not_trusted(root: Path, text: str) -> None:
    assert plan_from_text(text, gather(root, ALL).repository) is None


def test_the_same_state_and_request_have_one_key(root: Path) -> None:
    assert key(root) == key(root) is not None


@pytest.mark.parametrize(
    "path", ["references/experiment-log.md", "references/troubleshooting.md", ".codex/skills/registry.json"]
)
def test_a_changed_file_has_another_key(root: Path, path: str) -> None:
    before = key(root)
    (root / path).write_text((root / path).read_text() + "\n")
    assert key(root) != before


def test_a_changed_report_has_another_key(root: Path) -> None:
    before = key(root)
    report = next((root / "training_reports").glob("*.md"))
    report.write_text(report.read_text() + "\nOne more line.\n")
    assert key(root) != before


@pytest.mark.parametrize("request_", [Request("all", "2025-03-02"), Request("rank", "2025-03-01")])
def test_another_request_has_another_key(root: Path, request_: Request) -> None:
    assert key(root, request_) != key(root)


def test_what_was_kept_makes_the_same_plan(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = planned(root, ALL)
    monkeypatch.setenv("RETRO_BOT_CACHE", str(tmp_path / "kept"))
    assert [planned(root, ALL), planned(root, ALL)] == [fresh, fresh]
    assert (tmp_path / "kept" / "kept.sqlite").is_file()


def test_a_kept_plan_that_was_tampered_with_is_made_anew(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3

    fresh = planned(root, ALL)
    monkeypatch.setenv("RETRO_BOT_CACHE", str(tmp_path / "kept"))
    planned(root, ALL)
    with sqlite3.connect(tmp_path / "kept" / "kept.sqlite") as connection:
        for key, _ in connection.execute("SELECT key, id FROM kept").fetchall():
            row = (*_packed(key, json.dumps({"Plan": ["nonsense"]})), key)
            connection.execute("UPDATE kept SET data = ?, sum = ? WHERE key = ?", row)
    connection.close()
    assert planned(root, ALL) == fresh
