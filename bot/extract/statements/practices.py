"""Recommended practice: decisions and rules, and sentences that say what to do or what to avoid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.extract.context import Context, SectionRole
from bot.extract.lexicon import Cue, Lexicon, is_dense, words_of
from bot.extract.section_roles import label_role, plain_title
from bot.extract.statements.passages import CHANGE_LABELS, Passage
from bot.extract.statements.wording import lean_of
from bot.model.fact import Fact, Kind
from bot.model.report import Lines

# "modal" advises wherever it stands. "ban" and "order" advise at the start of a statement; an "order" that is a noun too
# ("test", "set") only where decisions are told.
ADVICE_PHRASES = {
    "modal": """should|should not|shouldn't|must not|must be|recommend|recommended|recommends|recommendation|it is best to
        best practice|rule of thumb|make sure|worth keeping|preferable|only useful|not optional|is mandatory
        are mandatory|better to|nên|không nên|应该|应当|建议|推荐|不要|권장|해야|피해야|추천|바람직""",
    "past": """should have|should've|shouldn't have|must have|must be a|must be an|recommendation of|recommendation is
        recommendation was""",
    "ban": """avoid|never|always|prefer|do not|don't|stop|tránh|避免|优先""",
    "order": """use|only use|keep|treat|ensure|make|start|enable|disable|add|remove|verify|validate|require|enforce|isolate
        separate|choose|apply|adjust|raise|increase|decrease|reduce|consider|try|stick|continue|preserve|follow|watch
        monitor|pin|select|compare|measure|begin|promote|freeze|drop|skip|reuse|cap|clip|put|let|leave|pick|reject
        defer|abandon|postpone|revisit|update default|update defaults|update the""",
    "noun": """run|check|test|set|limit|gate|default|switch|move|track|log|save|cache|fuse|pad|profile|tune|scale|split
        group|shard|wrap|mask|warm|train|evaluate|record|report|document|fix|look|do|only|normalize|normalise|must
        need to|needs to|dùng|sử dụng|giữ|使用|保持|采用""",
}
_STATES = frozenset({"is", "are", "was", "were", "remain", "remains", "has", "have", "had", "show", "shows"})
_CODE = re.compile(r"`[^`]*`")
_CHANGES = re.compile(r"(?:(?:code|key|main|config\w*) )?changes(?: made| applied| tried)?", re.I)
_SAYS_HOW = re.compile(r"only\b[^.;]*\b(?:is|are|was|were) used\b", re.I)  # `Only the first turn is used as the prompt`
_ESTIMATES = re.compile(
    r"\bshould (?:only |just )?(?:take|be|reach|give|yield|cost|need|run at)\s[~≈<>]?\s?\d"
)  # no advice
_DETERMINED = re.compile(r"[A-Za-z]+ (?:the|an?|all|every|each|your|both|only)\s", re.I)  # `Log the share`, not `Log files`
_RECIPES = frozenset({"recipe", "final recipe", "best recipe", "winning recipe", "recipe to use", "the recipe"})
_TELLING = frozenset(
    {
        SectionRole.FINDINGS,
        SectionRole.RESULTS,
        SectionRole.OTHER,
        SectionRole.ATTEMPTS,
        SectionRole.FAILED,
        SectionRole.WORKED,
    }
)
_SETTINGS = frozenset({SectionRole.SETUP, SectionRole.SETTINGS})


def facts(context: Context, passages: tuple[Passage, ...]) -> Iterator[Fact]:
    """Yield the practices of a section: what decisions and rules say, and elsewhere the sentences that advise."""
    for passage in passages:
        if passage.checked is not None:
            continue  # a box to be checked is left to do, a checked one was done
        if passage.role is SectionRole.PRACTICES or (passage.role in _TELLING and is_labelled_decision(passage)):
            yield from _decided(context, passage)
        elif passage.role in _TELLING or (passage.role in _SETTINGS and _opens_with(passage, "ban", "modal")):
            yield from _told(context, passage)


def is_labelled_decision(passage: Passage) -> bool:
    """Whether a label calls a statement a decision or the recipe to use: `Decision: 16 warps`, `Recipe: r=16, lr 2e-4`."""
    label = passage.label.lower()
    return bool(label) and (label_role(label) is SectionRole.PRACTICES or label in _RECIPES)


def is_advice(text: str, *, decided: bool = False) -> bool:
    """Whether `text` says what to do. `decided` tells that it stands among decisions, where more words count as orders."""
    text = _without_code(text)
    for cue in _cues(text):
        if cue.label == "modal" or ((decided or cue.label in ("ban", "order")) and _opens(cue, text)):
            return True
        if cue.label == "noun" and cue.first == 0 and _DETERMINED.match(text):
            return True
    return False


def _opens_with(passage: Passage, *labels: str) -> bool:
    cues = _cues(passage.body)
    return bool(cues) and cues[0].first == 0 and cues[0].label in labels


def is_order(text: str) -> bool:
    """Whether `text` opens with what to do or not to do."""
    text = _without_code(text)
    cues = _cues(text)
    return bool(cues) and cues[0].label in ("ban", "order") and _opens(cues[0], text)


def _without_code(text: str) -> str:
    return _CODE.sub("X", text) if "`" in text else text


def _cues(text: str) -> list[Cue]:
    """The cues of `text`, none where there is neither a modal nor a cue that opens it: then no other cue advises."""
    if is_dense(text):
        return _lexicon().find(text)
    words = words_of(text)
    opens = bool(words) and _lexicon().opens(words[0])
    return _lexicon().among(words) if opens or not _modal_anchors().isdisjoint(words) else []


def _opens(cue: Cue, text: str) -> bool:
    """Whether the cue is the first word, and a verb there (`use it`, but not `use of it`, `freeze-thaw ran`)."""
    if cue.first != 0:
        return False
    rest = next(text[placed.end :] for placed in _lexicon().find_placed(text) if placed.cue == cue)
    return rest[:1] in ("", " ") and rest.split(" ")[1:2] != ["of"]


def is_practice(passage: Passage) -> bool:
    """Whether a statement among decisions is one itself, and not the result or insight that it rests on."""
    if is_advice(passage.body, decided=True):
        return True
    return not lean_of(passage.text) and _STATES.isdisjoint(passage.words)


def _decided(context: Context, passage: Passage) -> Iterator[Fact]:
    if (
        passage.inner
        or not passage.body.strip(" *")
        or passage.text.endswith(("?", "？"))
        or (passage.text.endswith((":", "：")) and not passage.nested)
    ):
        return
    advises = is_practice(passage) and (passage.is_top or is_advice(passage.body, decided=True))
    if not advises and not is_labelled_decision(passage):
        return
    text, lines = passage.gathered() if passage.open else (passage.text, passage.block.lines)
    yield _fact(context, passage.without_label(text), lines, "practices.section")


def _told(context: Context, passage: Passage) -> Iterator[Fact]:
    if passage.inner or passage.label.lower() in CHANGE_LABELS or _CHANGES.fullmatch(plain_title(context.section.title)):
        return  # `Add a dry run` below `Code changes` was done
    if not passage.may_hold(_advising_anchors()) and not _DETERMINED.match(passage.body):
        return
    sentences = passage.sentences()
    for sentence in sentences:
        said = passage.without_label(sentence.text)
        if sentence.text.endswith(("?", ":")) or _SAYS_HOW.match(said) or _ESTIMATES.search(said):
            continue
        if is_advice(passage.body if len(sentences) == 1 else said):
            yield _fact(context, said, passage.lines_of(sentence), "practices.words")


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return Lexicon(ADVICE_PHRASES)


@lru_cache(maxsize=1)
def _advising_anchors() -> frozenset[str]:
    return _lexicon().anchors_of("modal", "ban", "order")


@lru_cache(maxsize=1)
def _modal_anchors() -> frozenset[str]:
    return _lexicon().anchors_of("modal")


def _fact(context: Context, text: str, lines: Lines, rule: str) -> Fact:
    return Fact(Kind.PRACTICE, lines, rule, text=text, section=context.path)
