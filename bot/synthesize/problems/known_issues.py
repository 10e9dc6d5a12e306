"""Problems that advice tells in passing: a setting that broke a run, an issue left open, remains to look out for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from bot.model.draft import Source
from bot.model.fact import Fact, Kind
from bot.model.report import ListItem
from bot.synthesize.evidence.findings import merged
from bot.synthesize.evidence.statements import capital, is_whole, tidy
from bot.synthesize.evidence.units import Unit
from bot.synthesize.problems.problem import Problem, cell
from bot.synthesize.wording.comparing import terms, word_set
from bot.synthesize.wording.phrases import is_negative

_BROKE = re.compile(
    r"(`[^`\n]{3,60}`|--[\w.-]+(?:[= ][\w.]+)?|\b[A-Za-z]\w*=\w+)"
    r" (?:reproduce[sd]?|cause[sd]?|trigger(?:s|ed)|le(?:d|ads) to|result(?:s|ed) in|ende?d? in|ends in|brought|brings)"
    r" ([^.;]{6,160}?)[.]?$",
    re.I,
)
_SWITCH = re.compile(r"`?(?:--)?([A-Za-z][\w.]*)[= ](true|false|on|off|enabled|disabled)`?$", re.I)
_OPPOSITE = {"true": "false", "on": "off", "enabled": "disabled"}
_OPPOSITE |= {value: key for key, value in _OPPOSITE.items()}
_ADVERSE = re.compile(
    r"\b(?:fail\w*|error\w*|crash\w*|oom|out of memory|hang\w*|hung|stall\w*|dead\w*|death|die[sd]?|nan|corrupt\w*|leak\w*"
    r"|abort\w*|kill\w*|diverge\w*|mismatch\w*|time-?outs?|segfault\w*|freez\w*|spike\w*|slow\w*)\b",
    re.I,
)
_OPEN_ISSUE = re.compile(
    r"(?:treat|regard|consider) (.{6,100}?) as (?:an? )?((?:separate |known |open |unresolved |unsolved )+"
    r"(?:issue|problem|bug|limitation|question))[.]?$",
    re.I,
)
_STANDS_IN = re.compile(r"\b(?:default|instead|for now|until|work-?around|fall back|fallback)\b", re.I)
_LOOK_OUT = re.compile(
    r"(?:check|watch|look|scan|monitor|look out|watch out) for (?:any )?"
    r"((?:orphan\w*|stale|leaked|left-?over|zombie|dangling|hung|stuck|lingering) .{4,120}?)[.]?$",
    re.I,
)
_CLEARED = re.compile(r"\b(?:clean\w*|kill\w*|remov\w*|freed|releas\w*|reap\w*)\b", re.I)
_OF_A_SUBJECT = 2


@lru_cache(maxsize=4096)
def known_issues(unit: Unit) -> tuple[Problem, ...]:
    """Return these problems, each with what the same report or log entry says to do about it."""
    found: list[Problem] = []
    for fact in unit.of(Kind.PRACTICE, Kind.FINDING, Kind.FAILURE):
        text = tidy(fact.text)
        problem = _broken_by(unit, fact, text) or _left_open(unit, fact, text) or _to_look_out_for(unit, fact, text)
        if problem and not any(problem.symptom == other.symptom for other in found):
            found.append(problem)
    return tuple(found)


def _broken_by(unit: Unit, fact: Fact, text: str) -> Problem | None:
    """`Do not disable A; A=False reproduced a crash` blames the setting; the rule and the opposite value cure it."""
    rule, _, told = text.rpartition("; ")
    found = _BROKE.match(told)
    if not found or not _ADVERSE.search(found[2]):
        return None
    name, kept = _kept(found[1])
    parts = [rule] if is_negative(rule) and is_whole(rule) else []
    parts += [f"keep {kept}" if parts else f"Keep {kept}"] if kept else []
    own = _own_setting(unit, name)
    fix = "; ".join(parts)
    fix = f"{fix}. {capital(tidy(own.text))}" if fix and own else fix
    sources = merged((unit.source(fact.lines),), (unit.source(own.lines),) if fix and own else ())
    return _problem(found[2], found[1], fix, sources, fact) if fix else None


def _kept(setting: str) -> tuple[str, str]:
    """The name of a switch, and the switch turned round (`A=False`: `A=True`); empty for other settings."""
    switch = _SWITCH.match(setting)
    if not switch:
        return "", ""
    value = switch[2]
    turned = _OPPOSITE[value.lower()]
    turned = turned.capitalize() if value.istitle() else turned.upper() if value.isupper() else turned
    return switch[1], setting.replace(value, turned)


def _own_setting(unit: Unit, name: str) -> ListItem | None:
    """The bullet that gives this setting's value in words (`Fused norm: off, eager path` of USE_FUSED_NORM)."""
    parts = word_set(name.replace("_", " ").replace(".", " "))
    for block in unit.blocks:
        label, colon, _ = tidy(block.text).partition(": ") if isinstance(block, ListItem) else ("", "", "")
        if isinstance(block, ListItem) and colon and len(word_set(label)) >= _OF_A_SUBJECT and word_set(label) <= parts:
            return block
    return None


def _left_open(unit: Unit, fact: Fact, text: str) -> Problem | None:
    """`Treat A as an unresolved issue`: until it is solved, what the text makes the default stands in for it."""
    found = _OPEN_ISSUE.match(text)
    other = next((each for each in unit.of(Kind.PRACTICE) if found and _is_the_default(unit, each)), None)
    if not found or other is None or other.lines == fact.lines:
        return None
    sources = (unit.source(fact.lines), unit.source(other.lines))
    return _problem(f"{found[1]} is a {found[2]}", "", tidy(other.text), sources, fact, found[1])


def _is_the_default(unit: Unit, fact: Fact) -> bool:
    """Whether advice names what the text is about as the way to go."""
    return bool(_STANDS_IN.search(fact.text)) and len(terms(unit.title).keys() & terms(fact.text).keys()) >= _OF_A_SUBJECT


def _to_look_out_for(unit: Unit, fact: Fact, text: str) -> Problem | None:
    """`Check for stale workers after a run`, with the bullet that tells what clearing them away did."""
    found = _LOOK_OUT.match(text)
    if not found:
        return None
    cleared = next(
        (
            block
            for block in unit.blocks
            if isinstance(block, ListItem)
            and block.lines != fact.lines
            and _CLEARED.search(block.text)
            and len(word_set(block.text) & word_set(found[1])) >= _OF_A_SUBJECT
        ),
        None,
    )
    fix = f"{capital(text.rstrip('.'))}. {capital(tidy(cleared.text))}" if cleared else capital(text)
    sources = (unit.source(fact.lines), *((unit.source(cleared.lines),) if cleared else ()))
    return _problem(found[1], "", fix, sources, fact)


def _problem(
    symptom: str, cause: str, fix: str, sources: Iterable[Source], fact: Fact, pattern: str = ""
) -> Problem | None:
    seen, done = cell(symptom), cell(fix)
    if not seen or not done:
        return None
    return Problem(capital(pattern) or seen, seen, cause, done, tuple(sources), fact.lines)
