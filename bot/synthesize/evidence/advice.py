"""What a report or log entry tells to do: its practices, decisions that open a list, and the steps of a protocol."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from bot.extract.context import SectionRole
from bot.extract.section_roles import text_role
from bot.model.draft import Statement
from bot.model.fact import Kind
from bot.model.report import Lines, ListItem
from bot.synthesize.evidence.findings import fact_statement
from bot.synthesize.evidence.statements import statement, tidy
from bot.synthesize.evidence.units import Unit
from bot.synthesize.wording.phrases import instructs, is_negative

_PROTOCOL = re.compile(r"\b(?:protocol|guard-?rails?|policy|checklist|rules|house rules)\s*[:：]?\s*$", re.I)


class Advice(NamedTuple):
    """A piece of advice with its lines; `forbids` where it tells what not to do."""

    statement: Statement
    lines: Lines
    forbids: bool


@lru_cache(maxsize=4096)
def advice(unit: Unit) -> tuple[Advice, ...]:
    """Return the advice in the order of the text."""
    facts = [(said, fact.lines, fact.text) for fact in unit.of(Kind.PRACTICE) if (said := fact_statement(unit, fact))]
    known = {lines for _, lines, _ in facts}
    opened = [
        (said, block.lines, block.text)
        for block in unit.blocks
        if isinstance(block, ListItem)
        and block.lines not in known
        and (_opens_a_list(unit, block) or _is_step(unit, block))
        if (said := statement(unit, block.text, block.lines))
    ]
    ordered = sorted((*facts, *opened), key=lambda each: each[1])
    return tuple(Advice(said, lines, is_negative(tidy(text))) for said, lines, text in ordered)


def _is_step(unit: Unit, block: ListItem) -> bool:
    """Whether an item below `Protocol:` or the like tells what to do."""
    above = unit.labels_of(block.lines)
    return bool(above) and bool(_PROTOCOL.search(above[-1].text)) and instructs(tidy(block.text))


def _opens_a_list(unit: Unit, block: ListItem) -> bool:
    """Whether an item below `Decision:` or the like introduces a list of what to do (`First sweep:`)."""
    above = unit.labels_of(block.lines)
    decided = bool(above) and text_role(above[-1].text) is SectionRole.PRACTICES
    return decided and block.text.rstrip().endswith((":", "：")) and instructs(block.text)
