"""What a shell offers where a report, a skill, a domain or a revision is expected; nothing raises."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

Values = Callable[[click.Context], Iterator[str]]


def completed(name: str) -> Callable[[click.Context, click.Parameter, str], list[Any]]:
    """Return the completion for a parameter: `words`, `reports`, `skills`, `domains` or `revisions`; loaded when asked."""

    def complete(context: click.Context, _: click.Parameter, incomplete: str) -> list[Any]:
        values: Values = globals()[f"_{name}"]
        try:
            return [value for value in dict.fromkeys(values(context)) if value.startswith(incomplete)]
        except Exception:  # a shell that shows a traceback at each tab is worse than one that offers nothing
            return []

    return complete


def _root(context: click.Context) -> Path:
    from bot.shell.roots import find_root

    return find_root(context.params.get("repo") or Path.cwd())


def _report_paths(context: click.Context) -> Iterator[str]:
    from bot.shell.repository_files import Gathering

    gather = Gathering(_root(context), lambda text: None)
    registry = gather.registry()
    yield from gather.report_paths(gather.layout(registry), registry)


def _words(context: click.Context) -> Iterator[str]:
    yield "all"
    for path in _report_paths(context):
        yield Path(path).stem


def _reports(context: click.Context) -> Iterator[str]:
    root = _root(context)
    start = Path(context.params.get("repo") or Path.cwd())
    for path in _report_paths(context):
        shown = os.path.relpath(root / path, start)
        yield f"{os.path.dirname(shown)}/"
        yield shown


def _skills(context: click.Context) -> Iterator[str]:
    from bot.shell.repository_files import Gathering

    gather = Gathering(_root(context), lambda text: None)
    for path in gather.skill_paths(gather.layout(gather.registry())):
        yield path.split("/")[-2]


def _domains(context: click.Context) -> Iterator[str]:
    from bot.domains.loading import DOMAINS
    from bot.shell.repository_files import team_domains

    yield from DOMAINS
    for path in team_domains(_root(context)):
        yield Path(path).stem


def _revisions(context: click.Context) -> Iterator[str]:
    from bot.shell.git_work_tree import WorkTree

    clone = WorkTree(_root(context), "--since")
    yield "HEAD~1"
    yield from clone.ask("for_each_ref", "--format=%(refname:short)", "refs/heads", "refs/remotes", "refs/tags").split()
