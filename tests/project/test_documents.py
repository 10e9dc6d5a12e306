"""README, docs and changelog agree with the program: commands, options, exit codes, output, version and links."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import click
import pytest

import bot
from bot.cli import COMMANDS, group
from bot.errors import ExitCode
from bot.propose.section_names import Part
from bot.propose.skill_template import PATH, skill_template
from tests.project.documents import anchors, bot_commands, code_blocks, documents, inline

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
DOCUMENTS = [pytest.param(path, id=path.relative_to(ROOT).as_posix()) for path in documents(ROOT)]
EVERYTHING = "\n".join(path.read_text(encoding="utf-8") for path in documents(ROOT))


def options(command: click.Command) -> dict[str, click.Option]:
    found = {name: option for option in command.params if isinstance(option, click.Option) for name in option.opts}
    return found | dict.fromkeys(("-h", "--help"), click.Option(["--help"], is_flag=True, help="Show the help."))


def unknown_words(arguments: list[str]) -> list[str]:
    """Return the options and choices among `arguments` that the command line does not know."""
    known, unknown, words = options(group), [], iter(arguments)
    command: click.Command | None = None
    for word in words:
        name, _, value = word.partition("=")
        if word.startswith("-"):
            option = known.get(name)
            if option is None:
                unknown.append(name)
            elif not option.is_flag:
                value = value or next(words, "")
                if isinstance(option.type, click.Choice) and value not in option.type.choices:
                    unknown.append(f"{name} {value}")
        elif command is None:
            command = group.get_command(click.Context(group), word)
            if command is None:
                return [*unknown, word]
            known = options(command) | options(group)
    return unknown


def run_bot(words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "bot", *words.split()[1:]], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout


def not_shown(output: str, block: str) -> str:
    """Return the first part of `block` that is not in `output`, empty if all are there in order; `...` parts the parts."""
    position = 0
    for part in re.split(r"(?m)^ *\.\.\.\n", block):
        found = output.find(part, position)
        if found < 0:
            return part
        position = found + len(part)
    return ""


@pytest.mark.parametrize("path", DOCUMENTS)
def test_every_command_and_option_that_a_document_shows_exists(path: Path) -> None:
    assert [(words, unknown) for words in bot_commands(path) if (unknown := unknown_words(words))] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_each_of_its_options_is_documented(name: str) -> None:
    command = group.get_command(click.Context(group), name)
    assert command is not None
    long = [name for name, option in options(command).items() if name.startswith("--") and not option.hidden]
    assert f"`{name}`" in README.read_text(encoding="utf-8")
    assert [option for option in long if not re.search(rf"`[^`\n]*{option}\b", EVERYTHING)] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_has_help(name: str) -> None:
    command = group.get_command(click.Context(group), name)
    assert command is not None
    assert command.help
    assert [
        param.name for param in command.params if isinstance(param, click.Option) and not (param.help or param.hidden)
    ] == []


def test_the_readme_lists_the_exit_codes_of_the_program() -> None:
    rows = re.findall(r"^\| (\d+) \| ", README.read_text(encoding="utf-8"), re.M)
    assert [int(code) for code in rows] == sorted(ExitCode)


def test_the_newest_version_of_the_changelog_is_the_package_version() -> None:
    versions = re.findall(r"^## \[(\d+\.\d+\.\d+)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert versions[0] == bot.__version__


def test_readme_and_pyproject_ask_for_the_same_python() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"Python {project['requires-python'].removeprefix('>=')}" in README.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", DOCUMENTS)
def test_every_relative_link_leads_to_a_file_and_a_heading(path: Path) -> None:
    broken = []
    for kind, target in inline(path):
        if kind != "link" or re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        file = (path.parent / name).resolve() if name else path
        if not file.exists() or (anchor and anchor not in anchors(file)):
            broken.append(target)
    assert broken == []


@pytest.mark.parametrize("path", DOCUMENTS)
def test_what_a_document_shows_is_what_the_bot_prints(path: Path) -> None:
    for block in code_blocks(path):
        key, value = block.mark
        if key == "output of":
            assert not_shown(run_bot(value), block.text) == ""
        elif key == "part of":
            assert not_shown((ROOT / value).read_text(encoding="utf-8"), block.text) == ""
        elif key == "skill of":
            plan = json.loads(run_bot(f"retro-bot dry-run all -C {value} --format json"))
            skills = [file["content"] for file in plan["files"] if file["path"].endswith("/SKILL.md")]
            assert min((not_shown(text, block.text) for text in skills), key=len) == ""


def test_the_rule_that_the_documents_teach_passes_its_own_test() -> None:
    files = {
        block.mark[1]: block.text for block in code_blocks(ROOT / "docs" / "adding-a-rule.md") if block.mark[0] == "file"
    }
    rule = files["bot/extract/costs.py"]
    names: dict[str, Any] = {}
    test = files["tests/extract/test_costs.py"].replace("from bot.extract.costs import facts\n", "")
    exec(compile(f"{rule}\n{test}", "adding-a-rule.md", "exec"), names)  # noqa: S102 - our own document
    names["test_a_sum_of_money_is_what_the_run_cost"]()


def test_the_template_that_the_documents_show_is_understood_as_they_say() -> None:
    (shown_template,) = (block for block in code_blocks(ROOT / "docs" / "templates.md") if block.language == "markdown")
    template = skill_template({PATH: shown_template.text})
    parts = [(section.part, section.heading, section.columns) for section in template.sections]
    assert parts[:3] == [
        (Part.GENERAL, "## Overview", ()),
        (Part.RESULTS, "## Numbers", ("Metric", "Value", "Notes")),
        (Part.FAILURES, "## Pitfalls", ("Attempt", "Reason", "Do instead")),
    ]
    assert ("team", "speech") in template.metadata


@pytest.mark.parametrize("name", ["try", "test"])
def test_the_readme_has_one_line_commands_that_can_be_pasted(name: str) -> None:
    (block,) = (block for block in code_blocks(README) if block.mark == ("command", name))
    assert block.language == "bash"
    assert block.text.count("\n") == 1


def test_the_first_screen_shows_a_report_a_skill_and_how_to_try_it() -> None:
    marks = [(block.mark[0], block.line) for block in code_blocks(README) if block.mark[0]]
    assert {"part of", "skill of", "command"} <= {key for key, line in marks if line <= 60}
