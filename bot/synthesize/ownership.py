"""Which existing skill owns the subject of a report or log entry, and which ones it merely touches."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.model.repository import Repository, Skill
from bot.synthesize.evidence import Unit
from bot.synthesize.subjects import Subject, repository_rarity, skill_subject, subject_of
from bot.synthesize.words import Rarity, stem

# A report that is about a skill's subject names most of the title (1.0), its own title is mostly words of the skill
# (1.0), and both speak of the same things in the same names (1.0 each at most). A chance meeting stays below 1.2.
_OWNS = 2.2
_TOUCHES = 1.25
_SPEAKS_ALIKE = 0.25
_ENOUGH_NAMES = 6.0
_LEAST_WEIGHT = 0.05
_NAMES_TOLD = 3


class Bond(StrEnum):
    """How a skill and a piece of evidence belong together."""

    OWNS = "owns"
    TOUCHES = "touches"


@dataclass(frozen=True, slots=True)
class Tie:
    """A skill and a piece of evidence that belong together; `score` is higher the closer; `reason` is for the reviewer."""

    skill: Skill
    unit: Unit
    bond: Bond
    score: float
    reason: str


class Neighbourhood:
    """The result skills of a repository and the evidence, with the rarity of their words."""

    def __init__(self, evidence: Sequence[Unit], repository: Repository) -> None:
        self.skills = tuple(skill for skill in repository.skills if is_result_skill(skill))
        self.subjects = tuple(skill_subject(skill) for skill in self.skills)
        self.evidence = {id(unit): subject_of(unit) for unit in evidence}
        self.rarity = repository_rarity(repository, self.subjects, tuple(self.evidence.values()))
        self.names = Rarity(subject.identifiers for subject in self.subjects)

    def subject(self, unit: Unit) -> Subject:
        """Return the subject of a piece of the evidence."""
        return self.evidence[id(unit)]

    def alike(self, first: Unit, second: Unit) -> float:
        """Return how alike two pieces of the evidence are, 0.0 to 1.0."""
        return self.rarity.cosine(self.subject(first).words, self.subject(second).words)

    def ties(self, unit: Unit) -> tuple[Tie, ...]:
        """Return the skills that own or touch the subject of `unit`, the closest first."""
        found = [self._tie(skill, subject, unit) for skill, subject in zip(self.skills, self.subjects, strict=True)]
        return tuple(sorted((tie for tie in found if tie), key=lambda tie: (-tie.score, tie.skill.name)))

    def _tie(self, skill: Skill, subject: Subject, unit: Unit) -> Tie | None:
        own = self.subject(unit)
        cited = not unit.facts.entry and bool(unit.path) and unit.path.rsplit("/", 1)[-1] in subject.text
        named = self._covered(subject.title_words, own)
        known = self._share(own.title_words, subject.words.keys())
        shared = subject.identifiers & own.identifiers
        names = min(self.names.total(shared), _ENOUGH_NAMES) / _ENOUGH_NAMES
        alike = min(self.rarity.cosine(subject.words, own.words) / _SPEAKS_ALIKE, 2.0) / 2
        score = named + known + alike + names
        if not cited and score < _TOUCHES:
            return None
        bond = Bond.OWNS if cited or score >= _OWNS else Bond.TOUCHES
        reason = self._reason(skill, own, shared, cited)
        return Tie(skill, unit, bond, score + (_OWNS if cited else 0.0), reason)

    def _reason(self, skill: Skill, own: Subject, shared: frozenset[str], cited: bool) -> str:
        if cited:
            return "the skill cites this report"
        words = [
            word
            for word in skill.name.split("-")
            if stem(word) in own.words and self.rarity.weight(stem(word)) > _LEAST_WEIGHT
        ]
        names = sorted(shared, key=lambda name: (-self.names.weight(name), name))[:_NAMES_TOLD]
        told = [" ".join(words), ", ".join(f"`{name}`" for name in names)]
        return f"the skill is about {' and '.join(part for part in told if part)}, and so is this evidence"

    def _covered(self, title: frozenset[str], own: Subject) -> float:
        """The share of a skill's title that the evidence speaks of: in its own title, or more than in passing."""
        return self._share(title, {word for word in title if word in own.title_words or own.words.get(word, 0) > 1})

    def _share(self, words: frozenset[str], held: Container[str]) -> float:
        weights = {word: max(self.rarity.weight(word), _LEAST_WEIGHT) for word in words}
        total = sum(weights.values())
        return sum(weight for word, weight in weights.items() if word in held) / total if total else 0.0


def is_result_skill(skill: Skill) -> bool:
    """Say whether a skill holds results: it is listed as one, or it is not listed and has sections of one."""
    if skill.kind:
        return skill.kind == "result"
    text = skill.text.lower()
    return "\n## " in text and any(word in text for word in ("result", "failure", "recommended practice", "validated"))
