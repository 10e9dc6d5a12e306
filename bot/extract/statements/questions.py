"""Open questions and next steps: unchecked boxes, items of such sections, sentences that ask or leave something open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.extract import marks
from bot.extract.context import Context, SectionRole
from bot.extract.lexicon import Lexicon, words_of
from bot.extract.statements.passages import Passage, is_placeholder, is_plan
from bot.extract.statements.practices import is_order
from bot.extract.values.shapes import is_path
from bot.model.fact import Fact, Kind
from bot.model.report import Lines
from bot.reading.calendar_dates import find_dates

OPEN_PHRASES = {
    "open": """remains open|remain open|still open|remains unclear|remains to be|remain to be|not yet tested
        not yet been tested|untested|not tested yet|haven't tested|have not tested|has not been tested|unknown whether
        unclear whether|unclear if|unclear why|not yet known|not clear whether|not clear if|open question
        open questions|needs further|need further|needs more|more runs|further investigation|needs investigation
        to be investigated|to be tested|to be determined|future work|worth trying|worth testing|worth exploring
        should be tested|should be investigated|left for|left to future|next step|next steps|next probe|not yet verified
        will want to|thinking about|might try|planning to|want to try|would like to try|maybe try|will try|going to try
        will move on to|not yet validated|yet to be|not measured|was not measured|wasn't measured|not been measured
        not ruled out
        chưa được kiểm tra|chưa rõ|cần thử|尚未|有待|待验证|未验证|不清楚|不确定是否|不知是否|是否能|是否会|是否可以
        是否需要|是否仍|아직|추가 실험|검증 필요|미확인""",
    "task": "todo|fixme",
}
_DONE = frozenset(marks.GOOD)
_SHORT_HEADING = 3
_A_FIGURE = re.compile(r"[~≈<>+\-−$]?\d[\d.,–-]*\s?[^\s\d]{0,8}(?:\s\([^()]*\))?\.?")  # `140 TFLOPS (+48%)`
_POINTING = frozenset({"this", "it", "these", "they"})
_PAST = frozenset({"achieved", "reached", "was", "were"})
_FEWEST_WORDS = 2
_SUBJECT = 4  # words; a verb behind them may be one of a clause


def facts(context: Context, passages: tuple[Passage, ...]) -> Iterator[Fact]:
    """Yield the questions of a section."""
    for passage in passages:
        checked = passage.checked
        if passage.role is SectionRole.OBJECTIVE or passage.mark in _DONE:
            continue  # an unchecked box in what is expected is a prediction; what has a check mark was done
        if checked is False or (passage.role is SectionRole.QUESTIONS and checked is None):
            yield from _step(context, passage, certain=checked is False)
        elif passage.role is SectionRole.PLAN and is_plan(context.report) and is_order(passage.body):
            yield from _step(context, passage, certain=True)
        elif checked is None and passage.role is not SectionRole.FILES:
            yield from _sentences(context, passage)


def _step(context: Context, passage: Passage, *, certain: bool) -> Iterator[Fact]:
    if not certain and (not passage.is_top or passage.inner or not _says_something(passage) or _states(passage)):
        return
    text, lines = passage.gathered() if passage.open else (passage.text, passage.block.lines)
    if not is_placeholder(text) and not _is_record(text):
        yield _fact(context, text, lines, "questions.step")


def _is_record(text: str) -> bool:
    """Whether it is nothing but a path or a date (`Saturday, July 18, 2026`): what was done, not what is left to do."""
    bare = text.strip(" `.")
    dates = find_dates(bare)
    return is_path(bare) or (bool(dates) and len(words_of(bare[: dates[0].start] + bare[dates[0].end :])) < _FEWEST_WORDS)


def _says_something(passage: Passage) -> bool:
    """Whether it is more than a lead-in (`Things to try:`) above the items that follow, and more than a figure."""
    if passage.is_value() or _A_FIGURE.fullmatch(passage.text):
        return False
    return passage.open or not passage.text.endswith((":", "："))


def _states(passage: Passage) -> bool:
    """Whether it says what is and not what to do: `This is already good`, `The base reached 90.5`."""
    return not _POINTING.isdisjoint(passage.words[:1]) or not _PAST.isdisjoint(passage.words[1:_SUBJECT])


def _sentences(context: Context, passage: Passage) -> Iterator[Fact]:
    if not ("?" in passage.text or passage.may_hold(_lexicon().anchors)):
        return
    for sentence in passage.sentences():
        text = sentence.text
        if (text.endswith(("?", "？")) and len(text.split()) >= _SHORT_HEADING) or _is_open(text):
            yield _fact(context, passage.without_label(text), passage.lines_of(sentence), "questions.sentence")


def _is_open(text: str) -> bool:
    cues = _lexicon().find(text)
    if not cues:
        return False
    return any(cue.label == "open" for cue in cues) or (cues[0].first == 0 and not is_placeholder(text))


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return Lexicon(OPEN_PHRASES)


def _fact(context: Context, text: str, lines: Lines, rule: str) -> Fact:
    return Fact(Kind.QUESTION, lines, rule, text=text, section=context.path)
