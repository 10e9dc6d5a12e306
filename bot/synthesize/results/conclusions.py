"""What the evidence concludes: its decisions, and its findings as prose."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from bot.extract.context import SectionRole
from bot.extract.section_roles import text_role
from bot.model.draft import Statement
from bot.model.fact import Fact, Kind
from bot.model.report import Lines
from bot.synthesize.evidence.context import is_title
from bot.synthesize.evidence.findings import best_first, fact_statement, without_repeats
from bot.synthesize.evidence.statements import tidy
from bot.synthesize.evidence.units import Unit
from bot.synthesize.problems.solved import problems, within
from bot.synthesize.wording.numbers import numbers
from bot.synthesize.wording.phrases import instructs, is_housekeeping, is_negative

_UNDECIDED = frozenset((SectionRole.QUESTIONS, SectionRole.PLAN, SectionRole.FAILED, SectionRole.PROBLEMS))
_FIRST_LINES = 4  # below a heading, where its text begins
_WORKED = frozenset((SectionRole.WORKED,))
_GIVEN = frozenset((SectionRole.SETUP, SectionRole.SETTINGS, SectionRole.OBJECTIVE, SectionRole.FILES))
_REFERS = re.compile(
    r"^(?P<lead>[^:]{3,80}): (?:it (?=[a-z]+(?:s|ed|d)\b)|(?:this|that) (?=(?:is|was|has|had|does|did|can|will|would)\b"
    r"|[a-z]+s (?:the|an?|all|both|each|two|three|no|to|by|from|in|on|at|with|\d)\b))"
)
_SHORTEST = r"(?:key|main|headline|central) finding|headline result|bottom line|tl;?dr"
_IN_SHORT = re.compile(rf"\b(?:{_SHORTEST}|in short|in brief|executive summary)\b", re.I)
_ESSENCE = re.compile(rf"\b(?:{_SHORTEST}|take-?aways?|key insights?|overall (?:verdict|outcome|conclusion))\b", re.I)
_CONCLUDES = re.compile(
    r"\b(?:conclusions?|conclude[ds]?|(?:key|main) (?:findings|results?)|key points?|verdict|outcome"
    r"|what we learn(?:ed|t))\b|结论|總結|总结|结果|결론|kết luận",
    re.I,
)
_OWN_LABEL = re.compile(r"\W*([^:*\n]{3,40}?)\W*:")
_SAYS_SO = re.compile(
    r"^(?:the |our )?(?:key|main|central|most important|biggest) (?:insight|finding|take-?away|lesson|result) (?:is|was)\b",
    re.I,
)
_IS_A_VALUE = re.compile(
    r"^[\w /%×-]{2,40}(?::| =) (?:[~≈+-]?[\w.%]+|[~≈+-]?\d[\w.%]*(?: [A-Za-z/]+)?)(?: \([^()]*\))?\.?$"
)  # `Training time: same (0.2 minutes)`
_LABELLED_VALUE = re.compile(r"(?:^|[;,:] )[\w -]{2,30}: [~≈+-]?\d")
_ALL_PASSED = re.compile(r"^(?:all|every)\b[^.;:]*\b(?:tests?|checks?)\b[^.;:]*\bpass", re.I)
_SUPPOSES = re.compile(r"\bwould\b|^[^,;:]*\b(?:may|might|could)\b", re.I)
_POINTS = re.compile(r"^\W*[~≈±]|^(?:[^:]{3,80}: )?(?:it|this|that|these|those|they|such|here|there)\b", re.I)


def decisions(units: Sequence[Unit]) -> tuple[Statement, ...]:
    """Return what the evidence decides or recommends, in its order; fixes of problems and plans are no decisions."""
    return without_repeats(
        said for unit in units for said in _stated(unit, Kind.PRACTICE) if not _is_under(unit, said, _UNDECIDED)
    )


def conclusions(units: Sequence[Unit], subject: Collection[str]) -> tuple[Statement, ...]:
    """Return what was found, the most telling first: about the subject and with numbers, without causes of problems.

    `subject` holds stems of words.
    """
    found = [
        said for unit in units for said in _stated(unit, Kind.FINDING, Kind.SUCCESS) if not _is_under(unit, said, _GIVEN)
    ]
    found += [said for unit in units for said in _stated(unit, Kind.FAILURE) if _promise(unit, said)]
    ranked = sorted(best_first(found, subject), key=lambda each: not numbers(each.text))
    return without_repeats(ranked)


def concluded_first(units: Sequence[Unit], found: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return statements with those first that stand below a heading which promises conclusions, in their order there.

    A labelled value or a row of them (`Step 0: 4.6; Step 50: 2.8`) comes last: it is what was seen, not what it means. So
    does that all tests passed, which is true of most work that is told, what only might be, and what is told of something
    that failed.
    """
    by_path: dict[str, list[Unit]] = {}
    for unit in units:
        by_path.setdefault(unit.path, []).append(unit)

    def rank(said: Statement) -> tuple[bool, int, int]:
        place = said.sources[0]
        promise = max((_promise(unit, said) for unit in by_path.get(place.path, ())), default=0)
        says_little = _is_a_row(said.text) or _ALL_PASSED.match(said.text) or _SUPPOSES.search(said.text)
        units_there = by_path.get(place.path, ())
        is_late = bool(says_little) or any(_is_of_a_failure(unit, said) for unit in units_there)
        return is_late, -promise, place.lines[0] if promise else 0

    return tuple(sorted(found, key=rank))


def _promise(unit: Unit, said: Statement) -> int:
    """How much the labels of a statement promise: 3 for the one thing to take away, 2 for a conclusion, 1 for what
    worked."""
    lines = said.sources[0].lines
    own = _OWN_LABEL.match(unit.text_at(lines))
    labels = [label.text for label in unit.labels_of(lines)] + ([own[1]] if own else [])
    if _SAYS_SO.match(said.text) or any(map(_ESSENCE.search, labels)):
        return 3
    if any(map(_CONCLUDES.search, labels)):
        return 2
    return int(_is_under(unit, said, _WORKED))


def bottom_line(units: Sequence[Unit], found: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return the statements that stand below a heading or label like `TL;DR`."""
    by_path = {unit.path: unit for unit in units if not unit.facts.entry}
    return tuple(
        said
        for said in found
        if not _is_a_row(said.text)
        and (unit := by_path.get(said.sources[0].path))
        and any(_IN_SHORT.search(label.text) for label in unit.labels_of(said.sources[0].lines))
    )


def _is_a_row(text: str) -> bool:
    body = text.rpartition(": ")[2]
    says_nothing = sum(map(str.isalpha, body)) < sum(map(str.isdigit, body))  # `Confusion: [[4116 143] [302 3498]]`
    return says_nothing or len(_LABELLED_VALUE.findall(text)) > 1 or _IS_A_VALUE.match(text) is not None


def is_prose(text: str) -> bool:
    """Say whether a sentence names what it speaks of, and is not a row of values."""
    return not _POINTS.match(text) and "->" not in text and any(map(str.isalpha, text.rpartition(": ")[2]))


def _stated(unit: Unit, *kinds: Kind) -> Iterable[Statement]:
    met = problems(unit)
    for fact in unit.of(*kinds):
        said = None if within(fact.lines, met) else fact_statement(unit, fact)
        if said and _is_meant(fact):
            yield said._replace(text=_REFERS.sub(r"\g<lead> ", said.text))


def _is_meant(fact: Fact) -> bool:
    text = tidy(fact.text)
    if fact.kind is not Kind.PRACTICE:
        return True
    return not is_negative(text) and not is_housekeeping(text) and (instructs(text) or len(text.split()) > 3)


def _is_of_a_failure(unit: Unit, said: Statement) -> bool:
    """Whether a statement stands below a heading that announces failures; the title of a report announces nothing."""
    above = _headings_above(unit, said.sources[0].lines)
    return any(text_role(text) is SectionRole.FAILED and not is_title(unit, text) for text in above)


def _is_under(unit: Unit, said: Statement, roles: Collection[SectionRole]) -> bool:
    return any(text_role(heading) in roles for heading in _headings_above(unit, said.sources[0].lines))


def _headings_above(unit: Unit, lines: Lines) -> list[str]:
    """The headings above a statement; of one that is a heading itself, those above that one."""
    below = (unit.labels_of((line, line)) for line in range(lines[0] + 1, lines[0] + _FIRST_LINES))
    labels = unit.labels_of(lines) or next(filter(None, below), ())
    return [label.text for label in labels if label.is_heading and label.lines[0] < lines[0]]
