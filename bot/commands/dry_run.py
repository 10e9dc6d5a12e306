"""`retro-bot dry-run`: the whole plan, printed; nothing is written."""

from __future__ import annotations

import click

from bot.commands.options import Wanted, selection_options
from bot.errors import ExitCode
from bot.model.plan import Plan

_HELP = """Show the retrospective and every change that it proposes. Nothing is written.

WORDS say which reports: words of a title, a file name, a date ("March 12", "last week"), or all.

\b
Examples:
  retro-bot dry-run all
  retro-bot dry-run lora rank 16 --format markdown
  retro-bot dry-run --report reports/2025-03-12-lora.md
  retro-bot dry-run --since HEAD~5 --format json
  retro-bot dry-run all --format patch | git apply

\b
Exit codes:
  0  done      3  several reports could be meant: they are on standard output
  1  failed    4  nothing fits: what there is, is on standard output
"""


@click.command("dry-run", help=_HELP)
@selection_options
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "markdown", "json", "patch"]),
    default="text",
    show_default=True,
    help="How to print the plan.",
)
def command(wanted: Wanted, output: str) -> ExitCode:
    """Print the plan, or the candidates where the words leave it open."""
    from bot.commands.deciding import decide, print_selection
    from bot.commands.output import print_warnings

    decided = decide(wanted)
    if decided.plan is None:
        return print_selection(decided.gathered, decided.selection, output)
    if output == "patch":
        print_warnings(decided.plan.warnings)
    click.echo(_printed(decided.plan, output), nl=output in ("text", "json"))
    return ExitCode.DONE


def _printed(plan: Plan, output: str) -> str:
    if output == "json":
        from bot.present.json_contract import plan_json

        return plan_json(plan)
    if output == "markdown":
        from bot.present.markdown import plan_markdown

        return plan_markdown(plan)
    if output == "patch":
        from bot.present.patch import patch

        return patch(plan.files)
    from bot.commands.output import paint, width
    from bot.present.terminal import plan_text

    return plan_text(plan, paint(), width())
