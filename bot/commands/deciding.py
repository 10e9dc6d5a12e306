"""From what the command line asks for to a plan: gather, select, ask on a terminal, or say why there is no plan."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

import click

from bot.commands.options import Wanted, typed_model_options
from bot.commands.output import Progress, detail, paint, print_warnings
from bot.commands.selecting import gathered_details
from bot.commands.verbosity import verbosity
from bot.gathering import Gathered, gather, select_reports
from bot.model.plan import Plan
from bot.model.selection import Candidate, Outcome, Request, Selection
from bot.present.selection import candidate_lines
from bot.run import plan_from, ready
from bot.shell.looks import look_beyond


class Decided(NamedTuple):
    """What a request came to; `plan` is None where the selection is not clear enough for one."""

    root: Path
    gathered: Gathered
    selection: Selection
    plan: Plan | None


def decide(wanted: Wanted, writing: Mapping[str, str]) -> Decided:
    """Return the plan for what is wanted, in the words of the writer that `writing` names (see `bot.shell.writers`).

    On a terminal an ambiguous request asks which candidates are meant.
    """
    from bot.shell.writers import writer_for

    root = wanted.root()
    request = wanted.request(root)
    progress = Progress()
    gathered = gather(root, request, wanted.domain, progress)
    tell = partial(progress.line, is_asked_for=writing.get("writer") == "estimate")
    gathered = gathered._replace(writer=writer_for(writing, gathered.repository, tell))
    if gathered.writer is None and not writing.get("writer") and (typed := typed_model_options()):
        print_warnings([f"{', '.join(typed)}: not used, the rules write; add --writer model"])
    if gathered.writer or verbosity().verbose or verbosity().as_json:  # steps are told as they are done, with the time
        look_beyond()
    for line in gathered_details(gathered):
        detail(line)
    selection = select_reports(gathered, request)
    if selection.outcome is Outcome.AMBIGUOUS and sys.stdin.isatty() and sys.stdout.isatty():
        progress.done()
        request, selection = _asked(gathered, request, selection)
    plan = plan_from(gathered, request, selection, progress) if ready(request, selection) else None
    progress.done()
    return Decided(root, gathered, selection, plan)


def _asked(gathered: Gathered, request: Request, selection: Selection) -> tuple[Request, Selection]:
    """Ask which candidates are meant; an empty answer leaves the request ambiguous."""
    look_beyond()
    candidates = selection.candidates
    click.echo(selection.reason or "Several reports could be meant.", err=True)
    click.echo("\n".join(candidate_lines(candidates, paint())), err=True)
    while answer := click.prompt("Which ones (1 3, all; empty to stop)", default="", show_default=False, err=True):
        picked = _picked(candidates, answer)
        if picked.outcome is Outcome.SELECTED:
            named = request._replace(reports=tuple(report.path for report in picked.reports))
            return named, select_reports(gathered, named)
        click.echo(picked.reason, err=True)
    return request, selection


def _picked(candidates: tuple[Candidate, ...], answer: str) -> Selection:
    from bot.select.candidates import is_numbers, pick

    if answer.strip().lower() == "all":
        return Selection(Outcome.SELECTED, candidates)
    if is_numbers(answer):
        return pick(candidates, answer)
    return Selection(Outcome.NONE, reason="answer with numbers of the list, or all")
