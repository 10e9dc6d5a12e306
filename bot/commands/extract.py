"""`retro-bot extract`: the facts of reports, each with its lines; needs no registry and no repository."""

from __future__ import annotations

from pathlib import Path

import click

_HELP = """Print the facts of reports: settings, results, failures with reasons, problems, questions, each with its lines.

PATH is a report, or a folder that is searched for reports. No registry and no repository is needed.

\b
Examples:
  retro-bot extract reports/lora-ranks.md
  retro-bot extract results/ --domain cuda --format json
"""


@click.command("extract", help=_HELP)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--domain", default="", help="research, unsloth, cuda or a domain of your own [default: from registry or text]"
)
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(paths: tuple[Path, ...], domain: str, output: str) -> None:
    """Extract and print; a report that cannot be read is a problem in the output, not an error."""
    from bot.present.json_contract import facts_json
    from bot.present.terminal import facts_text
    from bot.run import extract_paths

    facts, warnings = extract_paths(paths, domain)
    for warning in warnings:
        click.echo(f"warning: {warning}", err=True)
    click.echo(facts_json(facts) if output == "json" else facts_text(facts))
