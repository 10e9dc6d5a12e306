"""The formats of reports: which suffix is read as what. Whoever only asks for suffixes loads no reader."""

from __future__ import annotations

READERS = {
    ".md": ("markdown", "markdown_page"),
    ".markdown": ("markdown", "markdown_page"),
    ".csv": ("csv", "csv_table"),
    ".tsv": ("csv", "csv_table"),
    ".json": ("json", "json_results"),
    ".jsonl": ("jsonl", "jsonl_log"),
    ".ndjson": ("jsonl", "jsonl_log"),
    ".ipynb": ("notebook", "notebook"),
    ".html": ("html", "html"),
    ".htm": ("html", "html"),
    ".log": ("log", "plain_log"),
    ".txt": ("log", "plain_log"),
    ".out": ("log", "plain_log"),
}
"""Suffix -> (name of the format, module of this package whose `read` reads it). A new format is one module and one line."""

REPORT_SUFFIXES = frozenset(READERS)
"""Suffixes, in lower case, of the files that can be read as a report."""
