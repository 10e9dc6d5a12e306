"""The pull request's branch, title and body: what was learned, what is proposed and why, and how to answer."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.model.draft import Retrospective, Statement
from bot.model.plan import Action, Proposal, PullRequestText, Target
from bot.model.selection import Request, Selection
from bot.propose import sanitising
from bot.propose.chart import chart
from bot.propose.sanitising import cell, inline, plain
from bot.propose.shipped_templates import render
from bot.propose.summary_text import Links, SummarySection, cited_lines
from bot.propose.wording import slug

LONGEST_BODY = 65_536
"""GitHub refuses a longer body; it counts as JavaScript does, two for a character outside the basic plane."""

_LONGEST_TITLE = 110
_CUT = "\n\n*The rest is cut: GitHub takes no longer text. `retro-bot dry-run` shows all of it.*\n"
_MOST_OPEN = 3
_COMMAND = re.compile(r"\s*(?:<retrospective>|/retrospective\b)", re.I)
_NEARBY = 12
"""Lines between two places of one report that a reviewer reads in one go."""


class Described(NamedTuple):
    """What the body tells of: the proposals, the summary's sections, notes and warnings, and how places are linked."""

    proposals: tuple[Proposal, ...]
    sections: tuple[SummarySection, ...]
    notes: tuple[str, ...]
    warnings: tuple[str, ...]
    links: Links


def pull_request_text(
    retrospective: Retrospective, request: Request, selection: Selection, title: str, described: Described
) -> PullRequestText:
    """Return the text of the pull request, sanitised and within GitHub's limits."""
    values: dict[str, object] = {
        "learned": " ".join(cited_lines(_learned(retrospective), described.links)),
        "rows": [_row(proposal, described.links) for proposal in described.proposals],
        "notes": described.notes,
        "chart": chart(retrospective.comparisons),
        "verdict": _verdict(retrospective, described.links),
        "sections": described.sections,
        "warnings": [inline(warning) for warning in described.warnings],
    }
    body = fitted(sanitising.body(render("pull_request.md.j2", values)))
    return PullRequestText(branch_name(request, selection, retrospective), title, body)


def retrospective_title(retrospective: Retrospective, details: Sequence[str]) -> str:
    """Return `Retrospective: TITLE (2 reports, 2026-03-12)`."""
    subject = plain(retrospective.summary.title, _LONGEST_TITLE)
    subject = "" if subject.lower() == "retrospective" else subject
    bracket = f"({', '.join(details)})"
    return f"Retrospective: {subject} {bracket}" if subject else f"Retrospective {bracket}"


def evidence_count(selection: Selection) -> tuple[str, ...]:
    """Return `2 reports` and `1 log entry`, each where there is one."""
    counts = (("report", "reports", len(selection.reports)), ("log entry", "log entries", len(selection.log_entries)))
    return tuple(f"{count} {one if count == 1 else many}" for one, many, count in counts if count)


def branch_name(request: Request, selection: Selection, retrospective: Retrospective) -> str:
    """Return the branch of this request: the same words, or the same evidence, are always the same branch."""
    words = _COMMAND.sub("", request.words).strip()
    subject = slug(words, 50) if words.lower() != "all" else ""
    subject = subject or slug(retrospective.summary.title, 50)
    if not subject:
        paths = "\n".join(sorted(candidate.path for candidate in selection.reports))
        subject = hashlib.sha256(f"{request.words}\n{paths}".encode()).hexdigest()[:10]
    return f"retro-bot/{subject}"


def fitted(body: str, limit: int = LONGEST_BODY) -> str:
    """Return the body, cut at a whole line where it is too long; what was open there is closed, and a note tells."""
    if _length(body) <= limit:
        return body
    room = limit - _length(_CUT) - 40
    kept: list[str] = []
    for line in body.split("\n"):
        room -= _length(line) + 1
        if room < 0:
            break
        kept.append(line)
    fences = sum(line.startswith("```") for line in kept)
    opened = sum(line.startswith("<details") for line in kept) - sum(line.startswith("</details") for line in kept)
    closing = (["```"] if fences % 2 else []) + ["", "</details>"] * opened
    return "\n".join([*kept, *closing]) + _CUT


def _length(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def _learned(retrospective: Retrospective) -> tuple[Statement, ...]:
    """Return the one or two sentences that say most: what a new skill is about, else the first findings."""
    general = retrospective.skills[0].general if retrospective.skills else ()
    summary = retrospective.summary
    return (general or summary.key_findings or summary.what_failed)[:2]


def _row(proposal: Proposal, links: Links) -> dict[str, object]:
    # Registry and log follow from the rest, so that their evidence is that of the other rows.
    evidence = () if proposal.target in (Target.REGISTRY, Target.LOG) else proposal.evidence
    return {
        "id": proposal.id,
        "proposal": _proposal(proposal),
        "why": cell(proposal.reason),
        "evidence": sanitising.escape_pipes(links(evidence, _NEARBY)),
    }


def _proposal(proposal: Proposal) -> str:
    name = f"`{proposal.name.replace('`', '')}`"
    sections = ", ".join(f"*{cell(section)}*" for section in proposal.sections)
    if proposal.target is Target.SKILL and proposal.action is Action.CREATE:
        return f"**new skill** {name}"
    if proposal.target is Target.SKILL:
        return f"**update** {name}: {sections}"
    if proposal.target is Target.TROUBLESHOOTING:
        return f"**troubleshooting**: {cell(proposal.name)}"
    if proposal.target is Target.REGISTRY:
        return f"**registry**: {cell(proposal.name)}"
    return "**experiment log**: one entry"


def _verdict(retrospective: Retrospective, links: Links) -> str:
    """Return how far it holds, what it contradicts and what is open, in one paragraph."""
    holds = "; ".join(inline(statement.text).rstrip(".") for statement in retrospective.scope)
    against = [
        f"{inline(pair.new.text)} {links(pair.new.sources)} against {inline(pair.old.text)} {links(pair.old.sources)}"
        for pair in retrospective.contradictions
    ]
    questions = retrospective.summary.open_questions
    asked = " ".join(cited_lines(questions[:_MOST_OPEN], links))
    more = f" And {len(questions) - _MOST_OPEN} more below." if len(questions) > _MOST_OPEN else ""
    parts = [
        f"**Holds for:** {holds}." if holds else "",
        f"**Contradicts:** {'; '.join(against) or 'nothing'}.",
        f"**Open:** {asked}{more}" if asked else "",
    ]
    return " ".join(part for part in parts if part)
