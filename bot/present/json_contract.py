"""Facts, selections and plans as the JSON that other programs rely on; each names its schema."""

from __future__ import annotations

import json
from collections.abc import Iterable

from bot.model.fact import Fact, ReportFacts

_LARGEST = 2.0**53
"""JSON numbers beyond this lose digits in other programs; the verbatim `value` still has them."""

_TEXT_FIELDS = ("name", "value", "unit", "subject", "text", "reason", "symptom", "cause", "fix", "section")


def facts_json(reports: Iterable[ReportFacts]) -> str:
    """Return the `retro-bot/facts/1` document for `reports`."""
    return _document({"schema": "retro-bot/facts/1", "reports": [_report(report) for report in reports]})


def _document(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1)


def _report(report: ReportFacts) -> dict[str, object]:
    return {
        "path": report.path,
        "title": report.title,
        "date": report.date,
        "status": report.status,
        "domain": report.domain,
        "facts": [_fact(fact) for fact in report.facts],
        "problems": [{"line": problem.line, "message": problem.message} for problem in report.problems],
    }


def _fact(fact: Fact) -> dict[str, object]:
    content: dict[str, object] = {"kind": fact.kind.value, "lines": list(fact.lines)}
    if fact.number is not None and abs(fact.number) < _LARGEST:
        content["number"] = int(fact.number) if fact.number.is_integer() else fact.number
    content |= {name: text for name in _TEXT_FIELDS if (text := getattr(fact, name))}
    return content | {"rule": fact.rule}
