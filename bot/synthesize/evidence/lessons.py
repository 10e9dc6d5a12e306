"""What one report or log entry concludes, to be found by what it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.model.draft import Statement
from bot.model.fact import Kind
from bot.model.report import Lines, Paragraph
from bot.synthesize.evidence.advice import advice
from bot.synthesize.evidence.findings import fact_statement, merged, says_the_same
from bot.synthesize.evidence.statements import finish, is_whole, tidy
from bot.synthesize.evidence.units import Unit
from bot.synthesize.wording.comparing import Rarity, identifiers, terms, word_set
from bot.synthesize.wording.phrases import is_rule

_LEAST_SHARED = 2
_NEAR = 5
_LARGE = 3
_SELDOM = 3
_LONGEST_LESSON = 260
_INTERPRETS = re.compile(r"\b(?:interpret\w*|conclusions?|takeaways?|lessons?|insights?|meaning|verdict)\b", re.I)
_EXPLAINS = re.compile(
    r"\b(?:because|due to|caus\w+|expla\w+|confound\w*|driven by|comes? from|stems? from|sensitive to|owing to)\b",
    re.I,
)
_COMPARES = r"\b(?:slower|worse|faster|better|lower|higher|smaller|larger) than\b"
_EXPLAINS_NOTHING = re.compile(
    rf"\bnot (?:mainly|primarily|simply|merely)\b|{_COMPARES}"
    r"|^(?!.*\b(?:not|no|never|cannot|without|only|but|although|despite|too|less|worse|slow\w*|weak\w*|wrong|fail\w*|unless)\b)"
    r".*\b(?:valid|strong|reliable|healthy|robust|safer?|wins?|improve\w*|faster|better|success\w*|helps?)\b",
    re.I | re.S,
)
"""What only compares, only rules out, or only praises."""

_ONLY_COMPARES = re.compile(rf"{_COMPARES}(?!.*\b(?:because|due to|since)\b)", re.I | re.S)
"""What says again that one thing falls behind another."""

_TELLS_WHY_GOOD = re.compile(
    r"why .{0,80}?\b(?:works?|worked|helps?|helped|wins?|won|best|better|succeed\w*)\b[^:]*:", re.I
)
"""What explains a success explains no failure."""

_DONE = re.compile(r"(?:promoted|ran|re-?ran|tested|compared|launched|started|resumed|completed|merged|used)\b", re.I)


class Said(NamedTuple):
    """A statement with its lines and words."""

    statement: Statement
    lines: Lines
    words: frozenset[str]


class Lessons:
    """The advice and the findings of one report or log entry."""

    def __init__(self, unit: Unit, rarity: Rarity) -> None:
        self._rarity = rarity
        self._unit = unit
        self._counts = terms(unit.text())
        self.advice = tuple(_kept(each.statement, each.lines) for each in advice(unit))
        failed = {fact.lines for fact in unit.of(Kind.FAILURE)}
        worked = {fact.lines for fact in unit.of(Kind.SUCCESS)}
        found = _said(unit, Kind.FINDING)
        self.findings = tuple(each for each in found if each.lines not in failed)
        self.outcomes = tuple(each for each in found if each.lines in failed)
        self.rules = tuple(each for each in found if is_rule(each.statement.text))
        self._interpreted = tuple(_interpreted(unit))
        outcomes = worked | {fact.lines for fact in unit.of(Kind.METRIC)}
        praised = {fact.lines for fact in unit.of(Kind.FINDING) if _TELLS_WHY_GOOD.match(tidy(fact.text))}
        told = (
            each for each in self.findings if each.lines not in outcomes | praised and _may_explain(each.statement.text)
        )
        self.explanations = tuple(each for each in told if not _EXPLAINS_NOTHING.search(each.statement.text))
        self.successes = _said(unit, Kind.SUCCESS)
        self._paragraphs = tuple(block.lines for block in unit.blocks if isinstance(block, Paragraph))

    def lesson(self, text: str, lines: Lines, used: Iterable[str]) -> Statement | None:
        """Return the advice that speaks of the same thing, two pieces where both fit, and the rule that does."""
        taken = tuple(used)
        first = self._closest(self.advice, text, lines, taken)
        if first is None:
            found = self._closest(self.rules, text, lines, taken)
            return _with(found, self._continuation(found)) if found else None
        both = _with(first, self._closest(self.advice, text, lines, (*taken, first.text)))
        return _with(both, self._closest(self.rules, text, lines, (*taken, both.text)))

    def cause(self, text: str, lines: Lines, used: Iterable[str]) -> Statement | None:
        """Return the finding that speaks of the same thing, and one that speaks of the rest of it; None where none does.

        A finding that tells an outcome itself explains nothing, unless it names the same setting.
        """
        taken, named = tuple(used), identifiers(text)
        named_too = (each for each in self.outcomes if named & identifiers(each.statement.text))
        same = (each for each in named_too if not _ONLY_COMPARES.search(each.statement.text))
        found = self._closest((*self.explanations, *same), text, lines, taken)
        if found is None:
            return None
        rest = " ".join(sorted(word_set(text) - word_set(found.text)))
        return _with(found, self._closest(self.explanations, rest, lines, (*taken, found.text)))

    def remedy(self, text: str, lines: Lines, used: Iterable[str]) -> Statement | None:
        """Return the success or finding that speaks of the same thing, None where none does."""
        return self._closest((*self.successes, *self.findings), text, lines, used)

    def decision(self, text: str, lines: Lines) -> Statement | None:
        """Return what was decided where all of the text is about one thing: the closest advice and another."""
        first = self._closest(self.advice, text, lines, (text,))
        fresh = [each.statement for each in self.advice if not says_the_same(each.statement.text, text)]
        found = [first, *(each for each in fresh if each != first)] if first else fresh
        return _with(found[0], found[1] if len(found) > 1 else None) if found else None

    def interpretation(self, used: Iterable[str]) -> Statement | None:
        """Return what the author makes of the results, as much as fits and in the order of the text; the last for sure."""
        taken = [each for each in used if each]
        told = [each for each in self._interpreted if not any(says_the_same(each.text, other) for other in taken)]
        found = told[-1] if told else None
        for each in reversed(told[:-1]):
            found = _with(each, found) if found and len(f"{each.text} {found.text}") <= _LONGEST_LESSON else found
        return found

    def _continuation(self, found: Statement) -> Statement | None:
        """The advice or finding that follows in the same paragraph."""
        last = found.sources[0].lines[1]
        inside = next((lines for lines in self._paragraphs if lines[0] <= last < lines[1]), None)
        after = (each for each in (*self.advice, *self.findings) if inside and last < each.lines[0] <= inside[1])
        return next((each.statement for each in after), None)

    def _are_listed_together(self, first: Lines, second: Lines) -> bool:
        """Whether two lines are items of one list: what stands beside each other there is of many things."""
        above = self._unit.labels_of(first)
        return bool(above) and above == self._unit.labels_of(second)

    def _closest(self, said: Sequence[Said], text: str, lines: Lines, used: Iterable[str]) -> Statement | None:
        """The statement that speaks of one thing with a text: by three words, or by two that are much of it or seldom."""
        wanted, taken = terms(text).keys(), [each for each in used if each]
        best, best_score = None, 0.0
        for each in said:
            shared = wanted & each.words
            near = abs(each.lines[0] - lines[1]) <= _NEAR and not self._are_listed_together(each.lines, lines)
            telling = near or _LARGE * len(shared) >= len(wanted) or any(self._counts[word] <= _SELDOM for word in shared)
            if len(shared) < _LEAST_SHARED + (not telling) or any(
                says_the_same(each.statement.text, other) for other in taken
            ):
                continue
            score = self._rarity.total(shared) + near
            if score > best_score:
                best, best_score = each.statement, score
        return best


def _may_explain(text: str) -> bool:
    """Whether a finding may be a reason: it is no rule, or says that it explains."""
    return bool(_EXPLAINS.search(text)) or not is_rule(text)


def _interpreted(unit: Unit) -> Iterable[Statement]:
    """The findings below `Interpretation:` and the like, in their own words even where they point to what they follow."""
    for fact in unit.of(Kind.FINDING):
        above = unit.labels_of(fact.lines)
        text = tidy(fact.text)
        if above and _INTERPRETS.search(above[-1].text) and is_whole(text) and not _DONE.match(text):
            yield Statement(finish(text), (unit.source(fact.lines),))


def _with(first: Statement, second: Statement | None) -> Statement:
    """Two pieces of advice as one, where both fit into a cell."""
    if second is None or len(f"{first.text} {second.text}") > _LONGEST_LESSON:
        return first
    return Statement(f"{first.text} {second.text}", merged(first.sources, second.sources))


def _said(unit: Unit, kind: Kind) -> tuple[Said, ...]:
    found = ((fact, fact_statement(unit, fact)) for fact in unit.of(kind) if not _DONE.match(tidy(fact.text)))
    return tuple(_kept(said, fact.lines) for fact, said in found if said)


def _kept(said: Statement, lines: Lines) -> Said:
    return Said(said, lines, frozenset(terms(said.text)))
