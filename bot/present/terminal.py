"""A plan as text for a terminal: the summary, then each proposal with its reason, its evidence and its diff."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap

from bot.model.draft import Contradiction, Retrospective, Statement
from bot.model.plan import Action, FileChange, Plan, Proposal, Target
from bot.model.selection import Selection
from bot.present.ansi import Paint
from bot.present.patch import file_patch
from bot.present.places import places

_NAMES = {
    Target.SKILL: {Action.CREATE: "new skill", Action.UPDATE: "update of skill", Action.APPEND: "addition to skill"},
    Target.TROUBLESHOOTING: {Action.CREATE: "new guide with", Action.UPDATE: "guide", Action.APPEND: "new guide entry"},
    Target.REGISTRY: {Action.CREATE: "new registry", Action.UPDATE: "registry", Action.APPEND: "registry"},
    Target.LOG: {Action.CREATE: "new log with", Action.UPDATE: "log", Action.APPEND: "new log entry"},
}
_STYLES = {"+": "green", "-": "red", "@": "cyan"}


def plan_text(plan: Plan, paint: Paint, width: int = 100) -> str:
    """Return the whole plan; the summary is wrapped at `width` columns."""
    lines = summary_lines(plan, paint, width)
    count = len(plan.proposals)
    lines += ["", paint(f"{count} proposal{'' if count == 1 else 's'}" if count else "Nothing to propose.", "bold")]
    for proposal in plan.proposals:
        lines += ["", *proposal_lines(plan, proposal, paint)]
    if plan.warnings:
        lines += ["", *(paint(f"warning: {warning}", "yellow") for warning in plan.warnings)]
    return "\n".join(lines)


def summary_lines(plan: Plan, paint: Paint, width: int = 100) -> list[str]:
    """Return the title, the numbered evidence, and the summary; each statement ends in its source."""
    parts = [(title, statements) for title, statements in _parts(plan.retrospective) if statements]
    numbers = _numbered(plan.selection, (statement for _, statements in parts for statement in statements))
    lines = [paint(plan.retrospective.summary.title, "bold")]
    lines += [f"  {number} {paint(path, 'cyan')}" for path, number in numbers.items()]
    for title, statements in parts:
        wrapped = (line for statement in statements for line in _statement(statement, numbers, width))
        lines += ["", paint(title, "bold"), *(paint(line) for line in wrapped)]
    return lines


def _parts(retrospective: Retrospective) -> tuple[tuple[str, tuple[Statement, ...]], ...]:
    summary = retrospective.summary
    return (
        ("What we tried", summary.what_we_tried),
        ("Key findings", summary.key_findings),
        ("What failed", summary.what_failed),
        ("Contradictions", tuple(map(_contradiction, retrospective.contradictions))),
        ("Open questions", summary.open_questions),
        ("Holds for", retrospective.scope),
    )


def proposal_lines(plan: Plan, proposal: Proposal, paint: Paint) -> list[str]:
    """Return one proposal: what it is, why, on what evidence, and the diff of its file.

    A file that carries several proposals is shown with the first of them.
    """
    sections = f" ({', '.join(proposal.sections)})" if proposal.sections and proposal.action is Action.UPDATE else ""
    lines = [
        f"{paint(f'{proposal.id}.', 'bold')} {proposal_kind(proposal)} {paint(proposal.name, 'bold')}{paint(sections)}",
        f"   {paint(proposal.path, 'cyan')}",
        f"   why: {paint(' '.join(proposal.reason.split()))}",
        *(f"   evidence: {paint(place, 'dim')}" for place in places(proposal.evidence)),
    ]
    for change in plan.files:
        if proposal.id in change.proposals:
            lines += _change(change, proposal.id, paint)
    return lines


def proposal_kind(proposal: Proposal) -> str:
    """Return what a proposal is, in two or three words: `new skill`, `new log entry`."""
    return _NAMES[proposal.target][proposal.action]


def diff_lines(change: FileChange, paint: Paint) -> Iterator[str]:
    """Yield the lines of a file's diff, in colour."""
    for line in file_patch(change).split("\n")[:-1]:
        header = line.startswith(("diff --git ", "--- ", "+++ ", "new file "))
        yield paint(line, "bold" if header else _STYLES.get(line[:1], ""))


def _change(change: FileChange, proposal: int, paint: Paint) -> list[str]:
    first, *others = change.proposals
    if proposal != first:
        return [paint(f"   diff: with {first}", "dim")]
    note = [paint(f"   diff: with {', '.join(map(str, others))}", "dim")] if others else []
    return [*note, "", *diff_lines(change, paint)]


def _numbered(selection: Selection, statements: Iterable[Statement]) -> dict[str, str]:
    """The files that were selected or are cited, each with a number in brackets."""
    paths = [report.path for report in selection.reports]
    paths += [entry.body.path for entry in selection.log_entries]
    paths += [source.path for statement in statements for source in statement.sources]
    return {path: f"[{number}]" for number, path in enumerate(dict.fromkeys(paths), 1)}


def _contradiction(contradiction: Contradiction) -> Statement:
    new, old = contradiction.new, contradiction.old
    return Statement(f"{new.text} Before: {old.text}", (*new.sources, *old.sources))


def _statement(statement: Statement, numbers: dict[str, str], width: int) -> list[str]:
    text = " ".join([statement.text, *places(statement.sources, numbers)])
    first, others = "  - ", "    "
    return wrap(text, width, initial_indent=first, subsequent_indent=others, break_long_words=False, break_on_hyphens=False)
