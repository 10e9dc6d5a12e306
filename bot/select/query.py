"""A request's free words as weighted query terms, and the parts that it coordinates (`packed and not packed`)."""

from __future__ import annotations

import re
from collections.abc import Container, Set
from typing import NamedTuple

from bot.select.words import FREE, NEGATIONS, NOT, abbreviations_from, is_negated, negated, stem, words_of

_STOP_WORDS_TEXT = """
    a about above across after again against all also am an and any are around as at be because been before being below
    between both but by can could did do does doing done down during each else every few for from further get give go got
    had has have having he her here hers him his how i if in into is it its just let like make many may me might more most
    much must my need of off on one only onto or other our out over own per please shall she should so some such than that
    the their them then there these they thing things this those through to too under until up us use used using versus
    very via vs want was way we were what when where whether which while who why will with within would yet you your
    bot everything anything something happened hello hey hi learn learned learnt lesson lessons look looking looks retro
    retrospective retrospectives say see seem seems show summarise summarize summary tell thank thanks write
    experiment experiments report reports two last ago since before until today yesterday s t d ll re ve m
    add analyse analyze check collect compare consider consolidate cover describe explain gather include open review start
    """
_STOP_WORDS = frozenset(_STOP_WORDS_TEXT.split())
"""Words that say nothing about a report's subject, among them those of a chat and of the bot's own trade."""

_WEAK_WORDS_TEXT = (
    "analysis benchmark comparison configuration diagnosis evaluation finding investigation log model note outcome problem "
    "result run setup study test training trial tuning work"
)
_WEAK_WORDS = frozenset(_WEAK_WORDS_TEXT.split())
"""Words of documents in general: they help to rank, they do not carry a request."""

_WEAK = 0.3
_NUMBER = 0.5
_MOST_TERMS = 40
_MOST_PARTS = 8
_PLAIN_FOR_NEGATED = 0.5
_COORDINATION = re.compile(r"[,;+&\n]|\b(?:and|or|plus|as well as)\b", re.I)
_WITH_AND_WITHOUT = re.compile(r"\b(with (?:and|or|vs) without) (\w+)", re.I)
_NAME = re.compile(r"\b\w*[A-Z]\w*|\b(?=\w*[^\W\d])\w*\d\w*")
_QUANTIFIER = re.compile(r"\b(?:all|every|each|both|everything)\b", re.I)
_PLURAL = re.compile(
    r"\b(?:reports|experiments|benchmarks|runs|results|studies|evaluations|comparisons|tests|trials|ablations|sweeps)\b",
    re.I,
)


class QueryTerm(NamedTuple):
    """A term, other terms that stand for it with the share of its worth that each has, and the weight of the term.

    `word` is the word as written; `is_name` says that it looks like a name (capitals, digits: `ResNet`, `A100`).
    `opposite` is the term that the request sets against it (`packed and not packed`); what holds that does not hold this.
    """

    text: str
    word: str
    weight: float
    alternatives: tuple[tuple[str, float], ...] = ()
    is_name: bool = False
    opposite: str = ""


class Query(NamedTuple):
    """The terms of a request in order; `parts` are the terms between its conjunctions (one part where there is none).

    `wants_all` says that it asks for all that fit, `plural` that it speaks of more than one report.
    """

    terms: tuple[QueryTerm, ...]
    parts: tuple[tuple[QueryTerm, ...], ...]
    wants_all: bool = False
    plural: bool = False

    @property
    def is_weak(self) -> bool:
        """Whether no term says anything about a subject."""
        return all(term.weight <= _WEAK for term in self.terms)


def read_query(words: str) -> Query:
    """Return the query that free words ask for; words of chat and of documents in general are left out or weigh little.

    Words beyond the first forty that say something are not read: nobody names reports in more.
    """
    words = _WITH_AND_WITHOUT.sub(r"\2 and without \2", words)
    names = {match[0].lower() for match in _NAME.finditer(words)}
    terms = {term.text: term for term in _terms(words, names)}
    parts = [_terms(part, names) for part in _COORDINATION.split(words)][:_MOST_PARTS]
    contrasted = tuple(tuple(_contrasted(term, terms) for term in part) for part in parts if part)
    unique = tuple(_contrasted(term, terms) for term in terms.values())
    return Query(unique, contrasted, bool(_QUANTIFIER.search(words)), bool(_PLURAL.search(words)))


def _contrasted(term: QueryTerm, terms: Container[str]) -> QueryTerm:
    """Return the term with its opposite where the request names both."""
    plain = term.text.removeprefix(NOT)
    if plain not in terms or NOT + plain not in terms:
        return term
    opposite = plain if term.text != plain else NOT + plain
    alternatives = tuple((text, worth) for text, worth in term.alternatives if text != opposite)
    return term._replace(opposite=opposite, alternatives=alternatives)


def _terms(text: str, names: Set[str]) -> tuple[QueryTerm, ...]:
    words = words_of(text)
    kept = [at for at, word in enumerate(words) if word not in _STOP_WORDS and word not in NEGATIONS and word != FREE]
    return tuple(_term(words, at, words[at] in names) for at in kept[:_MOST_TERMS])


def _term(words: list[str], at: int, is_name: bool) -> QueryTerm:
    word = words[at]
    text = stem(word)
    alternatives: dict[str, float] = {}
    if is_negated(words, at):
        alternatives[text] = _PLAIN_FOR_NEGATED
        text = NOT + text
    elif plain := negated(word):
        alternatives[NOT + stem(plain)] = 1.0
    for first, second in ((at - 1, at), (at, at + 1)):
        if first >= 0 and second < len(words):
            alternatives[stem(words[first] + words[second])] = 1.0
    alternatives.update(dict.fromkeys(_abbreviations(words, at), 1.0))
    return QueryTerm(text, word, _weight(word), tuple(alternatives.items()), is_name)


def _weight(word: str) -> float:
    if word in _WEAK_WORDS or word.removesuffix("s") in _WEAK_WORDS:
        return _WEAK
    return _NUMBER if word.isdigit() else 1.0


def _abbreviations(words: list[str], at: int) -> list[str]:
    """Return the abbreviations of the phrases in which the word at `at` stands."""
    stems = [stem(word) for word in words[max(0, at - 2) : at + 3]]
    here = min(at, 2)
    found = []
    for start in range(here + 1):
        for phrase, abbreviation in abbreviations_from(stems[start]):
            if start + len(phrase) > here and tuple(stems[start : start + len(phrase)]) == phrase:
                found.append(abbreviation)
    return found
