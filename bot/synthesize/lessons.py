"""What one report or log entry concludes, to be found by what it speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.model.draft import Statement
from bot.model.fact import Kind
from bot.model.report import Lines
from bot.synthesize.evidence import Unit
from bot.synthesize.findings import fact_statement, merged, says_the_same
from bot.synthesize.words import Rarity, terms

_LEAST_SHARED = 2
_NEAR = 3
_LONGEST_LESSON = 260


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with its lines and words."""

    statement: Statement
    lines: Lines
    words: frozenset[str]


class Lessons:
    """The advice and the findings of one report or log entry."""

    def __init__(self, unit: Unit, rarity: Rarity) -> None:
        self._rarity = rarity
        self.advice = _said(unit, Kind.PRACTICE)
        self.findings = _said(unit, Kind.FINDING)
        self.successes = _said(unit, Kind.SUCCESS)

    def lesson(self, text: str, lines: Lines, used: Iterable[str]) -> Statement | None:
        """Return the advice that speaks of the same thing, two pieces where both fit, else the finding that does."""
        taken = tuple(used)
        first = self._closest(self.advice, text, lines, taken)
        if first is None:
            return self._closest(self.findings, text, lines, taken)
        second = self._closest(self.advice, text, lines, (*taken, first.text))
        if second is None or len(f"{first.text} {second.text}") > _LONGEST_LESSON:
            return first
        return Statement(f"{first.text} {second.text}", merged(first.sources, second.sources))

    def cause(self, text: str, lines: Lines, used: Iterable[str]) -> Statement | None:
        """Return the finding that speaks of the same thing, None where none does."""
        return self._closest(self.findings, text, lines, used)

    def remedy(self, text: str, lines: Lines, used: Iterable[str]) -> Statement | None:
        """Return the success or finding that speaks of the same thing, None where none does."""
        return self._closest((*self.successes, *self.findings), text, lines, used)

    def _closest(self, said: Sequence[Said], text: str, lines: Lines, used: Iterable[str]) -> Statement | None:
        wanted, taken = terms(text).keys(), [each for each in used if each]
        best, best_score = None, 0.0
        for each in said:
            shared = wanted & each.words
            if len(shared) < _LEAST_SHARED or any(says_the_same(each.statement.text, other) for other in taken):
                continue
            score = self._rarity.total(shared) + (1.0 if abs(each.lines[0] - lines[1]) <= _NEAR else 0.0)
            if score > best_score:
                best, best_score = each.statement, score
        return best


def _said(unit: Unit, kind: Kind) -> tuple[Said, ...]:
    found = ((fact, fact_statement(unit, fact)) for fact in unit.of(kind))
    return tuple(Said(said, fact.lines, frozenset(terms(said.text))) for fact, said in found if said)
