"""Facts as text for people, one a line with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bot.model.fact import VALUE_KINDS, Fact, Kind, ReportFacts
from bot.present.ansi import Paint
from bot.present.places import line_range


def facts_text(reports: Iterable[ReportFacts], paint: Paint, explain: bool = False, narrow: bool = False) -> str:
    """Return the facts of each report under the report's path; `explain` adds the rule that made each fact.

    Where it is `narrow`, place and kind of a fact are no columns, but stand before it.
    """
    line = _narrow_line if narrow else _line
    return "\n\n".join(_report(report, paint, explain, line) for report in reports)


def _report(report: ReportFacts, paint: Paint, explain: bool, line: Callable[[str, str, str, Paint], str]) -> str:
    about = " · ".join(text for text in (report.title, report.date, report.status, report.domain) if text)
    lines = [f"{paint(report.path, 'bold')}  {paint(about, 'dim')}"]
    for fact in report.facts:
        rule = f"  {paint(f'({fact.rule})', 'dim')}" if explain else ""
        lines.append(line(line_range(fact.lines), fact.kind.value, fact_text(fact), paint) + rule)
    lines += [line(f"L{problem.line}", "problem", problem.message, paint) for problem in report.problems]
    return "\n".join(lines)


def _line(place: str, kind: str, text: str, paint: Paint) -> str:
    return f"  {paint(f'{place:>11}', 'dim')}  {paint(f'{kind:<9}', 'cyan')}  {paint(' '.join(text.split()))}"


def _narrow_line(place: str, kind: str, text: str, paint: Paint) -> str:
    return f"- {paint(place, 'dim')} {paint(kind, 'cyan')} {paint(' '.join(text.split()))}"


def fact_text(fact: Fact) -> str:
    """Return a fact in one line: name and value, or what it states."""
    if fact.kind in VALUE_KINDS:
        subject = f"  [{fact.subject}]" if fact.subject else ""
        return (f"{fact.name} = {fact.value}" if fact.name else fact.value) + subject
    if fact.kind is Kind.ERROR:
        parts = (("symptom", fact.symptom), ("cause", fact.cause), ("fix", fact.fix))
        return "; ".join(f"{label}: {text}" for label, text in parts if text) or fact.text
    return fact.text + (f"  (because: {fact.reason})" if fact.reason else "")
