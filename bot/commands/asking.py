"""Asking about each proposal of a plan, as `git add -p` asks about hunks, and the plan that the answers leave."""

from __future__ import annotations

from dataclasses import dataclass, field

import click

from bot.commands.output import echo, paint, width
from bot.commands.questions import choose
from bot.errors import UserError
from bot.gathering import Gathered
from bot.model.plan import FileChange, Plan, Proposal
from bot.present.terminal import proposal_kind, proposal_lines, summary_lines
from bot.run import plan_without

_ANSWERS = {
    "y": "yes, take it",
    "n": "no, leave it",
    "q": "quit: leave it and all that follow",
    "a": "all: take it and all that follow",
    "d": "done with this file: leave it and what follows in the same file",
    "e": "edit the file first, and take it",
}


@dataclass(slots=True)
class _Answers:
    """Proposals that were turned down, texts that were edited, and files to edit when all their proposals are decided."""

    dropped: set[int] = field(default_factory=set)
    edited: dict[str, str] = field(default_factory=dict)
    edit_last: set[str] = field(default_factory=set)
    left_files: set[str] = field(default_factory=set)


def ask(gathered: Gathered, plan: Plan) -> Plan:
    """Show each proposal and ask; return the plan with what was taken. Raises `click.Abort` where no answer comes."""
    echo("\n".join(summary_lines(plan, paint(), width())))
    answers = _Answers()
    for proposal in plan.proposals:
        if proposal.path in answers.left_files:
            answers.dropped.add(proposal.id)
            continue
        echo("\n" + "\n".join(proposal_lines(plan, proposal, paint())))
        answer = choose(_question(proposal, len(plan.proposals)), _ANSWERS)
        if answer == "a":
            break
        if answer == "q":
            answers.dropped.update(other.id for other in plan.proposals if other.id >= proposal.id)
            break
        _note(plan, proposal, answer, answers)
    left = plan_without(gathered, plan, answers.dropped) if answers.dropped else plan
    return left._replace(files=tuple(_final(change, answers) for change in left.files))


def _question(proposal: Proposal, count: int) -> str:
    name = proposal.name if len(proposal.name) <= 40 else f"{proposal.name[:39].rstrip()}…"
    return f"({proposal.id}/{count}) Take {proposal_kind(proposal)} {name}"


def _note(plan: Plan, proposal: Proposal, answer: str, answers: _Answers) -> None:
    if answer in "nd":
        answers.dropped.add(proposal.id)
    if answer == "d":
        answers.left_files.add(proposal.path)
    if answer == "e":
        _edit(plan, proposal, answers)


def _edit(plan: Plan, proposal: Proposal, answers: _Answers) -> None:
    """Edit the proposal's file at once if it carries nothing else, else when its other proposals are decided as well."""
    for change in plan.files:
        if change.proposals == (proposal.id,):
            answers.edited[change.path] = _edited(change)
        elif proposal.id in change.proposals:
            answers.edit_last.add(change.path)
            echo(f"The editor opens on {change.path} after the last question.")


def _final(change: FileChange, answers: _Answers) -> FileChange:
    if change.path in answers.edit_last:
        return change._replace(content=_edited(change))
    return change._replace(content=answers.edited.get(change.path, change.content))


def _edited(change: FileChange) -> str:
    """The text as the user's editor left it; unchanged if it was left without saving, or empty. Raises `UserError`."""
    suffix = "." + change.path.rpartition(".")[2]
    try:
        text = click.edit(change.content, extension=suffix)
    except click.ClickException as error:
        fix = "set EDITOR to one that works, as in EDITOR=nano"
        raise UserError(f"the editor failed, nothing was written: {error.format_message()}", fix=fix) from error
    if text is not None and not text.strip():
        echo(f"{change.path} was left empty; it stays as it was proposed. Answer n to leave it out.")
    return text if text and text.strip() else change.content
