"""What a report, a log entry or an existing skill is about: its words by weight and the names it shares with others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from bot.model.logbook import BOT
from bot.model.report import Block, Table
from bot.model.repository import Repository, Skill
from bot.synthesize.evidence.units import Unit
from bot.synthesize.wording.comparing import identifiers, stem, terms
from bot.synthesize.wording.word_lists import GENRE_WORDS, SKILL_GENRE_WORDS

_TITLE_WEIGHT = 3
_CITATION = re.compile(r"\[(?:[^\[\]]* )?L\d+(?:-L\d+)?\]")
_BY_BOT = re.compile(rf"^ *author: *[\"']?{BOT}\b", re.M)
_HEADING = re.compile(r"^#{1,6}\s+(.*)$", re.M)
_GENRE = frozenset(stem(word) for word in GENRE_WORDS | SKILL_GENRE_WORDS)


class Subject(NamedTuple):
    """The words of a text with their counts, those of its title, and the identifiers that it uses. `date` may be empty."""

    words: Mapping[str, int]
    title_words: frozenset[str]
    identifiers: frozenset[str]
    text: str
    date: str = ""


def subject_of(unit: Unit) -> Subject:
    """Return the subject of a report or log entry; words of its title and description count several times."""
    return _subject(f"{unit.title} {unit.description}", unit.text(), unit.facts.date)


def skill_subject(skill: Skill) -> Subject:
    """Return the subject of a skill; its title words are those of its first heading, else of its name."""
    heading = _HEADING.search(skill.text)
    name = skill.name.replace("-", " ")
    title = heading[1] if heading else name
    return _subject(title, _own_text(skill), "", f"{name} {title} {skill.description} {' '.join(skill.tags)}")


def _own_text(skill: Skill) -> str:
    """Return the skill's text without what updates of the bot added: that is evidence, not what the skill is about."""
    if _BY_BOT.search(skill.text[:2000]):
        return skill.text
    return "\n".join(line for line in skill.text.split("\n") if "[" not in line or not _CITATION.search(line))


def earlier_subjects(repository: Repository, evidence: Sequence[Unit]) -> tuple[Subject, ...]:
    """Return the subjects of the reports and log entries of the repository that are not part of the evidence."""
    paths = {unit.path for unit in evidence if not unit.facts.entry}
    lines = {unit.facts.lines for unit in evidence if unit.facts.entry}
    found = [
        _of_blocks(report.title, report.blocks, report.date) for report in repository.reports if report.path not in paths
    ]
    entries = repository.log.evidence if repository.log else ()
    found += [_of_blocks(entry.title, entry.body.blocks, entry.date) for entry in entries if entry.lines not in lines]
    return tuple(found)


def _of_blocks(title: str, blocks: Iterable[Block], date: str) -> Subject:
    return _subject(title, "\n".join(map(_block_text, blocks)), date)


def _block_text(block: Block) -> str:
    if isinstance(block, Table):
        return "\n".join(" ".join(cell.text for cell in row) for row in (block.header, *block.rows))
    return block.text


def _subject(title: str, text: str, date: str, stressed: str = "") -> Subject:
    words = terms(text).copy()
    for word in terms(stressed or title):
        words[word] += _TITLE_WEIGHT
    return Subject(words, frozenset(terms(title)) - _GENRE, identifiers(text), text, date)
