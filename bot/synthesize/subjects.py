"""What a report, a log entry or an existing skill is about: its words by weight and the names it shares with others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.model.fact import Kind
from bot.model.repository import Repository, Skill
from bot.synthesize.evidence import Unit, fact_texts
from bot.synthesize.word_lists import GENRE_WORDS, SKILL_GENRE_WORDS
from bot.synthesize.words import Rarity, identifiers, stem, terms

_TITLE_WEIGHT = 3
_HEADING = re.compile(r"^#{1,6}\s+(.*)$", re.M)
_GENRE = frozenset(stem(word) for word in GENRE_WORDS | SKILL_GENRE_WORDS)


@dataclass(frozen=True, slots=True)
class Subject:
    """The words of a text with their counts, those of its title, and the identifiers that it uses."""

    words: Mapping[str, int]
    title_words: frozenset[str]
    identifiers: frozenset[str]
    text: str


def subject_of(unit: Unit) -> Subject:
    """Return the subject of a report or log entry; words of its title and description count several times."""
    text = unit.text()
    title = terms(f"{unit.title} {unit.description}")
    words = terms(text)
    for word in title:
        words[word] += _TITLE_WEIGHT
    return Subject(words, frozenset(title) - _GENRE, identifiers(text), text)


def skill_subject(skill: Skill) -> Subject:
    """Return the subject of a skill; its title words are those of its name, description, tags and first heading."""
    heading = _HEADING.search(skill.text)
    own = f"{skill.name.replace('-', ' ')} {heading[1] if heading else ''}"
    title = terms(own)
    words = terms(skill.text)
    for word in terms(f"{own} {skill.description} {' '.join(skill.tags)}"):
        words[word] += _TITLE_WEIGHT
    return Subject(words, frozenset(title) - _GENRE, identifiers(skill.text), skill.text)


def repository_rarity(repository: Repository, skills: Iterable[Subject], evidence: Sequence[Subject]) -> Rarity:
    """Return how rare words are over the skills, the earlier reports and the log entries of the repository."""
    reports = (_block_words(report.title, report.blocks) for report in repository.reports)
    entries = (_block_words(entry.title, entry.body.blocks) for entry in (repository.log.entries if repository.log else ()))
    return Rarity([*(subject.words for subject in skills), *reports, *entries, *(each.words for each in evidence)])


def _block_words(title: str, blocks: Iterable[object]) -> Counter[str]:
    texts = (str(getattr(block, "text", "")) for block in blocks)
    return terms(f"{title} {' '.join(texts)}")


def fact_words(unit: Unit, *kinds: Kind) -> Counter[str]:
    """Return the words of the facts of these kinds."""
    return terms(" ".join(" ".join(fact_texts(fact)) for fact in unit.of(*kinds)))
