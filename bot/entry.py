"""The program's entry: a kept answer, else the command line; and streams that can be written to in any case."""

from __future__ import annotations

import gc
import io
import os
import sys
from typing import TextIO

KEPT = "dry-run"
"""The command whose answers are kept."""

_OBJECTS_BETWEEN_COLLECTIONS = 50_000
"""A run makes many small tuples and next to no cycles: with Python's own 700, looking for them takes part of the time."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with one of the codes in `bot.errors.ExitCode` (130 when interrupted)."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    if isinstance(sys.stdout, io.TextIOWrapper):  # a file name or a quotation may hold what the encoding has no sign for
        sys.stdout.reconfigure(errors="backslashreplace")
    code = _code(sys.argv[1:] if arguments is None else arguments)
    _let_go_of_output()
    sys.exit(code)


def _code(arguments: list[str]) -> int:
    # Before a command there are only options without a value.
    if next((each for each in arguments if not each.startswith("-")), "") != KEPT:
        return _run(arguments)
    try:
        from bot.commands.kept_answer import answered

        return answered(arguments, _run)
    except BrokenPipeError:  # whoever read the answer has read enough
        return 1
    except (Exception, KeyboardInterrupt) as error:
        from bot.cli import failed

        return failed(error, arguments)


def _run(arguments: list[str]) -> int:
    from bot.cli import exit_code

    return exit_code(arguments)


def _nowhere() -> TextIO:
    """Return a stream for what is said where a daemon closed standard output or error, which Python has as None then."""
    return open(os.devnull, "w", encoding="utf-8")


def _let_go_of_output() -> None:
    """Throw away what could not be written: else Python tries once more while it ends, and exits with 120.

    Source: https://docs.python.org/3/library/signal.html#note-on-sigpipe
    """
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
