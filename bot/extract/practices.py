"""Recommended practice: decisions, rules and lessons, and sentences that say what to do or what to avoid."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from bot.extract.context import Context, SectionRole
from bot.extract.lexicon import Lexicon
from bot.extract.passages import Passage, passages
from bot.model.fact import Fact, Kind
from bot.model.report import Lines

ADVICE_PHRASES = {
    "modal": """should|should not|shouldn't|must|must not|need to|needs to|has to|have to|recommend|recommended|recommends|recommendation
        prefer|preferred|preferable|it is best to|best practice|rule of thumb|make sure|always|never|avoid|do not|don't
        is required|are required|better to|worth keeping|not worth|nên|không nên|cần phải|phải|tránh
        应该|应当|必须|建议|推荐|避免|不要|需要|권장|해야|피해야|추천|바람직|필수""",
    "imperative": """use|keep|avoid|prefer|do|don't|never|always|treat|ensure|make|set|start|stop|enable|disable|pin|run|add|remove|check|verify
        validate|test|measure|compare|require|enforce|isolate|separate|limit|lower|raise|increase|decrease|reduce|adjust|choose|pick|select
        apply|gate|promote|default|switch|move|monitor|track|log|save|cache|fuse|pad|profile|tune|scale|split|group|shard|wrap|mask|warm
        skip|drop|freeze|cap|clip|normalize|normalise|train|evaluate|record|report|document|fix|increase|try|consider|stick|continue|require
        only|leave|put|let|reuse|retain|preserve|follow|begin|watch|look|sử dụng|dùng|giữ|tránh|使用|保持|优先|采用""",
}
_DECIDED = frozenset({SectionRole.PRACTICES})
_TELLING = frozenset(
    {SectionRole.FINDINGS, SectionRole.RESULTS, SectionRole.OTHER, SectionRole.ATTEMPTS, SectionRole.FAILED}
)


def facts(context: Context) -> Iterator[Fact]:
    """Yield the practices of a section: all of a decision or recommendation, of lessons those that say what to do."""
    for passage in passages(context):
        if passage.role in _DECIDED:
            yield from _decided(context, passage)
        elif passage.role in _TELLING:
            yield from _told(context, passage)


def is_advice(text: str) -> bool:
    """Whether `text` says what to do: an imperative at its start, or `should`, `must`, `avoid` anywhere."""
    cues = _lexicon().find(text)
    return any(cue.label == "modal" or cue.first == 0 for cue in cues)


def _decided(context: Context, passage: Passage) -> Iterator[Fact]:
    if passage.inner or not passage.body.strip(" *"):
        return
    if not passage.is_top and not is_advice(passage.body):
        return
    text, lines = passage.gathered() if passage.open else (passage.text, passage.block.lines)
    if _are_lessons(context, passage) and not is_advice(passage.body):
        return
    yield _fact(context, text, lines, "practices.section")


def _are_lessons(context: Context, passage: Passage) -> bool:
    """Whether the section tells lessons, which may be insights as well as advice."""
    named = f"{context.section.title} {passage.label}".lower()
    return any(word in named for word in ("lesson", "takeaway", "learn", "교훈", "教训", "经验", "bài học"))


def _told(context: Context, passage: Passage) -> Iterator[Fact]:
    for sentence in passage.sentences():
        if any(cue.label == "modal" for cue in _lexicon().find(sentence.text)) and not sentence.text.endswith("?"):
            yield _fact(context, sentence.text, passage.lines_of(sentence), "practices.words")


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return Lexicon(ADVICE_PHRASES)


def _fact(context: Context, text: str, lines: Lines, rule: str) -> Fact:
    return Fact(Kind.PRACTICE, lines, rule, text=text, section=context.path)


