"""What worked and what failed (with the reason), told in paragraphs and list items."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.extract.context import Context, SectionRole
from bot.extract.passages import Passage, one_line, passages
from bot.extract.reasons import reason_of
from bot.extract.wording import judge
from bot.model.fact import Fact, Kind
from bot.model.report import ListItem

_SILENT = frozenset(
    {SectionRole.OBJECTIVE, SectionRole.QUESTIONS, SectionRole.PLAN, SectionRole.FILES, SectionRole.PRACTICES}
)
_SETTINGS = frozenset({SectionRole.SETUP, SectionRole.SETTINGS})
_ROLE_KINDS = {SectionRole.WORKED: Kind.SUCCESS, SectionRole.FAILED: Kind.FAILURE}
_NUMBER = re.compile(r"[~≈<>+\-−±]?\d")
_SWITCHES = frozenset({"yes", "no", "true", "false", "on", "off", "enabled", "disabled"})
_LEAST_WORDS = 4
_MOST_VALUE_WORDS = 7
_CAUSE_LABELS = frozenset(
    {"error", "reason", "why", "cause", "root cause", "because", "原因", "이유", "원인", "nguyên nhân"}
)


def facts(context: Context) -> Iterator[Fact]:
    """Yield a success or failure for each passage of a What Worked or What Failed section, and elsewhere for each sentence
    whose words say so."""
    for passage in passages(context):
        kind = _ROLE_KINDS.get(passage.role)
        if kind is not None:
            yield from _by_role(context, passage, kind)
        elif not (passage.role in _SILENT or passage.role in _SETTINGS or _is_value(passage) or _is_gathered(passage)):
            yield from _by_words(context, passage)


def _is_value(passage: Passage) -> bool:
    """Whether it only gives a label's value (`peak memory: 12 GiB (lower)`), or is a label above what follows."""
    if passage.text.endswith((":", "：")):
        return len(passage.text.split()) < _LEAST_WORDS
    body = passage.body.replace("`", "").lower()
    return bool(passage.label) and (
        body in _SWITCHES or (_NUMBER.match(body) is not None and len(body.split()) < _MOST_VALUE_WORDS)
    )


def _is_gathered(passage: Passage) -> bool:
    return passage.inner and passage.role is SectionRole.FINDINGS


def _by_role(context: Context, passage: Passage, kind: Kind) -> Iterator[Fact]:
    if passage.inner or not passage.is_top:
        return
    if passage.open:
        text, lines = passage.gathered()
        yield _fact(context, kind, text, "", lines, "outcomes.section")
        return
    sentences = passage.sentences()
    if not sentences:
        return
    rest = " ".join(sentence.text for sentence in sentences[1:])
    if kind is Kind.SUCCESS:
        yield _fact(context, kind, passage.text, "", passage.block.lines, "outcomes.section")
        return
    reason = nested_reason(passage) or reason_of(sentences[0].text, rest)
    yield _fact(context, kind, sentences[0].text, reason, passage.block.lines, "outcomes.section")


def _by_words(context: Context, passage: Passage) -> Iterator[Fact]:
    sentences = passage.sentences()
    for index, sentence in enumerate(sentences):
        lean = judge(sentence.text).lean
        if not lean or sentence.text.endswith("?"):
            continue
        kind = Kind.SUCCESS if lean > 0 else Kind.FAILURE
        following = sentences[index + 1].text if index + 1 < len(sentences) else ""
        reason = "" if lean > 0 else nested_reason(passage) or reason_of(sentence.text, following)
        yield _fact(context, kind, sentence.text, reason, passage.lines_of(sentence), "outcomes.words")


def nested_reason(passage: Passage) -> str:
    """Return the text of a nested item that is labelled as the error or reason, empty if there is none."""
    for block in passage.nested:
        if isinstance(block, ListItem):
            label, colon, body = block.text.partition(":")
            if colon and label.strip().lower() in _CAUSE_LABELS:
                return one_line(body)
    return ""


def _fact(context: Context, kind: Kind, text: str, reason: str, lines: tuple[int, int], rule: str) -> Fact:
    reason = reason if kind is Kind.FAILURE else ""
    return Fact(kind, lines, rule, text=text, reason=reason, section=context.path)
