"""What a request selects, for whoever asks on the command line: what it was found in, and the selection in print."""

from __future__ import annotations

import click

from bot.commands.output import echo, paint, print_warnings
from bot.errors import ExitCode
from bot.gathering import Gathered, file_warnings
from bot.model.selection import Outcome, Selection
from bot.present.selection import selection_text


def gathered_details(gathered: Gathered) -> list[str]:
    """Return what was found in the repository, for whoever wants to know what a result rests on."""
    repository = gathered.repository
    layout, registry = repository.layout, repository.registry
    return [
        f"registry: {registry.path}" if registry.text else f"registry: none, it would be {registry.path}",
        f"domain: {repository.domain.name}",
        f"reports: {len(repository.reports)} in {layout.reports or 'no folder'}",
        f"experiment log: {layout.experiment_log or 'none'}",
        f"troubleshooting guide: {layout.troubleshooting or 'none'}",
        f"templates: {layout.templates or 'the shipped ones'}",
        f"skills: {len(repository.skills)} in {', '.join(layout.skill_folders)}",
    ]


def print_selection(gathered: Gathered, selection: Selection, output: str) -> ExitCode:
    """Print a selection on standard output, what could not be read on standard error, and return the exit code."""
    print_warnings(file_warnings(gathered.repository, selection))
    if output == "json":
        from bot.present.json_contract import selection_json

        click.echo(selection_json(selection))
    else:
        echo(selection_text(selection, paint()))
    codes = {Outcome.SELECTED: ExitCode.DONE, Outcome.AMBIGUOUS: ExitCode.AMBIGUOUS, Outcome.NONE: ExitCode.NOTHING_FITS}
    return codes[selection.outcome]
