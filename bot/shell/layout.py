"""Where a repository keeps its reports, log, guide and templates: by its registry, else by looking at its paths. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from posixpath import basename, dirname, join

from bot.model.repository import REGISTRY, Layout

SKILL_ROOTS = (".codex/skills", ".claude/skills", ".agents/skills", ".github/skills", ".gemini/skills", ".cursor/skills")
"""Folders in which coding agents look for skills, the convention's own first."""

_REPORT_FOLDERS = (
    "training_reports",
    "benchmark_results",
    "experiment_reports",
    "reports",
    "experiments",
    "docs/reports",
    "docs/training_reports",
    "docs/experiments",
    "docs/benchmarks",
    "benchmark_reports",
    "eval/reports",
    "evaluation/reports",
    "benchmarks",
    "results",
    "runs",
)
_REPORT_WORDS = ("report", "experiment", "benchmark", "result")
_LOG_NAMES = (
    "experiment-log",
    "experiments-log",
    "experiment-journal",
    "research-log",
    "training-log",
    "optimization-log",
    "experiments",
    "logbook",
    "lab-notebook",
)
_GUIDE_NAMES = ("troubleshooting", "troubleshooting-guide", "known-issues")
_FOLDERS = ("references", "docs", "doc", "notes", "")
"""Where a log or a guide usually stands, best first; other folders come after these."""


def missing_keys(paths: Mapping[str, str]) -> list[str]:
    """Return the keys that the registry's `paths` miss, for which one has to look."""
    return [key for key in ("reports", "experiment_log", "troubleshooting", "templates") if not paths.get(key)]


def find_layout(skills_root: str, paths: Mapping[str, str], files: Sequence[str], suffixes: Iterable[str]) -> Layout:
    """Return the layout: what the registry's `paths` say, and for keys that they miss what the repository's `files` show.

    `suffixes` are those of report files. A log or a guide that does not exist gets the path beside the other one, if
    that exists.
    """
    listing = [path for path in files if not path.startswith(f"{skills_root}/")]
    log = paths.get("experiment_log") or _document(listing, _LOG_NAMES)
    guide = paths.get("troubleshooting") or _document(listing, _GUIDE_NAMES)
    return Layout(
        skills_root=skills_root,
        registry=join(skills_root, REGISTRY),
        reports=paths.get("reports") or _report_folder(listing, tuple(suffixes)),
        experiment_log=log or _beside(guide, "experiment-log.md"),
        troubleshooting=guide or _beside(log, "troubleshooting.md"),
        templates=paths.get("templates") or _template_folder(listing),
    )


def _report_folder(files: Sequence[str], suffixes: tuple[str, ...]) -> str:
    """The usual folder if it holds a report; else the folder named like one that holds the most reports."""
    counts: dict[str, int] = {}
    for path in files:
        if path.lower().endswith(suffixes):
            for folder in _parents(path):
                counts[folder] = counts.get(folder, 0) + 1
    for name in _REPORT_FOLDERS:
        for folder in counts:
            if folder.lower().replace("-", "_") == name:
                return folder
    named = [folder for folder in counts if any(word in basename(folder).lower() for word in _REPORT_WORDS)]
    return min(named, key=lambda folder: (-counts[folder], folder), default="")


def _parents(path: str) -> list[str]:
    parts = path.split("/")[:-1]
    return ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]


def _document(files: Sequence[str], names: Sequence[str]) -> str:
    """The markdown file with the best of `names`, in the most usual folder, nearest to the root."""
    found = [(name, path) for path in files if (name := _plain_name(path)) in names and "template" not in path.lower()]
    return min(found, key=lambda item: (names.index(item[0]), _folder_rank(item[1]), item[1]), default=("", ""))[1]


def _plain_name(path: str) -> str:
    stem, _, suffix = basename(path).lower().rpartition(".")
    return stem.replace("_", "-").replace(" ", "-") if suffix in ("md", "markdown") else ""


def _folder_rank(path: str) -> tuple[int, int]:
    folder = dirname(path).lower()
    return (_FOLDERS.index(folder) if folder in _FOLDERS else len(_FOLDERS), path.count("/"))


def _beside(path: str, name: str) -> str:
    return join(dirname(path), name) if path else ""


def _template_folder(files: Sequence[str]) -> str:
    """A folder `templates` that holds markdown templates; one of web pages is none."""
    for folder in ("templates", "docs/templates", ".retro-bot/templates"):
        if any(path.startswith(f"{folder}/") and path.endswith("-template.md") for path in files):
            return folder
    return ""
