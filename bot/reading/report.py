"""The one way from a file's bytes to a report: decode, pick the reader by suffix, fill in title, date and status."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol

from bot.model.report import Problem, Report
from bot.reading.contents import Contents
from bot.reading.masthead import read_masthead
from bot.reading.text import decode

_READERS = {
    ".md": ("markdown", "markdown_page"),
    ".markdown": ("markdown", "markdown_page"),
    ".csv": ("csv", "csv_table"),
    ".tsv": ("csv", "csv_table"),
    ".json": ("json", "json_results"),
    ".jsonl": ("jsonl", "jsonl_log"),
    ".ndjson": ("jsonl", "jsonl_log"),
    ".html": ("html", "html"),
    ".htm": ("html", "html"),
}
"""Suffix -> (name of the format, module here whose `read` reads it). A new format is one module and one line."""

REPORT_SUFFIXES = frozenset(_READERS)
"""Suffixes, in lower case, of the files that can be read as a report."""


class _Reader(Protocol):
    """A format's module."""

    def read(self, text: str) -> Contents:
        """Return what the text of a file holds. Never raises; lines count from 1."""


def read_report(path: str, data: bytes) -> Report:
    """Return the report in `data`. Never raises: what cannot be read is in `problems`, with its line and what to do.

    `path` is the report's path in the repository, with forward slashes.
    """
    suffix = _suffix(path)
    if suffix not in _READERS:
        return Report(path, "", problems=(Problem(1, f"files of type {suffix or 'without suffix'} are not read"),))
    name, module = _READERS[suffix]
    text, problem = decode(data)
    if problem:
        return Report(path, name, problems=(problem,))
    reader: _Reader = import_module(f"bot.reading.{module}")
    contents = reader.read(text)
    top = read_masthead(path, contents)
    report = Report(path, name, top.title, top.date, top.status, contents.front_matter, contents.blocks, contents.problems)
    return _with_emptiness(report)


def _suffix(path: str) -> str:
    stem, dot, suffix = path.rpartition("/")[2].rpartition(".")
    return f".{suffix.lower()}" if dot and stem else ""


def _with_emptiness(report: Report) -> Report:
    return report
