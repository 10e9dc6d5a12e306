"""Whether a report or log entry is worth learning from: finished, and with something measured or found out."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.model.fact import Fact, Kind
from bot.synthesize.evidence.units import Unit, fact_texts
from bot.synthesize.problems.solved import problems

_UNFINISHED = re.compile(
    r"\b(?:in[ -]progress|ongoing|draft|planned|planning|plan|pending|todo|to do|wip|abandoned|cancell?ed|not started"
    r"|running|queued|proposed|blocked|paused|on hold)\b|进行中|计划|草稿|진행 ?중|계획|예정",
    re.I,
)
_PLAN = re.compile(r"\b(?:plan|proposal|todo|roadmap|template)\b|计划|계획", re.I)
_BLANK = re.compile(r"\b(?:TODO|TBD|FIXME|N/A|XXX)\b|\{[^}]*\}")
_BLANKS_HOLD = ("{", "TODO", "TBD", "FIXME", "N/A", "XXX")
_LETTER = re.compile(r"\w")
_LEARNED = (Kind.SUCCESS, Kind.FAILURE, Kind.FINDING, Kind.PRACTICE, Kind.ERROR)
_FEW = 2


@lru_cache(maxsize=4096)
def is_worth_learning(unit: Unit) -> bool:
    """Say whether a skill may rest on `unit`: not a plan, not unfinished, and either measured or rich in lessons."""
    if _PLAN.search(unit.kind) or _UNFINISHED.search(unit.facts.status):
        return False
    lessons = [fact for fact in unit.of(*_LEARNED) if not is_blank(fact)]
    metrics = [fact for fact in unit.of(Kind.METRIC) if not is_blank(fact)]
    blanks = sum(is_blank(fact) for fact in unit.facts.facts)
    if blanks > len(lessons) + len(metrics):
        return False
    if unit.facts.entry and problems(unit):
        return True
    return bool(metrics and lessons) or len(metrics) > _FEW or len(lessons) >= _FEW


def is_blank(fact: Fact) -> bool:
    """Say whether a fact is a part of a template that nobody filled in."""
    texts = [text for text in fact_texts(fact) if text not in (fact.subject, fact.name)]
    return not texts or any(map(_is_blank_text, texts))


@lru_cache(maxsize=8192)
def _is_blank_text(text: str) -> bool:
    if any(mark in text for mark in _BLANKS_HOLD) and _BLANK.search(text):
        return True
    return not _LETTER.search(text)
