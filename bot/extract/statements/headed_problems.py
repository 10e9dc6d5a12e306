"""A problem that a report tells under headings: what was seen under one, its cause and its fix under the next ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.extract import marks
from bot.extract.context import Context, SectionRole
from bot.extract.section_roles import plain_title, text_role
from bot.extract.sentences import one_line, split_sentences
from bot.extract.statements.labelled_problems import part_of
from bot.extract.statements.passages import is_placeholder
from bot.model.fact import Fact, Kind
from bot.model.report import Block, Heading, Lines, ListItem, Paragraph

_SEVERAL = re.compile(r"(?:problems|issues|errors|bugs|symptoms|failures)\b", re.I)
_LEAD = re.compile(r"^(?:finding|evidence|observation|answer)s?\s*[:：]\s*", re.I)
_MOST_LINES = 40  # from what was seen to the fix; what is further apart need not belong together
_MOST_STEPS = 3
_ENDED = 7  # deeper than any heading
_SHORT = 6  # words of a lead-in that tells nothing itself


class _Case:
    """One problem while its parts are being collected; `level` is that of the heading that opened it."""

    def __init__(self, heading: Heading, symptom: str, context: Context) -> None:
        self.level = heading.level
        self.context = context
        self.first, self.last = heading.lines
        self.parts: dict[str, str] = {"symptom": symptom} if symptom else {}
        self.part = "symptom"
        """What the sections tell that are being read, empty for something else."""

    def enter(self, heading: Heading, named: str, rest: str) -> None:
        """Go below a heading: it names a part, or the cause itself (`Cause` > `1. Rate too high`), or ends the case."""
        if heading.level < self.level:
            self.level, self.part = _ENDED, ""
        elif named:
            self.part = named
            self.take(rest, heading.lines)
        elif heading.level <= self.level:
            self.part = ""
        elif self.part == "cause":
            self.take(plain_title(heading.text).strip(marks.ALL), heading.lines)

    def read(self, blocks: Sequence[Block]) -> None:
        if self.part and self.part not in self.parts and (told := _told(blocks, self.part)):
            self.take(*told)

    def take(self, text: str, lines: Lines) -> None:
        if text and self.part not in self.parts and lines[1] - self.first < _MOST_LINES:
            self.parts[self.part] = text
            self.last = max(self.last, lines[1])

    def facts(self) -> Iterator[Fact]:
        symptom, cause, fix = (self.parts.get(part, "") for part in ("symptom", "cause", "fix"))
        if symptom and (cause or fix):
            lines = (self.first, self.last)
            rule, path = "headed_problems.case", self.context.path
            yield Fact(Kind.ERROR, lines, rule, text=symptom, symptom=symptom, cause=cause, fix=fix, section=path)


def facts(contexts: Sequence[Context]) -> Iterator[Fact]:
    """Yield an error for each heading like `Problem` or `Symptom: loss is NaN` that has a cause or a fix behind it."""
    cases: list[_Case] = []
    above: tuple[Heading, ...] = ()
    for context in contexts:
        headings = context.section.headings
        for heading in headings[_shared(above, headings) :]:
            named, rest = _named(heading)
            if named == "symptom":
                cases.append(_Case(heading, rest, context))
            elif cases:
                cases[-1].enter(heading, named, rest)
        above = headings
        if cases:
            cases[-1].read(context.section.blocks)
    for case in cases:
        yield from case.facts()


def _shared(first: Sequence[Heading], second: Sequence[Heading]) -> int:
    """How many headings stand above both sections."""
    return sum(1 for left, right in zip(first, second, strict=False) if left is right)


def _named(heading: Heading) -> tuple[str, str]:
    """The part of a problem that a heading names, and what it tells of it itself: `Symptom: loss is NaN`."""
    title = plain_title(heading.text)
    label, colon, rest = title.partition(":")
    part = part_of(label)
    is_plain = not colon or not rest.strip()
    if not part or (
        part == "symptom" and (_SEVERAL.search(label) or (is_plain and text_role(title) is not SectionRole.PROBLEMS))
    ):
        return "", ""
    return part, rest.strip()


def _told(blocks: Sequence[Block], part: str) -> tuple[str, Lines] | None:
    """What a section tells first: of a fix up to three steps, else one sentence."""
    texts = (block for block in blocks if isinstance(block, Paragraph | ListItem) and not is_placeholder(block.text))
    said = [block for block in texts if not (block.text.endswith((":", "：")) and len(block.text.split()) <= _SHORT)]
    if not said:
        return None
    first = said[0]
    steps = [block for block in said if isinstance(block, ListItem) and block.depth == 1][:_MOST_STEPS]
    if part == "fix" and isinstance(first, ListItem) and len(steps) > 1:
        told = "; ".join(one_line(step.text).strip(marks.ALL).rstrip(".") for step in steps)
        return told, (first.lines[0], steps[-1].lines[1])
    sentence = split_sentences(first.text)[0]
    lines = (first.lines[0] + sentence.first, first.lines[0] + sentence.last)
    return _LEAD.sub("", one_line(sentence.text).strip(marks.ALL)).rstrip(".:"), lines
