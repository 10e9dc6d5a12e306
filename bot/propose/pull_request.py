"""The pull request's branch, title and body: what was learned, what is proposed and why, and how to answer."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from bot.model.draft import Comparison, Retrospective, Statement
from bot.model.plan import Action, Proposal, PullRequestText, Target
from bot.model.selection import Request, Selection
from bot.propose import sanitising
from bot.propose.chart import best_run, charts
from bot.propose.pull_request_body import CaptionedChart, Told, body_markdown, table_row
from bot.propose.sanitising import cell, inline, plain
from bot.propose.summary_text import Links, SummarySection, cited_lines
from bot.propose.wording import slug

LONGEST_BODY = 65_536
"""GitHub refuses a longer body; it counts as JavaScript does, two for a character outside the basic plane."""

_LONGEST_TITLE = 110
_CUT = "\n\n*The rest is cut: GitHub takes no longer text. `retro-bot dry-run` shows all of it.*\n"
_MOST_OPEN = 3
_MOST_ROWS = 10
_FIRST_ROWS = 6
_MOST_SECTIONS = 3
_LONGEST_RUN = 60
_MOST_CHARTS = 6
_MOST_CONTRADICTIONS = 3
_ONLY_LINKS = "References"
_LINES_OF_A_LIST = (1_000, 60, 30, 15, 5, 0)
"""Lines of each folded list, tried one after the other until the body fits."""

_ROOM_FOR_MARKER = 6_000
"""Characters left for what the Action adds: who asked, what was left out, and its own marker."""

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
    """Return the text of the pull request, sanitised and within GitHub's limits.

    Where it is too long, the folded lists end early and say so: what was learned, the table of proposals and how to answer
    stay whole.
    """
    body = ""
    for most in _LINES_OF_A_LIST:
        body = sanitising.body(body_markdown(_told(retrospective, described, most)), described.links.base)
        if _length(body) <= LONGEST_BODY - _ROOM_FOR_MARKER:
            break
    return PullRequestText(branch_name(request, selection, retrospective), title, fitted(body))


def _told(retrospective: Retrospective, described: Described, most: int) -> Told:
    """What the body tells, with at most so many lines of each folded list."""
    links = described.links
    first, folded = _shared_out(described.proposals)
    return Told(
        learned=" ".join(cited_lines(_learned(retrospective), links)),
        against=_against(retrospective, links),
        decide=_counted(described.proposals),
        rows=[_row(proposal, links) for proposal in first],
        folded_title=f"{_counted(folded)} more",
        folded=[_row(each, links) for each in folded],
        notes=described.notes,
        charts=_charts(retrospective, links)[:most],
        verdict=_verdict(retrospective, links),
        sections=[_cut(section, most) for section in described.sections],
        warnings=_shortened([inline(warning) for warning in described.warnings], most),
    )


def _shared_out(proposals: Sequence[Proposal]) -> tuple[tuple[Proposal, ...], tuple[Proposal, ...]]:
    """The proposals for the first screen, and those to be folded where there are many: skills come first."""
    if len(proposals) <= _MOST_ROWS:
        return tuple(proposals), ()
    skills = [each for each in proposals if each.target is Target.SKILL][:_FIRST_ROWS]
    first = tuple(skills or proposals[:_FIRST_ROWS])
    return first, tuple(each for each in proposals if each not in first)


def _counted(proposals: Sequence[Proposal]) -> str:
    """Return `2 new skills, 1 update, 3 troubleshooting entries, registry and log`."""
    kinds = Counter(
        ("new skill", "new skills")
        if each.target is Target.SKILL and each.action is Action.CREATE
        else ("update of a skill", "updates of skills")
        if each.target is Target.SKILL
        else ("troubleshooting entry", "troubleshooting entries")
        for each in proposals
        if each.target in (Target.SKILL, Target.TROUBLESHOOTING)
    )
    parts = [f"{count} {one if count == 1 else many}" for (one, many), count in kinds.items()]
    targets = {each.target for each in proposals}
    parts += [
        word for target, word in ((Target.REGISTRY, "the registry"), (Target.LOG, "a log entry")) if target in targets
    ]
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def _charts(retrospective: Retrospective, links: Links) -> list[CaptionedChart]:
    return [
        CaptionedChart(chart.mermaid, _caption(chart.comparison, links))
        for chart in charts(retrospective.comparisons)[:_MOST_CHARTS]
    ]


def _caption(comparison: Comparison, links: Links) -> str:
    """What the chart shows in one line, for those who read it: the best run, and where all values stand."""
    best = best_run(comparison)
    sources = links([bar.source for bar in comparison.measurements], _NEARBY)
    said = (
        f"Best: **{inline(plain(best.run, _LONGEST_RUN))}** with {inline(best.value)}"
        if best
        else inline(comparison.metric)
    )
    return f"{said}: {sources}"


def _cut(section: SummarySection, most: int) -> SummarySection:
    return SummarySection(section.title, tuple(_shortened(section.lines, most)))


def _shortened(lines: Sequence[str], most: int) -> list[str]:
    left = len(lines) - most
    return [*lines[:most], f"and {left} more, which `retro-bot dry-run` shows"] if left > 0 else list(lines)


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
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _learned(retrospective: Retrospective) -> tuple[Statement, ...]:
    """Return the one or two sentences that say most: what a new skill is about, else the first findings."""
    general = retrospective.skills[0].general if retrospective.skills else ()
    summary = retrospective.summary
    return (general or summary.key_findings or summary.what_failed)[:2]


def _row(proposal: Proposal, links: Links) -> str:
    # Registry and log follow from the rest, so that their evidence is that of the other rows.
    evidence = () if proposal.target in (Target.REGISTRY, Target.LOG) else proposal.evidence
    cited = sanitising.escape_pipes(links(evidence, _NEARBY))
    return table_row(str(proposal.id), _proposal(proposal), cell(proposal.reason), cited)


def _proposal(proposal: Proposal) -> str:
    name = f"`{proposal.name.replace('`', '')}`"
    changed = [section for section in proposal.sections if section != _ONLY_LINKS] or proposal.sections
    more = f" and {len(changed) - _MOST_SECTIONS} more" if len(changed) > _MOST_SECTIONS else ""
    sections = ", ".join(f"*{cell(section)}*" for section in changed[:_MOST_SECTIONS]) + more
    if proposal.target is Target.SKILL and proposal.action is Action.CREATE:
        return f"**new skill** {name}"
    if proposal.target is Target.SKILL:
        return f"**update** {name}: {sections}"
    if proposal.target is Target.TROUBLESHOOTING:
        return f"**troubleshooting**: {cell(proposal.name)}"
    if proposal.target is Target.REGISTRY:
        return f"**registry**: {cell(proposal.name)}"
    return "**experiment log**: one entry"


def _against(retrospective: Retrospective, links: Links) -> list[str]:
    """Return what it contradicts, a line each."""
    found = [
        f"**Contradicts:** {inline(pair.new.text)} {links(pair.new.sources)} against {inline(pair.old.text)} "
        f"{links(pair.old.sources)}"
        for pair in retrospective.contradictions
    ]
    return _shortened(found, _MOST_CONTRADICTIONS)


def _verdict(retrospective: Retrospective, links: Links) -> str:
    """Return how far it holds and what is open, in one paragraph."""
    holds = "; ".join(inline(statement.text).rstrip(".") for statement in retrospective.scope)
    questions = retrospective.summary.open_questions
    asked = " ".join(cited_lines(questions[:_MOST_OPEN], links))
    more = f" And {len(questions) - _MOST_OPEN} more below." if len(questions) > _MOST_OPEN else ""
    parts = [
        f"**Holds for:** {holds}." if holds else "",
        "" if retrospective.contradictions else "**Contradicts:** nothing.",
        f"**Open:** {asked}{more}" if asked else "",
    ]
    return " ".join(part for part in parts if part)
