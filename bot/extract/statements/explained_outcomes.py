"""Outcomes that are told by what explains them: `Why the penalty hurts:` above a list, or as a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.extract.context import Context
from bot.extract.section_roles import plain_title, tells_why
from bot.extract.sentences import one_line
from bot.extract.statements.passages import Passage
from bot.extract.statements.wording import lean_of
from bot.model.fact import Fact, Kind
from bot.model.report import Block, Lines, ListItem

_WHY = re.compile(r"why (?!(?:did|do|does|is|are|was|were|not|it|this|that)\b)(?P<what>\S.*[^\s?])\??", re.IGNORECASE)
_MOST_REASONS = 3
_MOST_LINES = 8
_FEWEST_WORDS = 3  # fewer (`PPO fails`) say too little alone
_LONGEST_REASON = 240  # letters: more is no reason but a story


def facts(context: Context, passages: tuple[Passage, ...]) -> Iterator[Fact]:
    """Yield what a heading, and what a lead-in of the section, explains: a failure with the first reasons below it."""
    headings = context.section.headings
    if len(headings) > 1 and (match := _WHY.fullmatch(plain_title(headings[-1].text))):
        yield from _explained(context, match["what"], headings[-1].lines, context.section.blocks)
    for passage in passages:
        if passage.nested and explains(passage) and (match := _WHY.fullmatch(passage.label)):
            yield from _explained(context, match["what"], passage.block.lines, passage.nested)


def explains(passage: Passage) -> bool:
    """Whether a passage is nothing but a lead-in to reasons: `Why the penalty hurts:`."""
    return passage.text.endswith((":", "：")) and tells_why(passage.label)


def _explained(context: Context, what: str, lines: Lines, below: Sequence[Block]) -> Iterator[Fact]:
    lean = lean_of(what)
    if not lean:
        return
    items = [block for block in below if isinstance(block, ListItem) and block.depth <= 1][:_MOST_REASONS]
    reasons = [item for item in items if item.lines[1] - lines[0] <= _MOST_LINES]
    text = what[0].upper() + what[1:]
    if lean < 0 and reasons and len(text.split()) < _FEWEST_WORDS:
        text = f"{text}: {one_line(reasons[0].text)}"
    if lean > 0:
        yield Fact(Kind.SUCCESS, lines, "explained_outcomes", text=text, section=context.path)
    elif reasons:
        reason = ""
        for item in reasons:
            joined = "; ".join(filter(None, (reason, one_line(item.text).rstrip(".;"))))
            if reason and len(joined) > _LONGEST_REASON:
                break
            reason, lines = joined, (lines[0], item.lines[1])
        yield Fact(Kind.FAILURE, lines, "explained_outcomes", text=text, reason=reason, section=context.path)
