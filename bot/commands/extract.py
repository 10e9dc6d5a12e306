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
  retro-bot extract reports/lora-ranks.md --explain         which rule read each fact
  retro-bot extract reports/ --format html > facts.html     the report with its facts marked
"""


@click.command("extract", help=_HELP)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(exists=True, path_type=Path))
@click.option("--domain", default="", help="research, unsloth, cuda, or your own [default: by registry, else by the text]")
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
    help="How to print the facts.",
)
@click.option("--explain", is_flag=True, help="Say which rule made each fact (JSON and the page always say it).")
def command(paths: tuple[Path, ...], domain: str, output: str, explain: bool) -> None:
    """Extract and print; a report that cannot be read is a problem in the output, not an error."""
    from bot.commands.output import paint, print_warnings
    from bot.extract.report_facts import extract_facts
    from bot.shell.loose_reports import Domains, empty_folders, read_reports

    domains = Domains(domain)
    read = list(read_reports(paths))
    facts = [extract_facts(report, domains.of(report)) for report, _ in read]
    print_warnings(empty_folders(paths, [report.path for report, _ in read]))
    print_warnings(domains.warnings)
    if output == "json":
        from bot.present.json_contract import facts_json

        click.echo(facts_json(facts))
    elif output == "html":
        from bot.present.facts_html import facts_html
        from bot.reading.text import decode

        click.echo(facts_html((one, decode(data)[0]) for one, (_, data) in zip(facts, read, strict=True)))
    else:
        from bot.present.facts import facts_text

        click.echo(facts_text(facts, paint(), explain))
