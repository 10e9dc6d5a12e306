"""Failure modes: what did not work, why, and what to do instead, joined from statements that speak of one thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.model.draft import FailureRow, Statement
from bot.model.fact import Fact, Kind
from bot.model.report import Lines, ListItem, Paragraph
from bot.synthesize.evidence.changes_made import averted, tells_a_change
from bot.synthesize.evidence.findings import fact_statement, says_the_same
from bot.synthesize.evidence.lessons import Lessons
from bot.synthesize.evidence.statements import finish, is_whole, shorten, tidy, uncapital, with_items
from bot.synthesize.evidence.units import Unit
from bot.synthesize.problems.cautions import cautions
from bot.synthesize.problems.failure_row import failure_row, joined
from bot.synthesize.problems.problem import Problem
from bot.synthesize.problems.solved import problems, within
from bot.synthesize.wording.comparing import Rarity, identifiers, likeness, word_set
from bot.synthesize.wording.phrases import asked_for, instead

_LONGEST_CELL = 260
_FEWEST_WORDS = 4
_LONGEST_SEEN = 160
_BECAUSE = re.compile(r"[\s,:;(–—-]*\b(?:because(?: of)?|due to|owing to|since|as|caused by)\s*$|\s*[:;–—]\s*$", re.I)
_REASON = re.compile(r",? (?:because|since|due to|owing to) (?:of )?(?!\d)")
_SETTING = re.compile(r"\w=[\w`.]")  # `beta=0.3 is worse`
_NEUTRAL = re.compile(
    r"\bwith the same\b|\bdo(?:es)? not change the\b|\bchanges? \S+ (?:\S+ )?by less than\b|\bis free\b", re.I
)
_MOST_REPEATS = 2
_ENOUGH = 6
_FEWEST_SHARED = 2
_REPEATED = 0.7
_HELD = 0.9
_FELL_SHORT = re.compile(
    r"\b(?:but|did not|does not|still|worst|worse|under-?perform\w*|regress\w*"
    r"|fail(?:s|ed|ing|ure)?(?! (?:loud|fast|early|clos|safe)\w*)|blocked|blocker|lost|invalid|mismatch|no)\b",
    re.I,
)
_OLD = re.compile(
    r"^(?:old|previous|former|original|prior)\s+(?:behaviou?r|way|path|design|implementation|layout|setup|policy)", re.I
)
_NEW = re.compile(
    r"^(?:new|current|fixed|patched)\s+(?:behaviou?r|way|path|design|implementation|layout|setup|policy)", re.I
)


def failure_rows(units: Sequence[Unit], rarity: Rarity) -> tuple[FailureRow, ...]:
    """Return what did not work, each thing once: the first row of each report, then their second ones.

    What has neither reason nor lesson comes last, and only where there is little else or it is a row of a table; of that
    what names a setting is kept first.
    """
    rows: list[FailureRow] = []
    for row in _by_turns([_of_unit(unit, rarity) for unit in units]):
        if not any(_is_told(row, other) for other in rows):
            rows.append(row)
    listed = {place for unit in units for place in map(unit.source, _rows_of_tables(unit))}
    passing = {row for row in rows if _is_bare(row) and listed.isdisjoint(row.sources)}
    ordered = sorted(rows, key=lambda row: (_is_bare(row), row in passing))
    told = sorted(ordered, key=lambda row: (_is_bare(row), row in passing, not _names_setting(row)))
    kept = frozenset(told[: max(len(rows) - len(passing), _ENOUGH)])
    ordered = [row for row in ordered if row in kept]
    return tuple(_without_repeats(row, ordered[:place]) for place, row in enumerate(ordered))


def _rows_of_tables(unit: Unit) -> Iterable[Lines]:
    return (fact.lines for fact in unit.of(Kind.FAILURE) if fact.lines[0] in unit.row_keys)


def _without_repeats(row: FailureRow, earlier: Sequence[FailureRow]) -> FailureRow:
    """A row without the reason or lesson that rows above it give already: one cause may have had many effects."""
    if sum(row.lesson == other.lesson for other in earlier) >= _MOST_REPEATS:
        row = row._replace(lesson="")
    return row._replace(why="") if sum(row.why == other.why for other in earlier) >= _MOST_REPEATS else row


@lru_cache(maxsize=4096)
def _of_unit(unit: Unit, rarity: Rarity) -> tuple[FailureRow, ...]:
    """The failure modes of one report or entry: what it is about first, then what it explains, then the rest."""
    lessons = Lessons(unit, rarity)
    met = problems(unit)
    about = (*map(_met, met), *_verdict(unit, lessons), *_replaced(unit, lessons))
    others = (
        *_failures(unit, lessons, met),
        *_averted(unit, lessons),
        *cautions(unit, lessons),
    )
    told = (row._replace(why=_bare_cause(row.why, met)) for row in others)
    return (*about, *sorted(told, key=lambda row: not row.why and not row.lesson))


def _by_turns(lists: Sequence[Sequence[FailureRow]]) -> Iterable[FailureRow]:
    for turn in range(max(map(len, lists), default=0)):
        yield from (rows[turn] for rows in lists if turn < len(rows))


def _is_told(row: FailureRow, earlier: FailureRow) -> bool:
    """Whether an earlier row says the same, tells the thing as its reason or lesson, or teaches all that it does."""
    if row.lesson and not row.why and row.lesson in earlier.lesson and _alike(row.what, earlier.what):
        return True
    if row.why and not row.lesson and says_the_same(row.why, earlier.why) and _alike(row.what, earlier.what):
        return True
    words = word_set(row.what)
    held = len(words) > _FEWEST_SHARED and len(words & word_set(earlier.lesson)) >= _HELD * len(words)
    repeated = held or any(likeness(words, word_set(text)) >= _REPEATED for text in (earlier.why, earlier.lesson) if text)
    return repeated or says_the_same(row.what, earlier.what)


def _is_bare(row: FailureRow) -> bool:
    return not row.why and not row.lesson


def _names_setting(row: FailureRow) -> bool:
    return bool(identifiers(row.what)) or _SETTING.search(row.what) is not None


def _alike(first: str, second: str) -> bool:
    return len(word_set(first) & word_set(second)) >= _FEWEST_SHARED


def _met(problem: Problem) -> FailureRow:
    what, seen = problem.pattern, problem.symptom
    if seen in what:
        seen = ""
    elif len(seen) <= _LONGEST_SEEN:
        what = seen if what.lower() in seen.lower() else f"{what}: {uncapital(seen)}"
    what = _before_reason(what, problem.cause)
    why = problem.cause or seen
    told = _bare(why) in _bare(what)
    return FailureRow(what, "" if told else why, problem.fix, problem.sources)


def _bare(text: str) -> str:
    return text.lower().replace("`", "")


def _failures(unit: Unit, lessons: Lessons, met: Sequence[Problem]) -> Iterable[FailureRow]:
    for fact in unit.of(Kind.FAILURE):
        row = None if within(fact.lines, met) or tells_a_change(fact.text) else _explained(unit, fact, lessons)
        if row:
            yield row


def _bare_cause(why: str, met: Sequence[Problem]) -> str:
    """A reason without the name of the problem that it is the cause of: the row names what failed itself."""
    told = (problem.cause for problem in met if problem.cause and why.lower().endswith(f": {problem.cause.lower()}"))
    return next(told, why)


def _verdict(unit: Unit, lessons: Lessons) -> Iterable[FailureRow]:
    """A log entry whose own description says that something fell short."""
    text = shorten(tidy(unit.description), _LONGEST_CELL)
    if not text or not _FELL_SHORT.search(text) or not is_whole(text):
        return
    what = Statement(finish(text), (unit.source(unit.facts.lines),))
    place = unit.facts.lines
    lesson = lessons.decision(text, place) or lessons.interpretation((text,)) or lessons.lesson(text, place, (text,))
    yield failure_row(what, lessons.cause(text, place, (text, lesson.text if lesson else "")), lesson)


def _averted(unit: Unit, lessons: Lessons) -> Iterable[FailureRow]:
    """What a change keeps from happening, and what was done without doing something else."""
    for harm, change in averted(unit):
        what = Statement(finish(harm.text), (unit.source(harm.lines),))
        yield failure_row(what, None, Statement(finish(change.text), (unit.source(change.lines),)))
    for fact in unit.of(Kind.SUCCESS, Kind.FINDING, Kind.FAILURE):
        done, left_out = instead(tidy(fact.text))
        if left_out and is_whole(left_out):
            source = (unit.source(fact.lines),)
            other = lessons.remedy(left_out, fact.lines, (fact.text,))
            yield failure_row(Statement(left_out, source), None, joined(Statement(finish(done), source), other))


def _explained(unit: Unit, fact: Fact, lessons: Lessons) -> FailureRow | None:
    """A failure with the reason that its own sentence gives, else with the finding that explains it."""
    said = fact_statement(unit, fact)
    if said is None or _NEUTRAL.search(said.text):
        return None
    head, reason = _parted(said.text, fact.reason)
    what = Statement(head, said.sources)
    why = Statement(reason, what.sources) if reason else lessons.cause(said.text, fact.lines, (head,))
    lesson = lessons.lesson(said.text, fact.lines, (head, why.text if why else ""))
    asked = asked_for(head)
    return failure_row(what, why, joined(lesson, Statement(asked, what.sources) if asked else None))


def _parted(text: str, reason: str) -> tuple[str, str]:
    """A failure and its reason: `A failed because B` as A and B; the reason is empty where A alone would tell no more."""
    told = _cell(reason)
    head = _before_reason(text, reason) if told else text
    if told and head != text:
        return head, told
    if told and tidy(reason).rstrip(".") not in text and not says_the_same(told, text):
        return text, told
    parts = _REASON.split(text, maxsplit=1)
    if len(parts) == 2 and min(len(part.split()) for part in parts) >= _FEWEST_WORDS and is_whole(parts[0]):
        return parts[0], finish(parts[1].rstrip("."))
    return text, ""


def _replaced(unit: Unit, lessons: Lessons) -> Iterable[FailureRow]:
    """The behaviour that a change replaced: what was done before, what the change is for, and what is done now."""
    old, new = _behaviour(unit, _OLD), _behaviour(unit, _NEW)
    if old and new:
        advice = lessons.lesson(unit.title, new.sources[0].lines, (new.text,))
        taken = (advice.text if advice else "",)
        purpose = lessons.remedy(unit.title, new.sources[0].lines, taken)
        other = lessons.remedy(unit.title, new.sources[0].lines, (*taken, purpose.text)) if purpose else None
        yield failure_row(old, None, joined(joined(joined(new, purpose), advice), other))


def _behaviour(unit: Unit, label: re.Pattern[str]) -> Statement | None:
    """What stands below or behind a label like `Old behavior:`."""
    for block in unit.blocks:
        if isinstance(block, ListItem | Paragraph) and label.match(tidy(block.text)):
            text, places = with_items(unit, block.text, block.lines)
            told = text.partition(": ")[2]
            if told and is_whole(told):
                return Statement(finish(told), tuple(unit.source(place) for place in places))
    return None


def _before_reason(text: str, reason: str) -> str:
    """The text without `because <reason>`, where the reason has a cell of its own."""
    at = text.find(tidy(reason).rstrip(".")) if reason else -1
    head = _BECAUSE.sub("", text[:at]) if at > 0 else ""
    return head if head != text[:at] and len(head.split()) >= _FEWEST_WORDS else text


def _cell(text: str) -> str:
    cell = shorten(tidy(text), _LONGEST_CELL)
    return finish(cell) if cell and is_whole(f"x y {cell}") else ""
