"""What a model is asked to write: sections of one text, the facts that it may use, and what the text says by the rules."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from bot.model.domain import Direction
from bot.model.draft import Source


class Part(StrEnum):
    """The sections that a model may write, by their key in its answer."""

    DESCRIPTION = "description"
    USE_WHEN = "use_when"
    TAGLINE = "tagline"
    GENERAL = "general_description"
    APPLY = "when_to_apply"
    AVOID = "when_not_to_apply"
    PRACTICE = "recommended_practice"
    TRIED = "what_we_tried"
    FINDINGS = "key_findings"
    FAILED = "what_failed"
    QUESTIONS = "open_questions"
    NAME = "name"
    MERGE = "merge"

    @property
    def words(self) -> str:
        """The section's name for people."""
        return self.value.replace("_", " ")


class Form(NamedTuple):
    """What a section has to be: how many statements, how long each, and whether all that the rules say has to be in it."""

    least: int
    most: int
    longest: int
    is_complete: bool
    wanted: str


FORMS: Mapping[Part, Form] = MappingProxyType(
    {
        Part.DESCRIPTION: Form(1, 1, 260, False, "one sentence that says what was learned and can stand alone"),
        Part.USE_WHEN: Form(
            1,
            1,
            300,
            False,
            "what a reader is doing when they need this, as a list after `Use when:`, by the words they use",
        ),
        Part.TAGLINE: Form(1, 1, 90, False, "three to nine words, no full stop"),
        Part.GENERAL: Form(
            2, 4, 340, False, "what holds, then the figures that show it with what they moved from and to, then its limits"
        ),
        Part.APPLY: Form(
            1, 5, 170, False, "conditions that a reader can check, each a clause after `Use this knowledge when:`"
        ),
        Part.AVOID: Form(0, 3, 170, False, "situations, each a clause after `Do NOT use when:`; none where no fact warns"),
        Part.PRACTICE: Form(1, 8, 300, True, "steps in the order in which one does them, each opens with a verb"),
        Part.TRIED: Form(1, 16, 340, False, "what was compared with what, and what was held fixed"),
        Part.FINDINGS: Form(1, 10, 340, False, "what was learned, the most useful first"),
        Part.FAILED: Form(1, 8, 340, True, "what did not work, with its reason where a fact gives one"),
        Part.QUESTIONS: Form(1, 8, 300, True, "what is still to be found out"),
        Part.NAME: Form(0, 1, 64, False, "a better name for the skill, or none"),
        Part.MERGE: Form(
            0,
            2,
            300,
            False,
            "the two skills say nearly the same: which one to keep, and what only the other one says and should move into"
            " it; none where they should stay two",
        ),
    }
)
"""Every section's form; lengths are characters of one statement."""


SUGGESTIONS = frozenset((Part.NAME, Part.MERGE))
"""Sections that are shown to people and written nowhere."""


class Item(NamedTuple):
    """A fact by its id (`F12`): what kind it is, what it says on one line, where that stands."""

    id: str
    kind: str
    text: str
    sources: tuple[Source, ...]


class Said(NamedTuple):
    """One statement, and the ids of the facts that it rests on."""

    text: str
    facts: tuple[str, ...]


class Section(NamedTuple):
    """A section that may be written, and what stands in it by the rules."""

    part: Part
    now: tuple[Said, ...]


class Compared(NamedTuple):
    """One metric of two runs of one place: what stood first and second, and which way is better."""

    path: str
    metric: str
    place: str
    first: str
    second: str
    before: float
    after: float
    better: Direction
    sources: tuple[Source, ...]

    @property
    def sign(self) -> int:
        """1 where the second run has more, -1 where it has less, 0 where both are equal."""
        return (self.after > self.before) - (self.after < self.before)


class Ground(NamedTuple):
    """What words may rest on: the text of each report (or of the log) by path, and what was measured on two runs."""

    texts: Mapping[str, str]
    compared: tuple[Compared, ...] = ()
    metrics: tuple[str, ...] = ()


class Task(NamedTuple):
    """One text to be written: `target` names it for people, `about` says what it is about.

    `existing` is the skill's own text where one is updated. Where a name is asked for, `naming` is the domain's convention
    (`{task}-{finding}`), and `prefix` the word with which the team's names start.
    """

    target: str
    about: str
    items: tuple[Item, ...]
    sections: tuple[Section, ...]
    ground: Ground
    existing: str = ""
    naming: str = ""
    prefix: str = ""

    def named(self, said: Said) -> tuple[Item, ...]:
        """Return the facts that a statement names, in their order."""
        return tuple(item for item in self.items if item.id in said.facts)
