"""Plans, selections and facts as text for people; colours only where the caller asks for them."""

from __future__ import annotations

from collections.abc import Iterable

from bot.model.fact import VALUE_KINDS, Fact, Kind, ReportFacts


def facts_text(reports: Iterable[ReportFacts]) -> str:
    """Return the facts of each report, one a line with its place."""
    return "\n\n".join(_report(report) for report in reports)


def _report(report: ReportFacts) -> str:
    head = " · ".join(text for text in (report.path, report.title, report.date, report.status, report.domain) if text)
    lines = [f"  {_place(fact.lines):>9}  {fact.kind.value:<9}  {_fact(fact)}" for fact in report.facts]
    problems = [f"  {f'L{problem.line}':>9}  problem    {problem.message}" for problem in report.problems]
    return "\n".join([head, *lines, *problems])


def _place(lines: tuple[int, int]) -> str:
    first, last = lines
    return f"L{first}" if first == last else f"L{first}-L{last}"


def _fact(fact: Fact) -> str:
    if fact.kind in VALUE_KINDS:
        subject = f" [{fact.subject}]" if fact.subject else ""
        return f"{fact.name} = {fact.value}{subject}" if fact.name else fact.value
    if fact.kind is Kind.ERROR:
        parts = (("symptom", fact.symptom), ("cause", fact.cause), ("fix", fact.fix))
        return "; ".join(f"{label}: {text}" for label, text in parts if text) or fact.text
    return fact.text + (f" (because: {fact.reason})" if fact.reason else "")
