"""Better and worse, more and less in a model's words: they agree with what was measured, and with the way that is good."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from bot.domains.vocabulary import head_of, tokens_of
from bot.model.domain import Direction
from bot.writer.checks.claim import Claim, folded, place_of
from bot.writer.checks.numbers import figures
from bot.writer.checks.word_patterns import clauses, pattern
from bot.writer.task import Compared, Item


class Way(StrEnum):
    """Which way a word says that something goes."""

    MORE = "more"
    LESS = "less"
    BETTER = "better"
    WORSE = "worse"


_OPPOSITE = {Way.MORE: Way.LESS, Way.LESS: Way.MORE, Way.BETTER: Way.WORSE, Way.WORSE: Way.BETTER}
_WORDS = {
    Way.MORE: "rise rises rising risen rose increas* higher highest grow* grew climb* exceed* larger largest greater raise"
    " raises raised raising",
    Way.LESS: "fall falls fell falling decreas* lower lowers lowered lowering lowest reduc* drop drops dropped dropping"
    " save saves saved saving shrink* shrank shrunk cut cuts cutting fewer less smaller",
    Way.BETTER: "better best improv* outperform* beat beats superior faster fastest quicker speed-up speed-ups speedup*"
    " speeds_up sped_up accelerat*",
    Way.WORSE: "worse worst worsen* degrad* regress* hurt hurts inferior slower slowest slow_down slows_down slowed_down"
    " slowdown* slow-down* underperform* deteriorat*",
}
_WAY = re.compile("|".join(rf"(?P<{way.name}>\b(?:{pattern(words)})\b)" for way, words in _WORDS.items()), re.I)
_NEGATED = re.compile(
    r"\b(?:not|no|never|without|neither|nor|cannot|\w+n['’]t|fail\w* to|instead of|rather than)\s+(?:\w+\s+){0,3}$", re.I
)
_FROM_TO = re.compile(r"\bfrom\s+(?P<before>[^;.]*?[\d][^;]*?)\s+to\s+(?P<after>.+)$", re.I)
_STEP = re.compile(r"raise|increase|grow|lower|decrease|reduce|drop|cut|shrink|save", re.I)
_OPENING = re.compile(r"\W*(?:(?:then|first|next|also|and|instead)\W+)*", re.I)
_SPEED = re.compile(r"fast|slow|quick|speed|sped|accelerat", re.I)
_OF_SPEED = re.compile(
    r"time|elapsed|seconds|latency|duration|tps|throughput|speed|tokens?/s|/s\b|\bms\b|wall|hours|minutes|gb/s|flops", re.I
)
_AGAINST = re.compile(r" than |\b(?:beats?|outperforms?|over|against|versus|vs)\b")


class Told(NamedTuple):
    """One word that says which way something goes: in which clause, at which place there, and whether it is denied."""

    way: Way
    word: str
    clause: str
    start: int
    is_denied: bool

    @property
    def is_step(self) -> bool:
        """Whether the word opens its clause as what is to be done (`Lower the rate`, `then raise it`)."""
        return bool(_STEP.fullmatch(self.word) and _OPENING.fullmatch(self.clause[: self.start]))


def told_ways(text: str) -> Iterator[Told]:
    """Yield the words of a text that say which way something goes."""
    for clause in clauses(text):
        for match in _WAY.finditer(clause):
            before = clause[: match.start()]
            yield Told(Way[match.lastgroup or ""], match[0], clause, match.start(), bool(_NEGATED.search(before)))


def against_the_measurements(claim: Claim) -> Iterator[str]:
    """Yield a complaint for each claim that what was measured does not bear out."""
    yield from _wrong_moves(claim)
    for told in told_ways(claim.text):
        measured = [each for each in _meant(claim, told.clause) if each.sign]
        if claim.is_advice and told.is_step:  # what to do with a setting, and no claim of what a metric does
            if _is_told_otherwise(told, claim.named):
                yield f'"{told.word}" is told by none of the facts that you name'
        elif measured:
            if not any(_agrees(told, each) for each in measured):
                yield f'"{told.word}" is against what was measured ({_shown(measured[0])})'
        elif not claim.is_condition and not _is_borne_out(told, claim.named):
            yield f'"{told.word}" is told by none of the facts that you name'


def _shown(each: Compared) -> str:
    good = {Direction.LOWER: ", lower is better", Direction.HIGHER: ", higher is better"}.get(each.better, "")
    runs = each.first or "the first", each.second or "the second"
    return f"{each.metric}: {each.before:g} for {runs[0]}, {each.after:g} for {runs[1]}{good}"


def _meant(claim: Claim, clause: str) -> list[Compared]:
    """The comparisons that a clause may speak of: of the metrics and runs that it names, else of the facts behind it."""
    within = [each for each in claim.ground.compared if each.path in claim.paths]
    metrics = _mentioned({each.metric for each in within}, clause)
    named = {source for item in claim.named for source in item.sources}
    cited = [each for each in within if named & set(each.sources)]
    if metrics:
        of_metric = [each for each in cited if each.metric in metrics] or [
            each for each in within if each.metric in metrics
        ]
        return _of_runs(of_metric, clause)
    if _mentioned(set(claim.ground.metrics), clause):
        return []
    return _of_runs(cited, clause)


def _mentioned(metrics: Iterable[str], clause: str) -> set[str]:
    """The metrics whose head a clause names (`loss` of `Final Loss`); the longest names where several share a head."""
    words = _clause_words(clause)
    found = {metric: len(_core(metric) & words) for metric in metrics if _head(metric) in words}
    best = {head: max(count for metric, count in found.items() if _head(metric) == head) for head in map(_head, found)}
    return {metric for metric, count in found.items() if count == best[_head(metric)]}


@lru_cache(maxsize=4096)
def _clause_words(clause: str) -> frozenset[str]:
    return frozenset(tokens_of(clause[:300])) | frozenset(tokens_of(clause[300:]))


@lru_cache(maxsize=4096)
def _core(metric: str) -> frozenset[str]:
    return frozenset(head_of(metric))


@lru_cache(maxsize=4096)
def _head(metric: str) -> str:
    words = head_of(metric)
    return words[-1] if words else ""


def _of_runs(found: Sequence[Compared], clause: str) -> list[Compared]:
    """Those of the runs that a clause names, turned so that the run comes second of which the clause tells."""
    text = folded(clause)
    turned = [_turned(each, text) for each in found]
    both = [each for each, count in turned if count == 2]
    one = [each for each, count in turned if count == 1]
    placed = [each for each in (both or one or [each for each, _ in turned]) if each.place and folded(each.place) in text]
    return placed or both or one or [each for each, _ in turned]


def _turned(each: Compared, text: str) -> tuple[Compared, int]:
    """A comparison turned so that its second run is the one that a text tells of, and how many of its runs are named."""
    first, second = place_of(each.first, text), place_of(each.second, text)
    count = (first >= 0) + (second >= 0)
    against = _AGAINST.search(text)
    if count == 2:  # `from A to B`, `A and B`: as they were measured; `A beats B`: the first one is told of
        is_about_first = first < second and against is not None
    else:
        is_about_first = first >= 0 and not (against and against.start() < first)
    if not is_about_first:
        return each, count
    return each._replace(first=each.second, second=each.first, before=each.after, after=each.before), count


def _agrees(told: Told, each: Compared) -> bool:
    way = _OPPOSITE[told.way] if told.is_denied else told.way
    if way in (Way.MORE, Way.LESS):
        return each.sign == (1 if way is Way.MORE else -1)
    if _SPEED.search(told.word) and not _OF_SPEED.search(each.metric):
        return False
    if each.better is Direction.UNKNOWN:
        return True
    return (each.sign > 0) == ((each.better is Direction.HIGHER) == (way is Way.BETTER))


def _is_borne_out(told: Told, named: Sequence[Item]) -> bool:
    """Whether a named fact says the same way in words, or a way that does not contradict it."""
    way = _OPPOSITE[told.way] if told.is_denied else told.way
    ways = _ways_of(named)
    if way in ways:
        return True
    kinds = {Way.MORE, Way.LESS} if way in (Way.BETTER, Way.WORSE) else {Way.BETTER, Way.WORSE}
    return bool(ways & kinds) and _OPPOSITE[way] not in ways


def _is_told_otherwise(told: Told, named: Sequence[Item]) -> bool:
    """Whether the named facts say the opposite way, and none says the same."""
    ways = _ways_of(named)
    return _OPPOSITE[told.way] in ways and told.way not in ways


def _ways_of(named: Sequence[Item]) -> set[Way]:
    return {_OPPOSITE[each.way] if each.is_denied else each.way for item in named for each in told_ways(item.text)}


def _wrong_moves(claim: Claim) -> Iterator[str]:
    """`falls from 2 to 3`, or from the second value to the first."""
    for clause in clauses(claim.text):
        found = _FROM_TO.search(clause)
        before = figures(found["before"])[:1] if found else ()
        after = figures(found["after"])[:1] if found else ()
        if not found or not before or not after:
            continue
        first, second = float(before[0].number.value), float(after[0].number.value)
        ways = {each.way for each in told_ways(clause[: found.start()]) if not each.is_denied}
        if (Way.MORE in ways and second < first) or (Way.LESS in ways and second > first):
            yield f"from {before[0].number.text} to {after[0].number.text} goes the other way"
        pairs = [(each.before, each.after) for each in claim.ground.compared if each.path in claim.paths]
        if (second, first) in pairs and (first, second) not in pairs and first != second:
            yield f"it was measured from {after[0].number.text} to {before[0].number.text}, not the other way round"
