"""`retro-bot doctor`: what was found as text, as JSON and as annotations, and the exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli import exit_code
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
