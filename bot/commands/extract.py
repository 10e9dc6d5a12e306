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
@click.option("--domain", default="", help="research, unsloth, cuda, or your own [default: by registry, else by the text]")
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print the facts.",
)
def command(paths: tuple[Path, ...], domain: str, output: str) -> None:
    """Extract and print; a report that cannot be read is a problem in the output, not an error."""
    from bot.commands.output import paint, print_warnings
    from bot.extract.report_facts import extract_facts
    from bot.present.facts import facts_text
    from bot.present.json_contract import facts_json
    from bot.shell.loose_reports import Domains, read_reports

    domains = Domains(domain)
    facts = [extract_facts(report, domains.of(report)) for report in read_reports(paths)]
    print_warnings(domains.warnings)
    click.echo(facts_json(facts) if output == "json" else facts_text(facts, paint()))
