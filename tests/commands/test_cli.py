"""The command line itself: help, version, exit codes."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import PIPE, Popen
from subprocess import run as run_process

import pytest

import bot.gathering
from bot import __version__
from bot.cli import COMMANDS
from tests.commands.conftest import Run


def test_help_teaches_commands_examples_and_exit_codes(run: Callable[..., Run]) -> None:
    done = run("--help")

    assert done.code == 0
    for name, (_, line) in COMMANDS.items():
        assert f"  {name}" in done.out
        assert line in done.out
    assert "retro-bot dry-run all" in done.out
    assert "70  a bug in retro-bot" in done.out


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help_with_an_example(run: Callable[..., Run], name: str) -> None:
    done = run(name, "--help")

    assert done.code == 0
    assert f"\n    retro-bot {name} " in done.out or f"\n  retro-bot {name} " in done.out


def test_the_version_is_printed(run: Callable[..., Run]) -> None:
    done = run("--version")
    first, *others = done.out.splitlines()

    assert (done.code, done.err) == (0, "")
    assert first == f"retro-bot {__version__}"
    assert [line.split()[0] for line in others] == "python platform installed packages git terminal cache".split()
    assert str(Path.home()) not in done.out


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"RETRO_BOT_CACHE": "off"}, "off"),
        ({"RETRO_BOT_CACHE": "kept"}, "off"),  # a relative folder is none
        ({"RETRO_BOT_CACHE": "/kept"}, "on"),
        ({"RETRO_BOT_CACHE": "", "HOME": "", "XDG_CACHE_HOME": "", "LOCALAPPDATA": ""}, "off"),
    ],
)
def test_the_version_says_whether_anything_is_kept(
    run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], said: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert run("--version").out.splitlines()[-1].split() == ["cache", said]


@pytest.mark.parametrize(
    "arguments",
    [("retrospect",), ("dry-run", "--fast"), ("dry-run", "--format", "pdf"), ("extract",), ("extract", "no-such-file.md")],
)
def test_wrong_usage_exits_with_2_and_says_what_is_wrong(run: Callable[..., Run], arguments: tuple[str, ...]) -> None:
    done = run(*arguments)

    assert (done.code, done.out) == (2, "")
    assert re.fullmatch(r"retro-bot: .+ \(retro-bot.* --help\)\n", done.err)


def test_an_unknown_command_names_the_known_ones(run: Callable[..., Run]) -> None:
    assert "Commands: init, doctor, dry-run, apply, select, extract" in run("retrospect").err


def test_without_a_command_the_help_is_shown(run: Callable[..., Run]) -> None:
    done = run()

    assert done.code == 2
    assert "Usage: retro-bot" in done.err + done.out


def test_what_a_user_can_mend_exits_with_1_on_one_line(run: Callable[..., Run], tmp_path: Path) -> None:
    registry = tmp_path / ".codex/skills/registry.json"
    registry.parent.mkdir(parents=True)
    registry.write_text('{\n  "paths": {\n    "reports": "../outside"\n  }\n}\n')
    done = run("select", "all", "-C", str(tmp_path))

    assert (done.code, done.out) == (1, "")
    assert re.fullmatch(r"retro-bot: \.codex/skills/registry\.json:3: .+ leads out of the repository \(.+\)\n", done.err)


def test_a_bug_exits_with_70_and_a_report_to_paste(
    run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(bot.gathering, "load_repository", fail)
    done = run("select", "all", "-C", str(tmp_path))

    assert (done.code, done.out) == (70, "")
    assert done.err.startswith("retro-bot: this is a bug in retro-bot")
    assert "ZeroDivisionError: oops" in done.err


def test_a_reader_that_goes_away_ends_the_work_without_a_word(tmp_path: Path) -> None:
    rows = "".join(f"| run {number} | {number}.5 |\n" for number in range(3000))
    (tmp_path / "a.md").write_text(f"# A\n\n## Results\n\n| Run | Loss |\n|---|---|\n{rows}")
    command = [sys.executable, "-m", "bot", "extract", str(tmp_path), "--format", "json"]
    environment = {**os.environ, "PYTHONUNBUFFERED": ""}
    with Popen(command, stdout=PIPE, stderr=PIPE, env=environment) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        errors = process.stderr.read()

    assert (process.returncode, errors) == (1, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the device is Linux's own")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_is_no_bug(tmp_path: Path, unbuffered: str) -> None:
    (tmp_path / "a.md").write_text("# A\n\n## Results\n\n- Loss: 0.5\n")
    command = [sys.executable, "-m", "bot", "extract", str(tmp_path)]
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with open("/dev/full", "w") as full, Popen(command, env=environment, stdout=full, stderr=PIPE) as process:
        _, errors = process.communicate()

    assert process.returncode == 1
    assert errors == b"retro-bot: the output could not be written: No space left on device (free some space)\n"


@pytest.mark.skipif(os.name == "nt", reason="the shell is a POSIX one")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_closed_streams_are_no_bug(tmp_path: Path, closed: str) -> None:
    (tmp_path / "a.md").write_text("# A\n\n## Results\n\n- Loss: 0.5\n")
    command = ["sh", "-c", f'"$0" -m bot extract "$1" {closed}', sys.executable, str(tmp_path)]

    assert run_process(command, check=False).returncode == 0


def test_an_interrupt_says_that_nothing_more_was_written(
    run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(bot.gathering, "load_repository", interrupted)
    done = run("select", "all", "-C", str(tmp_path))

    assert (done.code, done.out, done.err.strip()) == (130, "", "retro-bot: interrupted; nothing more was written")


def test_without_git_the_option_that_needs_it_says_so(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot", "dry-run", "-C", str(tmp_path), "--since", "HEAD"]
    with Popen(command, stdout=PIPE, stderr=PIPE, env={**os.environ, "PATH": str(tmp_path)}) as process:
        _, errors = process.communicate()

    assert process.returncode == 1
    assert errors.decode().startswith("retro-bot: --since needs git, which is not installed (install git")
