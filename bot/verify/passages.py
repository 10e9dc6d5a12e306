"""A skill's text in passages: what a reader takes as one statement, so that a citation in it speaks for all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

_FENCE = re.compile(r"[ >]*(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}#{1,6}\s")
_ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])\s")
_ROW = re.compile(r"[ >]*\|")
_DEFINITION = re.compile(r" {0,3}\[[^\[\]]+\]:[ \t]+\S")
_KEY = re.compile(r"\s*([\w-]+):")
_DESCRIBING = frozenset({"description", "short-description"})


class Form(Enum):
    """What a passage is in markdown."""

    DESCRIPTION = "description"
    HEADING = "heading"
    TEXT = "text"
    ROW = "row"
    CODE = "code"


class Passage(NamedTuple):
    """Lines that belong together, with their 1-based numbers. `section` counts the headings above; `table` the tables."""

    form: Form
    lines: tuple[tuple[int, str], ...]
    section: int = 0
    table: int = 0


def passages(text: str) -> tuple[Passage, ...]:
    """Return the description, headings, paragraphs, list items, table rows and code blocks of a SKILL.md, in order."""
    lines = _without_comments(text).split("\n")
    body = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0) if lines[0][:3] == "---" else 0
    walk = _Walk()
    for number, line in enumerate(lines[body + 1 if body else 0 :], body + 2 if body else 1):
        walk.visit(number, line)
    walk.close()
    return (*_description(lines[1:body]), *walk.found)


def _without_comments(text: str) -> str:
    """The text with its lines, and nothing in comments."""
    parts, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        parts += [text[at:start], "\n" * text.count("\n", start, end)]
        at = end + 3
    return "".join([*parts, text[at:]])


def _description(lines: list[str]) -> Iterator[Passage]:
    """The lines of the front matter that describe the skill."""
    describing = False
    for number, line in enumerate(lines, 2):
        key = _KEY.match(line)
        if key and key[1].islower():
            describing = key[1] in _DESCRIBING
        if describing:
            yield Passage(Form.DESCRIPTION, ((number, line),))


class _Walk:
    """Collects passages line by line."""

    def __init__(self) -> None:
        self.found: list[Passage] = []
        self.open: list[tuple[int, str]] = []
        self.fence = ""
        self.section = self.table = 0
        self.in_table = False

    def visit(self, number: int, line: str) -> None:
        fence = _FENCE.match(line)
        if self.fence:
            if fence and fence[1].startswith(self.fence):
                self.close(Form.CODE)
                self.fence = ""
            else:
                self.open.append((number, line))
        elif fence:
            self.close()
            self.fence = fence[1]
        else:
            self._text(number, line)

    def _text(self, number: int, line: str) -> None:
        if _ROW.match(line):
            self.close()
            self.table += not self.in_table
            self.in_table = True
            self._add(Form.ROW, ((number, line),))
            return
        self.in_table = False
        if _HEADING.match(line):
            self.close()
            self.section += 1
            self._add(Form.HEADING, ((number, line),))
        elif not line.strip() or _DEFINITION.match(line):
            self.close()
        else:
            if _ITEM.match(line):
                self.close()
            self.open.append((number, line))

    def close(self, form: Form = Form.TEXT) -> None:
        """End the passage that is open, if any."""
        if self.open:
            self._add(Form.CODE if self.fence else form, tuple(self.open))
        self.open = []

    def _add(self, form: Form, lines: tuple[tuple[int, str], ...]) -> None:
        self.found.append(Passage(form, lines, self.section, self.table if form is Form.ROW else 0))
