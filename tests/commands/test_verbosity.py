"""How much is said, in which form, and in which colours."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from bot.cli import exit_code
from bot.errors import ExitCode
from bot.shell.log_lines import log_line
from tests.commands.conftest import Run
from tests.shell.git_repository import GitRepository

WITH_WARNING = ("dry-run", "all", "--format", "patch")


@pytest.fixture
def unknown_domain(lab: GitRepository) -> GitRepository:
    """The laboratory with a registry that gives a reason to warn."""
    lab.write(".codex/skills/registry.json", '{"domain": "speech"}')
    return lab


@pytest.mark.usefixtures("unknown_domain")
def test_a_warning_is_said_unless_one_wants_quiet(run: Callable[..., Run]) -> None:
    assert run(*WITH_WARNING).err.startswith("warning: .codex/skills/registry.json:1: ")
    assert run(*WITH_WARNING, "--quiet").err == ""
    assert run("-q", *WITH_WARNING).err == ""


@pytest.mark.usefixtures("lab")
@pytest.mark.parametrize("arguments", [("-v", "select", "all"), ("select", "all", "--verbose")])
def test_verbose_tells_what_a_result_rests_on(run: Callable[..., Run], arguments: tuple[str, ...]) -> None:
    done = run(*arguments)

    assert done.out == run("select", "all").out
    assert done.err.splitlines() == [
        "reading reports/2025-03-12-llama3-lora-rank.md",
        "reading reports/2025-03-20-mistral-4bit.md",
        "registry: .codex/skills/registry.json",
        "domain: unsloth",
        "reports: 2 in reports",
        "experiment log: references/experiment-log.md",
        "troubleshooting guide: references/troubleshooting.md",
        "templates: templates",
        "skills: 0 in .codex/skills",
    ]


@pytest.mark.usefixtures("unknown_domain")
def test_messages_as_json_are_one_object_a_line(run: Callable[..., Run]) -> None:
    lines = [json.loads(line) for line in run(*WITH_WARNING, "--log-json", "-v").err.splitlines()]

    assert {tuple(line) for line in lines} == {("time", "level", "message")}
    assert {line["level"] for line in lines} == {"info", "warning"}
    assert lines[0]["message"] == "reading reports/2025-03-12-llama3-lora-rank.md"


@pytest.mark.usefixtures("lab")
@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("dry-run", "--report", "nowhere.md"), 2, "--report nowhere.md: no such file"),
        (("dry-run", "--fast"), 2, "No such option"),
        (("dry-run", "--since", "nowhere"), 1, "--since: git knows no commit nowhere"),
    ],
)
def test_an_error_is_said_as_json_as_well(
    run: Callable[..., Run], arguments: tuple[str, ...], code: int, message: str
) -> None:
    done = run(*arguments, "--log-json", "--quiet")
    (line,) = map(json.loads, done.err.splitlines())

    assert (done.code, line["level"]) == (code, "error")
    assert line["message"].startswith(message)


@pytest.mark.usefixtures("lab")
def test_a_model_that_nobody_lets_write_is_told(run: Callable[..., Run]) -> None:
    typed = ("dry-run", "all", "--model", "m", "--model-url", "https://llm.example/v1")

    assert run(*typed).err == "warning: --model, --model-url: not used, the rules write; add --writer model\n"
    assert run(*typed, "--writer", "rules").err == ""
    assert run("dry-run", "all").err == ""


def test_verbose_and_quiet_contradict_each_other(run: Callable[..., Run]) -> None:
    done = run("-q", "select", "-v", "all")

    assert (done.code, done.err[:58]) == (2, "retro-bot: --verbose and --quiet contradict each other (re")


def test_a_line_of_the_log_cannot_command_a_runner() -> None:
    line = log_line("info", "a\n::error::x ##[error]y", path="b")

    assert "\n" not in line
    assert "#" not in line
    assert json.loads(line)["message"] == "a\n::error::x ##[error]y"


@pytest.mark.usefixtures("lab")
@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"CLICOLOR_FORCE": "1"}, True),
        ({"FORCE_COLOR": "0"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_colours_that_do_not_go_to_a_terminal_are_for_who_forces_them(
    run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], coloured: bool
) -> None:
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE", "NO_COLOR", "CLICOLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert ("\x1b[36m" in run("select", "all").out) is coloured


@pytest.mark.usefixtures("lab")
def test_every_exit_code_has_a_message(run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    """What is said at each end; nobody is left with a bare number."""
    said = {
        ExitCode.DONE: run("dry-run", "--since", "HEAD").out,
        ExitCode.FAILED: run("dry-run", "--since", "nowhere").err,
        ExitCode.USAGE: run("dry-run", "--nowhere").err,
        ExitCode.AMBIGUOUS: run("dry-run").out,
        ExitCode.NOTHING_FITS: run("dry-run", "zebra").out,
    }
    monkeypatch.setattr("bot.gathering.load_repository", lambda *_: 1 / 0)
    said[ExitCode.BUG] = run("dry-run", "all").err

    assert "Nothing new since HEAD" in said[ExitCode.DONE]
    assert "git fetch --all --tags" in said[ExitCode.FAILED]
    assert said[ExitCode.USAGE].endswith("(retro-bot dry-run --help)\n")
    assert "Name one with --report PATH" in said[ExitCode.AMBIGUOUS]
    assert "This is what there is." in said[ExitCode.NOTHING_FITS]
    assert "Please report it; paste what stands between the lines" in said[ExitCode.BUG]
    assert "\nretro-bot 0." in said[ExitCode.BUG]
    assert "ZeroDivisionError" in said[ExitCode.BUG]
    assert set(said) == set(ExitCode)


@pytest.mark.usefixtures("lab")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("dry-run", "--since", "HEAD"), 0),
        (("verify", "nowhere"), 4),
        (("select",), 3),
        (("select", "zebra"), 4),
        (("doctor", "--offline", "--strict"), 1),
        (("select", "--report", "nowhere"), 2),
    ],
)
def test_the_codes_are_those_of_the_documents(arguments: tuple[str, ...], code: int) -> None:
    assert exit_code(list(arguments)) == code
