"""What is sent to a model for a task: the instructions, the facts between fences, and the form of the answer. All of it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, NamedTuple

from bot.propose.sanitising import visible
from bot.propose.shipped_templates import render
from bot.writer.task import FORMS, Form, Section, Task


class Prompt(NamedTuple):
    """A first request: `instructions` as the system's message, `request` as the user's, the JSON `schema` of the answer."""

    instructions: str
    request: str
    schema: dict[str, Any]


def prompt(task: Task) -> Prompt:
    """Return what is sent for a task. The same task is always the same text."""
    values: dict[str, object] = {
        "about": task.about,
        "sections": [_shown(section) for section in task.sections],
        "items": task.items,
        "existing": [visible(line) for line in visible(task.existing).split("\n")] if task.existing else [],
        "naming": task.naming,
        "prefix": task.prefix,
    }
    fence = _fence(repr((task.about, task.items, task.sections, task.existing)))
    instructions = _text("instructions", {"fence": fence})
    return Prompt(instructions, _text("request", values | {"fence": fence}), answer_schema(task.sections))


def refusal(complaints: Sequence[str], sections: Sequence[Section]) -> str:
    """Return what is sent after an answer of which something was refused."""
    keys = [f'"{section.part.value}"' for section in sections]
    return _text("refusal", {"complaints": complaints, "keys": keys})


def _text(name: str, values: dict[str, object]) -> str:
    """A message as plain text: a model that reads `&gt;` writes `&gt;`, which stands in no report."""
    return render(f"writer/{name}.md.j2", values, is_html=False)


def answer_schema(sections: Sequence[Section]) -> dict[str, Any]:
    """Return the JSON schema of an answer, in the subset that strict structured output knows."""
    said = {
        "type": "object",
        "properties": {"text": {"type": "string"}, "facts": {"type": "array", "items": {"type": "string"}}},
        "required": ["text", "facts"],
        "additionalProperties": False,
    }
    keys = [section.part.value for section in sections]
    return {
        "type": "object",
        "properties": {key: {"type": "array", "items": said} for key in keys},
        "required": keys,
        "additionalProperties": False,
    }


def _shown(section: Section) -> dict[str, object]:
    form = FORMS[section.part]
    return {
        "key": section.part.value,
        "count": _count(form),
        "longest": form.longest,
        "complete": form.is_complete,
        "wanted": form.wanted,
        "now": section.now,
    }


def _count(form: Form) -> str:
    if form.least == form.most:
        return "one statement" if form.least == 1 else f"{form.least} statements"
    return f"{form.least} to {form.most} statements"


def _fence(content: str) -> str:
    """A line that no report can hold: it is made of all that stands between it and its repetition."""
    return f"=====DATA {hashlib.sha256(content.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}====="
