"""The problem that a whole report diagnoses: what was wrong, what was found to be the cause, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.model.fact import Fact, Kind
from bot.model.report import Lines
from bot.synthesize.evidence.changes_made import changes_made
from bot.synthesize.evidence.findings import fact_statement, merged, says_the_same
from bot.synthesize.evidence.objective import objective
from bot.synthesize.evidence.statements import capital, finish, tidy
from bot.synthesize.evidence.units import Unit
from bot.synthesize.problems.problem import Problem, cell, short_name
from bot.synthesize.wording.phrases import is_negative, to_do

_DIAGNOSES = re.compile(
    r"\b(?:diagnos\w*|root cause\w*|regression|bottleneck|debug\w*|post-?mortem|investigation|incident)\b", re.I
)
_EXPLAINS = re.compile(r"^(?:explain|find out|understand|investigate|diagnose|determine)\s+why\s+", re.I)
_RESTORES = re.compile(r"^(?:restore|recover|repair|regain)\s+", re.I)
_AFTER = re.compile(r"\s+after\s+(?=\w+ing\b)", re.I)
_ROOT_CAUSE = re.compile(r"root cause|cause|diagnosis|explanation|原因", re.I)
_LONGEST_CELL = 420
_MOST = 3


def diagnosed(unit: Unit) -> Problem | None:
    """Return the problem of a report that is a diagnosis by its title or objective, None where it tells no remedy."""
    aim = objective(unit)
    wanted = tidy(aim.text).rstrip(".") if aim else ""
    told, blamed = _asked(wanted)
    if not (_DIAGNOSES.search(unit.title) or told):
        return None
    seen = None if blamed else next(filter(None, (fact_statement(unit, fact) for fact in unit.of(Kind.FAILURE))), None)
    symptom = cell(seen.text) if seen else cell(told)
    cause, used = _joined(unit, _causes(unit, symptom)) if not blamed else (cell(blamed), [])
    fix, fixed = _remedy(unit)
    if not symptom or not cause:
        return None
    start = seen.sources if seen else aim.sources if aim else ()
    sources = merged(start, [*(aim.sources if aim and blamed else ()), *(unit.source(lines) for lines in (*used, *fixed))])
    return Problem(_named(unit, told, symptom), symptom, cause, fix, sources, sources[0].lines)


def _asked(wanted: str) -> tuple[str, str]:
    """What was wrong, and what an objective blames for it: `Restore A after doing B` blames B for the loss of A."""
    if _EXPLAINS.match(wanted):
        return _EXPLAINS.sub("", wanted), ""
    if _RESTORES.match(wanted):
        lost, *blamed = _AFTER.split(_RESTORES.sub("", wanted), maxsplit=1)
        return (f"{lost} was lost", blamed[0]) if blamed else ("", "")
    return "", ""


def _remedy(unit: Unit) -> tuple[str, list[Lines]]:
    """What is advised, what to do before what not to do; else what was changed."""
    advice = sorted(unit.of(Kind.PRACTICE), key=lambda fact: is_negative(tidy(fact.text)))
    if len(advice) > 1:
        return _joined(unit, advice[:_MOST])
    changes = [(finish(to_do(item.text)), item.lines) for item in changes_made(unit)]
    told = [(said.text, fact.lines) for fact in advice if (said := fact_statement(unit, fact))]
    return _fitting(sorted((*told, *changes), key=lambda each: each[1]))


def _causes(unit: Unit, symptom: str) -> list[Fact]:
    """The first finding below a heading or lead-in that names causes, the first finding of all, then the others."""
    findings = [fact for fact in unit.of(Kind.FINDING) if not says_the_same(tidy(fact.text), symptom)]
    found = [fact for fact in (*findings, *unit.of(Kind.FAILURE)) if _ROOT_CAUSE.search(_above(unit, fact))]
    others = [fact for fact in findings if fact not in found]
    return [*found[:1], *others[:1], *found[1:], *others[1:]][:_MOST]


def _above(unit: Unit, fact: Fact) -> str:
    """The heading and the list item or lead-in right above a fact."""
    above = unit.labels_of(fact.lines)
    return f"{fact.section.rpartition(' > ')[2]} {above[-1].text if above else ''}"


def _joined(unit: Unit, facts: Sequence[Fact]) -> tuple[str, list[Lines]]:
    return _fitting([(said.text, fact.lines) for fact in facts if (said := fact_statement(unit, fact))])


def _fitting(told: Iterable[tuple[str, Lines]]) -> tuple[str, list[Lines]]:
    """As many of these sentences as fit into a cell, and their lines."""
    text = ""
    places: list[Lines] = []
    for sentence, lines in told:
        joined = f"{text} {sentence}".strip()
        if len(joined) <= _LONGEST_CELL:
            text, places = joined, [*places, lines]
    return text.rstrip("."), places


def _named(unit: Unit, told: str, symptom: str) -> str:
    """A short name: what was asked, the symptom, or the title of the report."""
    return short_name(told.partition(", ")[0], symptom) or capital(unit.short)
