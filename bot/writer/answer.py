"""A model's answer read as what it has to be, a JSON object with lists of statements by section. Nothing is trusted."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from bot.writer.task import FORMS, Part, Said, Section

Answer: TypeAlias = Mapping[Part, tuple[Said, ...]]
"""The statements of each section that an answer holds."""

LONGEST = 200_000
"""Characters of an answer that is looked at; a longer one is none."""

_FENCED = re.compile(r"\s*```(?:json)?\s*\n(.*?)\n\s*```\s*", re.S)
_MOST_STATEMENTS = 32
_MOST_FACTS = 12


class NoAnswer(Exception):
    """The text is no answer; the message says why, for the model to do better."""


def read_answer(text: str, sections: Sequence[Section]) -> Answer:
    """Return the statements by section. Raises `NoAnswer` for what has another form than the one that was asked for."""
    if len(text) > LONGEST:
        raise NoAnswer(f"the answer is longer than {LONGEST} characters")
    fenced = _FENCED.fullmatch(text)
    try:
        content = json.loads(fenced[1] if fenced else text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise NoAnswer(f"the answer is no JSON: {str(error)[:120]}") from None
    if not isinstance(content, dict):
        raise NoAnswer("the answer is no JSON object")
    known = {section.part.value: section.part for section in sections}
    if not known.keys() & content.keys():
        raise NoAnswer(f"the answer has none of the keys {', '.join(known)}")
    return {
        part: tuple(_said(each, key) for each in _listed(content[key], key))
        for key, part in known.items()
        if key in content
    }


def count_complaint(found: Sequence[Said], section: Section) -> str:
    """Return what is wrong with the number of statements of a section, empty where nothing is."""
    form = FORMS[section.part]
    if len(found) > form.most:
        return f"{section.part.value}: {len(found)} statements; at most {form.most} are accepted"
    if 0 < len(found) < form.least:
        return f"{section.part.value}: {len(found)} statement; at least {form.least} are needed"
    return ""


def _listed(value: Any, key: str) -> list[Any]:
    if not isinstance(value, list) or len(value) > _MOST_STATEMENTS:
        raise NoAnswer(f'"{key}" is no list of at most {_MOST_STATEMENTS} statements')
    return value


def _said(value: Any, key: str) -> Said:
    text = value.get("text") if isinstance(value, dict) else None
    facts = value.get("facts") if isinstance(value, dict) else None
    if not isinstance(text, str) or not isinstance(facts, list) or not all(isinstance(fact, str) for fact in facts):
        raise NoAnswer(f'"{key}" holds something else than {{"text": "...", "facts": ["F1"]}}')
    named = (fact.strip().strip("[]").upper() for fact in facts[:_MOST_FACTS])
    return Said(text.strip(), tuple(dict.fromkeys(named)))


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")
