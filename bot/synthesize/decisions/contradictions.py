"""Where new evidence disagrees with an existing skill: only what the evidence itself calls overturned."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.model.draft import Contradiction, Source, Statement
from bot.model.fact import Kind
from bot.model.repository import Skill
from bot.synthesize.evidence.findings import fact_statement
from bot.synthesize.evidence.statements import tidy
from bot.synthesize.evidence.units import Unit
from bot.synthesize.wording.comparing import Rarity, terms

_OVERTURNS = re.compile(
    r"\b(?:no longer (?:valid|true|holds?)|was (?:wrong|invalid|an artifact)|were (?:wrong|invalid|artifacts?)|invalidates?"
    r"|should not be treated as valid|contradicts?|disproves?|refutes?|overturns?|supersedes?"
    r"|turned out (?:to be )?(?:wrong|false)"
    r"|not reproducible|did not reproduce|does not reproduce|earlier .{0,60}\b(?:wrong|invalid|artifacts?))\b",
    re.I,
)
_LEAST_SHARED = 3
_LEAST_WEIGHT = 5.0
_SHARE = 0.3


def contradictions(units: Sequence[Unit], skills: Iterable[Skill], rarity: Rarity) -> tuple[Contradiction, ...]:
    """Return each statement that calls something overturned, with the line of a skill that still says it."""
    found = []
    skills = tuple(skills)
    for unit in units:
        for fact in unit.of(Kind.FINDING, Kind.FAILURE, Kind.PRACTICE, Kind.SUCCESS):
            if not _OVERTURNS.search(fact.text):
                continue
            new = fact_statement(unit, fact)
            old = _claim(fact.text, skills, rarity) if new else None
            if new and old:
                found.append(Contradiction(new, old))
    return tuple({each.old: each for each in reversed(found)}.values())[::-1]


def _claim(text: str, skills: Iterable[Skill], rarity: Rarity) -> Statement | None:
    """The line of a skill that shares the most of the rare words, None where no line shares enough of them."""
    wanted = terms(text).keys()
    best, best_weight = None, _LEAST_WEIGHT
    for skill in skills:
        for number, line in _claims(skill):
            shared = wanted & terms(line).keys()
            weight = rarity.total(shared)
            if len(shared) >= _LEAST_SHARED and len(shared) >= _SHARE * len(terms(line)) and weight > best_weight:
                best, best_weight = Statement(tidy(line), (Source(skill.path, (number, number)),)), weight
    return best


@lru_cache(maxsize=1024)
def _claims(skill: Skill) -> tuple[tuple[int, str], ...]:
    """The lines of a skill that claim something: bullets and sentences, no front matter, headings, tables or code."""
    return tuple(_claiming_lines(skill))


def _claiming_lines(skill: Skill) -> Iterable[tuple[int, str]]:
    inside = skill.text.startswith("---")
    for number, line in enumerate(skill.text.splitlines(), 1):
        text = line.strip()
        if text == "---" or text.startswith("```"):
            inside = not inside if number > 1 else inside
        elif not inside and text and text[0] not in "#|<" and len(text.split()) >= 5:
            yield number, text
