"""`retro-bot extract` on loose files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.commands.conftest import FILES, Run

REPORT = "reports/2025-03-12-llama3-lora-rank.md"


def test_the_facts_of_a_report_have_their_lines(run: Callable[..., Run], tmp_path: Path) -> None:
    path = tmp_path / "lora.md"
    path.write_text(FILES[REPORT])
    done = run("extract", str(path), "--format", "json")
    (report,) = json.loads(done.out)["reports"]
    losses = [fact for fact in report["facts"] if fact["kind"] == "metric" and fact["value"] == "1.087"]

    assert (done.code, done.err) == (0, "")
    assert (report["path"], report["title"], report["date"]) == (str(path), "Llama-3 8B LoRA rank sweep", "2025-03-12")
    assert report["domain"] == "unsloth"
    assert [18, 18] in [fact["lines"] for fact in losses]


def test_the_text_form_has_one_line_a_fact(run: Callable[..., Run], tmp_path: Path) -> None:
    (tmp_path / "lora.md").write_text(FILES[REPORT])
    done = run("extract", str(tmp_path))

    assert done.code == 0
    assert done.out.startswith(f"{tmp_path}/lora.md  Llama-3 8B LoRA rank sweep · 2025-03-12 · Completed · unsloth\n")
    assert "L18  metric" in done.out


def test_a_report_that_cannot_be_read_does_not_stop_the_others(run: Callable[..., Run], tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\x00\x01\x02\xff" * 100)
    (tmp_path / "b.md").write_text(FILES[REPORT])
    done = run("extract", str(tmp_path), "--format", "json")
    broken, whole = json.loads(done.out)["reports"]

    assert done.code == 0
    assert broken["problems"]
    assert whole["facts"]


def test_an_unknown_domain_is_a_warning(run: Callable[..., Run], tmp_path: Path) -> None:
    (tmp_path / "lora.md").write_text(FILES[REPORT])
    done = run("extract", str(tmp_path), "--domain", "astrology", "--format", "json")

    assert done.code == 0
    assert done.err.startswith("warning: unknown domain `astrology`")


def test_a_folder_without_reports_gives_an_empty_document_and_a_warning(run: Callable[..., Run], tmp_path: Path) -> None:
    (tmp_path / "full/deep").mkdir(parents=True)
    (tmp_path / "empty").mkdir()
    (tmp_path / "full/deep/lora.md").write_text(FILES[REPORT])
    done = run("extract", str(tmp_path / "empty"), "--format", "json")

    assert json.loads(done.out) == {"schema": "retro-bot/facts/1", "reports": []}
    assert done.err.startswith(f"warning: {tmp_path}/empty: no report in this folder (read are .csv ")
    assert run("extract", str(tmp_path / "full")).err == ""
