"""Problems that the evidence met and solved: a symptom with its cause and its fix, under a short name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.model.fact import Fact, Kind
from bot.model.report import Lines, ListItem, Paragraph
from bot.synthesize.context import clean_label, is_specific
from bot.synthesize.diagnosis import diagnosed
from bot.synthesize.evidence import Label, Unit
from bot.synthesize.problem import Problem, cell
from bot.synthesize.statements import capital, is_whole, tidy, with_items, without_role

_LONGEST_CELL = 360
_LONGEST_PATTERN = 110
_SOLVED = re.compile(
    r"^(?:fixed|hardened|resolved|patched|worked around|mitigated|stabilized|stabilised|recovered|repaired|identified|diagnosed"
    r"|found|isolated|debugged|traced|aligned|corrected|avoided)\s+(?:that\s+)?(?:the\s+|an?\s+)?",
    re.I,
)
_OBSERVED = re.compile(
    r"^(?:observed|saw|hit|met|reproduced|encountered|found|noticed|got)\s+(?:that\s+)?(?:the\s+|an?\s+)?", re.I
)
_BECAUSE = re.compile(r"\s+(?:because(?: of)?|due to|caused by|since|when|after|as a result of)\s+", re.I)
_CAUSED = re.compile(r"\s+(?:because(?: of)?|due to|caused by|as a result of)\s+", re.I)
_BY = re.compile(r"\s+(?:by|via|with)\s+(?=\w+ing\b)|\s+against\s+", re.I)
_FIX_LABEL = re.compile(r"^(?:\w+ )?(?:fix(?:es)?|resolution|solution|workaround|mitigation|remedy)\b", re.I)
_CHANGE_MADE = re.compile(
    r"^(?:updated|extended|added|implemented|changed|set|removed|replaced|moved|kept|switched|pinned|renamed|rewrote|made|now|disabled"
    r"|enabled|re-?ran|increased|reduced|lowered|raised)\b",
    re.I,
)


def problems(unit: Unit) -> tuple[Problem, ...]:
    """Return the problems of a report or log entry: those that it names, else the one that a log entry is about."""
    named = [problem for fact in unit.of(Kind.ERROR) if (problem := _named(unit, fact))]
    if any(problem.cause and problem.fix for problem in named):
        return tuple(named)
    about = _solved(unit) if unit.facts.entry else diagnosed(unit)
    return (*named, *([about] if about else []))


def _named(unit: Unit, fact: Fact) -> Problem | None:
    above = _opening(unit, fact) or _parent(unit, fact.lines)
    told = tidy(_OBSERVED.sub("", above.text)) if above else ""
    symptom = cell(fact.symptom) if is_specific(fact.symptom) else cell(told)
    cause, fix = cell(fact.cause or fact.reason), cell(fact.fix)
    if not cause and told and _BECAUSE.search(told):
        cause = cell(_BECAUSE.split(told, maxsplit=1)[1])
    if not symptom or not (cause or fix):
        return None
    places = [unit.source(fact.lines), *([unit.source(above.lines)] if above and told else [])]
    return Problem(_pattern(unit, fact.lines, told, symptom), symptom, cause, fix, tuple(dict.fromkeys(places)), fact.lines)


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
    clauses = [symptom.partition(mark)[0] for mark in (". ", "; ", ": ", ", ", " because ", " when ", " while ")]
    for name in (told, symptom, *(heading for heading in headings[:1] if is_specific(heading)), *clauses):
        if 0 < len(name) <= _LONGEST_PATTERN and is_whole(f"x y {name}"):
            return capital(name.rstrip(".:"))
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
    symptom, fix = ([*_BY.split(told, maxsplit=1), ""])[:2] if _BY.search(told) else (told, "")
    if " against " in told:
        symptom, fix = fix, ""
    symptom, cause = ([*_CAUSED.split(symptom, maxsplit=1), ""])[:2]
    fixes, causes = _bullets(unit)
    fix = "; ".join(dict.fromkeys([*([fix] if fix else []), *(each.text for each in fixes)]))
    cause = cause or " ".join(f"{each.text}." for each in causes)
    symptom, cause, fix = cell(symptom), cell(cause), cell(_fitting(fix))
    if not symptom or not (cause and fix):
        return None
    return Problem(
        _pattern(unit, unit.facts.lines, symptom, symptom),
        symptom,
        cause,
        fix,
        (unit.source(unit.facts.lines),),
        unit.facts.lines,
    )


def _fitting(text: str) -> str:
    """The first parts of a text of several, as many as a cell holds."""
    kept = ""
    for part in text.split("; "):
        joined = f"{kept}; {part}" if kept else part
        if len(joined) > _LONGEST_CELL:
            break
        kept = joined
    return kept


def _bullets(unit: Unit) -> tuple[list[Label], list[Label]]:
    """The bullets of an entry that tell what was changed, and the first ones that tell what was wrong."""
    fixes: list[Label] = []
    causes: list[Label] = []
    for label in _sentences(unit):
        role, _, rest = label.text.partition(": ")
        if _FIX_LABEL.match(role) or _CHANGE_MADE.match(label.text):
            fixes.append(Label(without_role(label.text) if rest else label.text, label.lines))
        elif not fixes and len(causes) < 2 and len(label.text.split()) >= 6:
            causes.append(label)
    return fixes, causes


def _sentences(unit: Unit) -> Iterator[Label]:
    """The outermost bullets of an entry's details, each with the short items below it."""
    items = [block for block in unit.blocks if isinstance(block, ListItem | Paragraph)]
    depths = [block.depth for block in items if isinstance(block, ListItem) and is_specific(block.text.partition(":")[0])]
    outermost = min(depths, default=1)
    if any(tidy(block.text).lower() == "details" for block in items):
        outermost = 2
    for block in items:
        if isinstance(block, ListItem) and block.depth == outermost:
            text, _ = with_items(unit, block.text, block.lines)
            if is_whole(text) and text != tidy(unit.description) and not text.lower().startswith("general description"):
                yield Label(text, block.lines)


def within(lines: Lines, found: Sequence[Problem] | Iterable[Problem]) -> bool:
    """Say whether these lines are a part of a problem that is told already."""
    return any(problem.lines[0] <= lines[0] and lines[1] <= problem.lines[1] for problem in found)
