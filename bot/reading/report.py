"""The one way from a file's bytes to a report: decode, pick the reader by suffix, fill in title, date and status."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol

from bot.model.report import Heading, Problem, Report, Table
from bot.reading.contents import Contents
from bot.reading.formats import READERS
from bot.reading.masthead import read_masthead
from bot.reading.skeleton import is_skeleton
from bot.reading.text import decode

_LFS_POINTER = "version https://git-lfs.github.com/spec/"


class _Reader(Protocol):
    """A format's module."""

    def read(self, text: str) -> Contents:
        """Return what a file's text holds, its lines ending with `\\n`. Never raises; lines count from 1."""


def read_report(path: str, data: bytes) -> Report:
    """Return the report in `data`. Never raises: what cannot be read is in `problems`, with its line and what to do.

    `path` is the report's path in the repository, with forward slashes.
    """
    suffix = _suffix(path)
    if suffix not in READERS:
        kinds = f"files {'with the suffix ' + suffix if suffix else 'without a suffix'} are not read"
        return Report(path, "", problems=(Problem(1, f"{kinds}, only {', '.join(sorted(READERS))}"),))
    name, module = READERS[suffix]
    text, problem = decode(data)
    if problem:
        return Report(path, name, problems=(problem,))
    if not text.strip():
        return Report(path, name, problems=(Problem(1, "the report is empty: write it, or remove the file"),))
    if text.startswith(_LFS_POINTER):
        return Report(path, name, problems=(Problem(1, "this is a pointer of Git LFS, not the file: run `git lfs pull`"),))
    reader: _Reader = import_module(f"bot.reading.{module}")
    contents = reader.read(text)
    top = read_masthead(path, contents)
    report = Report(path, name, top.title, top.date, top.status, contents.front_matter, contents.blocks, contents.problems)
    trouble = _conflict(text) or _emptiness(report)
    return report._replace(problems=(*report.problems, trouble)) if trouble else report


def _suffix(path: str) -> str:
    name, dot, suffix = path.rpartition("/")[2].rpartition(".")
    return f".{suffix.lower()}" if dot and name else ""


def _conflict(text: str) -> Problem | None:
    """Return where a merge left its marks: both sides of it are read, so the numbers may contradict each other."""
    start = text.find("\n<<<<<<< ")
    if start < 0 or text.find("\n>>>>>>> ", start) < 0:
        return None
    return Problem(text.count("\n", 0, start) + 2, "a merge conflict is not resolved here: keep one side")


def _emptiness(report: Report) -> Problem | None:
    """Return why there is nothing to learn from a report that could be read, None where there is something."""
    if report.problems:
        return None
    if not report.blocks:
        return Problem(1, "the file holds no text, table or list to read: write the report, or remove the file")
    if all(isinstance(block, Heading) for block in report.blocks):
        return Problem(
            report.blocks[0].lines[0], "the report has headings and nothing under them: fill it in, or remove it"
        )
    if all(isinstance(block, Table) and not block.rows for block in report.blocks):
        return Problem(report.blocks[0].lines[0], "the table has a header and no rows: fill it in, or remove it")
    if is_skeleton(report):
        return Problem(1, "nothing is filled in, this is still the template: fill it in, or remove it")
    return None
