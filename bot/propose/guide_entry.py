"""Troubleshooting entries as headed sections, in the form of the guide's own entries or of the team's template."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from bot.propose.guide_fields import Field, field_of, with_source
from bot.propose.outline import Outline, OutlineSection, outline

_HEADING = re.compile(r"(#{1,6})[ \t]+(.*)$")
_LEAD = re.compile(r"((?:[-*+] )?\*\*([^*:\n]{1,40}):?\*\*:?)[ \t]*(.*)$")
_PLAIN = re.compile(r"((?:[-*+] )?([A-Z][\w ]{1,30}):)(?:[ \t]+(.*)|)$")
_NUMBER = re.compile(r"((?:\D{0,12} )?)(\d+)([.:)])")
_ESSENTIAL = {Field.SYMPTOM, Field.CAUSE, Field.SOLUTION}
_HEADED = _ESSENTIAL | {Field.PREVENTION, Field.SKILL, Field.SOURCE}


class FormField(NamedTuple):
    """One field of the form: `prefix` as it is written (`### Symptom`, `**Cause:**`), its value below or behind it.

    `apart` says that a blank line stands above it.
    """

    field: Field
    prefix: str
    below: bool
    apart: bool


class EntryForm(NamedTuple):
    """How an entry is written: the level of its heading, and its fields in order."""

    level: int
    fields: tuple[FormField, ...]


def entry_sections(document: Outline) -> list[OutlineSection]:
    """Return the guide's entries: innermost sections that have at least two of symptom, cause and solution."""
    found = [section for section in document.sections if len(_essential(document, section)) > 1]
    return [
        section
        for section in found
        if not any(other is not section and section.first < other.first <= section.last for other in found)
    ]


def form_of(document: Outline, section: OutlineSection) -> EntryForm:
    """Return the form in which a section is written."""
    return EntryForm(section.heading.level, tuple(_fields(document.lines[section.first : section.last])))


def template_form(text: str) -> EntryForm | None:
    """Return the form that a template (with `{placeholders}`) asks for; None where it is no template of an entry."""
    document = outline(text)
    sections = [section for section in document.sections if len(_essential(document, section)) > 1]
    return form_of(document, sections[0]) if sections else None


def entry_lines(form: EntryForm, values: Mapping[Field, str], number: str = "") -> list[str]:
    """Return the lines of an entry; fields without a value are left out. `number` precedes its name (`Issue 4: `)."""
    values = with_source(dict(values), {field.field for field in form.fields})
    lines = [f"{'#' * form.level} {number}{values[Field.PATTERN]}", ""]
    for field in form.fields:
        value = values[field.field]
        if not value:
            continue
        gap = [""] if lines[-1] and (field.apart or field.below) else []
        lines += [*gap, field.prefix, "", value, ""] if field.below else [*gap, f"{field.prefix} {value}"]
    return lines if lines[-1] else lines[:-1]


def next_number(document: Outline, sections: list[OutlineSection]) -> str:
    """Return the number for a new entry where entries are numbered (`4. `, `Issue 4: `), else empty."""
    match = _NUMBER.match(sections[-1].heading.text) if sections else None
    return f"{match[1]}{int(match[2]) + 1}{match[3]} " if match else ""


def field_texts(document: Outline, section: OutlineSection) -> dict[Field, str]:
    """Return what an entry says in each field, without markup of its own."""
    found: dict[Field, str] = {Field.PATTERN: section.heading.text}
    current = None
    for line in document.lines[section.first : section.last]:
        parsed = _parse(line)
        if parsed:
            current = parsed[0]
            found[current] = parsed[2]
        elif current:
            found[current] = f"{found[current]} {line.strip()}".strip()
    return found


def _essential(document: Outline, section: OutlineSection) -> set[Field]:
    level = section.heading.level
    lines = []
    for line in document.lines[section.first : section.last]:
        heading = _HEADING.match(line)
        if (
            heading
            and len(heading[1]) == level + 1
            and field_of(heading[2]) not in _ESSENTIAL | {Field.PREVENTION, Field.SKILL}
        ):
            break  # sections of its own: the fields below them are theirs
        lines.append(line)
    return {field.field for field in _fields(lines)} & _ESSENTIAL


def _fields(lines: list[str] | tuple[str, ...]) -> list[FormField]:
    found: list[FormField] = []
    for index, line in enumerate(lines):
        parsed = _parse(line)
        if parsed and parsed[0] not in {known.field for known in found}:
            field, prefix, value = parsed
            found.append(FormField(field, prefix, not value, not index or not lines[index - 1].strip()))
    return found


def _parse(line: str) -> tuple[Field, str, str] | None:
    """Return the field that a line opens, the line's part before the value, and the value."""
    heading = _HEADING.match(line)
    if heading:
        field = field_of(heading[2]) if len(heading[2]) <= 40 else None
        return (field, line.rstrip(), "") if field and field is not Field.PATTERN else None
    match = _LEAD.match(line) or _PLAIN.match(line)
    field = field_of(match[2]) if match else None
    if not match or not field or field is Field.PATTERN:
        return None
    return field, match[1], (match[3] or "").strip()
