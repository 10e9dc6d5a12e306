"""A skill checked against the evidence: every number, every citation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.model.draft import Source
from bot.model.repository import Skill
from bot.model.verification import NumberCheck, SkillCheck, Standing
from bot.reading.text import unix_lines
from bot.verify.arithmetic import operands_of
from bot.verify.claims import lines_of_claims
from bot.verify.evidence_index import Evidence
from bot.verify.named_files import NamedFile, named_files
from bot.verify.passages import Form, Passage, passages
from bot.verify.skill_citations import SkillCitations, broken_files
from bot.verify.table_columns import column_of, columns
from bot.verify.written_numbers import WrittenNumber


def check_skill(skill: Skill, evidence: Evidence, folders: tuple[str, ...] = ()) -> SkillCheck:
    """Return where each number of the skill stands and which of its citations lead nowhere.

    `folders` are those of the evidence, each with a slash at its end: a file there that the skill names has to exist.
    """
    text = unix_lines(skill.text)
    named = tuple(named_files(skill.path, text))
    found = passages(text)
    citations = SkillCitations(skill.path, text, named, evidence)
    citations.read(found)
    check = _Check(evidence, citations, _paths(named, evidence), found)
    broken = [*citations.undefined(found), *broken_files(named, evidence, folders)]
    numbers = sorted((each for passage in found for each in check.numbers(passage)), key=lambda each: each.line)
    return SkillCheck(skill.name, skill.path, tuple(numbers), tuple(sorted(dict.fromkeys(broken))))


def _paths(named: Sequence[NamedFile], evidence: Evidence) -> tuple[str, ...]:
    """The files that the skill names and that are at hand."""
    candidates = (path for each in named for path in each.candidates)
    return tuple(dict.fromkeys(path for path in candidates if path in evidence.files))


class _Check:
    """The check of one skill's passages."""

    def __init__(
        self, evidence: Evidence, citations: SkillCitations, named: Sequence[str], found: Sequence[Passage]
    ) -> None:
        self.evidence, self.citations, self.named = evidence, citations, named
        self.columns = columns(found)

    def numbers(self, passage: Passage) -> Iterator[NumberCheck]:
        """Yield the check of each number of a passage."""
        own = self.citations.own(passage)
        ground = self.citations.ground(passage)
        claims = list(lines_of_claims(passage.form, passage.lines))
        cited = {number: place for _, number in claims if (place := self.evidence.on_lines(number, ground))}
        found = cited | {number: place for _, number in claims if number not in cited and (place := self._find(number))}
        for line, number in claims:
            check = NumberCheck(line, number.text, Standing.CITED, cited.get(number), (), bool(own))
            if number in cited:
                yield check
            elif own and (operands := operands_of(number, cited)):
                yield check._replace(standing=Standing.DERIVED, operands=operands)
            elif number in found:
                yield check._replace(standing=Standing.ELSEWHERE, place=found[number])
            elif operands := operands_of(number, found) or self._from_column(passage, number):
                yield check._replace(standing=Standing.DERIVED, operands=operands)
            else:
                yield check._replace(standing=Standing.NOWHERE)

    def _find(self, number: WrittenNumber) -> Source | None:
        return self.evidence.anywhere(number, self.named)

    def _from_column(self, passage: Passage, number: WrittenNumber) -> tuple[str, str] | None:
        """Two numbers of one column of the same table from which the number follows."""
        if passage.form is not Form.ROW or number.digits < 2:
            return None
        own = column_of(passage.lines[0][1], number.start)
        table = self.columns.get(passage.table, {})
        for column in sorted(table, key=lambda each: each != own):
            if found := operands_of(number, [other for other in table[column] if self._find(other)]):
                return found
        return None
