"""Completion, in the shells that are here: commands, reports, skills, formats."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import group
from bot.commands.completing import completed
from tests.commands.conftest import Run
from tests.shell.git_repository import GitRepository

ASK = """
eval "$(retro-bot completion bash)"
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_retro_bot_completion "$1"
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture
def complete(lab: GitRepository, tmp_path: Path) -> Callable[..., list[str]]:
    """Ask a real bash what it would offer after some words, the last of them begun."""
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "retro-bot").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m bot "$@"\n')
    (programs / "retro-bot").chmod(0o755)

    def complete(*words: str) -> list[str]:
        done = subprocess.run(
            ["bash", "--norc", "-c", ASK, "bash", "retro-bot", *words],
            cwd=lab.root,
            env={**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        )
        return [line for line in done.stdout.splitlines() if line]

    return complete


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
@pytest.mark.slow
def test_bash_completes_what_can_be_meant(lab: GitRepository, complete: Callable[..., list[str]]) -> None:
    lab.write(".codex/skills/lora-rank/SKILL.md", "---\nname: lora-rank\n---\n")
    lab.write(".retro-bot/domains/speech.yaml", "extends: research\n")

    assert complete("d") == ["doctor", "dry-run"]
    assert complete("dry-run", "2025-03-1") == ["2025-03-12-llama3-lora-rank"]
    assert complete("dry-run", "--report", "reports/2025-03-2") == ["reports/2025-03-20-mistral-4bit.md"]
    assert complete("dry-run", "--format", "m") == ["markdown"]
    assert complete("dry-run", "--domain", "s") == ["speech"]
    assert complete("dry-run", "--since", "ma") == ["main"]
    assert complete("verify", "") == ["lora-rank"]
    assert complete("apply", "--y") == ["--yes"]


@pytest.mark.parametrize(
    ("shell", "part"), [("bash", "complete -o nosort"), ("zsh", "#compdef retro-bot"), ("fish", "complete ")]
)
def test_each_shell_has_its_script(run: Callable[..., Run], shell: str, part: str) -> None:
    done = run("completion", shell)

    assert (done.code, done.err) == (0, "")
    assert part in done.out
    assert "_RETRO_BOT_COMPLETE" in done.out


def test_another_shell_is_wrong_usage(run: Callable[..., Run]) -> None:
    assert run("completion", "tcsh").code == 2


def test_where_nothing_can_be_found_nothing_is_offered_and_nothing_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".codex").mkdir()
    (tmp_path / ".codex/skills").symlink_to("/usr")
    context = group.make_context("retro-bot", ["select", "x"], resilient_parsing=True)

    assert completed("skills")(context, group.params[0], "") == []
    assert completed("revisions")(context, group.params[0], "m") == []
    assert capsys.readouterr() == ("", "")
