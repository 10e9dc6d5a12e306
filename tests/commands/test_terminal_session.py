"""What happens on a real terminal: colours, and the question which candidates are meant."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.present.columns import display_width
from tests.shell.git_repository import GitRepository


@pytest.fixture
def session(lab: GitRepository) -> Callable[..., tuple[int, str]]:
    """Run `retro-bot` with a terminal for input and output, type some text, and return the code and all that was shown."""

    def session(*arguments: str, typed: str = "", **environment: str) -> tuple[int, str]:
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", *arguments],
            cwd=lab.root,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**os.environ, "TERM": "xterm", "PYTHONPATH": os.pathsep.join(sys.path), **environment},
        )
        os.close(theirs)
        os.write(ours, typed.encode())
        shown = b""
        while chunk := _read(ours):
            shown += chunk
        os.close(ours)
        return process.wait(), shown.decode().replace("\r\n", "\n")

    return session


def _read(terminal: int) -> bytes:
    """What the program shows next; nothing when it has ended (Linux says so with an error)."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


def test_a_terminal_shows_colours(session: Callable[..., tuple[int, str]]) -> None:
    code, shown = session("extract", "reports")

    assert code == 0
    assert "\x1b[36mmetric" in shown


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_whoever_wants_no_colours_gets_none(session: Callable[..., tuple[int, str]], environment: dict[str, str]) -> None:
    code, shown = session("extract", "reports", **environment)

    assert (code, "\x1b" in shown) == (0, False)


def test_an_ambiguous_request_asks_which_candidates_are_meant(session: Callable[..., tuple[int, str]]) -> None:
    code, shown = session("dry-run", typed="7\nthe first\n1\n", NO_COLOR="1")

    assert code == 0
    assert "Which ones" in shown
    assert "there is no candidate 7: the list has 2" in shown
    assert "answer with numbers of the list, or all" in shown
    assert "1. new skill " in shown


def test_an_empty_answer_leaves_the_request_ambiguous(session: Callable[..., tuple[int, str]]) -> None:
    assert session("dry-run", typed="\n")[0] == 3


def test_the_question_is_asked_whatever_was_answered_before(
    session: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    cache = str(tmp_path / "cache")
    said = [session("dry-run", typed=typed, NO_COLOR="1", RETRO_BOT_CACHE=cache) for typed in ("1\n", "2\n", "\n")]

    assert [code for code, _ in said] == [0, 0, 3]
    assert said[0][1] != said[1][1]


def test_an_answer_that_was_kept_looks_like_a_new_one(session: Callable[..., tuple[int, str]], tmp_path: Path) -> None:
    first, second = (session("dry-run", "all", RETRO_BOT_CACHE=str(tmp_path / "cache")) for _ in "ab")

    assert first[1].rpartition("\r")[2] == second[1]  # progress is no part of it
    assert "\x1b[" in second[1]


def lines(shown: str) -> list[str]:
    """What stood on the lines of the terminal, also for the moment of a progress line."""
    return re.split(r"[\r\n]", shown)


NARROW = [
    ("--help",),
    ("apply", "--help"),
    ("select", "all"),
    ("extract", "reports"),
    ("dry-run", "all"),
    ("doctor", "--offline"),
    ("init", "--dry-run", "--no-workflow"),
]


@pytest.mark.parametrize("arguments", NARROW, ids=" ".join)
def test_on_a_narrow_terminal_no_line_runs_over(
    session: Callable[..., tuple[int, str]], arguments: tuple[str, ...]
) -> None:
    _, shown = session(*arguments, COLUMNS="40", NO_COLOR="1")

    assert [line for line in lines(shown) if display_width(line) > 40] == []


@pytest.mark.parametrize("arguments", [("select", "all"), ("dry-run", "all"), ("doctor", "--offline")], ids=" ".join)
def test_folding_takes_no_word_apart_and_loses_none(
    session: Callable[..., tuple[int, str]], arguments: tuple[str, ...]
) -> None:
    """Words without joints are the same whatever the width; paths and the like may be folded at theirs."""

    def words(columns: str) -> list[str]:
        _, shown = session(*arguments, COLUMNS=columns, NO_COLOR="1")
        return [word for word in shown.rpartition("\r")[2].split() if word.isalpha()]

    wide = Counter(words("400"))
    assert Counter(words("40")) & wide == wide


def test_at_a_terminal_a_question_leaves_room_for_its_answer(session: Callable[..., tuple[int, str]]) -> None:
    report = "reports/2025-03-12-llama3-lora-rank.md"
    code, shown = session("apply", "--report", report, typed="?\nq\n", COLUMNS="40", NO_COLOR="1")

    assert code == 0
    assert "[y,n,q,a,d,e,?]? " in shown
    assert max(display_width(line.partition("]? ")[0]) for line in lines(shown) if "]? " in line) <= 36
    assert shown.endswith("Nothing taken; nothing was written.\n")
