"""The rules that read running text: each sees the section and its passages, which are made once for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from bot.extract.context import Context
from bot.extract.statements import (
    explained_outcomes,
    findings,
    labelled_attempts,
    labelled_problems,
    outcomes,
    practices,
    problems,
    questions,
)
from bot.extract.statements.passages import Passage, passages
from bot.model.fact import Fact

PassageRule: TypeAlias = Callable[[Context, tuple[Passage, ...]], Iterator[Fact]]
"""A rule on running text: one function in one module, and one line below."""

PASSAGE_RULES: tuple[PassageRule, ...] = (
    labelled_attempts.facts,
    explained_outcomes.facts,
    outcomes.facts,
    labelled_problems.facts,
    problems.facts,
    questions.facts,
    practices.facts,
    findings.facts,
)


def facts(context: Context) -> Iterator[Fact]:
    """Yield what each rule makes of the passages of a section."""
    found = passages(context)
    if found:
        for rule in PASSAGE_RULES:
            yield from rule(context, found)
