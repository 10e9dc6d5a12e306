"""`retro-bot doctor`: what was found as text, as JSON and as annotations, and the exit code."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from bot.cli import exit_code
from bot.doctor.finding import Finding, Severity
from bot.present.examination import examination_annotations
from tests.doctor.mistakes import REGISTRY, WORKFLOW, edit, remove


def test_json_names_check_place_and_fix(lab: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(REGISTRY, '"domain"', '"domian"')(lab)
    assert exit_code(["doctor", "--offline", "--format", "json", "-C", str(lab)]) == 1
    document = json.loads(capsys.readouterr().out)

    assert document["schema"] == "retro-bot/doctor/1"
    assert document["healthy"] is False
    assert document["findings"] == [
        {
            "check": "registry-key",
            "severity": "error",
            "path": REGISTRY,
            "line": 2,
            "message": "domian is a key that nothing reads",
            "fix": "did you mean domain?",
        }
    ]
    assert document["not_looked_at"] == ["the settings on GitHub: --offline"]


@pytest.mark.parametrize(("options", "code"), [((), 0), (("--strict",), 1)])
def test_warnings_count_where_one_is_strict(
    lab: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], code: int
) -> None:
    remove(WORKFLOW)(lab)

    assert exit_code(["doctor", "--offline", "-C", str(lab), *options]) == code
    assert capsys.readouterr().out == (
        "warning  .github/workflows\n"
        "  no workflow uses the bot, so that nothing happens on GitHub\n"
        "  fix: retro-bot init writes one\n"
        "\n"
        "not looked at: the settings on GitHub: --offline\n"
        "0 errors, 1 warning\n"
    )


def test_annotations_stand_on_the_lines(lab: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(WORKFLOW, "[main]", "[master]")(lab)
    exit_code(["doctor", "--offline", "--format", "github", "-C", str(lab)])

    assert capsys.readouterr().out.startswith(f"::error file={WORKFLOW},line=6,title=retro-bot::a push to main")


def test_annotations_of_a_folder_in_a_checkout_name_paths_as_github_counts_them(
    lab: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.move(lab / "reports", lab / "moved")
    (lab / "kernels").mkdir()
    for name in (".codex", "references", "templates"):
        shutil.move(lab / name, lab / "kernels" / name)
    exit_code(["doctor", "--offline", "--format", "github", "-C", str(lab / "kernels")])

    assert f"::warning file=kernels/{REGISTRY},line=" in capsys.readouterr().out


def test_an_annotation_without_a_line_or_a_file_names_none() -> None:
    without_line = Finding("workflow-missing", Severity.WARNING, ".github/workflows", 0, "none", "write one")
    on_github = Finding("github-actions", Severity.ERROR, "acme/lab", 0, "Actions are off", "turn them on")

    assert examination_annotations([without_line, on_github], "kernels/").split("\n") == [
        "::warning file=kernels/.github/workflows,title=retro-bot::none. Fix: write one",
        "::error title=retro-bot::Actions are off. Fix: turn them on",
    ]
