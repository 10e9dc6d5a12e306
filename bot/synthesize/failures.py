"""Failure modes: what did not work, why, and what to do instead, joined from statements that speak of one thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.model.draft import FailureRow, Statement
from bot.model.fact import Fact, Kind
from bot.model.report import Lines, ListItem, Paragraph
from bot.synthesize.changes_made import averted, tells_a_change
from bot.synthesize.evidence import Unit
from bot.synthesize.findings import fact_statement, merged, says_the_same
from bot.synthesize.lessons import Lessons
from bot.synthesize.phrases import asked_for, forbidden, instead, is_negative, prohibited, required_first
from bot.synthesize.problem import Problem
from bot.synthesize.problems import problems, within
from bot.synthesize.proof import proof
from bot.synthesize.statements import capital, finish, is_whole, shorten, tidy, uncapital, with_items
from bot.synthesize.words import Rarity, likeness, word_set

_LONGEST_CELL = 260
_FEWEST_WORDS = 4
_LONGEST_SEEN = 160
_BECAUSE = re.compile(r"[\s,:;(–—-]*\b(?:because(?: of)?|due to|owing to|since|as|caused by)\s*$|\s*[:;–—]\s*$", re.I)
_THAT = re.compile(r"^(?:that|this|it|which)\s+", re.I)
_REPEATED = 0.7
_CAUTION = re.compile(
    r"\b(?:not(?! (?:broken|affected|needed|required|necessary|an? (?:problem|issue)))|never|insufficient|cannot|alone"
    r"|misleading|doesn't|don't|didn't|fails?"
    r"|worse|slower|failed"
    r"|no (?:gain|improvement|benefit|speed-?up|effect|difference|evidence|advantage|help|change|impact)"
    r"|little effect|unchanged|no longer|rather than|instead of)\b",
    re.I,
)
_PLANNED = re.compile(r"(?:the )?(?:next|future|follow-?up)\b", re.I)
_FELL_SHORT = re.compile(
    r"\b(?:but|did not|does not|still|worst|worse|under-?perform\w*|fail\w*|regress\w*"
    r"|blocked|blocker|lost|invalid|mismatch|no)\b",
    re.I,
)
_OLD = re.compile(
    r"^(?:old|previous|former|original|prior)\s+(?:behaviou?r|way|path|design|implementation|layout|setup|policy)", re.I
)
_NEW = re.compile(
    r"^(?:new|current|fixed|patched)\s+(?:behaviou?r|way|path|design|implementation|layout|setup|policy)", re.I
)


def failure_rows(units: Sequence[Unit], rarity: Rarity) -> tuple[FailureRow, ...]:
    """Return what did not work, each thing once: the first row of each report, then their second ones; bare ones last."""
    rows: list[FailureRow] = []
    for row in _by_turns([_of_unit(unit, rarity) for unit in units]):
        if not any(_is_told(row, other) for other in rows):
            rows.append(row)
    return tuple(sorted(rows, key=lambda row: not row.why and not row.lesson))


@lru_cache(maxsize=4096)
def _of_unit(unit: Unit, rarity: Rarity) -> tuple[FailureRow, ...]:
    """The failure modes of one report or entry: what it is about first, then what it explains, then the rest."""
    lessons = Lessons(unit, rarity)
    met = problems(unit)
    about = (*map(_met, met), *_verdict(unit, lessons), *_replaced(unit, lessons))
    others = (
        *_failures(unit, lessons, met),
        *_averted(unit),
        *_warnings(unit, lessons),
        *_prohibitions(unit, lessons),
        *_cautions(unit, lessons),
    )
    return (*about, *sorted(others, key=lambda row: not row.why and not row.lesson))


def _by_turns(lists: Sequence[Sequence[FailureRow]]) -> Iterable[FailureRow]:
    for turn in range(max(map(len, lists), default=0)):
        yield from (rows[turn] for rows in lists if turn < len(rows))


def _is_told(row: FailureRow, earlier: FailureRow) -> bool:
    """Whether an earlier row says the same, or tells the thing as its reason or lesson."""
    words = word_set(row.what)
    repeated = any(likeness(words, word_set(text)) >= _REPEATED for text in (earlier.why, earlier.lesson) if text)
    return repeated or says_the_same(row.what, earlier.what)


def _met(problem: Problem) -> FailureRow:
    what, seen = problem.pattern, problem.symptom
    if seen in what:
        seen = ""
    elif len(seen) <= _LONGEST_SEEN:
        what = seen if what.lower() in seen.lower() else f"{what}: {uncapital(seen)}"
    return FailureRow(what, problem.cause or ("" if seen in what else seen), problem.fix, problem.sources)


def _failures(unit: Unit, lessons: Lessons, met: Sequence[Problem]) -> Iterable[FailureRow]:
    for fact in unit.of(Kind.FAILURE):
        what = None if within(fact.lines, met) else fact_statement(unit, fact)
        if what is None or tells_a_change(fact.text):
            continue
        why = _cell(fact.reason)
        parted = _before_reason(what.text, fact.reason) != what.text
        repeats = not parted and (says_the_same(why, what.text) or tidy(fact.reason) in what.text)
        yield _explained(unit, what, fact, "" if repeats else why, lessons)


def _verdict(unit: Unit, lessons: Lessons) -> Iterable[FailureRow]:
    """A log entry whose own description says that something fell short."""
    text = shorten(tidy(unit.description), _LONGEST_CELL)
    if not text or not _FELL_SHORT.search(text) or not is_whole(text):
        return
    what = Statement(finish(text), (unit.source(unit.facts.lines),))
    shown = proof(unit, text)
    place = unit.facts.lines
    lesson = lessons.decision(text, place) or lessons.lesson(text, place, (text,)) or lessons.interpretation((text,))
    cause = shown or lessons.interpretation((text, lesson.text if lesson else ""))
    yield _row(what, "", cause, lesson)


def _averted(unit: Unit) -> Iterable[FailureRow]:
    """What a change keeps from happening, and what was done without doing something else."""
    for harm, change in averted(unit):
        what = Statement(finish(harm.text), (unit.source(harm.lines),))
        yield _row(what, "", None, Statement(finish(change.text), (unit.source(change.lines),)))
    for fact in unit.of(Kind.SUCCESS, Kind.FINDING, Kind.FAILURE):
        done, left_out = instead(tidy(fact.text))
        if left_out and is_whole(left_out):
            source = (unit.source(fact.lines),)
            yield _row(Statement(left_out, source), "", None, Statement(finish(done), source))


def _explained(unit: Unit, what: Statement, fact: Fact, why: str, lessons: Lessons) -> FailureRow:
    about = f"{what.text} {why}"
    what = Statement(_before_reason(what.text, fact.reason), what.sources)
    shown = None if why else proof(unit, what.text)
    shown = shown if shown and shown.text not in what.text else None
    cause = _joined(shown, lessons.cause(about, fact.lines, (what.text,))) if not why else None
    lesson = lessons.lesson(about, fact.lines, (what.text, cause.text if cause else why))
    asked = asked_for(what.text)
    return _row(what, why, cause, lesson or (Statement(asked, what.sources) if asked else None))


def _warnings(unit: Unit, lessons: Lessons) -> Iterable[FailureRow]:
    """What the evidence warns of: `Do not use X as evidence` is a failure mode with the finding that speaks against it."""
    for fact in unit.of(Kind.PRACTICE, Kind.FINDING):
        text = tidy(fact.text)
        if not is_negative(text) or not is_whole(text):
            continue
        what = Statement(forbidden(text), (unit.source(fact.lines),))
        cause = lessons.cause(what.text, fact.lines, (text,))
        told = cause.text if cause else ""
        first = required_first(what.text)
        lesson = (
            Statement(first, what.sources) if first else lessons.lesson(f"{what.text} {told}", fact.lines, (text, told))
        )
        yield _row(what, "", cause, lesson)


def _prohibitions(unit: Unit, lessons: Lessons) -> Iterable[FailureRow]:
    """Rules of the kind `jobs must not share a device, because ...`: what they rule out is a failure mode."""
    for said, reason, lines in _rules(unit):
        text = tidy(said)
        ruled_out, because = prohibited(text)
        if ruled_out and is_whole(ruled_out):
            what = Statement(ruled_out, (unit.source(lines),))
            because = _THAT.sub("", because or tidy(reason))
            cause = None if because else lessons.remedy(text, lines, (text,))
            lesson = lessons.lesson(text, lines, (text, cause.text if cause else ""))
            yield _row(
                what, capital(because), cause, lesson or Statement(capital(text.partition(", because")[0]), what.sources)
            )


def _rules(unit: Unit) -> Iterable[tuple[str, str, Lines]]:
    """What may be a rule, with its reason: facts, and the items of lists."""
    for fact in unit.of(Kind.ERROR, Kind.PRACTICE, Kind.FINDING, Kind.FAILURE):
        yield fact.text or fact.symptom, fact.cause, fact.lines
    yield from ((block.text, "", block.lines) for block in unit.blocks if isinstance(block, ListItem))


def _cautions(unit: Unit, lessons: Lessons) -> Iterable[FailureRow]:
    """Findings that say what something is not good for, with the advice or the results that go with them."""
    for fact in unit.of(Kind.FINDING):
        said = fact_statement(unit, fact) if _CAUTION.search(fact.text) and not _PLANNED.match(tidy(fact.text)) else None
        if said is None:
            continue
        head, _, rest = said.text.partition("; ") if ": " not in said.text else (said.text, "", "")
        if rest and not _CAUTION.search(head):
            head, rest = capital(rest.rstrip(".")), head
        what = Statement(head, said.sources)
        shown = proof(unit, head)
        advice = Statement(capital(rest), said.sources) if rest else lessons.lesson(head, fact.lines, (head,))
        if shown or advice:
            yield _row(what, "", shown, advice)


def _replaced(unit: Unit, lessons: Lessons) -> Iterable[FailureRow]:
    """The behaviour that a change replaced: what was done before, what the change is for, and what is done now."""
    old, new = _behaviour(unit, _OLD), _behaviour(unit, _NEW)
    if old and new:
        advice = lessons.lesson(unit.title, new.sources[0].lines, (new.text,))
        taken = (advice.text if advice else "",)
        purpose = lessons.remedy(unit.title, new.sources[0].lines, taken)
        other = lessons.remedy(unit.title, new.sources[0].lines, (*taken, purpose.text)) if purpose else None
        yield _row(old, "", _joined(purpose, other), _joined(new, advice))


def _behaviour(unit: Unit, label: re.Pattern[str]) -> Statement | None:
    """What stands below or behind a label like `Old behavior:`."""
    for block in unit.blocks:
        if isinstance(block, ListItem | Paragraph) and label.match(tidy(block.text)):
            text, places = with_items(unit, block.text, block.lines)
            told = text.partition(": ")[2]
            if told and is_whole(told):
                return Statement(finish(told), tuple(unit.source(place) for place in places))
    return None


def _joined(shown: Statement | None, cause: Statement | None) -> Statement | None:
    """Results and the finding that explains them, where both fit into a cell."""
    if shown is None or cause is None or len(f"{shown.text} {cause.text}") > _LONGEST_CELL:
        return shown or cause
    return Statement(f"{shown.text.rstrip('.')}. {cause.text}", merged(shown.sources, cause.sources))


def _row(what: Statement, why: str, cause: Statement | None, lesson: Statement | None) -> FailureRow:
    sources = what.sources
    for other in (cause, lesson):
        sources = merged(sources, other.sources) if other else sources
    reason = why or (cause.text if cause else "")
    return FailureRow(what.text.rstrip("."), reason.rstrip("."), lesson.text.rstrip(".") if lesson else "", sources)


def _before_reason(text: str, reason: str) -> str:
    """The text without `because <reason>`, where the reason has a cell of its own."""
    at = text.find(tidy(reason).rstrip(".")) if reason else -1
    head = _BECAUSE.sub("", text[:at]) if at > 0 else ""
    return head if head != text[:at] and len(head.split()) >= _FEWEST_WORDS else text


def _cell(text: str) -> str:
    cell = shorten(tidy(text), _LONGEST_CELL)
    return finish(cell) if cell and is_whole(f"x y {cell}") else ""
