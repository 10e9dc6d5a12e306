"""Progress is one line on a terminal, for work that takes its time."""

from __future__ import annotations

import io
import json

import click
import pytest

from bot.commands.output import Progress, print_warnings
from bot.commands.verbosity import Verbosity


class Terminal(io.StringIO):
    """Standard error that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, in seconds: its only element."""
    now = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    return now


def test_work_of_less_than_a_second_shows_nothing(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", screen := Terminal())
    progress = Progress()
    clock[0] += 0.9
    progress("reading a.md")
    progress.done()

    assert screen.getvalue() == ""


def test_after_a_second_one_line_says_what_is_being_done_and_goes_away(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr", screen := Terminal())
    progress = Progress()
    clock[0] += 1.0
    progress("reading long-name.md")
    progress("too soon to be shown")
    clock[0] += 0.2
    progress("reading b.md")
    progress.done()

    assert screen.getvalue().split("\r") == [
        "",
        "reading long-name.md ...",
        "reading b.md ...        ",
        " " * len("reading b.md ..."),
        "",
    ]


def test_without_a_terminal_there_is_no_progress(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress()
    clock[0] += 9.0
    progress("reading a.md")
    progress.done()

    assert capsys.readouterr().err == ""


def test_a_warning_cannot_drive_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    print_warnings(["a.md:1: bad \x1b[2J text"])

    assert capsys.readouterr().err == "warning: a.md:1: bad \ufffd[2J text\n"


@pytest.mark.parametrize(("said", "expected"), [(Verbosity(), "used 3 tokens\n"), (Verbosity(quiet=True), "")])
def test_a_line_that_stays_is_said_unless_one_wants_quiet(
    monkeypatch: pytest.MonkeyPatch, said: Verbosity, expected: str
) -> None:
    monkeypatch.setattr("sys.stderr", screen := Terminal())
    with click.Context(click.Command("dry-run")) as context:
        context.meta["retro-bot.verbosity"] = said
        Progress().line("used 3 tokens")

    assert screen.getvalue() == expected


def test_a_line_that_stays_is_json_for_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", screen := Terminal())
    with click.Context(click.Command("dry-run")) as context:
        context.meta["retro-bot.verbosity"] = Verbosity(as_json=True)
        Progress().line("used 3 tokens")

    assert json.loads(screen.getvalue())["message"] == "used 3 tokens"
