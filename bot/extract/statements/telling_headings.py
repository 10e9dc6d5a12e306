"""Headings that tell something themselves: a result (`Prefill (100/100 passed)`), an insight, an attempt that failed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.extract.context import Context, SectionRole
from bot.extract.section_roles import label_of, label_role, plain_title, text_role
from bot.extract.sentences import split_sentences
from bot.extract.statements.reasons import reason_of, stated_reason
from bot.extract.statements.wording import lean_of
from bot.extract.verdicts import verdict_of
from bot.model.fact import Fact, Kind
from bot.model.report import Heading, Paragraph

_TELLING = frozenset({SectionRole.RESULTS, SectionRole.ATTEMPTS, SectionRole.OTHER})
_TOPIC = re.compile(r"(?:how|why|what|example|case)\b", re.I)
_VERDICT = re.compile(r"\s*(?:[(\[]|[—–]\s?)(\w[\w ]{1,20})[)\]]?\s*$")
_LEAST_WORDS = 3


def facts(context: Context) -> Iterator[Fact]:
    """Yield what the section's own heading tells, if anything."""
    headings = context.section.headings
    if len(headings) < 2:
        return
    title = plain_title(headings[-1].text)
    verdict = _VERDICT.search(title)
    if verdict and verdict_of(verdict[1]):
        kind: Kind | None = Kind.SUCCESS if verdict_of(verdict[1]) == "good" else Kind.FAILURE
        title = title[: verdict.start()].strip()
    elif len(title.split()) < _LEAST_WORDS or title.endswith("?") or text_role(title) is not SectionRole.OTHER:
        kind = None
    else:
        kind = _kind(context.role, title)
    if kind is not None and title:
        reason = _reason(context, title) if kind is Kind.FAILURE else ""
        yield Fact(
            kind, headings[-1].lines, "telling_headings.heading", text=title, reason=reason, section=_outer(headings)
        )


def _kind(role: SectionRole, title: str) -> Kind | None:
    if role is SectionRole.FAILED:
        return Kind.FAILURE
    if role is SectionRole.WORKED:
        return Kind.SUCCESS
    if role is SectionRole.FINDINGS:
        return Kind.FINDING
    lean = lean_of(title) if role in _TELLING and len(title.split()) > _LEAST_WORDS and not _TOPIC.match(title) else 0
    if not lean:
        return None
    return Kind.SUCCESS if lean > 0 else Kind.FAILURE


def _reason(context: Context, title: str) -> str:
    """The reason in the heading itself, else in the first paragraph below it that does not tell an aim."""
    if stated_reason(title):
        return stated_reason(title)
    for block in context.section.blocks:
        if isinstance(block, Paragraph) and label_role(label_of(block.text)[0]) is not SectionRole.OBJECTIVE:
            sentences = [sentence.text for sentence in split_sentences(block.text)]
            return reason_of(sentences[0], " ".join(sentences[1:])) if sentences else ""
    return ""


def _outer(headings: tuple[Heading, ...]) -> str:
    return " > ".join(heading.text for heading in headings[:-1])
