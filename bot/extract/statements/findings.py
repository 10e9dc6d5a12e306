"""Findings: what sections of insights, analysis and conclusions tell, and sentences elsewhere that explain a result."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from bot.extract import marks
from bot.extract.context import Context, SectionRole
from bot.extract.lexicon import Lexicon
from bot.extract.statements.passages import Passage, is_worded
from bot.extract.statements.practices import is_advice, is_labelled_decision, is_practice
from bot.model.fact import Fact, Kind
from bot.model.report import Lines

INSIGHT_PHRASES = {
    "insight": """shows|show|showed|suggest|suggests|suggested|indicates|indicate|implies|imply|means that|means
        reveals|revealed|confirms|demonstrates|highlights|explains|because|due to|dominated by|dominates|dominate
        memory bound|compute bound|bandwidth bound|bound|bottleneck|bottlenecks|trade off|tradeoff|trade offs|insight
        key insight|depends on|dependent|sensitive to|scales|consistent with|surprising|surprisingly|interesting
        interestingly|appears|turns out|essentially|comparable|similar|same as|identical|consistently|correlates
        crossover|saturates|saturated|grows|exceeds|regardless|only helps|only matters|in contrast|comes from|hence
        therefore|thus|so the|maximizes|minimizes|allows|requires|inherent|overall|in general|cho thấy|bởi vì|do đó
        nguyên nhân|phụ thuộc|表明|说明|因为|由于|因此|取决于|瓶颈|导致|整体来看|可见|나타났|보여|때문|따라서|의미|병목
        의존|key pattern|converge to|converges to|is real and|inherent to|ceiling""",
}
_CAUSES = ("cause", "why", "원인", "原因", "nguyên nhân", "mechanism")
_SILENT = frozenset({SectionRole.OBJECTIVE, SectionRole.QUESTIONS, SectionRole.PLAN, SectionRole.FILES, SectionRole.FAILED})


def facts(context: Context, passages: tuple[Passage, ...]) -> Iterator[Fact]:
    """Yield the findings of a section."""
    for passage in passages:
        if passage.checked is False:
            continue  # what is still to do
        if passage.role is SectionRole.FINDINGS or _tells_causes(context, passage):
            if not is_advice(passage.body) and not is_labelled_decision(passage):
                yield from _all(context, passage)
        elif passage.role is SectionRole.PRACTICES:
            if not is_practice(passage) and not is_labelled_decision(passage):
                yield from _all(context, passage)
        elif passage.role not in _SILENT:
            yield from _insights(context, passage)


def _tells_causes(context: Context, passage: Passage) -> bool:
    if passage.role is not SectionRole.PROBLEMS:
        return False
    named = f"{context.section.title} {passage.label}".lower()
    return any(word in named for word in _CAUSES)


def _all(context: Context, passage: Passage) -> Iterator[Fact]:
    if passage.inner or passage.is_value() or (passage.text.endswith((":", "：")) and not passage.open):
        return
    if passage.open:
        text, lines = passage.gathered()
        yield _fact(context, text, lines, "findings.section")
    elif passage.is_item:
        if is_worded(passage.text):
            yield _fact(context, passage.without_label(passage.text), passage.block.lines, "findings.section")
    else:
        for sentence in passage.sentences():
            if is_worded(sentence.text):
                yield _fact(context, passage.without_label(sentence.text), passage.lines_of(sentence), "findings.section")


def _insights(context: Context, passage: Passage) -> Iterator[Fact]:
    if passage.describes_run() or not passage.may_hold(_lexicon().anchors):
        return
    for sentence in passage.sentences():
        if is_insight(sentence.text) and is_worded(sentence.text):
            yield _fact(context, passage.without_label(sentence.text), passage.lines_of(sentence), "findings.words")


def is_insight(text: str) -> bool:
    """Whether the words of `text` explain or generalise."""
    return bool(_lexicon().find(text))


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return Lexicon(INSIGHT_PHRASES)


def _fact(context: Context, text: str, lines: Lines, rule: str) -> Fact:
    return Fact(Kind.FINDING, lines, rule, text=text.lstrip(marks.ALL), section=context.path)
