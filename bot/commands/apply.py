"""`retro-bot apply`: the plan written to the working tree, after asking for each proposal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from bot.commands.options import Wanted, selection_options, writer_options
from bot.commands.output import echo
from bot.errors import ExitCode
from bot.gathering import Gathered
from bot.model.plan import FileChange, Plan

_HELP = """Write the plan that dry-run shows to the working tree, asking for each proposal.

\b
Answers:
  y  take it                        a  take it and all that follow
  n  leave it                       d  leave it and what follows in the same file
  e  edit the file, and take it     q  leave it and all that follow
  ?  explain the answers

\b
Examples:
  retro-bot apply all
  retro-bot apply --since HEAD~5 --yes
  retro-bot apply lora rank --commit     a commit on a new branch; what you have under way stays as it is

\b
Exit codes:
  0  done      3  several reports could be meant: they are on standard output
  1  failed    4  nothing fits: what there is, is on standard output
"""


@click.command("apply", help=_HELP)
@selection_options
@writer_options
@click.option("--yes", is_flag=True, help="Take every proposal without asking.")
@click.option("--commit", is_flag=True, help="Commit on a new branch and check it out; nothing may be staged.")
def command(wanted: Wanted, writing: dict[str, str], yes: bool, commit: bool) -> ExitCode:
    """Ask, then check every file, then write."""
    from bot.commands.deciding import decide
    from bot.commands.output import print_warnings
    from bot.commands.selecting import print_selection

    decided = decide(wanted, writing)
    if decided.plan is None:
        return print_selection(decided.gathered, decided.selection, "text")
    print_warnings(decided.plan.warnings)
    chosen = decided.plan if yes else _asked(decided.gathered, decided.plan)
    if not chosen.files:
        echo("Nothing to propose." if not decided.plan.files else "Nothing taken; nothing was written.")
        return ExitCode.DONE
    if commit:
        _write_and_commit(decided.root, chosen)
    else:
        _write(decided.root, chosen.files)
    return ExitCode.DONE


def _asked(gathered: Gathered, plan: Plan) -> Plan:
    from bot.commands.asking import ask
    from bot.commands.questions import no_answer

    try:
        return ask(gathered, plan)
    except click.Abort as error:
        raise no_answer(error, fix="answer on a terminal, or give --yes") from error


def _write(root: Path, changes: Sequence[FileChange]) -> None:
    from bot.shell.file_changes import write_changes

    write_changes(root, changes)
    for change in changes:
        echo(f"wrote {change.path}")


def _write_and_commit(root: Path, plan: Plan) -> None:
    from bot.shell.file_changes import check_changes
    from bot.shell.git_commit import Committing

    committing = Committing(root, [change.path for change in plan.files])
    committing.check()
    check_changes(root, plan.files)
    branch = committing.open_branch(plan.pull_request.branch)
    _write(root, plan.files)
    commit = committing.commit(_message(plan))
    echo(f"committed {commit[:10]} on branch {branch}; to share it: git push -u origin {branch}")


def _message(plan: Plan) -> str:
    from bot.present.terminal import proposal_kind
    from bot.propose.sanitising import plain

    # A name comes from a report: `fixes #12` in a commit message would close an issue.
    named = (f"- {proposal_kind(one)} {plain(one.name, 100)}" for one in plan.proposals)
    return "\n".join([plan.pull_request.title, "", *named])
