"""Problems that the evidence met and solved: a symptom with its cause and its fix, under a short name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.model.fact import Fact, Kind
from bot.model.report import Lines
from bot.synthesize.evidence.changes_made import changes_made, opens_with_change, other_bullets
from bot.synthesize.evidence.context import clean_label, is_specific
from bot.synthesize.evidence.statements import capital, is_whole, tidy, with_items
from bot.synthesize.evidence.units import Label, Unit
from bot.synthesize.problems.diagnosis import diagnosed
from bot.synthesize.problems.problem import SYMPTOM, Problem, cell, short_name
from bot.synthesize.wording.phrases import cured, needed, prohibited, to_do

_LONGEST_CELL = 360
_LONGEST_PATTERN = 110
_MOST_CAUSES = 2
_LONGEST_ROLE = 3
_SOLVED = re.compile(
    r"^(fixed|hardened|resolved|patched|worked around|mitigated|stabilized|stabilised|recovered|repaired"
    r"|identified|diagnosed"
    r"|found|isolated|debugged|traced|aligned|corrected|avoided)\s+(?:that\s+)?(?:the\s+|an?\s+)?",
    re.I,
)
_FINDS = frozenset(("identified", "diagnosed", "found", "isolated", "debugged", "traced", "worked around", "avoided"))
_OBSERVED = re.compile(
    r"^(?:observed|saw|hit|met|reproduced|encountered|found|noticed|got)\s+(?:that\s+)?(?:the\s+|an?\s+)?", re.I
)
_BECAUSE = re.compile(r"\s+(?:because(?: of)?|due to|caused by|since|when|after|as a result of)\s+", re.I)
_CAUSED = re.compile(r"\s+(?:because(?: of)?|due to|caused by|as a result of)\s+", re.I)
_CAUSE_LABEL = re.compile(r"[\s.;,(–—-]+(?:root )?causes?:\s*", re.I)
_FIX_LABEL = re.compile(r"[\s.;,(–—-]+(?:fix|solution|remedy|resolution):\s*", re.I)
_SO = re.compile(r"^[\s,;:.–—-]*(?:so|therefore|hence)?\s*", re.I)
_BESIDE = re.compile(r"\b(?:still|next|remains?|future)\b", re.I)
_EFFECT = re.compile(r"^this (?=(?:prevents|avoids|allows|lets|keeps|makes|ensures|enables|preserves)\b)", re.I)
_REMOVED = re.compile(r"^(?:this|which) (?:removes|fixes|eliminates|resolves|corrects) (?:the |an? )?", re.I)
_BY = re.compile(r"\s+(?:by|via|with)\s+(?=\w+ing\b)|\s+against\s+", re.I)


@lru_cache(maxsize=4096)
def named_problems(unit: Unit) -> tuple[Problem, ...]:
    """Return the problems that a report or log entry names as errors, with a cause or a fix."""
    return tuple(problem for fact in unit.of(Kind.ERROR) if (problem := _named(unit, fact)))


@lru_cache(maxsize=4096)
def problems(unit: Unit) -> tuple[Problem, ...]:
    """Return the problems of a report or log entry: those that it names, else the one that a log entry is about."""
    named = named_problems(unit)
    if any(problem.cause and problem.fix for problem in named):
        return named
    about = _solved(unit) if unit.facts.entry else diagnosed(unit)
    return (*named, *([about] if about else []))


def _named(unit: Unit, fact: Fact) -> Problem | None:
    above = _opening(unit, fact) or _parent(unit, fact.lines)
    told = tidy(_OBSERVED.sub("", above.text)) if above else ""
    symptom = cell(fact.symptom) if is_specific(fact.symptom) else cell(told)
    cause, fix = cell(fact.cause or fact.reason), cell(fact.fix)
    symptom, cause = _told_apart(symptom, cause)
    cause, label, rest = (_FIX_LABEL.sub("\n", cause).partition("\n")) if not fix else (cause, "", "")
    fix = cell(rest) if label else fix
    removed, cure = cured(symptom)
    symptom, fix = (cell(removed), fix or cell(cure)) if removed and cause else (symptom, fix)
    if prohibited(symptom)[0]:
        return None
    if not cause and told and _BECAUSE.search(told):
        cause = cell(_BECAUSE.split(told, maxsplit=1)[1])
    if not symptom or not (cause or fix):
        return None
    places = [unit.source(fact.lines), *([unit.source(above.lines)] if above and told else [])]
    return Problem(_pattern(unit, fact.lines, told, symptom), symptom, cause, fix, tuple(dict.fromkeys(places)), fact.lines)


def _told_apart(symptom: str, cause: str) -> tuple[str, str]:
    """A symptom and a cause where the text of one holds the other: `A. Cause: B`, and `A, so B` as the cause of A."""
    seen, label, rest = _CAUSE_LABEL.sub("\n", symptom).partition("\n")
    if label and seen and rest:
        return seen.rstrip(" ."), cause if cause.lower().startswith(rest.lower()) else cell(rest)
    if symptom and cause.startswith(symptom.rstrip(" ,")) and cause != symptom:
        return symptom.rstrip(" ,"), cell(_SO.sub("", cause[len(symptom.rstrip(" ,")) :]))
    return symptom, cause


def _opening(unit: Unit, fact: Fact) -> Label | None:
    """The first line of a problem, where it introduces what the fact holds rather than being a part of it."""
    line = (fact.lines[0], fact.lines[0])
    text = unit.text_at(line).strip()
    told = f"{fact.symptom} {fact.cause} {fact.fix}"
    opens = text.endswith((":", "：")) and is_specific(text) and tidy(text) not in told
    return Label(text, line) if opens and len(text) <= 2 * _LONGEST_PATTERN else None


def _parent(unit: Unit, lines: Lines) -> Label | None:
    """The list item or lead-in right above, where it says more than a role."""
    above = unit.labels_of(lines)
    label = above[-1] if above else None
    return (
        label
        if label and not label.is_heading and is_specific(label.text) and len(label.text) <= 2 * _LONGEST_PATTERN
        else None
    )


def _pattern(unit: Unit, lines: Lines, told: str, symptom: str) -> str:
    """The short name: what stands right above, the symptom where it is short, a heading, or the symptom's first clause."""
    headings = [clean_label(label.text) for label in reversed(unit.labels_of(lines)) if label.is_heading]
    name = short_name(told, symptom, *(heading for heading in headings[:1] if is_specific(heading)))
    if name:
        return name
    words = symptom.replace("`", "").split()[:10]
    while len(words) > 3 and not is_whole(" ".join(words)):
        words.pop()
    return capital(" ".join(words))


def _solved(unit: Unit) -> Problem | None:
    """The problem that a log entry of the kind `Fixed the stall by ...` is about, from its own bullets."""
    opened = _SOLVED.match(unit.description)
    if not opened:
        return None
    told = tidy(unit.description[opened.end() :])
    symptom, fix = ([*_BY.split(told, maxsplit=1), ""])[:2]
    thing = ""
    if " against " in told:
        thing, symptom, fix = symptom, fix, ""
    symptom, cause = ([*_CAUSED.split(symptom, maxsplit=1), ""])[:2]
    if not thing and not SYMPTOM.search(symptom) and opened[1].lower() not in _FINDS:
        symptom = needed(opened[1], symptom)
    pattern = symptom
    changes, others = changes_made(unit), other_bullets(unit)
    parts = [part for other in others for part in _parts(unit, other)]
    seen = next((rest for role, rest in parts if role == "symptom"), "")
    told_apart = [rest for role, rest in parts if role in ("", "cause", "root cause") and not _BESIDE.search(rest)]
    effects = [rest for rest in told_apart if _EFFECT.match(rest)]
    causes = [_REMOVED.sub("", rest) for rest in told_apart if rest not in effects and not opens_with_change(rest)]
    symptom = f"{symptom}: {seen}" if seen else f"{thing}: {symptom}" if thing else symptom
    done = [*([fix] if fix else []), *(each.text for each in changes), *(_EFFECT.sub("", each) for each in effects[:1])]
    fix = "; ".join(dict.fromkeys(to_do(each.rstrip(".")) for each in done))
    cause = cause or " ".join(f"{capital(each.rstrip('.'))}." for each in causes[:_MOST_CAUSES])
    symptom, cause, fix = cell(symptom), cell(cause), cell(_fitting(fix))
    if not symptom or not (cause or fix):
        return None
    place = unit.facts.lines
    return Problem(_pattern(unit, place, pattern, symptom), symptom, cause, fix, (unit.source(place),), place)


def _parts(unit: Unit, other: Label) -> list[tuple[str, str]]:
    """A bullet as roles and texts: its items where it introduces them (`symptom: timeout`), else the bullet itself."""
    items = unit.below(other.lines)
    told = [with_items(unit, item.text, item.lines)[0] for item in items] or [other.text]
    parts = []
    for text in told:
        role, colon, rest = text.partition(": ")
        known = colon and len(role.split()) <= _LONGEST_ROLE and not is_specific(role)
        parts.append((role.lower(), rest) if known else ("", text))
    return parts


def _fitting(text: str) -> str:
    """The first parts of a text of several, as many as a cell holds."""
    kept = ""
    for part in text.split("; "):
        joined = f"{kept}; {part}" if kept else part
        if len(joined) > _LONGEST_CELL:
            break
        kept = joined
    return kept


def within(lines: Lines, found: Sequence[Problem] | Iterable[Problem]) -> bool:
    """Say whether these lines are a part of a problem that is told already."""
    return any(problem.lines[0] <= lines[0] and lines[1] <= problem.lines[1] for problem in found)
