"""The fields of a troubleshooting entry, told from the words that teams use for them, and what a draft says in each."""

from __future__ import annotations

import posixpath
import re
from enum import StrEnum

from bot.model.draft import TroubleshootingDraft
from bot.propose.citations import inline_links
from bot.propose.sanitising import inline


class Field(StrEnum):
    """What a column or a heading of an entry is for."""

    SYMPTOM = "symptom"
    CAUSE = "cause"
    SOLUTION = "solution"
    PREVENTION = "prevention"
    SKILL = "skill"
    SOURCE = "source"
    DOMAIN = "domain"
    ADDED = "added"
    PATTERN = "pattern"


_WORDS = {
    Field.SYMPTOM: "symptoms?|what you see|error message|message|observed|症状|现象|증상|triệu chứng",
    Field.CAUSE: "causes?|why|reasons?|diagnosis|原因|원인|nguyên nhân",
    Field.SOLUTION: "solutions?|fix(?:es)?|resolution|workarounds?|remedy|action|what to do|解决|해결|giải pháp|khắc phục",
    Field.PREVENTION: "prevention|prevent|avoid|预防|예방",
    Field.SKILL: "skills?|related|see also|相关|관련",
    Field.SOURCE: "sources?|evidence|references?|reports?|来源|출처",
    Field.DOMAIN: "domain|area",
    Field.ADDED: "added|date|first seen|日期|날짜",
    Field.PATTERN: "patterns?|errors?|issues?|problems?|name|title|failure|问题|문제|lỗi",
}


def field_of(label: str) -> Field | None:
    """Return the field that a label names, None for a label of something else."""
    text = label.lower().strip(" *:_#")
    for field, found in _WORDS.items():
        if re.search(rf"(?<!\w)(?:{found})(?!\w)" if text.isascii() else found, text):
            return field
    return None


def field_values(draft: TroubleshootingDraft, guide: str) -> dict[Field, str]:
    """Return what a draft says in each field, as one line of safe markdown each; empty where it says nothing.

    `guide` is the path of the guide, from which the sources are linked.
    """
    return {
        Field.PATTERN: inline(draft.pattern),
        Field.SYMPTOM: inline(draft.symptom),
        Field.CAUSE: inline(draft.cause),
        Field.SOLUTION: inline(draft.solution),
        Field.PREVENTION: inline(draft.prevention),
        Field.SKILL: f"`{draft.related_skill}`" if draft.related_skill else "",
        Field.SOURCE: inline_links(draft.sources, posixpath.dirname(guide)),
        Field.DOMAIN: inline(draft.domain),
        Field.ADDED: draft.added,
    }


def with_source(values: dict[Field, str], there: set[Field]) -> dict[Field, str]:
    """Return the values for an entry that has the fields `there`: what has no field of its own goes into another.

    The source follows the solution (else the cause, else the symptom); a cause follows the symptom, and a symptom takes
    the place of the pattern.
    """
    values = dict(values)
    if Field.SYMPTOM not in there and values[Field.SYMPTOM]:
        values[Field.PATTERN] = values[Field.SYMPTOM]
    if Field.CAUSE not in there and values[Field.CAUSE]:
        values[Field.SOLUTION] = f"{values[Field.SOLUTION]} (cause: {values[Field.CAUSE]})".strip()
    if Field.SOURCE not in there and values[Field.SOURCE]:
        filled = (field for field in (Field.SOLUTION, Field.CAUSE, Field.SYMPTOM) if field in there and values[field])
        at = next(filled, Field.PATTERN)
        values[at] = f"{values[at]} {values[Field.SOURCE]}".strip()
    return values
