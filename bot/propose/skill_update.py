"""New evidence merged into an existing skill, section by section; what people wrote stays as it is."""

from __future__ import annotations

import re

from bot.model.draft import SkillUpdate, Source
from bot.model.report import ListItem
from bot.propose.added_failures import added_failures
from bot.propose.added_practice import added_practice
from bot.propose.added_results import added_results
from bot.propose.addition import Addition, place_for
from bot.propose.citations import Citations
from bot.propose.front_matter_edit import updated_edit
from bot.propose.line_edits import Edit, apply_edits, insertion
from bot.propose.outline import Outline, outline
from bot.propose.section_names import Part
from bot.propose.skill_file import MAX_LINES
from bot.propose.skill_template import SkillTemplate
from bot.propose.superseding import superseded_edits
from bot.reading.citations import DEFINITION

_ROW_LIMITS = (None, 20, 8, 3)
_REPORT_LABEL = re.compile(r"((?:related )?reports?):", re.I)


def updated_skill(update: SkillUpdate, template: SkillTemplate) -> tuple[str, tuple[str, ...]]:
    """Return the skill's text with the update merged in, and the headings of the sections that changed.

    What the skill says already is not added again, so that the same update twice is the same as once; the text comes back
    unchanged where nothing is new. Where the skill would grow beyond 500 lines, fewer rows are added.
    """
    for limit in _ROW_LIMITS:
        text, headings = _merged(update, template, limit)
        if text.count("\n") < MAX_LINES:
            break
    return text, headings


def update_sources(update: SkillUpdate) -> tuple[Source, ...]:
    """Return all places that an update cites, in order of use."""
    sources = [row.sources for table in update.results for row in table.rows]
    sources += [item.sources for item in update.practice]
    sources += [row.sources for row in update.failures]
    sources += [item.now.sources for item in update.superseded]
    return tuple(dict.fromkeys(source for group in sources for source in group))


def _merged(update: SkillUpdate, template: SkillTemplate, limit: int | None) -> tuple[str, tuple[str, ...]]:
    text = update.skill.text
    document = outline(text)
    citations = Citations(update.skill.path, update_sources(update), text)
    additions = [
        *added_results(document, update.results, citations, limit),
        *added_practice(document, update.practice, citations),
        *added_failures(document, update.failures, template, citations, limit),
    ]
    edits, headings = _section_edits(document, additions, template)
    for edit, heading in superseded_edits(document, update.superseded, citations):
        edits.append(edit)
        headings.append(heading)
    if not edits:
        return text, ()
    for edit, heading in _references(document, update.reports):
        edits.append(edit)
        headings.append(heading)
    edits += _definitions(document, citations)
    date = updated_edit(document.lines, update.updated)
    return apply_edits(text, [*edits, *([date] if date else [])]), tuple(dict.fromkeys(headings))


def _section_edits(document: Outline, additions: list[Addition], template: SkillTemplate) -> tuple[list[Edit], list[str]]:
    """Return the additions as edits with their headings; a section that the skill lacks is opened once."""
    edits, headings = [], []
    for addition in additions:
        section = document.section(addition.part)
        if section:
            edits.append(insertion(addition.after or section.last, *addition.lines))
            headings.append(section.heading.text)
            continue
        planned = template.section(addition.part)
        heading = planned.heading if planned else f"## {addition.part.value}"
        opening = () if heading.lstrip("# ") in headings else ("", heading)
        edits.append(insertion(place_for(document, addition.part), *opening, *addition.lines))
        headings.append(heading.lstrip("# "))
    return edits, headings


def _references(document: Outline, reports: tuple[str, ...]) -> list[tuple[Edit, str]]:
    """Return the edit that appends new reports to the references, in the way in which the skill lists its others."""
    section = document.section(Part.REFERENCES)
    text = "\n".join(document.lines)
    new = [path for path in reports if path not in text]
    if not section or not new:
        return []
    labelled = [(item, match[1]) for item in section.items() if (match := _REPORT_LABEL.match(item.text))]
    label = f"{labelled[-1][1]}: " if labelled else ""
    is_list = bool(section.blocks) and isinstance(section.blocks[-1], ListItem)
    place = labelled[-1][0].lines[1] if labelled else section.last
    lines = [*([] if is_list else [""]), *(f"- {label}`{path}`" for path in new)]
    return [(insertion(place, *lines), section.heading.text)]


def _definitions(document: Outline, citations: Citations) -> list[Edit]:
    """Return the edit that puts the definitions of new citations at the end, behind those that are there."""
    added = citations.definitions()
    if not added:
        return []
    last = len(document.lines)
    while last and not document.lines[last - 1].strip():
        last -= 1
    follows = bool(last) and DEFINITION.match(document.lines[last - 1])
    return [insertion(last, *([] if follows else [""]), *added)]
