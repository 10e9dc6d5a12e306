"""`retro-bot dry-run`: the whole plan, printed; nothing is written."""

from __future__ import annotations

from pathlib import Path

import click

from bot.commands.options import Wanted, selection_options, writer_options
from bot.errors import ExitCode, UserError
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
  retro-bot dry-run all --format html > plan.html     to read: charts, files, each number beside its source
  retro-bot dry-run all --writer estimate --model gpt-4o-mini

\b
Exit codes:
  0  done      3  several reports could be meant: they are on standard output
  1  failed    4  nothing fits: what there is, is on standard output
"""


@click.command("dry-run", help=_HELP)
@selection_options
@writer_options
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "markdown", "json", "patch", "html"]),
    default="text",
    show_default=True,
    help="How to print the plan.",
)
def command(wanted: Wanted, writing: dict[str, str], output: str) -> ExitCode:
    """Print the plan, or the candidates where the words leave it open."""
    from bot.commands.deciding import decide
    from bot.commands.output import echo, print_warnings
    from bot.commands.selecting import print_selection

    decided = decide(wanted, writing)
    if decided.plan is None:
        return print_selection(decided.gathered, decided.selection, output)
    if output == "patch":
        print_warnings(decided.plan.warnings)
    if output == "html":
        click.echo(_page(decided.plan, wanted.root()), nl=False)
    elif output == "text":
        echo(_printed(decided.plan, output))
    else:
        click.echo(_printed(decided.plan, output), nl=output == "json")
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


def _page(plan: Plan, root: Path) -> str:
    """The plan as a page. Raises `UserError` where the libraries that draw it are not installed."""
    from bot.shell.evidence_files import read_evidence

    try:
        from bot.present.page.page import plan_html
    except ImportError as error:
        raise UserError(
            f"--format html needs the package {error.name}", fix="pip install nh3 pygal, or retro-bot with the extra html"
        ) from error
    files = read_evidence(root)
    return plan_html(plan, files.texts, files.counted)
