"""The experiment log: dated entries and the way in which this team writes them."""

from typing import NamedTuple

from bot.model.report import Lines, Report

BOT = "retro-bot"
"""The author of what the bot writes."""


class LogEntry(NamedTuple):
    """One dated entry. `kind` is the author's word for its type (`Plan`, `Observation`, `Retrospective`), or empty.

    `body` holds the entry's own blocks as a report whose `path` is the log's and whose lines are lines of the log.
    """

    title: str
    date: str
    kind: str
    description: str
    lines: Lines
    body: Report
    author: str = ""


class ExperimentLog(NamedTuple):
    """The log's text and its entries in the order of the file."""

    path: str
    text: str
    entries: tuple[LogEntry, ...]

    @property
    def evidence(self) -> tuple[LogEntry, ...]:
        """The entries that people wrote; what the bot wrote was in its reports before, and counts once."""
        return tuple(entry for entry in self.entries if entry.author.lower() != BOT)
