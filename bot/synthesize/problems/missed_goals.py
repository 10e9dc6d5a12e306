"""The goal that a log entry says was missed: what was seen, what did not help, and what was decided."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.model.draft import Source, Statement
from bot.model.fact import Kind
from bot.synthesize.evidence.findings import fact_statement, merged, says_the_same
from bot.synthesize.evidence.lessons import Lessons
from bot.synthesize.evidence.statements import is_whole, tidy
from bot.synthesize.evidence.units import Unit
from bot.synthesize.problems.problem import DISAPPOINTS, Problem, cell, short_name
from bot.synthesize.wording.comparing import Rarity, terms

_VERDICT = re.compile(r": (?:fail(?:s|ed)?|not (?:met|reached|satisfied)|missed|no)\b", re.I)
_ASIDE = re.compile(r"(?:,)? (?:while|although|despite) ")
_LONGEST_CELL = 360
_FEWEST_SHARED = 1


def missed_goal(unit: Unit, rarity: Rarity) -> Problem | None:
    """Return the problem of an entry whose description says that something is blocked, still fails or regressed.

    None where the entry does not tell both what was tried in vain and what to do.
    """
    told = tidy(unit.description)
    if not unit.facts.entry or not DISAPPOINTS.search(told) or not is_whole(told):
        return None
    failures = [said for fact in unit.of(Kind.FAILURE) if (said := fact_statement(unit, fact))]
    verdict = next((each for each in failures if _VERDICT.search(each.text)), None)
    fresh = [each for each in failures if each is not verdict and not says_the_same(each.text, told)]
    vain = next((each for each in fresh if len(terms(each.text).keys() & terms(told).keys()) >= _FEWEST_SHARED), None)
    lessons = Lessons(unit, rarity)
    advice = [each.statement for each in lessons.advice]
    if not advice or not (vain or verdict):
        return None
    meant = lessons.interpretation((vain.text if vain else "", told))
    fix = _together((*((meant,) if meant and meant not in advice else ()), *advice))
    seen = cell(f"{told.rstrip('.')}: {tidy(verdict.text).partition(': ')[2]}") if verdict else ""
    symptom, cause = seen or cell(told), cell(vain.text) if vain else ""
    place = unit.source(unit.facts.lines)
    sources = tuple(source for each in (verdict if seen else None, vain, fix) if each for source in each.sources)
    name = short_name(_ASIDE.split(told)[0].rstrip("."))
    return Problem(name or symptom, symptom, cause, cell(fix.text), merged((place,), sources), unit.facts.lines)


def _together(told: Sequence[Statement]) -> Statement:
    """As many of these statements as fit into a cell, as one."""
    text, sources = "", tuple[Source, ...]()
    for each in told:
        joined = f"{text} {each.text}".strip()
        if len(joined) <= _LONGEST_CELL:
            text, sources = joined, merged(sources, each.sources)
    return Statement(text, sources)
