"""`retro-bot extract`: the facts of reports, each with its lines; needs no registry and no repository."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.completing import completed

if TYPE_CHECKING:
    from bot.model.fact import ReportFacts

_HELP = """Print the facts of reports: settings, results, failures with reasons, problems, questions, each with its lines.

PATH is a report, or a folder that is searched for reports. No registry and no repository is needed.

\b
Examples:
  retro-bot extract reports/lora-ranks.md
  retro-bot extract results/ --domain cuda --format json
  retro-bot extract reports/lora-ranks.md --explain         which rule read each fact
  retro-bot extract reports/ --format html > facts.html     the report with its facts marked
  retro-bot extract reports/ --scheduler tcp://10.0.0.1:8786 --format json     on many machines, by Dask
"""


@click.command("extract", help=_HELP)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--domain",
    default="",
    shell_complete=completed("domains"),
    help="research, unsloth, cuda, or your own [default: by registry, else by the text]",
)
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
    help="How to print the facts.",
)
@click.option("--explain", is_flag=True, help="Say which rule made each fact (JSON and the page always say it).")
@click.option("--jobs", type=click.IntRange(0), default=0, metavar="N", help="Processes. [default: as many as pay]")
@click.option("--scheduler", default="", metavar="ADDRESS", help="Extract on the workers of a Dask scheduler (tcp://...).")
def command(paths: tuple[Path, ...], domain: str, output: str, explain: bool, jobs: int, scheduler: str) -> None:
    """Extract and print; a report that cannot be read is a problem in the output, not an error."""
    from bot.commands.output import Progress, echo, paint, print_warnings
    from bot.commands.terminal_size import columns
    from bot.shell.cache import kept_cache
    from bot.shell.extraction import Where, extracted
    from bot.shell.loose_reports import Domains, empty_folders

    domains, progress, read = Domains(domain), Progress(), set[str]()

    def noted(facts: Iterable[ReportFacts]) -> Iterator[ReportFacts]:
        for number, one in enumerate(facts, 1):
            progress(f"extracting: {number} reports, {one.path}")
            read.add(os.path.dirname(one.path))
            yield one
        progress.done()

    found = noted(extracted(paths, domains, kept_cache(os.environ), Where(jobs, scheduler)))
    if output == "json":
        from bot.present.json_contract import facts_json_parts

        for part in facts_json_parts(found):
            click.echo(part, nl=False)
        click.echo()
    elif output == "html":
        from bot.present.facts_html import facts_html

        click.echo(facts_html((one, _source(one.path)) for one in found))
    else:
        from bot.present.facts import facts_text

        echo(facts_text(list(found), paint(), explain, narrow=columns(80) < 60))
    print_warnings(empty_folders(paths, read))
    print_warnings(domains.warnings)


def _source(path: str) -> str:
    """The text of a report, empty where it cannot be read."""
    from bot.reading.text import decode
    from bot.shell.loose_reports import read_files

    return "".join(decode(data)[0] for _, data, _ in read_files([Path(path)]))
