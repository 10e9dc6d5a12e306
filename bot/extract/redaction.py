"""Keeps secrets that slipped into a report out of everything that is written from it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from bot.model.fact import Fact, ReportFacts

REDACTED = "[redacted]"

_SECRET = re.compile(
    r"\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}|hf_[A-Za-z0-9]{20,}|(?:AKIA|ASIA)[0-9A-Z]{16}"
    r"|sk-[\w-]{20,}|xox[abprs]-[\w-]{10,}|AIza[\w-]{30,}|npm_[A-Za-z0-9]{30,}|pypi-[\w-]{20,}|eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]+)"
    r"|-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]*(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?"
    r"|(?P<name>\b\w*(?:api_?key|secret|password|passwd|access_?token|auth_?token|_token)['\"`]{0,2}\s{0,3}[:=]\s{0,3}['\"`]{0,2})"
    r"(?P<value>[^\s'\"`,;]{8,})",
    re.I,
)
_NAMED = re.compile(r"\w*(?:api_?key|secret|password|passwd|access_?token|auth_?token|_token)", re.I)
_WORD_OR_NUMBER = re.compile(r"[A-Za-z_]+|[\d.,]+")
_HINTS = (
    "api_key apikey secret password passwd access_token accesstoken auth_token authtoken _token ghp_ gho_ ghu_ ghs_ ghr_"
    " github_pat_ glpat- hf_ akia asia sk- xox aiza npm_ pypi- eyj -----begin"
).split()
"""Every secret that is looked for holds one of these; a report without any of them is not looked through."""

_TEXTS = ("name", "value", "subject", "text", "reason", "symptom", "cause", "fix", "section")


def redacted(text: str) -> str:
    """Return `text` with what looks like a key, a token or a password replaced; words and plain numbers are none."""
    return _SECRET.sub(_replaced, text)


def without_secrets(reports: Iterable[ReportFacts]) -> tuple[ReportFacts, ...]:
    """Return the facts with the secrets in their texts replaced; places and numbers stay."""
    return tuple(
        report._replace(
            title=redacted(report.title), entry=redacted(report.entry), facts=tuple(_clean(fact) for fact in report.facts)
        )
        if _may_hold_secrets(report)
        else report
        for report in reports
    )


def _may_hold_secrets(report: ReportFacts) -> bool:
    texts = [report.title, report.entry, *(text for fact in report.facts for text in _texts_of(fact))]
    said = "\n".join(texts).lower()
    return any(hint in said for hint in _HINTS)


def _texts_of(fact: Fact) -> Iterable[str]:
    return (getattr(fact, name) for name in _TEXTS)


def _clean(fact: Fact) -> Fact:
    texts: dict[str, Any] = {name: getattr(fact, name) for name in _TEXTS}
    changed: dict[str, Any] = {name: clean for name, text in texts.items() if text and (clean := redacted(text)) != text}
    if _NAMED.fullmatch(fact.name) and len(fact.value) >= 8 and not _WORD_OR_NUMBER.fullmatch(fact.value):
        changed["value"] = REDACTED
    return fact._replace(**changed) if changed else fact


def _replaced(match: re.Match[str]) -> str:
    if match["name"] is None:
        return REDACTED
    return match[0] if _WORD_OR_NUMBER.fullmatch(match["value"]) else f"{match['name']}{REDACTED}"
