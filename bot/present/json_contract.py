"""Facts, selections and plans as the JSON that other programs rely on; facts and plans name their schema."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from bot.model.draft import Source, Statement, Summary
from bot.model.fact import Fact, ReportFacts
from bot.model.plan import FileChange, Plan, Proposal
from bot.model.selection import Candidate, Request, Selection

_LARGEST = 2.0**53
"""JSON numbers beyond this lose digits in other programs; the verbatim `value` still has them."""

_ON_A_LINE = json.JSONEncoder(ensure_ascii=False)
_TEXT_FIELDS = ("name", "value", "unit", "subject", "text", "reason", "symptom", "cause", "fix", "section")


def facts_json(reports: Iterable[ReportFacts]) -> str:
    """Return the `retro-bot/facts/1` document for `reports`."""
    return "".join(facts_json_parts(reports))


def facts_json_parts(reports: Iterable[ReportFacts]) -> Iterator[str]:
    """Yield the same document in pieces, one a report, so that nobody has to hold it; each fact is a line of it."""
    yield '{\n "schema": "retro-bot/facts/1",\n "reports": ['
    before = "\n"
    for report in reports:
        yield before + _report(report)
        before = ",\n"
    yield "]\n}" if before == "\n" else "\n ]\n}"


def selection_json(selection: Selection) -> str:
    """Return the document for a selection."""
    return _document(_selection(selection))


def plan_json(plan: Plan) -> str:
    """Return the `retro-bot/plan/1` document for a plan."""
    pull_request = plan.pull_request
    return _document(
        {
            "schema": "retro-bot/plan/1",
            "request": _request(plan.request),
            "selection": _selection(plan.selection),
            "summary": _summary(plan.retrospective.summary, plan.summary_markdown),
            "proposals": [_proposal(proposal) for proposal in plan.proposals],
            "files": [_file(change) for change in plan.files],
            "pull_request": {"branch": pull_request.branch, "title": pull_request.title, "body": pull_request.body},
            "warnings": plan.warnings,
        }
    )


def _document(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1)


def _line(content: object) -> str:
    return _ON_A_LINE.encode(content)


def _report(report: ReportFacts) -> str:
    head = {name: getattr(report, name) for name in ("path", "title", "date", "status", "domain")}
    facts = ",\n    ".join(_line(_fact(fact)) for fact in report.facts)
    problems = _line([{"line": problem.line, "message": problem.message} for problem in report.problems])
    facts = f"\n    {facts}\n   " if facts else ""
    return f'  {_line(head)[:-1]},\n   "facts": [{facts}],\n   "problems": {problems}}}'


def _fact(fact: Fact) -> dict[str, object]:
    """A fact without its absent fields."""
    content: dict[str, object] = {"kind": fact.kind.value, "lines": fact.lines}
    if fact.number is not None and abs(fact.number) < _LARGEST:
        content["number"] = int(fact.number) if fact.number.is_integer() else fact.number
    content |= {name: text for name in _TEXT_FIELDS if (text := getattr(fact, name))}
    return content | {"rule": fact.rule}


def _request(request: Request) -> dict[str, object]:
    return {"words": request.words, "reports": request.reports, "since": request.since, "today": request.today}


def _selection(selection: Selection) -> dict[str, object]:
    return {
        "outcome": selection.outcome.value,
        "reason": selection.reason,
        "reports": [_candidate(report) for report in selection.reports],
        "candidates": [_candidate(candidate) for candidate in selection.candidates],
        "log_entries": [{"title": entry.title, "lines": entry.lines} for entry in selection.log_entries],
    }


def _candidate(candidate: Candidate) -> dict[str, object]:
    return {"path": candidate.path, "title": candidate.title, "date": candidate.date, "score": round(candidate.score, 4)}


def _summary(summary: Summary, markdown: str) -> dict[str, object]:
    """The summary's texts, and under `sources` for each text the places that it rests on."""
    parts: dict[str, tuple[Statement, ...]] = {
        "what_we_tried": summary.what_we_tried,
        "key_findings": summary.key_findings,
        "what_failed": summary.what_failed,
        "open_questions": summary.open_questions,
    }
    texts = {name: [statement.text for statement in statements] for name, statements in parts.items()}
    sources = {name: [_sources(statement.sources) for statement in statements] for name, statements in parts.items()}
    return {"title": summary.title, **texts, "markdown": markdown, "sources": sources}


def _sources(sources: Iterable[Source]) -> list[dict[str, object]]:
    return [{"path": source.path, "lines": source.lines} for source in sources]


def _proposal(proposal: Proposal) -> dict[str, object]:
    return {
        "id": proposal.id,
        "kind": proposal.target.value,
        "action": proposal.action.value,
        "path": proposal.path,
        "name": proposal.name,
        "sections": proposal.sections,
        "reason": proposal.reason,
        "evidence": _sources(proposal.evidence),
        "digest": proposal.digest,
    }


def _file(change: FileChange) -> dict[str, object]:
    return {
        "path": change.path,
        "action": change.action.value,
        "content": change.content,
        "proposals": change.proposals,
    }
