"""Numbered requirements and steps of a report, each with the code that stands below it."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.model.report import CodeBlock, Heading, Lines, ListItem
from bot.synthesize.evidence.statements import is_whole, tidy
from bot.synthesize.evidence.units import Unit

_HEADINGS = re.compile(
    r"\b(?:requirements?|steps|recipe|how to|procedure|checklist|what ships|implementation)\b|步骤|要求|단계", re.I
)
_PLANS = re.compile(r"\b(?:next|future|todo|open|remaining)\b", re.I)
_MOST_CODE_LINES = 12


class Requirement(NamedTuple):
    """One numbered item under a heading of requirements; `code` is empty where none stands below it."""

    text: str
    lines: Lines
    language: str = ""
    code: str = ""
    code_lines: Lines = (0, 0)


def requirements(unit: Unit) -> tuple[Requirement, ...]:
    """Return the numbered items under headings that announce requirements or steps, in their order."""
    found: list[Requirement] = []
    inside = False
    for block in unit.blocks:
        if isinstance(block, Heading):
            inside = bool(_HEADINGS.search(block.text)) and not _PLANS.search(block.text)
        elif inside and isinstance(block, ListItem) and block.ordinal is not None and block.depth == 1:
            text = tidy(block.text)
            if is_whole(f"x {text}"):
                found.append(Requirement(text, block.lines))
        elif isinstance(block, CodeBlock) and inside and found and _fits(found[-1], block):
            last = found.pop()
            found.append(Requirement(last.text, last.lines, block.language, block.text.strip("\n"), block.lines))
    return tuple(found)


def _fits(last: Requirement, block: CodeBlock) -> bool:
    return not last.code and block.text.count("\n") <= _MOST_CODE_LINES
