"""`retro-bot doctor`: what is wrong with a set-up, and how to mend it."""

from __future__ import annotations

import os
from pathlib import Path

import click

from bot.commands.options import format_option, repository_option, repository_root
from bot.errors import ExitCode

_HELP = """Check registry, paths, skills, links, templates and workflow, and the settings on GitHub; name each fix.

The settings on GitHub (may Actions open pull requests, are they on at all) are looked at with the token in GH_TOKEN or
GITHUB_TOKEN. Nothing is written, here or there.

\b
Examples:
  retro-bot doctor
  retro-bot doctor --offline            without asking GitHub
  retro-bot doctor --strict             warnings count, too: for CI
  retro-bot doctor --format github      in a workflow: annotations on the lines
  GH_TOKEN=$(gh auth token) retro-bot doctor

\b
Exit codes:
  0  nothing is broken    1  an error was found (with --strict: a warning)    2  wrong usage
"""


@click.command("doctor", help=_HELP)
@click.option("--strict", is_flag=True, help="End with 1 for warnings, too.")
@click.option("--offline", is_flag=True, help="Do not ask GitHub.")
@format_option
@repository_option
def command(strict: bool, offline: bool, output: str, repo: Path | None) -> ExitCode:
    """Look, check, print; the exit code says whether something is broken."""
    from bot.doctor.examination import CHECKED, examine
    from bot.doctor.finding import Severity
    from bot.doctor.github_check import GithubState
    from bot.present import examination
    from bot.shell.examined_files import read_examined
    from bot.shell.git_facts import Origin, git_facts
    from bot.shell.roots import folder_in_checkout

    root = repository_root(repo)
    git = git_facts(root)
    examined = read_examined(root, git)
    state = GithubState(unseen=("the settings on GitHub: --offline",))
    if not offline:
        from bot.shell.github_settings import github_state

        state = github_state(git.origin if git else Origin(), os.environ)
    findings = examine(examined, state)
    if output == "json":
        click.echo(examination.examination_json(findings, state.unseen))
    elif output == "github":
        click.echo(examination.examination_annotations(findings, folder_in_checkout(root)), nl=bool(findings))
    else:
        from bot.commands.output import echo, paint

        checked = (*CHECKED, "settings on GitHub") if not state.unseen else CHECKED
        echo(examination.examination_text(findings, state.unseen, checked, paint()))
    broken = findings if strict else [finding for finding in findings if finding.severity is Severity.ERROR]
    return ExitCode.FAILED if broken else ExitCode.DONE
