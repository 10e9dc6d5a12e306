"""From matches to a choice: one clear winner, several that the request coordinates, close readings, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.model.selection import Outcome
from bot.select.query import Query, QueryTerm
from bot.select.ranking import Indexed, Match, Population, rank

_LEAST_SCORE = 0.2
_LEAST_SHARE = 0.35
_MOST = 0.65
_IN_A_HEADING = 0.6
_CLOSE = 0.75
_NEAR = 0.6
_LISTED = 0.4
_HOLDS = 0.5
_AHEAD = 0.1
_CLEAR_PART = 0.5
_MOST_LISTED = 20


class Choice(NamedTuple):
    """Positions and scores of the documents chosen, or between which to ask; best first. `reason` says why to ask."""

    outcome: Outcome
    scored: tuple[tuple[int, float], ...] = ()
    reason: str = ""


def choose(
    query: Query, documents: Sequence[Indexed], allowed: Sequence[int], population: Population | None = None
) -> Choice:
    """Return what the query means among the documents at the positions `allowed`.

    All documents tell how rare a term is, or the `population` of which they are a part.
    """
    matches = rank(query.terms, documents, population)
    order = sorted((at for at in allowed if matches[at].score), key=lambda at: (-matches[at].score, at))
    chosen = _separate_topics(query, documents, allowed, population)
    if chosen:
        return Choice(Outcome.SELECTED, _scored(chosen, matches))
    if not order or not _fits(matches[order[0]]):
        return Choice(Outcome.NONE)
    best = matches[order[0]]
    near = [at for at in order if matches[at].score >= _NEAR * best.score]
    close = [at for at in order if _is_close(matches[at], best)]
    missing = _missing_names(query, matches)
    chosen = _variants(query, documents, near, population)
    if not chosen and (query.wants_all or (len(close) == 1 and not missing)):
        chosen = close
    if chosen:
        return Choice(Outcome.SELECTED, _scored(chosen, matches))
    listed = [at for at in order if at in close or matches[at].score >= _LISTED * best.score][:_MOST_LISTED]
    reason = f"no report mentions {', '.join(missing)}" if missing else "several reports fit"
    return Choice(Outcome.AMBIGUOUS, _scored(listed, matches), reason)


def _scored(positions: Iterable[int], matches: Sequence[Match]) -> tuple[tuple[int, float], ...]:
    return tuple((at, matches[at].score) for at in positions)


def _fits(match: Match) -> bool:
    """Say whether a match says anything: it holds most of the request somewhere, or a good part of it in a heading."""
    if match.share >= _MOST:
        return match.score >= _LEAST_SCORE / 2
    return match.share >= _LEAST_SHARE and match.score >= _LEAST_SCORE and max(match.strengths) >= _IN_A_HEADING


def _is_close(match: Match, best: Match) -> bool:
    """Say whether a match reads as well as the best: by its score, or because it holds all that the best one holds."""
    if match.score >= _CLOSE * best.score or match.score < _NEAR * best.score:
        return match.score >= _CLOSE * best.score
    held = [own for own, other in zip(match.strengths, best.strengths, strict=True) if other >= _HOLDS]
    return bool(held) and min(held) >= _HOLDS


def _missing_names(query: Query, matches: Sequence[Match]) -> list[str]:
    """Return the names in the request (of a model, a card) that stand in no document."""
    columns = zip(*(match.strengths for match in matches), strict=True)
    return [term.word for term, column in zip(query.terms, columns, strict=True) if term.is_name and not any(column)]


def _variants(query: Query, documents: Sequence[Indexed], near: Sequence[int], population: Population | None) -> list[int]:
    """Return the best documents where each of them alone leads in a part of the request (`packed and not packed`)."""
    if len(query.parts) < 2:
        return []
    leaders = {leader for part in query.parts if (leader := _leader(part, documents, near, population)) is not None}
    best = near[: len(leaders)]
    return list(best) if len(leaders) > 1 and leaders == set(best) else []


def _separate_topics(
    query: Query, documents: Sequence[Indexed], allowed: Sequence[int], population: Population | None
) -> list[int]:
    """Return the clear winner of each part of the request where every part has one and they differ."""
    winners: list[int] = []
    if len(query.parts) < 2:
        return winners
    for part in query.parts:
        matches = rank(part, documents, population)
        leader = _leader(part, documents, allowed, population)
        if leader is None or matches[leader].score < _CLEAR_PART:
            return []
        if sum(1 for at in allowed if _is_close(matches[at], matches[leader])) > 1:
            return []
        winners.append(leader)
    unique = list(dict.fromkeys(winners))
    return unique if len(unique) > 1 else []


def _leader(
    part: Sequence[QueryTerm], documents: Sequence[Indexed], among: Sequence[int], population: Population | None
) -> int | None:
    """Return the document that fits a part of the request distinctly better than any other of `among`."""
    matches = rank(part, documents, population)
    order = sorted(among, key=lambda at: -matches[at].score)
    if not order:
        return None
    second = matches[order[1]].score if len(order) > 1 else 0.0
    return order[0] if matches[order[0]].score >= second + _AHEAD else None
