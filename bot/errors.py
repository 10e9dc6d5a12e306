"""Errors that a user can mend, and the exit codes of the command line."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process tells its caller (documented in `retro-bot --help`)."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    AMBIGUOUS = 3
    NOTHING_FITS = 4
    BUG = 70


class UserError(Exception):
    """Something the user can mend: one line that names the file and line or the option, and the fix."""

    exit_code = ExitCode.FAILED

    def __init__(self, message: str, *, path: str = "", line: int = 0, fix: str = "") -> None:
        place = f"{path}:{line}: " if path and line else f"{path}: " if path else ""
        super().__init__(f"{place}{message}" + (f" ({fix})" if fix else ""))
        self.path, self.line, self.message, self.fix = path, line, message, fix


class UsageError(UserError):
    """The command was called with words or options that do not fit."""

    exit_code = ExitCode.USAGE
