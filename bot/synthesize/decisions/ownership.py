"""Which existing skill owns the subject of a report or log entry, and which ones it merely touches."""

from __future__ import annotations

from collections.abc import Container, Sequence
from enum import StrEnum
from itertools import takewhile
from typing import NamedTuple

from bot.model.repository import Repository, Skill
from bot.synthesize.decisions.naming import skill_words
from bot.synthesize.evidence.code_paths import governed_paths
from bot.synthesize.evidence.measurements import measured
from bot.synthesize.evidence.subjects import Subject, earlier_subjects, skill_subject, subject_of
from bot.synthesize.evidence.units import Unit
from bot.synthesize.habits import team_prefix
from bot.synthesize.wording.comparing import Rarity, stem, terms
from bot.synthesize.wording.numbers import distinctive

# A report that is about a skill's subject names most of the title (1.0), its own title is mostly words of the skill
# (1.0), and both speak of the same things in the same names (1.0 each at most). A chance meeting stays below 1.2.
_OWNS = 2.2
_TOUCHES = 1.25
_TOUCHES_BY_A_PART = 0.8
_LEAST_NAMED = 0.5
_SPEAKS_ALIKE = 0.25
_ENOUGH_NAMES = 6.0
_LEAST_WEIGHT = 0.05
_LONGEST_PART = 6
_NAMES_TOLD = 3
_SEVERAL_NAMES = 3
_PASSED_OVER = 3
_NUMBERS_TAKEN = 2
_NEARLY_TOUCHES = 1.0
_FEWEST_NAME_WORDS = 2
_SHORTEST_ROOT = 5
_MOST_OF_A_WORD = 0.7


class Bond(StrEnum):
    """How a skill and a piece of evidence belong together.

    A skill owns evidence about its subject, evidence touches a skill whose title it speaks of, and a skill governs evidence
    that changes the code which the skill is about.
    """

    OWNS = "owns"
    TOUCHES = "touches"
    GOVERNS = "governs"


class Tie(NamedTuple):
    """A skill and a piece of evidence that belong together; `score` is higher the closer; `reason` is for the reviewer."""

    skill: Skill
    unit: Unit
    bond: Bond
    score: float
    reason: str


class Neighbourhood:
    """The result skills of a repository, its earlier reports and the evidence, with the rarity of their words.

    The evidence may be new, or `is_everything` that the repository holds.
    """

    def __init__(self, evidence: Sequence[Unit], repository: Repository, is_everything: bool = False) -> None:
        self._is_everything = is_everything
        self.skills = tuple(skill for skill in repository.skills if is_result_skill(skill))
        self._subjects = {skill.path: skill_subject(skill) for skill in self.skills}
        self._evidence = {id(unit): subject_of(unit) for unit in evidence}
        self._earlier = earlier_subjects(repository, evidence)
        documents = (*self._subjects.values(), *self._earlier, *self._evidence.values())
        self.rarity = Rarity(subject.words for subject in documents)
        self._prefix = team_prefix(repository)
        named = (*repository.domain.vocabulary.metrics, self._prefix)
        self._no_subject = frozenset(stem(word) for word in named)
        self._titles: dict[frozenset[str], tuple[dict[str, float], float]] = {}
        self._repository = repository
        self._own_names: dict[int, tuple[str, ...]] = {}
        self._names = Rarity(subject.identifiers for subject in self._subjects.values())

    def alike(self, first: Unit, second: Unit) -> float:
        """Return how alike two pieces of the evidence are, 0.0 to 1.0."""
        return self.rarity.cosine(self._evidence[id(first)].words, self._evidence[id(second)].words)

    def skills_alike(self, first: Skill, second: Skill) -> float:
        """Return how alike two result skills are, 0.0 to 1.0."""
        return self.rarity.cosine(self._subjects[first.path].words, self._subjects[second.path].words)

    def ties(self, unit: Unit) -> tuple[Tie, ...]:
        """Return the skills that own, touch or govern the subject of `unit`, the closest first."""
        found = [tie for skill in self.skills if (tie := self._tie(skill, unit))]
        return tuple(sorted(found, key=lambda tie: (tie.bond is Bond.GOVERNS, -tie.score, tie.skill.name)))

    def is_told(self, skill: Skill, unit: Unit) -> bool:
        """Say whether a skill has nothing to gain from results that are not known to be new: the team chose what to tell.

        A report is told where a skill cites it, a log entry where this skill holds numbers of it.
        """
        if not self._is_everything:
            return False
        if unit.facts.entry:
            return len(distinctive(unit.text()) & distinctive(skill.text)) >= _NUMBERS_TAKEN
        return any(_cites(each.text, unit) for each in self.skills)

    def _tie(self, skill: Skill, unit: Unit) -> Tie | None:
        subject, own = self._subjects[skill.path], self._evidence[id(unit)]
        if _cites(subject.text, unit):
            return Tie(skill, unit, Bond.OWNS, 2 * _OWNS, "the skill cites this report")
        score, named = self._closeness(subject, own)
        if score >= _OWNS:
            return Tie(skill, unit, Bond.OWNS, score, self._reason(skill, unit))
        if self._has_its_name(skill, unit):
            return Tie(skill, unit, Bond.OWNS, _OWNS, "a new skill would have this skill's name")
        if named >= _LEAST_NAMED and score >= _TOUCHES and self._knows_all(subject, own):
            return Tie(skill, unit, Bond.OWNS, _OWNS, self._reason(skill, unit))
        if named >= _LEAST_NAMED and self._touches(skill, unit, score):
            return Tie(skill, unit, Bond.TOUCHES, score, self._reason(skill, unit))
        governed = governed_paths(skill.text, own.text)
        if governed:
            return Tie(skill, unit, Bond.GOVERNS, score, f"the skill governs `{governed[0]}`, which this evidence changes")
        return None

    def _has_its_name(self, skill: Skill, unit: Unit) -> bool:
        """Whether a new skill would be called what this one is, or a part of it, endings aside (`pruned`, `pruning`)."""
        if id(unit) not in self._own_names:
            words = skill_words([unit], self.rarity, self._repository)
            self._own_names[id(unit)] = tuple(part.lower() for word in words for part in word.split("-"))
        own = self._own_names[id(unit)]
        known = [part for part in skill.name.split("-") if part != self._prefix]
        fits = len(known) >= len(own) >= _FEWEST_NAME_WORDS
        return fits and all(any(_is_one_word(word, other) for other in known) for word in own)

    @staticmethod
    def _knows_all(subject: Subject, own: Subject) -> bool:
        """Whether a text names several things, and none that the skill does not name: it teaches nothing beside it."""
        return len(own.identifiers) >= _SEVERAL_NAMES and own.identifiers <= subject.identifiers

    def _closeness(self, subject: Subject, own: Subject) -> tuple[float, float]:
        """How close a skill and a text are, and how much of the skill's title the text speaks of."""
        spoken = {word for word in subject.title_words if word in own.title_words or own.words.get(word, 0) > 1}
        named = self._share(subject.title_words, spoken)
        known = self._share(own.title_words, subject.words.keys())
        names = min(self._names.total(subject.identifiers & own.identifiers), _ENOUGH_NAMES) / _ENOUGH_NAMES
        alike = min(self.rarity.cosine(subject.words, own.words) / _SPEAKS_ALIKE, 2.0) / 2
        return named + known + alike + names, named

    def _share(self, words: frozenset[str], held: Container[str]) -> float:
        weights, total = self._weighed(words)
        return sum(weight for word, weight in weights.items() if word in held) / total if total else 0.0

    def _weighed(self, words: frozenset[str]) -> tuple[dict[str, float], float]:
        """The words of a title with their weights, and all weights together; kept, since each is compared with many."""
        if words not in self._titles:
            weights = {word: max(self.rarity.weight(word), _LEAST_WEIGHT) for word in words}
            self._titles[words] = weights, sum(weights.values())
        return self._titles[words]

    def _touches(self, skill: Skill, unit: Unit, score: float) -> bool:
        """Whether evidence is close enough to a skill: it needs less where a run or section is named like the skill."""
        if score < (_TOUCHES_BY_A_PART if self._names_a_part(skill, unit) else _TOUCHES):
            return False
        return not self._is_settled(skill)

    def subject_words(self, skill: Skill) -> frozenset[str]:
        """Return the words of a skill's title that are neither metrics nor the team's prefix."""
        return self._subjects[skill.path].title_words - self._no_subject

    def _names_a_part(self, skill: Skill, unit: Unit) -> bool:
        """Whether a measured run or section bears all words of the skill's title that are no metrics (`soft gating`)."""
        title = self.subject_words(skill)
        parts = (terms(f"{each.place} {each.run}").keys() for each in measured(unit))
        return bool(title) and any(title <= part and len(part) <= _LONGEST_PART * len(title) for part in parts)

    def _is_settled(self, skill: Skill) -> bool:
        """Whether the team left the skill as it is although evidence of several later days touched it."""
        subject = self._subjects[skill.path]
        held = distinctive(subject.text)
        taken = {each.date for each in self._earlier if len(distinctive(each.text) & held) >= _NUMBERS_TAKEN}
        since = [each for each in self._earlier if taken and each.date > max(taken)]
        return len({each.date for each in since if self._nearly_touches(subject, each)}) >= _PASSED_OVER

    def _nearly_touches(self, subject: Subject, other: Subject) -> bool:
        score, named = self._closeness(subject, other)
        return score >= _NEARLY_TOUCHES and named >= _LEAST_NAMED

    def kinship(self, skill: Skill, unit: Unit) -> str:
        """Return for the reviewer what a skill and a piece of evidence are both about, empty where no word tells it."""
        own = self._evidence[id(unit)]
        said = [word for word in skill.name.split("-") if stem(word) in own.words and self._tells(stem(word))]
        shared = self._subjects[skill.path].identifiers & own.identifiers
        names = sorted(shared, key=lambda name: (-self._names.weight(name), name))[:_NAMES_TOLD]
        told = [part for part in (" ".join(said), ", ".join(f"`{name}`" for name in names)) if part]
        return f"the skill is about {' and '.join(told)}, and so is this evidence" if told else ""

    def _reason(self, skill: Skill, unit: Unit) -> str:
        return self.kinship(skill, unit) or "the skill and this evidence speak alike"

    def _tells(self, word: str) -> bool:
        return self.rarity.weight(word) > _LEAST_WEIGHT


def _cites(text: str, unit: Unit) -> bool:
    """Whether a skill's text names the file of a report."""
    return not unit.facts.entry and unit.path.rsplit("/", 1)[-1] in text


def _is_one_word(first: str, second: str) -> bool:
    """Whether two words differ in their ending alone: most of the longer one opens both."""
    pairs = zip(first, second, strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return first == second or same >= max(_SHORTEST_ROOT, _MOST_OF_A_WORD * max(len(first), len(second)))


def is_result_skill(skill: Skill) -> bool:
    """Say whether a skill holds results: it is listed as one, or it is not listed and has sections of one."""
    if skill.kind:
        return skill.kind == "result"
    text = skill.text.lower()
    return "\n## " in text and any(word in text for word in ("result", "failure", "recommended practice", "validated"))
