"""Reports named one by one, wherever they lie, and the domain of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.model.report import Problem
from bot.shell import tree
from bot.shell.loose_reports import Domains, read_reports


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

    reports = [report for report, _ in read_reports([Path("runs"), Path("three.md")])]

    assert [(report.path, report.title) for report in reports] == [
        ("runs/one.md", "One"),
        ("runs/b/two.md", "Two"),
        ("three.md", "Three"),
    ]


def test_a_file_named_by_hand_may_be_behind_a_link(tmp_path: Path) -> None:
    write(tmp_path / "data/real.md", "# Real\n")
    (tmp_path / "link.md").symlink_to("data/real.md")

    assert [report.title for report, _ in read_reports([tmp_path / "link.md"])] == ["Real"]


def test_what_cannot_be_read_is_a_problem_of_its_own_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "MAX_BYTES", 10)
    write(tmp_path / "a.md", "# " + "x" * 20)
    write(tmp_path / "b.md", "# B\n")

    (large, no_bytes), (small, some_bytes) = read_reports([tmp_path])

    assert large.problems == (Problem(1, "0 MB, and files over 0 MB are not read"),)
    assert (small.title, no_bytes, some_bytes) == ("B", b"", b"# B\n")


def test_the_domain_is_the_one_asked_for_else_the_registrys_else_the_words(tmp_path: Path) -> None:
    write(tmp_path / "lab/.codex/skills/registry.json", '{"domain": "unsloth"}')
    write(tmp_path / "lab/runs/a.md", "# Softmax kernel\n\nBlock size 256, occupancy 71%, 40 registers.\n")
    write(tmp_path / "loose/b.md", "# Softmax kernel\n\nBlock size 256, occupancy 71%, 40 registers.\n")
    in_lab, loose = (report for report, _ in read_reports([tmp_path / "lab/runs", tmp_path / "loose"]))

    assert Domains("research").of(in_lab).name == "research"
    assert Domains("").of(in_lab).name == "unsloth"
    assert Domains("").of(loose).name == "cuda"


def test_an_unknown_domain_is_warned_of_once(tmp_path: Path) -> None:
    write(tmp_path / "a.md", "# A\n")
    write(tmp_path / "b.md", "# B\n")
    domains = Domains("astrology")

    for report, _ in read_reports([tmp_path]):
        domains.of(report)

    (warning,) = domains.warnings
    assert "astrology" in warning
    assert all(name in warning for name in ("research", "unsloth", "cuda"))
