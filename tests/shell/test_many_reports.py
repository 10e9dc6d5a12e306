"""A repository with many reports: the same is selected as if all were read, and the catalogue follows what changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.reports import report
from bot.errors import UserError
from bot.gathering import gather, select_reports
from bot.model.plan import Plan
from bot.model.selection import Outcome, Request
from bot.run import plan_from
from bot.shell import catalogue_refresh, many_reports, repository_files
from bot.shell.engines import Batch
from tests.planning import planned
from tests.shell.git_repository import GitRepository

TODAY = "2024-06-01"
COUNT = 60
REGISTRY = '{"domain": "research", "paths": {"reports": "reports"}}'
RANKS = "# LoRA ranks\n\n| Run | rank | eval loss |\n|---|---|---|\n| a | 8 | 0.9 |\n| b | 16 | 0.7 |\n"


@pytest.fixture
def lab(repository: GitRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitRepository:
    """Sixty reports, which count as many here; what is known of them is kept."""
    monkeypatch.setenv("RETRO_BOT_CACHE", str(tmp_path / "kept"))
    monkeypatch.setattr(repository_files, "MANY_REPORTS", 10)
    repository.write(".codex/skills/registry.json", REGISTRY)
    for number in range(COUNT):
        path, text = report(number)
        repository.write(f"reports/{path}", text)
    repository.commit()
    return repository


@pytest.fixture
def indexed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths that were read for the catalogue, or taken out of it."""
    done: list[str] = []
    work = catalogue_refresh.catalogued

    def noted(batch: Batch) -> Sequence[object]:
        done.extend(path for path, _, _ in batch)
        return work(batch)

    monkeypatch.setattr(catalogue_refresh, "catalogued", noted)
    return done


def selected(lab: GitRepository, words: str) -> tuple[Outcome, list[str]]:
    request = Request(words, TODAY)
    found = select_reports(gather(lab.root, request), request)
    return found.outcome, [one.path for one in found.reports or found.candidates]


def path_of(number: int) -> str:
    return f"reports/{report(number)[0]}"


@pytest.mark.parametrize(
    "words",
    [
        "memory of Linden-34B on H100",
        "moe-dispatch kernel",
        "warmup steps and weight decay",
        "all",
        "",
        "2",
        "latest",
        "last report on softmax",
        "2023-01-02",
        "broken runs of January 2023",
        Path(report(7)[0]).name,
        "reports/000",
        "no-such-report.md",
        "zeppelin",
    ],
)
def test_words_mean_what_they_mean_where_all_reports_are_read(
    lab: GitRepository, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome, paths = selected(lab, words)
    monkeypatch.setattr(repository_files, "MANY_REPORTS", 1000)
    wanted_outcome, wanted = selected(lab, words)
    assert outcome is wanted_outcome
    if outcome is Outcome.NONE:  # then the list is of what there is, and of many reports only some
        assert set(paths) <= set(wanted)
    else:
        assert paths == wanted


def test_an_unchanged_repository_is_known_by_its_commit(lab: GitRepository, indexed: list[str]) -> None:
    selected(lab, "softmax")
    assert len(indexed) == COUNT
    indexed.clear()
    selected(lab, "layernorm")
    assert indexed == []


def test_only_what_a_commit_changed_is_read(lab: GitRepository, indexed: list[str]) -> None:
    selected(lab, "softmax")
    indexed.clear()
    lab.write(path_of(3), "# Zeppelin\n\nAll about the zeppelin schedule.\n")
    (lab.root / path_of(4)).unlink()
    lab.commit()
    assert selected(lab, "zeppelin schedule") == (Outcome.SELECTED, [path_of(3)])
    assert sorted(indexed) == sorted([path_of(3), path_of(4)])
    assert selected(lab, Path(path_of(4)).name)[0] is Outcome.NONE


def test_files_that_came_or_went_without_a_commit_count(lab: GitRepository, indexed: list[str]) -> None:
    selected(lab, "softmax")
    indexed.clear()
    lab.write("reports/new/zeppelin.md", "# Zeppelin\n\nThe zeppelin schedule.\n")
    (lab.root / path_of(5)).unlink()
    assert selected(lab, "zeppelin") == (Outcome.SELECTED, ["reports/new/zeppelin.md"])
    assert selected(lab, Path(path_of(5)).name)[0] is Outcome.NONE
    assert len(indexed) == 2


def test_other_rules_read_everything_again(lab: GitRepository, indexed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    selected(lab, "softmax")
    indexed.clear()
    monkeypatch.setattr("bot.shell.cache.Cache.rules_version", lambda self, *packages: b"newer")
    selected(lab, "softmax")
    assert len(indexed) == COUNT


def test_without_git_every_file_is_looked_at(lab: GitRepository) -> None:
    (lab.root / ".git").rename(lab.root / "not-git")
    selected(lab, "softmax")
    lab.write(path_of(3), "# Zeppelin\n\nAll about the zeppelin schedule.\n")
    assert selected(lab, "zeppelin schedule") == (Outcome.SELECTED, [path_of(3)])


def test_without_a_cache_the_same_is_found(lab: GitRepository, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = selected(lab, "memory of Linden-34B on H100")
    monkeypatch.setenv("RETRO_BOT_CACHE", "off")
    assert selected(lab, "memory of Linden-34B on H100") == kept


@pytest.mark.parametrize("pages", ["of the tables", "of the words"])
def test_a_damaged_catalogue_is_dropped_with_a_warning_and_made_anew(
    lab: GitRepository, indexed: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], pages: str
) -> None:
    before = selected(lab, "memory of Linden-34B on H100")
    file = tmp_path / "kept" / "kept.sqlite"
    if pages == "of the words":
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute("UPDATE words SET data = substr(data, 3)")
    else:
        content = file.read_bytes()
        file.write_bytes(content[:4096] + b"\xa5" * (len(content) - 4096))
    indexed.clear()
    assert selected(lab, "memory of Linden-34B on H100") == before
    assert len(indexed) == COUNT
    assert f"the cache {file} is damaged: it was removed, and is made anew" in capsys.readouterr().err


def test_what_changed_since_a_commit_becomes_a_plan_on_the_files_as_they_are(lab: GitRepository) -> None:
    start = lab.git("rev-parse", "HEAD")
    lab.write("reports/lora.md", RANKS)
    lab.commit()
    plan = planned(lab.root, Request("", TODAY, since=start))
    assert [one.path for one in plan.selection.reports] == ["reports/lora.md"]
    assert "0.7" in plan.summary_markdown
    assert planned(lab.root, Request("", TODAY, since=start)) == plan


def test_more_reports_than_anyone_could_review_are_refused_with_the_way_out(
    lab: GitRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many_reports, "MOST_CHOSEN", 20)
    with pytest.raises(UserError, match=r"60 reports are meant, .* 20 at most .*--since REV"):
        selected(lab, "all")


def test_a_kept_plan_needs_no_more_of_the_other_reports_than_their_bytes(lab: GitRepository) -> None:
    request = Request("", TODAY, reports=(path_of(3),))

    def planned_and_said() -> tuple[Plan, list[str]]:
        said: list[str] = []
        gathered = gather(lab.root, request, notify=said.append)
        plan = plan_from(gathered, request, select_reports(gathered, request), said.append)
        return plan, [text.removeprefix("reading ") for text in said if text.startswith("reading ")]

    (first, all_read), (again, read) = planned_and_said(), planned_and_said()

    assert again == first
    assert set(read) == {path_of(3)} < set(all_read)
    lab.write(path_of(7), RANKS)
    assert path_of(7) in planned_and_said()[1]
