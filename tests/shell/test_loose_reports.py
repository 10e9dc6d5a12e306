"""Reports named one by one, wherever they lie, and the domain of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.model.fact import ReportFacts
from bot.shell import tree
from bot.shell.cache import Cache
from bot.shell.extraction import Where, extracted
from bot.shell.loose_reports import Domains, read_files


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_a_folder_is_searched_for_reports_and_paths_are_shown_as_they_were_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "runs/b/two.md", "# Two\n")
    write(tmp_path / "runs/one.md", "# One\n")
    write(tmp_path / "runs/plot.png", "x")
    write(tmp_path / "runs/code.py", "x")
    write(tmp_path / "three.md", "# Three\n")
    monkeypatch.chdir(tmp_path)

    files = list(read_files([Path("runs"), Path("three.md")]))

    assert files == [
        ("runs/one.md", b"# One\n", ""),
        ("runs/b/two.md", b"# Two\n", ""),
        ("three.md", b"# Three\n", ""),
    ]


def test_a_file_named_by_hand_may_be_behind_a_link(tmp_path: Path) -> None:
    write(tmp_path / "data/real.md", "# Real\n")
    (tmp_path / "link.md").symlink_to("data/real.md")

    assert [data for _, data, _ in read_files([tmp_path / "link.md"])] == [b"# Real\n"]


def test_what_cannot_be_read_is_a_problem_of_its_own_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "MAX_BYTES", 10)
    write(tmp_path / "a.md", "# " + "x" * 20)
    write(tmp_path / "b.md", "# B\n")

    large, small = (file[1:] for file in read_files([tmp_path]))

    assert large == (b"", "0 MB, and files over 0 MB are not read")
    assert small == (b"# B\n", "")


def test_the_domain_is_the_one_asked_for_else_the_registrys_else_the_words(tmp_path: Path) -> None:
    write(tmp_path / "lab/.codex/skills/registry.json", '{"domain": "unsloth"}')
    write(tmp_path / "lab/runs/a.md", "# Softmax kernel\n\nBlock size 256, occupancy 71%, 40 registers.\n")
    write(tmp_path / "loose/b.md", "# Softmax kernel\n\nBlock size 256, occupancy 71%, 40 registers.\n")
    folders = [tmp_path / "lab/runs", tmp_path / "loose"]

    def named(wanted: str) -> list[str]:
        return [facts.domain for facts in extracted(folders, Domains(wanted), None, Where())]

    assert named("research") == ["research", "research"]
    assert named("") == ["unsloth", "cuda"]


def test_an_unknown_domain_is_warned_of_once(tmp_path: Path) -> None:
    write(tmp_path / "a.md", "# A\n")
    write(tmp_path / "b.md", "# B\n")
    domains = Domains("astrology")

    list(extracted([tmp_path], domains, None, Where()))

    (warning,) = domains.warnings
    assert "astrology" in warning
    assert all(name in warning for name in ("research", "unsloth", "cuda"))


def test_facts_are_kept_by_content_and_the_same_from_everywhere(tmp_path: Path) -> None:
    write(tmp_path / "a.md", "# A\n\n- learning rate: 0.1\n")
    write(tmp_path / "b.md", "# B\n\n- learning rate: 0.2\n")
    cache = Cache(tmp_path / "cache" / "kept.sqlite")

    def facts(cache: Cache | None, jobs: int = 1) -> list[ReportFacts]:
        return list(extracted([tmp_path], Domains("research"), cache, Where(jobs)))

    fresh = facts(None)
    assert [one.facts[0].value for one in fresh] == ["0.1", "0.2"]
    assert facts(cache) == facts(cache) == facts(None, jobs=2) == fresh
    write(tmp_path / "a.md", "# A\n\n- learning rate: 0.3\n")
    assert [one.facts[0].value for one in facts(cache)] == ["0.3", "0.2"]


def test_what_is_kept_is_not_extracted_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a.md", "# A\n\n- learning rate: 0.1\n")
    cache = Cache(tmp_path / "cache" / "kept.sqlite")
    once = list(extracted([tmp_path], Domains("research"), cache, Where(1)))
    monkeypatch.setattr("bot.extract.report_facts.extract_facts", None)
    assert list(extracted([tmp_path], Domains("research"), cache, Where(1))) == once
