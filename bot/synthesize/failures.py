"""Failure modes: what did not work, why, and what to do instead, joined from statements that speak of one thing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.model.draft import FailureRow, Source, Statement
from bot.model.fact import Fact, Kind
from bot.synthesize.evidence import Unit
from bot.synthesize.findings import fact_statement, merged, says_the_same
from bot.synthesize.phrases import doing, forbidden, is_negative
from bot.synthesize.proof import proof
from bot.synthesize.statements import finish, is_whole, shorten, tidy
from bot.synthesize.words import Rarity, terms

_LEAST_SHARED = 2
_LONGEST_CELL = 260
_NEAR = 3


def failure_rows(units: Sequence[Unit], rarity: Rarity) -> tuple[FailureRow, ...]:
    """Return what did not work, in the order of the evidence, each thing once."""
    rows: list[FailureRow] = []
    for unit in units:
        lessons = Lessons(unit, rarity)
        for row in (*_failures(unit, lessons), *_warnings(unit, lessons)):
            if not any(says_the_same(row.what, other.what) for other in rows):
                rows.append(row)
    return tuple(rows)


def _failures(unit: Unit, lessons: Lessons) -> Iterable[FailureRow]:
    for fact in unit.of(Kind.FAILURE):
        what = fact_statement(unit, fact)
        if what is None:
            continue
        why = _cell(fact.reason)
        about = f"{what.text} {why}"
        cause = None if why else proof(unit, what.text) or lessons.cause(about, fact.lines, (what.text,))
        lesson = lessons.lesson(about, fact.lines, (what.text, cause.text if cause else why))
        yield _row(what, why, cause, lesson)


def _warnings(unit: Unit, lessons: Lessons) -> Iterable[FailureRow]:
    """What the evidence warns of: `Do not use X as evidence` is a failure mode with the finding that speaks against it."""
    for fact in unit.of(Kind.PRACTICE):
        text = tidy(fact.text)
        if not is_negative(text) or not is_whole(text):
            continue
        what = Statement(doing(forbidden(text)), (unit.source(fact.lines),))
        cause = lessons.cause(what.text, fact.lines, (text,))
        lesson = lessons.lesson(
            f"{what.text} {cause.text if cause else ''}", fact.lines, (text, cause.text if cause else "")
        )
        if cause or lesson:
            yield _row(what, "", cause, lesson)


def _row(what: Statement, why: str, cause: Statement | None, lesson: Statement | None) -> FailureRow:
    sources = what.sources
    for other in (cause, lesson):
        sources = merged(sources, other.sources) if other else sources
    reason = why or (cause.text if cause else "")
    return FailureRow(what.text.rstrip("."), reason.rstrip("."), lesson.text.rstrip(".") if lesson else "", sources)


def _cell(text: str) -> str:
    cell = shorten(tidy(text), _LONGEST_CELL)
    return finish(cell) if cell and is_whole(cell) else ""


@dataclass(frozen=True, slots=True)
class _Said:
    fact: Fact
    statement: Statement
    words: frozenset[str]


class Lessons:
    """What one report or entry concludes, to be found by what it speaks of."""

    def __init__(self, unit: Unit, rarity: Rarity) -> None:
        self.rarity = rarity
        self.advice = self._said(unit, Kind.PRACTICE)
        self.reasons = self._said(unit, Kind.FINDING)

    def _said(self, unit: Unit, kind: Kind) -> tuple[_Said, ...]:
        found = ((fact, fact_statement(unit, fact)) for fact in unit.of(kind))
        return tuple(_Said(fact, said, frozenset(terms(said.text))) for fact, said in found if said)

    def lesson(self, text: str, lines: tuple[int, int], used: Iterable[str]) -> Statement | None:
        """Return the advice that speaks of the same thing, else the finding that does, None where none does."""
        return self._closest(self.advice, text, lines, used) or self._closest(self.reasons, text, lines, used)

    def cause(self, text: str, lines: tuple[int, int], used: Iterable[str]) -> Statement | None:
        """Return the finding that speaks of the same thing, None where none does."""
        return self._closest(self.reasons, text, lines, used)

    def _closest(self, said: Sequence[_Said], text: str, lines: tuple[int, int], used: Iterable[str]) -> Statement | None:
        wanted, taken = terms(text).keys(), [each for each in used if each]
        best, best_score = None, 0.0
        for each in said:
            shared = wanted & each.words
            if len(shared) < _LEAST_SHARED or any(says_the_same(each.statement.text, other) for other in taken):
                continue
            score = self.rarity.total(shared) + (1.0 if abs(each.fact.lines[0] - lines[1]) <= _NEAR else 0.0)
            if score > best_score:
                best, best_score = each.statement, score
        return best


def sources_of(rows: Iterable[FailureRow]) -> tuple[Source, ...]:
    """Return every place that these rows rest on."""
    return tuple(dict.fromkeys(source for row in rows for source in row.sources))
