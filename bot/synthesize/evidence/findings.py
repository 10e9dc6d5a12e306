"""Statements of the evidence by kind: ranked, and each said once however many reports say it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.model.draft import Source, Statement
from bot.model.fact import Fact, Kind
from bot.synthesize.evidence.statements import statement
from bot.synthesize.evidence.told import Told, are_alike
from bot.synthesize.evidence.units import Unit
from bot.synthesize.wording.comparing import terms, word_set
from bot.synthesize.wording.numbers import numbers

_FACTS_KEPT = 32768


def statements(units: Sequence[Unit], *kinds: Kind) -> tuple[Statement, ...]:
    """Return what facts of these kinds say, in the order of the evidence, without repeats."""
    found = [stated for unit in units for fact in unit.of(*kinds) if (stated := fact_statement(unit, fact))]
    return without_repeats(found)


@lru_cache(maxsize=_FACTS_KEPT)
def fact_statement(unit: Unit, fact: Fact) -> Statement | None:
    """Return a fact's text as a statement, None where it cannot stand alone."""
    return statement(unit, fact.text, fact.lines, fact.subject) if fact.text else None


def without_repeats(found: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return the statements without those that say what an earlier one says; the earlier one gains their sources."""
    found = tuple(found)
    told = Told(word_set(each.text) for each in found)
    kept: list[Statement] = []
    gained: dict[int, dict[Source, None]] = {}
    for each in found:
        words = word_set(each.text)
        at = told.first_like(words)
        if at is not None and set(numbers(each.text)) <= set(numbers(kept[at].text)):
            gained.setdefault(at, dict.fromkeys(kept[at].sources)).update(dict.fromkeys(each.sources))
            continue
        if at is not None and set(numbers(kept[at].text)) <= set(numbers(each.text)):
            gained[at] = dict.fromkeys((*each.sources, *gained.get(at, kept[at].sources)))
            kept[at] = each
        else:
            at = len(kept)
            kept.append(each)
        told.tell(words, at)
    return tuple(Statement(each.text, tuple(gained.get(at, each.sources))) for at, each in enumerate(kept))


def says_the_same(first: str, second: str) -> bool:
    """Say whether two texts are made of the same words, or one of nearly all words of the other."""
    return are_alike(word_set(first), word_set(second))


def merged(first: Iterable[Source], second: Iterable[Source]) -> tuple[Source, ...]:
    """Return the sources of both, each once."""
    return tuple(dict.fromkeys((*first, *second)))


def best_first(found: Iterable[Statement], subject: Iterable[str]) -> tuple[Statement, ...]:
    """Order statements: those about the subject and with numbers first, long ones last."""
    wanted = set(subject)

    def rank(each: Statement) -> float:
        words = terms(each.text).keys()
        about = len(words & wanted) / (len(wanted) or 1)
        told = min(len(numbers(each.text)), 3) / 3
        return -(2 * about + told - max(0, len(each.text) - 200) / 200)

    return tuple(sorted(found, key=rank))
