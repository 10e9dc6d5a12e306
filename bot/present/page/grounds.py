"""Numbers of a text marked in it: each with the line that it stands on, before the text becomes HTML."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from bot.model.repository import Skill
from bot.model.verification import NumberCheck, Standing
from bot.present.page.sources import Cited
from bot.verify.claims import lines_of_claims
from bot.verify.evidence_index import Evidence
from bot.verify.passages import passages
from bot.verify.skill_check import check_skill
from bot.verify.written_numbers import WrittenNumber

OPEN, MIDDLE, CLOSE = "\ue010", "\ue011", "\ue012"
"""Stand around a marked number until the text is HTML: opening, index, middle, number, closing."""

_MARKS = re.compile(f"[{OPEN}{MIDDLE}{CLOSE}]")
MARKED = re.compile(f"{OPEN}(\\d+){MIDDLE}([^{CLOSE}]*){CLOSE}")


class Ground(NamedTuple):
    """What a number rests on: the address of its line and the cited lines (empty and none for one that is computed)."""

    anchor: str
    lines: tuple[int, int]
    told: str


class Marked(NamedTuple):
    """A text with marks around its numbers, and what each of them rests on."""

    text: str
    grounds: tuple[Ground, ...]


def marked(path: str, text: str, evidence: Evidence, sources: Cited) -> Marked:
    """Mark the numbers of a markdown text that would stand at `path`, by the rules of `retro-bot verify`."""
    text = _MARKS.sub("", text)
    checks = check_skill(Skill("", path, text), evidence).numbers
    # The check tells the line of each number, not its place there: its claims come in the same order once more.
    claims = sorted(
        (claim for each in passages(text) for claim in lines_of_claims(each.form, each.lines)), key=lambda claim: claim[0]
    )
    placed: dict[int, list[tuple[WrittenNumber, NumberCheck]]] = defaultdict(list)
    for (line, number), check in zip(claims, checks, strict=True):
        placed[line].append((number, check))
    grounds: list[Ground] = []
    lines = text.split("\n")
    for line, found in placed.items():
        lines[line - 1] = _line(lines[line - 1], found, sources, grounds)
    return Marked("\n".join(lines), tuple(grounds))


def unmarked(text: str) -> str:
    """Return a text without marks, for places where no link can stand."""
    return MARKED.sub(lambda found: found[2], text)


def _line(line: str, found: Sequence[tuple[WrittenNumber, NumberCheck]], sources: Cited, grounds: list[Ground]) -> str:
    """A line with marks around its numbers."""
    parts, position = [], 0
    for number, check in sorted(found, key=lambda one: one[0].start):
        ground = _ground(check, sources)
        if ground and number.start >= position:
            parts.append(
                f"{line[position : number.start]}{OPEN}{len(grounds)}{MIDDLE}{line[number.start : number.end]}{CLOSE}"
            )
            grounds.append(ground)
            position = number.end
    return "".join([*parts, line[position:]])


def _ground(check: NumberCheck, sources: Cited) -> Ground | None:
    if check.standing is Standing.DERIVED:
        return Ground("", (0, 0), f"follows from {' and '.join(check.operands)}")
    if check.standing is Standing.NOWHERE or check.place is None:
        return Ground("", (0, 0), "stands nowhere in the evidence")
    shown = sources.shown(check.place, check.number)
    return Ground(shown.anchor, shown.lines, shown.told) if shown else None
