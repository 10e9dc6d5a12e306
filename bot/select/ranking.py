"""Ranking of reports and log entries for a query: BM25 over weighted fields, scaled so that a perfect match is 1."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from bot.model.logbook import LogEntry
from bot.model.report import Block, CodeBlock, Heading, Report, Table
from bot.select.query import QueryTerm
from bot.select.words import NOT, stem_counts, terms

_NAME = _TITLE = 4.0
_HEADING = _FOLDER = 2.0
_OPENING = 1.0
_BODY = 0.25
_MOST_FROM_BODY = 1.5
_HALF_WAY = 2.0
_OPENING_BLOCKS = 4
_OPENING_LENGTH = 400
_LONGEST_BODY = 200_000

_UNKNOWN = 0.7
"""Weight of a term that no document holds, relative to one that stands in a single document; a name weighs 1."""

_COMMON = 0.15
"""Weight of a term that stands in every document."""

_PLAIN_OF_NEGATED = 0.5
"""A report on `no packing` is less about packing than one that packs."""

_PART_OF_WORD = 0.6
_SHORTEST_PART = 4


class Indexed(NamedTuple):
    """A document as term weights: `strong` from name, title, headings and opening, `body` counted; `titles` for parts.

    `joined_titles` are the titles as lines: what is not in it is part of none of them.
    """

    strong: Mapping[str, float]
    body: Mapping[str, float]
    length: int
    titles: tuple[str, ...]
    joined_titles: str


class Match(NamedTuple):
    """How a document fits a query.

    `score` is 0 to 1, `share` the weight of the terms that it holds relative to all, `strengths` its hold on each term
    (0 none, 0.4 in the opening, 0.6 in a heading, 1 in name and title).
    """

    score: float
    share: float
    strengths: tuple[float, ...]


class Population(NamedTuple):
    """What is known of all documents where only some are at hand.

    It is their number, their mean length, and how many of them hold each term (by `QueryTerm.text`).
    """

    size: int
    length: float
    holding: Mapping[str, int]


def index_report(report: Report) -> Indexed:
    """Return the index of a report: its path, title, headings, opening paragraphs and body."""
    path = PurePosixPath(report.path)
    return _index(((path.stem, _NAME), (report.title, _TITLE), (str(path.parent), _FOLDER)), report.blocks)


def index_entry(entry: LogEntry) -> Indexed:
    """Return the index of a log entry: its title, description, headings and body."""
    description = "" if entry.description == entry.title else entry.description
    return _index(((entry.title, _TITLE), (description, _HEADING)), entry.body.blocks)


def index_subject(entry: LogEntry) -> Indexed:
    """Return the index of what a log entry says it is about: its title and description alone."""
    return _index(((entry.title, _TITLE), (entry.description, _TITLE)), ())


class Index(NamedTuple):
    """How reports are indexed: all of them are at hand, or they are some of a larger population."""

    of: Callable[[Report], Indexed] = index_report
    population: Population | None = None


def rank(
    query: Sequence[QueryTerm], documents: Sequence[Indexed], population: Population | None = None
) -> tuple[Match, ...]:
    """Return the match of each document, in their order.

    A term weighs the more the fewer documents hold it. A term that none holds counts against all of them: it tells that
    the request is about something else.
    """
    lengths = population.length if population else sum(document.length for document in documents) / (len(documents) or 1)
    average = lengths or 1.0
    columns = [_strengths(term, documents, average) for term in query]
    weights = [term.weight * _rarity(term, column, population) for term, column in zip(query, columns, strict=True)]
    total = sum(weights) or 1.0
    matches = []
    for at in range(len(documents)):
        strengths = tuple(column[at] for column in columns)
        score = sum(weight * strength for weight, strength in zip(weights, strengths, strict=True)) / total
        share = sum(weight for weight, strength in zip(weights, strengths, strict=True) if strength) / total
        matches.append(Match(score, share, strengths))
    return tuple(matches)


def _index(short: Iterable[tuple[str, float]], blocks: Sequence[Block]) -> Indexed:
    strong: dict[str, float] = {}
    _add(strong, short)
    titles = tuple(term for term in strong if len(term) >= _SHORTEST_PART)
    _add(strong, ((block.text, _HEADING) for block in blocks if isinstance(block, Heading)))
    texts = [block.text for block in blocks if not isinstance(block, Heading | Table | CodeBlock)]
    _add(strong, ((text[:_OPENING_LENGTH], _OPENING) for text in texts[:_OPENING_BLOCKS]))
    body = stem_counts(_body(blocks))
    return Indexed(strong, body, sum(body.values()), titles, "\n".join(titles))


def _add(strong: dict[str, float], texts: Iterable[tuple[str, float]]) -> None:
    """Add the terms of short texts, each term once a text, so that a long heading does not outweigh a title."""
    for text, weight in texts:
        found = set(terms(text))
        for term in found:
            worth = _PLAIN_OF_NEGATED * weight if NOT + term in found else weight
            strong[term] = min(strong.get(term, 0.0) + worth, _NAME + _TITLE)


def _body(blocks: Sequence[Block]) -> str:
    parts: list[str] = []
    size = 0
    for block in blocks:
        if size > _LONGEST_BODY:
            break
        if isinstance(block, Table):
            text = " ".join(cell.text for row in (block.header, *block.rows[:200]) for cell in row[:50])
        else:
            text = block.text
        parts.append(text[:_LONGEST_BODY])
        size += len(text)
    return "\n".join(parts)


def _strengths(term: QueryTerm, documents: Sequence[Indexed], average: float) -> list[float]:
    return [_strength(term, document, average) for document in documents]


def _strength(term: QueryTerm, document: Indexed, average: float) -> float:
    strength = max(worth * _hold(document, text, average) for text, worth in ((term.text, 1.0), *term.alternatives))
    if strength < _PART_OF_WORD:
        strength = max(strength, _PART_OF_WORD * _as_part(term.text, document))
    is_opposite = term.opposite and _hold(document, term.opposite, average) > strength
    return 0.0 if is_opposite else strength


def _hold(document: Indexed, term: str, average: float) -> float:
    count = document.body.get(term, 0)
    damped = min(_MOST_FROM_BODY, _BODY * count / (0.5 + 0.5 * document.length / average)) if count else 0.0
    return _saturated(document.strong.get(term, 0.0) + damped)


def _as_part(term: str, document: Indexed) -> float:
    """Return the hold on a term that opens or ends a longer word of the title or name (`loader` in `dataloader`)."""
    if len(term) < _SHORTEST_PART or term.startswith(NOT):
        return 0.0
    if term not in document.joined_titles and not term.endswith(document.titles):
        return 0.0
    found = [other for other in document.titles if other.startswith(term) or other.endswith(term) or term.endswith(other)]
    return _saturated(max((document.strong[other] for other in found), default=0.0))


def _saturated(weight: float) -> float:
    """Return 0 to 1 for a term's weight in a document: 1 where it stands in both name and title."""
    return min(1.0, weight / (weight + _HALF_WAY) * (_NAME + _TITLE + _HALF_WAY) / (_NAME + _TITLE))


def _rarity(term: QueryTerm, strengths: Sequence[float], population: Population | None) -> float:
    """Return the weight of a term by the number of documents that hold it: 1 for one, the least for all of them."""
    holding, documents = sum(1 for strength in strengths if strength), len(strengths)
    if population:
        holding, documents = max(holding, population.holding.get(term.text, 0)), max(documents, population.size)
    if holding == 0:
        return 1.0 if term.is_name else _UNKNOWN
    if holding == 1:
        return 1.0
    highest = math.log(1 + (documents - 0.5) / 1.5)
    return max(_COMMON, math.log(1 + (documents - holding + 0.5) / (holding + 0.5)) / highest)
