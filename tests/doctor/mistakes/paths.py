"""Mistakes in the paths of the registry, and in what they lead to."""

from __future__ import annotations

from tests.doctor.mistakes import REGISTRY, E, Mistake, W, both, edit, remove, write

MISTAKES: dict[str, Mistake] = {
    "a path out of the repository": (
        edit(REGISTRY, '"reports/"', '"../reports/"'),
        "path-outside",
        E,
        REGISTRY,
        "name a path inside the repository",
    ),
    "a folder that is not there": (
        edit(REGISTRY, '"reports/"', '"report/"'),
        "reports-missing",
        E,
        REGISTRY,
        "did you mean reports/?",
    ),
    "a folder without a report": (
        both(remove("reports"), write("reports/plot.png", "")),
        "reports-empty",
        W,
        REGISTRY,
        "write one (markdown",
    ),
    "a log that is elsewhere": (
        edit(REGISTRY, "references/experiment-log.md", "docs/experiment-log.md"),
        "document-missing",
        E,
        REGISTRY,
        "did you mean references/experiment-log.md?",
    ),
    "a log that is a folder": (
        edit(REGISTRY, "references/experiment-log.md", "references"),
        "document-kind",
        E,
        REGISTRY,
        "name the file in it",
    ),
    "a folder of templates that is not there": (
        remove("templates"),
        "templates-missing",
        E,
        REGISTRY,
        "retro-bot init --templates",
    ),
    "reports that git ignores": (
        write(".gitignore", "reports/\n"),
        "path-ignored",
        E,
        "reports",
        "git check-ignore -v reports",
    ),
}
