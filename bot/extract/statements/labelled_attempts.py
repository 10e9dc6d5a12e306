"""Failed attempts written as labelled items: what was tried, what came of it, why it failed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from bot.extract.context import Context, SectionRole
from bot.extract.lexicon import Lexicon
from bot.extract.section_roles import label_role
from bot.extract.sentences import one_line
from bot.extract.statements.labelled_problems import part_of
from bot.extract.statements.passages import Passage, is_placeholder
from bot.model.fact import Fact, Kind
from bot.model.report import Lines, ListItem

TRIED_LABELS = {
    "tried": """what was tried|what we tried|tried|attempt|attempted|change|approach|idea|experiment|method|thử|đã thử
        cách làm|시도한 것|시도|변경|방법|尝试|改动|做法|方法"""
}
_LONGEST_LABEL = 4
_MOST_LINES = 8
_MOST_REASONS = 3


def facts(context: Context, passages: tuple[Passage, ...]) -> Iterator[Fact]:
    """Yield a failure for each attempt that is followed by the reason for which it failed."""
    tried: Passage | None = None
    for passage in passages:
        if _names_attempt(passage):
            tried = passage
        elif tried is not None and passage.block.depth < tried.block.depth:
            tried = None
        elif tried is not None and _names_failure(passage):
            reason, last = _reason(passage)
            if reason:
                lines: Lines = (tried.block.lines[0], min(last, tried.block.lines[0] + _MOST_LINES - 1))
                yield Fact(
                    Kind.FAILURE, lines, "labelled_attempts.failed", text=tried.body, reason=reason, section=context.path
                )
            tried = None


def _names_attempt(passage: Passage) -> bool:
    label = passage.label
    if not label or not passage.body or len(label.split()) > _LONGEST_LABEL:
        return False
    return passage.may_hold(_lexicon().anchors) and bool(_lexicon().find(label))


def _names_failure(passage: Passage) -> bool:
    label = passage.label
    if not label or len(label.split()) > _LONGEST_LABEL:
        return False
    return label_role(label) is SectionRole.FAILED or (part_of(label) == "cause" and passage.role is SectionRole.FAILED)


def _reason(passage: Passage) -> tuple[str, int]:
    """The reason on the line of the label or in the items below it, and the line on which it ends."""
    if passage.body and not is_placeholder(passage.body):
        return passage.body, passage.block.lines[1]
    items = [block for block in passage.nested if isinstance(block, ListItem) and not is_placeholder(block.text)]
    reason = " ".join(one_line(item.text) for item in items[:_MOST_REASONS])
    return reason, items[-1].lines[1] if items else passage.block.lines[1]


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return Lexicon(TRIED_LABELS)
