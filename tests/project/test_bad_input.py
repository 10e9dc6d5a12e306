"""Bad input, all the way through: one line names the file, the line and what to do, and the rest of the work goes on."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REPORTS = "training_reports"

BAD_REPORTS = {
    "bytes.md": b"# Run\n\nloss \xff\xfe\x80 0.1\n",
    "empty.md": b"",
    "cut-off.json": b'{"results": [\n  {"run": "a", "loss": 0.1},',
    "not-a-notebook.ipynb": b"these are no cells",
    "blank-template.md": b"# Report: {title}\n\n## Results\n\n| Metric | Value |\n|---|---|\n| {name} | {value} |\n",
}


@pytest.fixture
def lab(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "examples" / "unsloth", tmp_path / "lab"))


def bot(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", *words, "-C", str(folder), "--today", "2025-01-20"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def write_registry(lab: Path, text: str) -> None:
    (lab / ".codex/skills/registry.json").write_text(text, encoding="utf-8")


def test_reports_that_cannot_be_read_are_named_and_leave_the_plan_as_it_is(lab: Path) -> None:
    words = ("dry-run", "all", "--format", "json")
    before = json.loads(bot(lab, *words).stdout)
    for name, data in BAD_REPORTS.items():
        (lab / REPORTS / name).write_bytes(data)
    done = bot(lab, *words)
    after = json.loads(done.stdout)
    assert done.returncode == 0
    assert [row["name"] for row in after["proposals"]] == [row["name"] for row in before["proposals"]]
    for name in BAD_REPORTS:
        assert [warning for warning in after["warnings"] if warning.startswith(f"{REPORTS}/{name}")], name


def test_a_link_out_of_the_repository_is_not_read(lab: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("# Secret\n\n| Run | loss |\n|---|---|\n| a | 0.123456 |\n", encoding="utf-8")
    (lab / REPORTS / "secret.md").symlink_to(tmp_path / "secret.md")
    done = bot(lab, "dry-run", "all", "--format", "json")
    assert done.returncode == 0
    assert "0.123456" not in done.stdout


def test_a_registry_that_is_not_json_is_named_with_its_line_and_stays_as_it_is(lab: Path) -> None:
    write_registry(lab, '{\n  "domain": "unsloth",\n  "paths": {,}\n}\n')
    done = bot(lab, "dry-run", "all", "--format", "json")
    plan = json.loads(done.stdout)
    assert done.returncode == 0
    assert [warning for warning in plan["warnings"] if warning.startswith(".codex/skills/registry.json:3: ")]
    assert not [file for file in plan["files"] if file["path"].endswith("registry.json")]


def test_a_reports_folder_that_does_not_exist_is_named_and_the_log_is_still_read(lab: Path) -> None:
    write_registry(lab, '{"domain": "unsloth",\n "paths": {"reports": "nowhere/"}}\n')
    done = bot(lab, "select", "all")
    assert ".codex/skills/registry.json:2: " in done.stdout + done.stderr
    assert "nowhere" in done.stdout + done.stderr


def test_a_path_out_of_the_repository_is_refused_in_one_line(lab: Path) -> None:
    write_registry(lab, '{"domain": "unsloth",\n "paths": {"reports": "../.."}}\n')
    done = bot(lab, "dry-run", "all")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("retro-bot: .codex/skills/registry.json:2: ")


def test_an_unknown_domain_works_with_a_warning_that_names_the_three(lab: Path) -> None:
    write_registry(lab, '{"domain": "alchemy", "paths": {"reports": "training_reports/"}}\n')
    plan = json.loads(bot(lab, "dry-run", "all", "--format", "json").stdout)
    (warning,) = (text for text in plan["warnings"] if "alchemy" in text)
    assert all(name in warning for name in ("research", "unsloth", "cuda"))
    assert plan["proposals"]
