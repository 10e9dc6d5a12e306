"""`retro-bot init`: a look at the repository, a few questions, and the files that set it up; nothing is overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.commands.completing import completed
from bot.commands.options import repository_option, repository_root
from bot.commands.output import echo
from bot.errors import ExitCode

if TYPE_CHECKING:
    from bot.commands.setting_up import Wishes
    from bot.model.plan import FileChange
    from bot.model.setup import Found, Link, Setup

_HELP = """Set a repository up: the registry of skills, and the workflow that answers on GitHub.

Looks for reports, experiment log, guide, templates and skills, asks only for what it does not find, and shows what it would
write before it does. What is there is never overwritten: a file keeps every byte, a registry gets only the keys that it
lacks. Run it again whenever you like.

\b
Examples:
  retro-bot init                              look, ask, show, write
  retro-bot init --dry-run                    only look and show
  retro-bot init --yes --domain cuda --reports benchmark_results
  retro-bot init --link                       make the skills visible to the agents that look elsewhere

\b
Exit codes:
  0  done, also with nothing to do    1  failed    2  wrong usage
"""


@click.command("init", help=_HELP)
@click.option("--reports", default="", metavar="DIR", help="The folder of the reports. [default: looked for]")
@click.option("--log", default="", metavar="FILE", help="The experiment log. [default: looked for]")
@click.option("--guide", default="", metavar="FILE", help="The troubleshooting guide. [default: looked for]")
@click.option("--skills", default="", metavar="DIR", help="The folder of skills. [default: looked for, or .agents/skills]")
@click.option(
    "--domain",
    default="",
    shell_complete=completed("domains"),
    help="research, unsloth, cuda, or your own. [default: by the words of the reports]",
)
@click.option("--action", default="", metavar="OWNER/REPO@COMMIT", help="Where you keep retro-bot, and the commit to run.")
@click.option("--branch", default="", help="The branch whose pushes count. [default: the default branch]")
@click.option("--workflow/--no-workflow", default=True, help="Write the workflow for GitHub. [default: yes]")
@click.option("--templates", is_flag=True, help="Copy the templates, to change them.")
@click.option("--link/--no-link", default=None, help="Link the folders in which other agents look for skills.")
@click.option("--yes", is_flag=True, help="Ask nothing, take what was found and the defaults.")
@click.option("--dry-run", is_flag=True, help="Only show what would be written.")
@repository_option
def command(repo: Path | None, **options: Any) -> ExitCode:
    """Look, ask, show, write."""
    from bot.commands.questions import no_answer
    from bot.commands.setting_up import Wishes

    root = repository_root(repo)
    try:
        return _set_up(root, Wishes(**options))
    except click.Abort as error:
        raise no_answer(error, fix="answer on a terminal, or give --yes") from error


def _set_up(root: Path, wishes: Wishes) -> ExitCode:
    from bot.commands.setting_up import decide
    from bot.setup.changes import setup_changes

    found, setup = decide(root, wishes)
    changes = setup_changes(found, setup)
    _show(root, found, setup, changes)
    if not changes and not setup.links:
        echo("\nNothing to write: it is all there. retro-bot doctor checks it.")
        return ExitCode.DONE
    if wishes.dry_run or not (wishes.yes or _agreed(changes, setup.links)):
        echo("Nothing was written.")
        return ExitCode.DONE
    _write(root, changes, setup.links)
    _say_what_next(found, setup, changes)
    return ExitCode.DONE


def _show(root: Path, found: Found, setup: Setup, changes: Sequence[FileChange]) -> None:
    from bot.commands.output import paint
    from bot.present.setup import change_lines, found_lines
    from bot.setup.changes import bot_workflow

    workflow = bot_workflow(found) or next((each.path for each in changes if each.path.startswith(".github/")), "")
    echo(paint()(str(root), "bold"))
    there = {path for path in (setup.layout.experiment_log, setup.layout.troubleshooting) if (root / path).is_file()}
    echo("\n".join(found_lines(found, setup, workflow, there, paint())))
    lines = list(change_lines(changes, setup.links, paint()))
    if lines:
        echo("\n".join(["", paint()("To write", "bold"), *lines, ""]))


def _agreed(changes: Sequence[FileChange], links: Sequence[Link]) -> bool:
    from bot.commands.output import paint
    from bot.commands.questions import choose
    from bot.present.terminal import diff_lines

    count = len(changes) + len(links)
    meanings = {"y": "yes, write all of it", "n": "no, write nothing", "d": "diff of each file, then ask again"}
    while True:
        answer = choose(f"Write {'this' if count == 1 else f'these {count}'}", meanings)
        if answer != "d":
            return answer == "y"
        echo("\n".join(line for change in changes for line in diff_lines(change, paint())))


def _write(root: Path, changes: Sequence[FileChange], links: Sequence[Link]) -> None:
    from bot.shell.file_changes import write_changes, write_links

    write_changes(root, changes)
    write_links(root, links)
    for path in (*(change.path for change in changes), *(link.path for link in links)):
        echo(f"wrote {path}")


def _say_what_next(found: Found, setup: Setup, changes: Sequence[FileChange]) -> None:
    from bot.commands.output import paint

    first = "retro-bot dry-run all     what the reports teach"
    lines = [first if found.reports else "write a report, then: retro-bot dry-run all"]
    lines.append("retro-bot doctor          checks the set-up, on GitHub too")
    if any(change.path.startswith(".github/") for change in changes):
        lines.append(
            'on GitHub, Settings, Actions, General: tick "Allow GitHub Actions to create and approve pull requests"'
        )
        lines.append(f"commit and push these files to {setup.branch}, and open an issue: <retrospective> all")
    echo("\n".join(["", paint()("Next", "bold"), *(f"  {line}" for line in lines)]))
