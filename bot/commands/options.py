"""The options that say which repository and which evidence, shared by the commands."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple

import click

from bot.commands.completing import completed
from bot.errors import UsageError
from bot.model.selection import Request
from bot.reading.formats import REPORT_SUFFIXES


class Wanted(NamedTuple):
    """What the command line asks for, as it was typed."""

    repo: Path | None
    words: tuple[str, ...]
    report: tuple[str, ...]
    since: str
    domain: str
    today: datetime | None

    def root(self) -> Path:
        """Return the root of the repository."""
        return repository_root(self.repo)

    def request(self, root: Path) -> Request:
        """Return the request; its report paths are relative to `root`. Raises `UsageError` for one that is not there."""
        start = self.repo or Path.cwd()
        reports = [path for given in self.report for path in _reports(given, start, root)]
        day = self.today.date() if self.today else date.today()
        return Request(" ".join(self.words).strip(), day.isoformat(), tuple(dict.fromkeys(reports)), self.since)


repository_option = click.option(
    "-C",
    "--repo",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Work on the repository at DIR. [default: around the current folder]",
)
"""The option that says which repository."""

format_option = click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="How to print what was found.",
)
"""The option of commands that look for what is wrong: for people, for programs, or as annotations of a workflow run."""


def repository_root(repo: Path | None) -> Path:
    """Return the root of the repository that the option names, or that is around the current folder."""
    from bot.shell.roots import find_root

    return find_root(repo or Path.cwd())


def typed_model_options() -> list[str]:
    """Return the options about a model that the running command was given, as in `--model-url`."""
    context = click.get_current_context(silent=True)
    typed = context.params if context else {}
    return [_option(name) for name in _WRITING if name != "writer" and typed.get(name)]


def selection_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the words and options that select evidence; it receives them as `wanted`."""

    @wraps(command)
    def collected(**options: Any) -> Any:
        wanted = Wanted(**{name: options.pop(name) for name in Wanted._fields})
        return command(wanted=wanted, **options)

    decorators = (
        click.argument("words", nargs=-1, shell_complete=completed("words")),
        click.option(
            "--report",
            multiple=True,
            metavar="PATH",
            shell_complete=completed("reports"),
            help="A report, or a folder of reports; may be repeated.",
        ),
        click.option(
            "--since",
            default="",
            metavar="REV",
            shell_complete=completed("revisions"),
            help="Reports and log entries changed since this revision.",
        ),
        click.option(
            "--domain",
            default="",
            shell_complete=completed("domains"),
            help="research, unsloth, cuda, or your own. [default: the registry's]",
        ),
        repository_option,
        click.option("--today", type=click.DateTime(["%Y-%m-%d"]), hidden=True),
    )
    for decorator in reversed(decorators):
        collected = decorator(collected)
    return collected


def writer_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say who writes; it receives them as `writing`, with what the environment says."""

    @wraps(command)
    def collected(**options: Any) -> Any:
        from bot.shell.writers import from_environment

        typed = {name: options.pop(name) for name in _WRITING}
        return command(
            writing=from_environment(os.environ) | {name: text for name, text in typed.items() if text}, **options
        )

    for name in reversed(_WRITING):
        collected = click.option(_option(name), default="", **_WRITING[name])(collected)
    return collected


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


_WRITING: dict[str, dict[str, Any]] = {
    "writer": {
        "metavar": "WHO",
        "help": "rules, model, or estimate: what a model would cost. [default: the registry's, else rules]",
    },
    "model": {"metavar": "NAME", "help": "The model that words what the rules find; needs retro-bot[model]."},
    "model_url": {"metavar": "URL", "help": "Its OpenAI-compatible endpoint; the key is read from RETRO_BOT_MODEL_KEY."},
    "model_limits": {"metavar": "LIMITS", "help": "The most that it may use: requests=30 tokens=200000 seconds=120 usd=1."},
}


def _reports(given: str, start: Path, root: Path) -> Iterator[str]:
    """Yield the report at `given`, or those in the folder there, as paths below `root`."""
    from bot.shell.tree import is_folder, list_files

    path = _existing(given, start, root)
    if is_folder(root / path):
        yield from (name for name in list_files(root, path) if name.lower().endswith(tuple(REPORT_SUFFIXES)))
    elif path.lower().endswith(tuple(REPORT_SUFFIXES)):
        yield path
    else:
        raise UsageError(
            f"--report {given}: this type of file is not read", fix=f"known are {' '.join(sorted(REPORT_SUFFIXES))}"
        )


def _existing(given: str, start: Path, root: Path) -> str:
    """The path below `root` that a person means: seen from where the command runs, or else from the root."""
    from bot.shell.tree import exists, real_path

    for folder in (start, root):
        if exists(folder / given):
            real = real_path(folder / given)
            if not real.is_relative_to(root):
                raise UsageError(f"--report {given} leads out of the repository {root}", fix="use retro-bot extract for it")
            return real.relative_to(root).as_posix()
    raise UsageError(f"--report {given}: no such file", fix="retro-bot select all lists the reports")
