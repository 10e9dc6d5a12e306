"""The citations of a skill: which lines each passage rests on, and which citations lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.model.draft import Source
from bot.model.verification import BrokenCitation
from bot.reading.citations import DEFINITION, read_citations
from bot.verify.evidence_index import Evidence
from bot.verify.named_files import NamedFile
from bot.verify.passages import Form, Passage

_LABEL = re.compile(r"\[([^\[\]]+)\](?!\(|:)")
_LINE_LABEL = re.compile(r"(?:.* )?L\d+(?:-L?\d+)?")


class SkillCitations:
    """What a skill cites: `labels` are its definitions, `named` the files that it names with lines."""

    def __init__(self, path: str, text: str, named: Iterable[NamedFile], evidence: Evidence) -> None:
        self.labels: Mapping[str, Source] = read_citations(path, text)
        self.on_line: dict[int, list[Source]] = {}
        for each in named:
            if each.lines and not _is_definition(text, each.line):
                found = next((other for other in each.candidates if evidence.has(other)), each.candidates[0])
                self.on_line.setdefault(each.line, []).append(Source(found, each.lines))
        self.of_section: dict[int, list[Source]] = {}

    def read(self, passages: Sequence[Passage]) -> None:
        """Learn what the sections cite, for passages that cite nothing themselves."""
        for passage in passages:
            self.of_section.setdefault(passage.section, []).extend(self.own(passage))

    def own(self, passage: Passage) -> list[Source]:
        """Return the lines that the passage itself cites."""
        if passage.form is Form.CODE:
            return []
        labels = (label for _, line in passage.lines for label in _LABEL.findall(line) if label in self.labels)
        return [self.labels[label] for label in labels] + [
            source for number, _ in passage.lines for source in self.on_line.get(number, ())
        ]

    def ground(self, passage: Passage) -> list[Source]:
        """Return the lines that the passage rests on: its own citations, else its section's, else all of the skill."""
        section = self.of_section.get(passage.section, [])
        return (
            self.own(passage)
            or section
            or [*self.labels.values(), *(one for each in self.on_line.values() for one in each)]
        )

    def undefined(self, passages: Iterable[Passage]) -> Iterator[BrokenCitation]:
        """Yield the labels of lines that are defined nowhere."""
        for passage in passages:
            for number, line in passage.lines if passage.form is not Form.CODE else ():
                for label in _LABEL.findall(line):
                    if label not in self.labels and _LINE_LABEL.fullmatch(label):
                        yield BrokenCitation(number, f"[{label}]", "is defined nowhere in the skill")


def _is_definition(text: str, line: int) -> bool:
    return bool(DEFINITION.match(text.split("\n")[line - 1]))


def broken_files(named: Iterable[NamedFile], evidence: Evidence, folders: tuple[str, ...]) -> Iterator[BrokenCitation]:
    """Yield what names a file or lines that are not there; a path in running text counts if it lies in `folders`."""
    for each in named:
        path = next((other for other in each.candidates if evidence.has(other)), "")
        if not path:
            if each.is_link or each.lines or each.candidates[0].startswith(folders):
                yield BrokenCitation(each.line, each.written, f"there is no file {each.candidates[0]}")
        elif each.lines and path in evidence.files:
            count = len(evidence.files[path].lines)
            if not 1 <= each.lines[0] <= each.lines[1] <= count:
                yield BrokenCitation(each.line, each.written, f"{path} has {count} lines")
