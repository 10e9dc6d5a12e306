"""New entries in the troubleshooting guide, in the shape that the guide has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from bot.model.draft import TroubleshootingDraft
from bot.propose.guide_entry import (
    EntryForm,
    entry_lines,
    entry_sections,
    field_texts,
    form_of,
    next_number,
    template_form,
)
from bot.propose.guide_fields import Field, field_of, field_values
from bot.propose.guide_table import entry_tables, is_template_row, table_edits
from bot.propose.line_edits import apply_edits, insertion
from bot.propose.outline import Outline, OutlineSection, outline
from bot.propose.shipped_templates import shipped_template
from bot.propose.wording import is_said, words

ENTRY_TEMPLATE = "references/troubleshooting-entry-template.md"
_GUIDE = "references/troubleshooting.md"
_MESSAGE = re.compile(r"`([^`\n]{24,})`")
"""A quoted message that is long enough to be that of one problem alone."""

_ABOVE = re.compile(r"<!--[^>]*\babove\b[^>]*-->", re.I)
_RULE = "---"
_FEWEST_CAUSE_WORDS = 5


class AddedEntry(NamedTuple):
    """A draft that the guide did not have, and the heading under which it stands now."""

    draft: TroubleshootingDraft
    heading: str


def extended_guide(
    path: str, text: str | None, drafts: Sequence[TroubleshootingDraft], templates: Mapping[str, str]
) -> tuple[str, tuple[AddedEntry, ...]]:
    """Return the guide at `path` with the drafts that are new to it, and which these are. `text` None: there is no guide.

    A guide that has neither table nor entries gets sections by the team's entry template, else the shipped table.
    """
    team = template_form(templates[ENTRY_TEMPLATE]) if ENTRY_TEMPLATE in templates else None
    if not (text or "").strip():
        text = "# Troubleshooting Guide\n" if team else shipped_template(_GUIDE)
    assert text is not None  # noqa: S101 -- for the type checker
    document = outline(text)
    new = list(_new(document, drafts))
    if not new:
        return text, ()
    entries = [field_values(draft, path) for draft in new]
    tables = entry_tables(document)
    if tables:
        edits, headings = table_edits(document, tables, entries)
        return apply_edits(text, edits), tuple(map(AddedEntry, new, headings))
    lines = _sections(document, entries, team)
    headings = [entry[Field.PATTERN] for entry in entries]
    return apply_edits(text, [insertion(_place(document), *lines)]), tuple(map(AddedEntry, new, headings))


def _sections(document: Outline, entries: Sequence[Mapping[Field, str]], team: EntryForm | None) -> list[str]:
    existing = entry_sections(document)
    form = form_of(document, existing[-1]) if existing else team or template_form(shipped_template(ENTRY_TEMPLATE))
    assert form is not None  # noqa: S101 -- the shipped template is one
    number = next_number(document, existing)
    rule = ["", "---"] if _ruled(document, existing) else []
    lines: list[str] = []
    for offset, entry in enumerate(entries):
        shown = re.sub(r"\d+", lambda match, by=offset: str(int(match[0]) + by), number)  # type: ignore[misc]
        lines += [*rule, "", *entry_lines(form, entry, shown)]
    return lines


def _ruled(document: Outline, existing: Sequence[OutlineSection]) -> bool:
    """Say whether the entries are set apart by rules."""
    pairs = list(pairwise(existing))
    return bool(pairs) and all(_RULE in document.lines[one.last : other.first] for one, other in pairs)


def _place(document: Outline) -> int:
    """Return the line below which headed entries go: after the last one, above a marker that says so, else the end."""
    existing = entry_sections(document)
    if existing:
        first, last = existing[-1].first, existing[-1].last
        line = next((number for number in range(first, last) if document.lines[number - 1] == _RULE), last + 1) - 1
    else:
        marker = next((number for number, line in enumerate(document.lines, start=1) if _ABOVE.search(line)), 0)
        line = marker - 1 if marker else document.end
    while line > 0 and not document.lines[line - 1].strip():
        line -= 1
    return line


def _new(document: Outline, drafts: Sequence[TroubleshootingDraft]) -> Iterator[TroubleshootingDraft]:
    """Yield the drafts whose symptom, name and cause the guide does not have yet, nor an earlier draft."""
    known = list(_known(document))
    text = "\n".join(document.lines)
    for draft in drafts:
        messages = _MESSAGE.findall(draft.symptom)
        if any(message in text for message in messages) or any(_is_same(draft, entry) for entry in known):
            continue
        known.append({Field.PATTERN: draft.pattern, Field.SYMPTOM: draft.symptom, Field.CAUSE: draft.cause})
        yield draft


def _is_same(draft: TroubleshootingDraft, entry: Mapping[Field, str]) -> bool:
    names = [entry.get(Field.PATTERN, ""), entry.get(Field.SYMPTOM, "")]
    if is_said(draft.symptom, names) or is_said(draft.pattern, names):
        return True
    return len(words(draft.cause)) >= _FEWEST_CAUSE_WORDS and is_said(draft.cause, [entry.get(Field.CAUSE, "")])


def _known(document: Outline) -> Iterator[Mapping[Field, str]]:
    for table, _ in entry_tables(document):
        fields = [field_of(cell.text) for cell in table.header]
        for row in table.rows:
            texts = [cell.text for cell in row]
            if not is_template_row(texts):
                yield {field: text for field, text in zip(fields, texts, strict=False) if field}
    for section in entry_sections(document):
        yield field_texts(document, section)
