"""What all commands share in printing: colours only where they are wanted, messages, and progress on a terminal."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable
from typing import TextIO

import click

from bot.commands.terminal_size import columns
from bot.commands.verbosity import verbosity
from bot.present.ansi import Paint, harmless

_WIDEST = 100
_SILENT_SECONDS = 1.0
_REFRESH_SECONDS = 0.1


def paint() -> Paint:
    """Return the paint for standard output."""
    return Paint(wants_colour(sys.stdout))


def wants_colour(stream: TextIO) -> bool:
    """Say whether a stream gets colours: a terminal that can show them does, unless the environment says otherwise.

    NO_COLOR (https://no-color.org) wins over FORCE_COLOR (https://force-color.org) and CLICOLOR_FORCE, and these over what
    the stream is; CLICOLOR=0 (https://bixense.com/clicolors) turns them off.
    """
    if os.environ.get("NO_COLOR"):
        return False
    if any(os.environ.get(name, "0") not in ("", "0", "false") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb" and os.environ.get("CLICOLOR") != "0"


def width() -> int:
    """Return the columns for running text: those of the terminal, at most 100 for the eye's sake."""
    return min(columns(_WIDEST), _WIDEST)


def echo(text: str) -> None:
    """Print text on standard output; on a terminal its lines are folded to the columns there."""
    if sys.stdout.isatty():
        from bot.present.columns import folded

        text = folded(text, columns(80))
    click.echo(text)


def print_warnings(warnings: Iterable[str]) -> None:
    """Print each warning on a line of standard error, unless quiet is wanted."""
    for warning in warnings:
        if not verbosity().quiet:
            _message("warning", warning, f"{Paint(wants_colour(sys.stderr))('warning:', 'yellow')} {harmless(warning)}")


def note(text: str) -> None:
    """Say on standard error what a person may want to know beside the result, unless quiet is wanted."""
    if not verbosity().quiet:
        _message("info", text, f"note: {harmless(text)}")


def detail(text: str) -> None:
    """Say on standard error what was found or decided, where `--verbose` asks for it."""
    if verbosity().verbose:
        _message("info", text, Paint(wants_colour(sys.stderr))(text, "dim"))


def print_error(text: str, as_json: bool) -> None:
    """Print an error on a line of standard error; errors are said whatever was asked for."""
    _message("error", text, f"retro-bot: {text}", as_json)


def _message(level: str, text: str, line: str, as_json: bool = False) -> None:
    if as_json or verbosity().as_json:
        from bot.shell.log_lines import log_line

        line = log_line(level, text)
    click.echo(line, err=True)


class Progress:
    """One line on standard error that says what is being done; only on a terminal, and only after the first second.

    Where `--verbose` asks for it each thing has a line of its own, from the start and also without a terminal.
    """

    def __init__(self) -> None:
        said = verbosity()
        self.verbose = said.verbose
        self.next = time.monotonic() + _SILENT_SECONDS
        self.visible = sys.stderr.isatty() and not (said.verbose or said.quiet or said.as_json)
        self.width = 0

    def __call__(self, text: str) -> None:
        """Say what is being done now."""
        if self.verbose:
            detail(text)
        now = time.monotonic()
        if self.visible and now >= self.next:
            self.next = now + _REFRESH_SECONDS
            room = columns(80) - 5
            self._write(f"{harmless(text)[:room]} ...")

    def line(self, text: str, is_asked_for: bool = False) -> None:
        """Say something that stays, also where nobody watches; what was asked for even where quiet is wanted."""
        self.done()
        if is_asked_for or not verbosity().quiet:
            _message("info", text, harmless(text))

    def done(self) -> None:
        """Take the line away."""
        if self.width:
            self._write("")
            self._write("")

    def _write(self, text: str) -> None:
        """Write over the line that stands there; a shorter text is filled up with blanks."""
        sys.stderr.write(f"\r{text.ljust(self.width)}")
        sys.stderr.flush()
        self.width = len(text)
