"""`retro-bot select`: which reports and log entries some words mean."""

from __future__ import annotations

import click

from bot.commands.options import Wanted, selection_options
from bot.errors import ExitCode

_HELP = """Show which reports and log entries WORDS mean, without making a plan.

\b
Examples:
  retro-bot select all
  retro-bot select warmup skip
  retro-bot select last week --format json

\b
Exit codes:
  0  selected    3  several could be meant    4  nothing fits
"""


@click.command("select", help=_HELP)
@selection_options
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print the selection.",
)
def command(wanted: Wanted, output: str) -> ExitCode:
    """Print the selection; the exit code says how clear it is."""
    from bot.commands.output import Progress, detail
    from bot.commands.selecting import gathered_details, print_selection
    from bot.gathering import gather, select_reports

    root = wanted.root()
    request = wanted.request(root)
    progress = Progress()
    gathered = gather(root, request, wanted.domain, progress)
    progress.done()
    for line in gathered_details(gathered):
        detail(line)
    return print_selection(gathered, select_reports(gathered, request), output)
