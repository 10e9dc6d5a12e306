"""What all commands share in printing: colours only where they are seen, warnings, and progress on a terminal."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable

import click

from bot.commands.terminal_size import columns
from bot.present.ansi import Paint, harmless

_WIDEST = 100
_SILENT_SECONDS = 1.0
_REFRESH_SECONDS = 0.1


def paint() -> Paint:
    """Return the paint for standard output: colours on a terminal, unless NO_COLOR is set or the terminal is dumb."""
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    return Paint(sys.stdout.isatty() and not plain)


def width() -> int:
    """Return the columns for running text: those of the terminal, at most 100 for the eye's sake."""
    return min(columns(_WIDEST), _WIDEST)


def print_warnings(warnings: Iterable[str]) -> None:
    """Print each warning on a line of standard error."""
    for warning in warnings:
        click.echo(f"warning: {harmless(warning)}", err=True)


class Progress:
    """One line on standard error that says what is being done; only on a terminal, and only after the first second."""

    def __init__(self) -> None:
        self.next = time.monotonic() + _SILENT_SECONDS
        self.visible = sys.stderr.isatty()
        self.width = 0

    def __call__(self, text: str) -> None:
        """Say what is being done now."""
        now = time.monotonic()
        if self.visible and now >= self.next:
            self.next = now + _REFRESH_SECONDS
            self._write(f"{harmless(text)[:76]} ...")

    def line(self, text: str) -> None:
        """Say something that stays, on a line of its own, also where nobody watches."""
        self.done()
        click.echo(harmless(text), err=True)

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
