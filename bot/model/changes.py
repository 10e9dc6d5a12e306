"""What changed since a revision, as far as a retrospective cares: reports and lines of the experiment log."""

from typing import NamedTuple

from bot.model.report import Lines


class Changes(NamedTuple):
    """Paths of the reports that were added or changed, and the ranges of log lines that were added or changed."""

    reports: tuple[str, ...] = ()
    log_lines: tuple[Lines, ...] = ()
