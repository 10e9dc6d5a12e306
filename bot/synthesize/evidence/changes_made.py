"""What the evidence changed in code or settings: the bullets of a log entry or report that tell it, and what they avert."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.extract.context import SectionRole
from bot.extract.section_roles import text_role
from bot.model.fact import Kind
from bot.model.report import Lines, ListItem, Paragraph
from bot.synthesize.evidence.context import is_specific
from bot.synthesize.evidence.statements import is_whole, tidy, with_items, without_role
from bot.synthesize.evidence.units import Label, Unit

_CHANGES = re.compile(
    r"\b(?:changes|change made|fix(?:es)?|fixed|implemented|implementation|refactored|updated"
    r"|what changed|resolution|solution"
    r"|workaround|mitigation)\b|修复|修改|수정",
    re.I,
)
_CHANGE_MADE = re.compile(
    r"^(?:updated|extended|added|implemented|changed|set|removed|replaced|moved|kept|switched|pinned|renamed|rewrote|made|cleaned|fixed|patched|resolved"
    r"|disabled|enabled|re-?ran|increased|reduced|lowered|raised|simplified|refactored|wired|exposed|routed?|shard|surface)\b",
    re.I,
)
_NOW = re.compile(r"\b(?:now|no longer)\b", re.I)
_HOW_IT_GOES = re.compile(
    r"\bnow (?:takes?|behaves?|shows?|looks?|gives?|gets?|has|have|seems?|reaches|converges?)\b"
    r"|\b(?:longer|slower|faster|better|worse|nicely|stable)\b",
    re.I,
)
"""What says how a run goes now, and not how it is done."""

_STAYS = re.compile(r"\bremains? \w+\b", re.I)
_COMMIT = re.compile(r"\bcommit\b[^`]*`[0-9a-f]{7,40}`", re.I)
_OUTCOME = re.compile(r"[:;]\s|\s(?:but|yet|and|which|->|→)\s")
_FIX_LABEL = re.compile(r"^(?:\w+ )?(?:fix(?:es)?|changes?|resolution|solution|workaround|mitigation|remedy)$", re.I)
_AVERTS = re.compile(
    r"\b(?:to avoid|to prevent|avoids|prevents|eliminates|removes|which avoids|which prevents)\s+(?=[a-z`])", re.I
)
_LONGEST_LABEL = 80
_GIVEN = frozenset((SectionRole.SETTINGS, SectionRole.SETUP))


@lru_cache(maxsize=4096)
def changes_made(unit: Unit) -> tuple[Label, ...]:
    """Return the list items that tell what was changed, each with the short items below it."""
    return tuple(item for item, is_change in _items(unit) if is_change)


def opens_with_change(text: str) -> bool:
    """Say whether a text opens with what was changed, whatever it goes on to tell."""
    return bool(_CHANGE_MADE.match(tidy(text)))


def tells_a_change(text: str) -> bool:
    """Say whether a text tells what was changed (`Added a check for X`) and not what came of it (`Removed X: worse`)."""
    return opens_with_change(text) and not _OUTCOME.search(tidy(text))


def announces_changes(label: str) -> bool:
    """Say whether a label announces what was changed (`Fixes that closed the gap`): it adds nothing to a change itself."""
    return len(label) <= _LONGEST_LABEL and bool(_CHANGES.search(label))


def tells_how_it_is_now(text: str) -> bool:
    """Say whether a text tells how things are since a change (`X is now read once`)."""
    return bool(_NOW.search(text)) and not _HOW_IT_GOES.search(text)


def lasting_changes(unit: Unit) -> tuple[Label, ...]:
    """Return the changes that whoever does the work again has to know: fixes, and how things are `now`."""
    return tuple(item for item in changes_made(unit) if _below_changes(unit, item.lines) or tells_how_it_is_now(item.text))


@lru_cache(maxsize=4096)
def other_bullets(unit: Unit) -> tuple[Label, ...]:
    """Return the outermost list items of a log entry that tell of no change, each with the short items below it."""
    return tuple(item for item, is_change in _items(unit) if not is_change)


def averted(unit: Unit) -> tuple[tuple[Label, Label], ...]:
    """Return what changes avert (`to avoid alias mismatches`) with the change that averts it."""
    found = []
    last: Label | None = None
    for item, is_change in _items(unit):
        change, mark, harm = _split_at_harm(item)
        points = change.lower().split()[:1] in (["this"], ["it"], ["that"], ["these"])
        if mark and last and points:
            found.append((Label(harm, item.lines), last))
        elif mark and is_change and is_whole(change):
            found.append((Label(harm, item.lines), Label(change, item.lines)))
        last = item if is_change else last
    return tuple((harm, change) for harm, change in found if is_whole(f"x y {harm.text}"))


def _split_at_harm(item: Label) -> tuple[str, bool, str]:
    match = _AVERTS.search(item.text)
    if not match:
        return item.text, False, ""
    return item.text[: match.start()].rstrip(" ,"), True, item.text[match.end() :]


@lru_cache(maxsize=4096)
def _items(unit: Unit) -> tuple[tuple[Label, bool], ...]:
    """The list items that open a thought, in their order, and whether each tells of a change."""
    return tuple(_told(unit))


def _told(unit: Unit) -> Iterator[tuple[Label, bool]]:
    outermost = 2 if _has_details(unit) else 1
    told = {fact.lines for fact in unit.of(Kind.METRIC, Kind.SUCCESS, Kind.FAILURE, Kind.FINDING)}
    for block in unit.blocks:
        if not isinstance(block, ListItem) or not is_whole(f"x {tidy(block.text)}"):
            continue
        below = _below_changes(unit, block.lines)
        opens = block.depth == outermost or (below and block.depth == outermost + 1)
        if not opens or (
            _CHANGES.search(block.text) and _ends_open(block.text) and block.depth == outermost and _wide(unit, block)
        ):
            continue
        text, _ = with_items(unit, block.text, block.lines)
        label = text.partition(": ")[0]
        announced = (below or bool(_STAYS.search(text))) and block.lines not in told
        opens = bool(_FIX_LABEL.match(label)) or bool(_CHANGE_MADE.match(text))
        is_change = announced or opens or tells_how_it_is_now(text)
        if is_whole(text) and text != tidy(unit.description) and not _COMMIT.search(text):
            told_text = text.partition(": ")[2] if _FIX_LABEL.match(label) else without_role(text)
            yield Label(told_text or text, block.lines), is_change and (not unit.facts.entry or not _is_field(label))


def _has_details(unit: Unit) -> bool:
    return any(isinstance(block, ListItem | Paragraph) and tidy(block.text).lower() == "details" for block in unit.blocks)


def _below_changes(unit: Unit, lines: Lines) -> bool:
    """Whether the nearest heading or item above these lines announces changes."""
    above = unit.labels_of(lines)
    if not above or not announces_changes(above[-1].text):
        return False
    return text_role(above[-1].text) not in _GIVEN  # `What stays fixed` lists settings


def _ends_open(text: str) -> bool:
    return text.rstrip().endswith((":", "："))


def _wide(unit: Unit, block: ListItem) -> bool:
    """Whether the items below an announcement are thoughts of their own."""
    return any(len(item.text.split()) >= 6 for item in unit.below(block.lines))


def _is_field(label: str) -> bool:
    return label.lower() in ("type", "date", "general description", "artifacts") and not is_specific(label)
