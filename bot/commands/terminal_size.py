"""How wide the terminal is."""

from __future__ import annotations

import os
import sys


def columns(default: int) -> int:
    """Return the columns of the terminal on standard output (`COLUMNS` overrules it), `default` where there is none.

    `shutil.get_terminal_size` does the same, but its module loads three libraries for archives.
    """
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told) > 0:
        return int(told)
    try:
        found = os.get_terminal_size(sys.__stdout__.fileno()).columns if sys.__stdout__ else default
    except (OSError, ValueError):  # no terminal, or closed
        return default
    return found or default  # a terminal that was never told its size says 0
