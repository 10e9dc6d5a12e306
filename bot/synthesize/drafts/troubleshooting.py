"""New entries of the troubleshooting guide: error patterns that it does not hold yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.model.draft import FailureRow, TroubleshootingDraft
from bot.model.fact import Kind
from bot.model.repository import Document
from bot.synthesize.evidence.findings import fact_statement, merged, says_the_same
from bot.synthesize.evidence.statements import capital, uncapital
from bot.synthesize.evidence.units import Unit
from bot.synthesize.problems.failures import failure_rows
from bot.synthesize.problems.known_issues import known_issues
from bot.synthesize.problems.missed_goals import missed_goal
from bot.synthesize.problems.problem import DISAPPOINTS, SYMPTOM, Problem, pattern_name, short_name
from bot.synthesize.problems.solved import named_problems, problems
from bot.synthesize.wording.comparing import Rarity, assignments, identifiers, overlap, terms
from bot.synthesize.wording.phrases import instructs

_COMPLETE = 3
_SAME_THING = 2
_KNOWN = 0.7
_REPEATS = 0.4
_FEWEST_WORDS = 3
_MOST_TITLE_WORDS = 8
_FEW_WORDS = 6
_SAME_CAUSE = 2
_SHORTEST_SHARED = 5
_POINTS = re.compile(r"\b(?:this|these|that) (?!is\b|was\b)\w+", re.I)
_MESSAGE = re.compile(r"`[^`]* [^`]*`")
_MOST_FROM_FAILURES = 2
_LONGEST_FIX = 200


def troubleshooting(
    units: Sequence[Unit], guide: Document | None, rarity: Rarity, domain: str, today: str
) -> tuple[TroubleshootingDraft, ...]:
    """Return one entry for each problem that the guide does not hold.

    Beside the problems that the evidence names, a failure whose cause and remedy it tells is one, two a report at most.
    """
    cures = [(assignments(line), frozenset(terms(line))) for line in guide.text.splitlines()] if guide else []
    known = [words for _, words in cures]
    drafts: list[TroubleshootingDraft] = []
    for unit in units:
        missed = missed_goal(unit, rarity)
        named = (*problems(unit), *known_issues(unit), *((missed,) if missed else ()))
        errors = {error.lines for error in (*named_problems(unit), *known_issues(unit))}
        for found in _each_once((*named, *_failures(unit, rarity, named))):
            problem = _completed(found, unit, units)
            told = found.lines in errors or SYMPTOM.search(f"{problem.pattern} {problem.symptom} {problem.cause}")
            if told and not _is_known(problem, known) and not _is_cured(problem, cures):
                drafts.append(_draft(_in_context(problem, unit), domain, today))
                known.append(frozenset(terms(problem.text)))
    return tuple(drafts)


def _each_once(found: Iterable[Problem]) -> list[Problem]:
    """The problems without those that blame what an earlier one blames; the earlier one gains their fix."""
    kept: list[Problem] = []
    for each in found:
        at = next((place for place, other in enumerate(kept) if _blames_the_same(each, other)), None)
        if at is None:
            kept.append(each)
            continue
        other = kept[at]
        fix = f"{other.fix}. {each.fix}" if other.fix and each.fix else other.fix or each.fix
        if len(fix) <= _LONGEST_FIX and not says_the_same(other.fix, each.fix):
            kept[at] = other._replace(fix=fix, sources=merged(other.sources, each.sources))
    return kept


def _blames_the_same(problem: Problem, other: Problem) -> bool:
    """Whether two causes name the same things; `overlap` and `overlapping` are one."""
    words, others = terms(problem.cause).keys(), terms(other.cause).keys()
    shared = [word for word in words if any(_is_one_word(word, each) for each in others)]
    return len(shared) >= _SAME_CAUSE and 2 * len(shared) >= min(len(words), len(others))


def _is_one_word(first: str, second: str) -> bool:
    short, long = sorted((first, second), key=len)
    return first == second or (len(short) >= _SHORTEST_SHARED and long.startswith(short))


def _completed(problem: Problem, unit: Unit, units: Sequence[Unit]) -> Problem:
    """A problem with a short fix and what other reports advise on a setting that its cause or fix names."""
    settings = identifiers(f"{problem.cause} {problem.fix}")
    for other in units:
        for fact in other.of(Kind.PRACTICE) if settings and other is not unit else ():
            said = fact_statement(other, fact) if settings & identifiers(fact.text) else None
            fix = f"{problem.fix}. {said.text}" if said and problem.fix else said.text if said else ""
            if said and len(fix) <= _LONGEST_FIX:
                return problem._replace(fix=fix.rstrip("."), sources=merged(problem.sources, said.sources))
    return problem


def _in_context(problem: Problem, unit: Unit) -> Problem:
    """A problem that its symptom does not tell from others, led by the title: the guide is read without the report."""
    alone = problem.symptom == pattern_name(problem.pattern) and len(problem.symptom.split()) <= _FEW_WORDS
    bare = _POINTS.search(problem.symptom) or (alone and not _MESSAGE.match(problem.symptom))
    fits = len(unit.title.split()) <= _MOST_TITLE_WORDS and not says_the_same(unit.title, problem.symptom)
    if not (bare and fits) or problem.symptom.lower().startswith(unit.title.lower()):
        return problem
    return problem._replace(symptom=f"{capital(unit.title)}: {uncapital(problem.symptom)}")


def _draft(problem: Problem, domain: str, added: str) -> TroubleshootingDraft:
    return TroubleshootingDraft(
        pattern_name(problem.pattern), problem.symptom, problem.cause, problem.fix, domain, added, problem.sources
    )


def _failures(unit: Unit, rarity: Rarity, named: Sequence[Problem]) -> list[Problem]:
    """Failures that a person would look up and that no named problem tells, the best told ones first."""
    rows = [row for row in failure_rows([unit], rarity) if instructs(row.lesson) and _completeness(row) >= _COMPLETE]
    told = (_problem(row) for row in sorted(rows, key=lambda row: -_completeness(row)))
    fresh = [problem for problem in told if problem and not any(_repeats(problem, each) for each in named)]
    return fresh[:_MOST_FROM_FAILURES]


def _repeats(problem: Problem, other: Problem) -> bool:
    return overlap(terms(problem.text), terms(other.text)) >= _REPEATS and not _blames_the_same(problem, other)


def _completeness(row: FailureRow) -> int:
    """How well a failure is told: by something to see, by a cause, and by a remedy that speaks of the same thing."""
    shared = len(terms(row.what).keys() & terms(row.lesson).keys())
    seen = row.why if _is_blamed(row) else row.what
    told = 2 * bool(SYMPTOM.search(DISAPPOINTS.sub("", seen))) or bool(DISAPPOINTS.search(seen))
    return told + bool(row.why) + (shared >= _SAME_THING)


def _is_blamed(row: FailureRow) -> bool:
    """Whether a row is a rule's: what it rules out is the cause of what its reason tells."""
    return row.what.startswith("Letting ") and bool(row.why)


def _problem(row: FailureRow) -> Problem | None:
    """A failure as a problem, under its own words or those of a clause; None where they are too many."""
    name, lines = short_name(row.what), row.sources[0].lines
    symptom, cause = (row.why, row.what) if _is_blamed(row) else (row.what, row.why)
    return Problem(name, symptom, cause, row.lesson, row.sources, lines) if name else None


def _is_known(problem: Problem, known: Iterable[frozenset[str]]) -> bool:
    """Whether the guide has the symptom or the cause: nearly all of its words stand in one entry."""
    for text in (problem.symptom, problem.cause):
        words = terms(text).keys()
        if len(words) >= _FEWEST_WORDS and any(len(words & line) >= _KNOWN * len(words) for line in known):
            return True
    return False


def _is_cured(problem: Problem, cures: Iterable[tuple[frozenset[str], frozenset[str]]]) -> bool:
    """Whether an entry of the guide sets all that the fix sets, for a problem most of whose name it speaks of."""
    wanted, seen = assignments(problem.fix), terms(problem.pattern).keys()
    return bool(wanted) and any(
        wanted <= told and len(seen & line) >= max(_FEWEST_WORDS, len(seen) / 2) for told, line in cures
    )
