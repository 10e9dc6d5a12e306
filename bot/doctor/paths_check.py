"""The paths that the registry names, or that the bot found: do they lead to what they are for, and does git see it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from bot.doctor.finding import Examined, Finding, Severity
from bot.reading.json_keys import line_of
from bot.spelling import nearest

_DOCUMENTS = (".md", ".markdown")


def path_findings(examined: Examined) -> Iterator[Finding]:
    """Yield each path that leads nowhere, out of the repository, to the wrong kind of thing, or to what git ignores."""
    for refused in examined.refused:
        fix = "name a path inside the repository, as in reports/"
        yield _of(examined, refused.key, "path-outside", Severity.ERROR, refused.message, fix)
    yield from _reports(examined)
    for key in ("experiment_log", "troubleshooting"):
        yield from _document(examined, key)
    yield from _templates(examined)
    yield from _ignored(examined)


def _of(examined: Examined, key: str, check: str, severity: Severity, message: str, fix: str) -> Finding:
    registry = examined.registry
    line = line_of(registry.text, "paths", key) if registry.text else 0
    return Finding(check, severity, registry.path, line, f"paths.{key}: {message}", fix)


def _reports(examined: Examined) -> Iterator[Finding]:
    folder = examined.layout.reports
    if not folder:
        if not examined.layout.experiment_log:
            message = "there is neither a folder of reports nor an experiment log"
            yield _of(
                examined, "reports", "reports-missing", Severity.WARNING, message, "name them, or write the first report"
            )
        return
    if folder in examined.files:
        message = f"{folder} is a file, and a folder is meant"
        yield _of(
            examined,
            "reports",
            "reports-missing",
            Severity.ERROR,
            message,
            f"name its folder, {posixpath.dirname(folder) or '.'}",
        )
    elif folder not in examined.folders:
        meant = nearest(folder, examined.report_folders) or next(iter(examined.report_folders), "")
        severity = Severity.ERROR if meant else Severity.WARNING
        fix = f"did you mean {meant}/?" if meant else "it is made by the first report in it; else name another folder"
        yield _of(examined, "reports", "reports-missing", severity, f"there is no folder {folder}", fix)
    elif not examined.reports:
        message = f"there is no report in {folder} that the bot could read"
        fix = "write one (markdown, HTML, CSV, TSV, JSON, JSONL, a notebook or a log), or name another folder"
        yield _of(examined, "reports", "reports-empty", Severity.WARNING, message, fix)


def _document(examined: Examined, key: str) -> Iterator[Finding]:
    path = getattr(examined.layout, key)
    if not path:
        return
    if path in examined.folders:
        message = f"{path} is a folder, and a markdown file is meant"
        yield _of(
            examined,
            key,
            "document-kind",
            Severity.ERROR,
            message,
            f"name the file in it, as in {path}/{key.replace('_', '-')}.md",
        )
    elif not path.lower().endswith(_DOCUMENTS):
        message = f"{path} is no markdown file"
        yield _of(examined, key, "document-kind", Severity.ERROR, message, "name a file that ends in .md")
    elif path not in examined.files:
        there = getattr(examined.found, key)
        if there and there != path and there in examined.files:
            message = f"there is no {path}; the bot would start a new one"
            yield _of(examined, key, "document-missing", Severity.ERROR, message, f"did you mean {there}?")


def _templates(examined: Examined) -> Iterator[Finding]:
    folder = examined.layout.templates
    if folder and folder not in examined.folders:
        message = f"there is no folder {folder}; the shipped templates are used"
        fix = "retro-bot init --templates copies them there; else take the key out"
        yield _of(examined, "templates", "templates-missing", Severity.ERROR, message, fix)


def _ignored(examined: Examined) -> Iterator[Finding]:
    for path in sorted(examined.ignored):
        message = "git ignores it, so that nobody else and no workflow sees it"
        fix = f"git check-ignore -v {path} names the line to take out of .gitignore"
        yield Finding("path-ignored", Severity.ERROR, path, 0, message, fix)
