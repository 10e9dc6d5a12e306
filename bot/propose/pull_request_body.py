"""The body of the pull request as markdown, from what it tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bot.propose.summary_text import SummarySection, section_markdown

_TABLE_HEAD = ("| | Proposal | Why | Evidence |", "|---|---|---|---|")
_NOTHING = "Nothing to propose: what this evidence teaches stands in the repository already, or it teaches nothing yet."
_HOW_TO_ANSWER = (
    "*Merge to accept. Edit the branch freely: it will not be overwritten. Answer `<retrospective> drop 2`, "
    "`<retrospective> rename 1 new-name` or `<retrospective> refresh`. Close to decline.*"
)


class CaptionedChart(NamedTuple):
    """A chart in Mermaid's language, and the line below it."""

    mermaid: str
    caption: str


class Told(NamedTuple):
    """What the body tells, each text as safe markdown; what is empty is left out.

    `decide` counts the proposals, `rows` are those of the first screen, `folded` the others, below `folded_title`.
    """

    learned: str
    against: Sequence[str]
    decide: str
    rows: Sequence[str]
    folded_title: str
    folded: Sequence[str]
    notes: Sequence[str]
    charts: Sequence[CaptionedChart]
    verdict: str
    sections: Sequence[SummarySection]
    warnings: Sequence[str]


def table_row(*cells: str) -> str:
    """Return a row of the table of proposals; pipes in the cells are escaped already."""
    return f"| {' | '.join(cells)} |"


def body_markdown(told: Told) -> str:
    """Return the body: what was learned first, then what to decide, and what it rests on."""
    return "\n\n".join(_paragraphs(told)) + "\n"


def _paragraphs(told: Told) -> Iterator[str]:
    if told.learned:
        yield f"**Learned.** {told.learned}"
    if told.against:
        yield _bullets(told.against)
    yield from _proposals(told) if told.rows else (_NOTHING,)
    yield from told.notes
    yield from _charts(told.charts[:1])
    if more := told.charts[1:]:
        yield from _folded(f"More charts ({len(more)})", _charts(more))
    if told.verdict:
        yield told.verdict
    if told.sections:
        yield from _folded(" · ".join(section.title for section in told.sections), map(section_markdown, told.sections))
    if told.warnings:
        yield from _folded(f"Warnings ({len(told.warnings)})", [_bullets(told.warnings)])
    if told.rows:
        yield _HOW_TO_ANSWER


def _proposals(told: Told) -> Iterator[str]:
    yield f"**To decide:** {told.decide}."
    yield "\n".join((*_TABLE_HEAD, *told.rows))
    if told.folded:
        yield from _folded(told.folded_title, ["\n".join((*_TABLE_HEAD, *told.folded))])


def _charts(charts: Iterable[CaptionedChart]) -> Iterator[str]:
    for chart in charts:
        yield f"```mermaid\n{chart.mermaid}\n```"
        yield chart.caption


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _folded(title: str, paragraphs: Iterable[str]) -> Iterator[str]:
    """Yield paragraphs that a reader opens."""
    yield f"<details><summary>{title}</summary>"
    yield from paragraphs
    yield "</details>"
