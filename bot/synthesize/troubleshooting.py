"""New entries of the troubleshooting guide: error patterns that it does not hold yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.model.draft import TroubleshootingDraft
from bot.model.fact import Fact, Kind
from bot.model.repository import Document
from bot.synthesize.context import context
from bot.synthesize.evidence import Unit
from bot.synthesize.statements import finish, is_whole, shorten, tidy
from bot.synthesize.words import terms

_KNOWN = 0.6
_FEWEST_WORDS = 3
_LONGEST_PATTERN = 80
_LONGEST_CELL = 360


def troubleshooting(
    units: Sequence[Unit], guide: Document | None, domain: str, today: str
) -> tuple[TroubleshootingDraft, ...]:
    """Return one entry for each problem of the evidence with a symptom and a cause or fix that the guide does not hold."""
    known = [frozenset(terms(line)) for line in guide.text.splitlines()] if guide else []
    drafts: list[TroubleshootingDraft] = []
    for unit in units:
        for fact in unit.of(Kind.ERROR):
            draft = _draft(unit, fact, domain, today)
            if draft and not _is_known(draft, known):
                drafts.append(draft)
                known.append(frozenset(terms(f"{draft.pattern} {draft.symptom} {draft.cause} {draft.solution}")))
    return tuple(drafts)


def _draft(unit: Unit, fact: Fact, domain: str, today: str) -> TroubleshootingDraft | None:
    symptom, cause, fix = (_cell(text) for text in (fact.symptom or fact.text, fact.cause or fact.reason, fact.fix))
    if not symptom or not (cause or fix):
        return None
    return TroubleshootingDraft(
        _pattern(unit, fact, symptom), symptom, cause, fix, domain, unit.facts.date or today, (unit.source(fact.lines),)
    )


def _cell(text: str) -> str:
    cell = shorten(tidy(text), _LONGEST_CELL)
    return finish(cell).rstrip(".") if cell and (is_whole(cell) or len(cell.split()) < 3) else ""


def _pattern(unit: Unit, fact: Fact, symptom: str) -> str:
    """The short name of a problem: the symptom itself where it is short, else the label above it, else its first words."""
    if len(symptom) <= _LONGEST_PATTERN:
        return symptom
    label = context(unit, fact.lines)
    if label and len(label.text) <= _LONGEST_PATTERN:
        return finish(label.text).rstrip(".")
    for mark in (". ", "; ", ": ", ", ", " because ", " when ", " while "):
        head = symptom.partition(mark)[0]
        if len(head) <= _LONGEST_PATTERN and is_whole(head):
            return head
    return shortened_words(symptom)


def shortened_words(text: str) -> str:
    """Return the first words of a text that make a name, with code marks closed."""
    words = text.replace("`", "").split()[:10]
    while len(words) > 3 and not is_whole(" ".join(words)):
        words.pop()
    return " ".join(words)


def _is_known(draft: TroubleshootingDraft, known: Iterable[frozenset[str]]) -> bool:
    """Whether the guide has the symptom or the cause: nearly all of its words stand in one entry."""
    for text in (draft.symptom, draft.cause):
        words = terms(text).keys()
        if len(words) >= _FEWEST_WORDS and any(len(words & line) >= _KNOWN * len(words) for line in known):
            return True
    return False
