"""What the doctor found, as text for people, as JSON for programs, and as annotations on GitHub."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.doctor.finding import Finding, Severity
from bot.present.annotations import annotation
from bot.present.ansi import Paint, harmless
from bot.present.counted import several

_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


def examination_text(findings: Sequence[Finding], unseen: Sequence[str], checked: Sequence[str], paint: Paint) -> str:
    """Return each finding with its place and its fix, what was not seen, and a summary at the end."""
    lines: list[str] = []
    for finding in findings:
        lines += [
            f"{paint(finding.severity.value, _STYLES[finding.severity])}  {paint(place(finding), 'cyan')}",
            f"  {paint(finding.message)}",
            f"  {paint('fix:', 'bold')} {paint(finding.fix)}",
            "",
        ]
    lines += [paint(f"not looked at: {each}", "dim") for each in unseen]
    return "\n".join([*lines, _summary(findings, checked, paint)])


def place(finding: Finding) -> str:
    """Return where a finding is, as editors and terminals understand it."""
    return f"{finding.path}:{finding.line}" if finding.line else finding.path


def _summary(findings: Sequence[Finding], checked: Sequence[str], paint: Paint) -> str:
    if not findings:
        return paint(f"Nothing is wrong with {', '.join(checked)}.", "green")
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    return paint(f"{several(errors, 'error')}, {several(len(findings) - errors, 'warning')}", "red" if errors else "yellow")


def examination_json(findings: Sequence[Finding], unseen: Sequence[str]) -> str:
    """Return the `retro-bot/doctor/1` document."""
    content = {
        "schema": "retro-bot/doctor/1",
        "healthy": not findings,
        "findings": [{key: value for key, value in finding._asdict().items() if value} for finding in findings],
        "not_looked_at": list(unseen),
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def examination_annotations(findings: Sequence[Finding], prefix: str = "") -> str:
    """Return a workflow command for each finding; GitHub shows the first ten of each kind.

    `prefix` is where the repository lies in the checkout, from which GitHub counts paths.
    """
    return "\n".join(
        annotation(
            finding.severity.value,
            harmless(f"{finding.message}. Fix: {finding.fix}"),
            f"{prefix}{finding.path}" if finding.is_in_a_file else "",
            finding.line,
        )
        for finding in findings
    )
