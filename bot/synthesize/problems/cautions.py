"""Failure modes that the evidence warns of: what it forbids, what it rules out, and what it says is not enough."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.model.draft import FailureRow, Statement
from bot.model.fact import Kind
from bot.model.report import Lines, ListItem
from bot.synthesize.evidence.findings import fact_statement
from bot.synthesize.evidence.lessons import Lessons
from bot.synthesize.evidence.statements import capital, is_whole, tidy
from bot.synthesize.evidence.units import Unit
from bot.synthesize.problems.failure_row import failure_row
from bot.synthesize.wording.phrases import distrusted, forbidden, is_negative, is_rule, prohibited, required_first

_FALLS_SHORT = re.compile(
    r"\b(?:insufficient|not (?:sufficient|enough)|cannot|misleading|fail(?:s|ed)|worse|slower|little effect|no longer"
    r"|do(?:es)? not (?:imply|mean|predict|prove|guarantee|ensure|explain|recover|rescue|generali[sz]e|justify|help|scale)"
    r"|(?:did|does|do) not (?:improve|help|win|beat|produce|reach|work)"
    r"|no (?:gain|improvement|benefit|speed-?up|effect|advantage|help))\b",
    re.I,
)
_CONTRASTS = re.compile(r",\s+not\s+(?:an?|the|just|only|primarily|merely)\b|\bonly in the sense\b", re.I)
_PLANNED = re.compile(r"(?:the )?(?:next|future|follow-?up)\b", re.I)
_THAT = re.compile(r"^(?:that|this|it|which)\s+", re.I)


def cautions(unit: Unit, lessons: Lessons) -> tuple[FailureRow, ...]:
    """Return what the evidence warns of."""
    return (*_warnings(unit, lessons), *_prohibitions(unit, lessons), *_shortcomings(unit, lessons))


def _warnings(unit: Unit, lessons: Lessons) -> Iterable[FailureRow]:
    """`Do not use X as evidence` and `treat X as invalid` tell failure modes, with the finding that speaks against them."""
    for fact in unit.of(Kind.PRACTICE, Kind.FINDING):
        text = tidy(fact.text)
        rejected = distrusted(text)
        said = fact_statement(unit, fact) if rejected and is_whole(rejected) else None
        if said:
            yield failure_row(Statement(rejected, said.sources), lessons.cause(rejected, fact.lines, (text,)), said)
        if not is_negative(text) or not is_whole(text):
            continue
        rule, _, consequence = text.partition("; ")
        source = (unit.source(fact.lines),)
        what = Statement(forbidden(rule), source)
        known = Statement(capital(consequence), source) if is_whole(consequence) else None
        cause = known or lessons.cause(what.text, fact.lines, (text,))
        first = required_first(what.text)
        told = cause.text if cause else ""
        advised = lessons.lesson(f"{what.text} {told}", fact.lines, (text, told))
        yield failure_row(what, cause, Statement(first, what.sources) if first else advised)


def _prohibitions(unit: Unit, lessons: Lessons) -> Iterable[FailureRow]:
    """Of rules of the kind `jobs must not share a device, because ...` what they rule out is a failure mode."""
    for said, reason, lines in _rules(unit):
        text = tidy(said)
        ruled_out, because = prohibited(text)
        if ruled_out and is_whole(ruled_out):
            source = (unit.source(lines),)
            told = capital(_THAT.sub("", because or tidy(reason)))
            rule = Statement(capital(text.partition(", because")[0]), source)
            lesson = lessons.lesson(text, lines, (text,)) or rule
            yield failure_row(Statement(ruled_out, source), Statement(told, source) if told else None, lesson)


def _rules(unit: Unit) -> Iterable[tuple[str, str, Lines]]:
    """What may be a rule, with its reason: facts, and the items of lists."""
    for fact in unit.of(Kind.ERROR, Kind.PRACTICE, Kind.FINDING, Kind.FAILURE):
        yield fact.text or fact.symptom, fact.cause, fact.lines
    yield from ((block.text, "", block.lines) for block in unit.blocks if isinstance(block, ListItem))


def _shortcomings(unit: Unit, lessons: Lessons) -> Iterable[FailureRow]:
    """Findings that say that something is not enough, with the rule that follows from it."""
    failed = {fact.lines for fact in unit.of(Kind.FAILURE)}
    for fact in unit.of(Kind.FINDING):
        text = tidy(fact.text)
        tells = fact.lines not in failed or "; " in text
        if not tells or not _FALLS_SHORT.search(text) or _CONTRASTS.search(text) or _PLANNED.match(text):
            continue
        said = fact_statement(unit, fact)
        row = _shortcoming(said, fact.lines, lessons) if said else None
        if row:
            yield row


def _shortcoming(said: Statement, lines: Lines, lessons: Lessons) -> FailureRow | None:
    """A shortcoming with the rule in the other half of its sentence (`A remains necessary; B is too little`), or advice."""
    head, _, rest = said.text.rstrip(".").partition("; ") if ": " not in said.text else (said.text, "", "")
    if rest and not _FALLS_SHORT.search(head):
        head, rest = rest, head
    what = Statement(capital(head), said.sources)
    if rest:
        return failure_row(what, None, Statement(capital(rest), said.sources)) if is_rule(rest) else None
    cause = lessons.cause(head, lines, (head,))
    advised = lessons.lesson(head, lines, (head, cause.text if cause else ""))
    return failure_row(what, cause, advised) if advised else None
