"""What a report set out to find, as its author put it."""

from __future__ import annotations

import re

from bot.extract.context import SectionRole
from bot.extract.section_roles import text_role
from bot.model.draft import Statement
from bot.model.report import Heading, ListItem, Paragraph
from bot.synthesize.evidence.statements import finish, is_whole, shorten, tidy
from bot.synthesize.evidence.units import Unit

_FIELD = re.compile(r"^\W*(?:objective|goal|aim|purpose|question|hypothesis)\W*:\s*", re.I)
_VERB = re.compile(
    r"^(?:test|validate|check|verify|determine|measure|evaluate|assess|investigate|explain|compare|establish|find|understand|see|learn"
    r"|quantify|diagnose|identify|reproduce|restore|close|reduce|improve|show|prove|confirm|answer|tune|profile|explore|study|port|fix)\b",
    re.I,
)
_WHETHER = re.compile(
    r"^(?:test|validate|check|verify|determine|measure|evaluate|assess|investigate|find out|see|learn|establish|understand)"
    r" (whether .+|if .+|which .+|how (?:far|much|many|long) .+)$",
    re.I | re.S,
)
_LONGEST_NEED = 240


def objective(unit: Unit) -> Statement | None:
    """Return the first statement of the report's objective, None where it names none."""
    under = False
    for block in unit.blocks:
        if isinstance(block, Heading):
            under = block.level > 1 and text_role(block.text) is SectionRole.OBJECTIVE
        elif isinstance(block, Paragraph | ListItem) and (under or _FIELD.match(block.text)):
            said = shorten(tidy(_FIELD.sub("", block.text)))
            if said and is_whole(said):
                return Statement(finish(said), (unit.source(block.lines),))
    return None


def need(aim: Statement) -> str | None:
    """Return an objective as a condition that a reader can check, None where it is no instruction.

    `Test whether A helps B, while measuring C` reads `you are deciding whether A helps B`.
    """
    text = aim.text.rstrip(".").partition(", while ")[0]
    if len(text) > _LONGEST_NEED or not _VERB.match(text):
        return None
    asked = _WHETHER.match(text)
    return f"you are deciding {asked[1]}" if asked else f"you want to {text[0].lower()}{text[1:]}"
