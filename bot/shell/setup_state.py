"""A look at a repository before it is set up: what is there, what can be told from it, and what is in the way."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from bot.errors import UserError
from bot.model.setup import Found
from bot.shell.git_facts import git_facts
from bot.shell.layout import SKILL_ROOTS
from bot.shell.own_origin import own_action
from bot.shell.registry_file import registry_paths
from bot.shell.repository_files import GUESS_FROM, Gathering
from bot.shell.tree import files_near_the_top, list_files, read_bytes

WORKFLOWS = ".github/workflows"
_NO_REPORT = re.compile(r"(?:readme|changelog|contributing|license|licence|security|agents|claude|code_of_conduct)\b", re.I)


def look(root: Path, reports: str = "", notify: Callable[[str], None] = lambda text: None) -> Found:
    """Return what the repository at `root` has. `reports` is the folder to take where none is found."""
    gather = Gathering(root, notify)
    registry = gather.registry()
    layout = gather.layout(registry)
    if reports and not registry_paths(registry).get("reports"):
        layout = layout._replace(reports=reports)
    paths = list(gather.report_paths(layout, registry)) if (root / layout.reports).is_dir() else []
    git = git_facts(gather.root)
    return Found(
        registry=registry,
        layout=layout,
        reports=len(paths),
        likely_reports="" if layout.reports else _likely_reports(gather.root),
        domain=str(registry.content.get("domain") or "") or _domain(gather, (*paths[:GUESS_FROM], layout.experiment_log)),
        skills=tuple(gather.skills(layout, registry)),
        workflows=read_workflows(gather.root),
        templates=dict(gather.templates(layout)),
        taken=frozenset(path for path in SKILL_ROOTS if _is_taken(gather.root, path)),
        branch=git.branch if git else "main",
        action=own_action(git.origin.host or "github.com") if git else "",
        is_top=git is None or is_same(git.top, gather.root),
    )


def read_workflows(
    root: Path, folder: str = WORKFLOWS, problem: Callable[[str, str], None] = lambda path, message: None
) -> dict[str, str]:
    """Return the workflows in a folder: path and text. `problem` is told which has no text, and why."""
    texts: dict[str, str] = {}
    for path in list_files(root, folder, depth=0):
        if path.endswith((".yml", ".yaml")):
            try:
                texts[path] = read_bytes(root, path).decode("utf-8", "replace")
            except UserError as error:
                texts[path] = ""
                problem(path, error.message)
    return texts


def _domain(gather: Gathering, paths: Iterable[str]) -> str:
    """The domain that the words of reports and log suggest; empty where they suggest none."""
    from bot.domains.guessing import domain_votes
    from bot.reading.report import read_report

    reports = []
    for path in paths:
        if not (gather.root / path).is_file():
            continue
        gather.notify(f"reading {path}")
        reports.append(read_report(path, read_bytes(gather.root, path)))
    votes = domain_votes(reports)
    best = max(votes, key=lambda name: votes[name])
    return best if votes[best] else ""


def _likely_reports(root: Path) -> str:
    """The folder that holds the most markdown files which could be reports."""
    counts: dict[str, int] = {}
    for path in files_near_the_top(root):
        folder, _, name = path.rpartition("/")
        if folder and name.endswith(".md") and not _NO_REPORT.match(name):
            counts[folder] = counts.get(folder, 0) + 1
    return min(counts, key=lambda folder: (-counts[folder], folder), default="")


def _is_taken(root: Path, path: str) -> bool:
    """Whether something is at `path`, or a file or link is where its folder would be."""
    parent = root / path.partition("/")[0]
    return os.path.lexists(root / path) or (os.path.lexists(parent) and (parent.is_symlink() or not parent.is_dir()))


def is_same(one: Path, other: Path) -> bool:
    """Say whether two paths lead to the same place."""
    return os.path.realpath(one) == os.path.realpath(other)
