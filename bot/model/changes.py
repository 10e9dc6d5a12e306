"""What changed since a revision, as far as a retrospective cares: reports and lines of the experiment log."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model.report import Lines


@dataclass(frozen=True, slots=True)
class Changes:
    """Paths of the reports that were added or changed, and the ranges of log lines that were added or changed."""

    reports: tuple[str, ...] = ()
    log_lines: tuple[Lines, ...] = ()
