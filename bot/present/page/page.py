"""The page of a plan: what was learned, charts, each proposed file, and the sources beside them."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import NamedTuple

from bot.model.draft import Comparison, Measurement
from bot.model.plan import Action, FileChange, Plan, Proposal, Target
from bot.present.page.charts import chart_svg
from bot.present.page.grounds import Ground, marked
from bot.present.page.rendered import number_link, place_link, rendered
from bot.present.page.side_by_side import Row, kept_lines, side_by_side
from bot.present.page.sources import Sources, SourcesAfter
from bot.present.terminal import proposal_kind
from bot.propose.chart import axis, best_run, chart_title, is_worth_a_picture
from bot.propose.citations import short_names
from bot.propose.shipped_templates import render, shipped_template
from bot.verify.evidence_index import Evidence

_MOST_PLACES = 4
_NEW_LINES_ONLY = (Target.LOG, Target.TROUBLESHOOTING)


class Figure(NamedTuple):
    """A chart with its title, what is said below it, and the values as rows of run and linked value."""

    title: str
    svg: str
    notes: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]


class ProposalRow(NamedTuple):
    """A proposal as the table shows it; `evidence` is safe HTML, `file` the number of its file on the page."""

    id: int
    kind: str
    name: str
    reason: str
    evidence: str
    file: int


class File(NamedTuple):
    """A proposed file: its proposals, its text as safe HTML, whether that is only what is new, and the change."""

    path: str
    is_new: bool
    proposals: tuple[ProposalRow, ...]
    html: str
    is_part: bool
    rows: tuple[Row, ...]
    added: int
    removed: int


def plan_html(plan: Plan, texts: Mapping[str, str], counted: Iterable[str]) -> str:
    """Return the page of a plan; it loads nothing, and runs no script but its own.

    `texts` are the files of the repository that may be cited, by path; `counted` those of them that are evidence.
    """
    counted = tuple(counted)
    evidence, sources = Evidence(texts, counted), Sources(texts, _names(plan))
    summary = _summary(plan, evidence, sources)
    figures = tuple(_figure(each, sources) for each in plan.retrospective.comparisons if is_worth_a_picture(each))
    rows = tuple(_row(plan, each, sources) for each in plan.proposals)
    after = _After(plan, texts, counted, sources)
    files = tuple(_file(change, plan, rows, after) for change in plan.files)
    script = shipped_template("plan.js")
    values: dict[str, object] = {
        "title": plan.pull_request.title or plan.retrospective.summary.title,
        "summary": summary,
        "figures": figures,
        "rows": rows,
        "files": files,
        "warnings": plan.warnings,
        "sources": sources.files(),
        "style": shipped_template("plan.css"),
        "script": script,
        "digest": base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    }
    return render("plan.html.j2", values)


class _After:
    """The evidence as the plan leaves it, without what the plan adds to it, and the addresses of its lines."""

    def __init__(self, plan: Plan, texts: Mapping[str, str], counted: Iterable[str], sources: Sources) -> None:
        self.rows = {change.path: side_by_side(change.before, change.content) for change in plan.files}
        moved, left = {}, dict(texts)
        for change in plan.files:
            if change.path in texts:
                old = {new: before for before, new in kept_lines(change.before, change.content)}
                kept = change.content.split("\n")
                left[change.path] = "\n".join(line if at in old else "" for at, line in enumerate(kept, 1))
                moved[change.path] = old
        self.evidence, self.sources = Evidence(left, tuple(counted)), SourcesAfter(sources, moved)


def _names(plan: Plan) -> Mapping[str, str]:
    cited = {source.path for each in plan.proposals for source in each.evidence}
    cited |= {bar.source.path for each in plan.retrospective.comparisons for bar in each.measurements}
    return short_names(cited)


def _summary(plan: Plan, evidence: Evidence, sources: Sources) -> str:
    """The summary without its own heading, which is that of the page."""
    text = plan.summary_markdown.partition("\n")[2]
    return rendered("SUMMARY.md", marked("SUMMARY.md", text, evidence, sources), sources, below=2)


def _figure(comparison: Comparison, sources: Sources) -> Figure:
    best = best_run(comparison)
    rows = tuple((bar.run, _value(bar, sources)) for bar in comparison.measurements)
    low, _ = axis([bar.number for bar in comparison.measurements])
    notes = (f"Best: {best.run} with {best.value}." if best else "", f"The axis starts at {low:g}." if low > 0 else "")
    return Figure(chart_title(comparison), chart_svg(comparison), tuple(note for note in notes if note), rows)


def _value(bar: Measurement, sources: Sources) -> str:
    """A value as a link to its line."""
    shown = sources.shown(bar.source, bar.value)
    return number_link(escape(bar.value), Ground(*shown)) if shown else escape(bar.value)


def _row(plan: Plan, proposal: Proposal, sources: Sources) -> ProposalRow:
    links = [place_link(source, sources) for source in proposal.evidence[:_MOST_PLACES]]
    more = len(proposal.evidence) - _MOST_PLACES
    told = ", ".join(links) + (f" and {more} more" if more > 0 else "")
    file = next((at for at, change in enumerate(plan.files, 1) if proposal.id in change.proposals), 0)
    return ProposalRow(proposal.id, proposal_kind(proposal), proposal.name, " ".join(proposal.reason.split()), told, file)


def _file(change: FileChange, plan: Plan, rows: Iterable[ProposalRow], after: _After) -> File:
    diff = after.rows[change.path]
    targets = {each.target for each in plan.proposals if each.id in change.proposals}
    is_part = bool(change.before) and targets <= set(_NEW_LINES_ONLY)
    text = _new_lines(diff, change.content) if is_part else change.content
    html = rendered(change.path, marked(change.path, text, after.evidence, after.sources), after.sources)
    return File(
        change.path,
        change.action is Action.CREATE,
        tuple(row for row in rows if row.id in change.proposals),
        html,
        is_part,
        diff,
        sum(row.kind in ("added", "changed") for row in diff),
        sum(row.kind in ("removed", "changed") for row in diff),
    )


def _new_lines(rows: Iterable[Row], content: str) -> str:
    """The text of what is new; a table row is given its header in `content`, without which it would be no table."""
    all_lines = content.split("\n")
    lines: list[str] = []
    table = 0
    for row in rows:
        if row.kind in ("added", "changed"):
            line = row.new.start + row.new.middle + row.new.end
            start = _table_start(all_lines, row.new.number) if _is_table_row(line) else 0
            header = all_lines[start - 1 : min(start + 1, row.new.number - 1)] if start else []
            if start != table and header:
                lines += ["", *header]
            table = start
            lines.append(line)
    return "\n".join(lines) + "\n"


def _table_start(lines: Sequence[str], number: int) -> int:
    """The number of the first line of the table that holds line `number`."""
    while number > 1 and _is_table_row(lines[number - 2]):
        number -= 1
    return number


def _is_table_row(line: str) -> bool:
    return line.lstrip().startswith("|")
