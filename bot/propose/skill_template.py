"""The template of result skills as data: its sections in order with their headings and columns, and its keys."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from bot.propose.outline import Outline, OutlineSection, outline
from bot.propose.section_names import Part
from bot.propose.shipped_templates import shipped_template

PATH = "skills/result-skill-template.md"
_PLACEHOLDER = re.compile(r"\{[^{}\n]*\}")
_KEY = re.compile(r"( *)([A-Za-z][\w-]*):[ \t]*(.*)$")
FILLED = ("tags", "keywords", "short-description", "short_description", "domain", "created", "date", "author")
"""The keys of the metadata for which the bot has a value."""

_SPECIFIED = ("name", "description", "license", "compatibility", "metadata", "allowed-tools")


class TemplateSection(NamedTuple):
    """One section: its heading line, the part that it is, the line that introduces its list, and its table's columns.

    `references` are the bullets of a references section with what each lists: `reports` or `skills`.
    """

    part: Part
    heading: str
    lead: str = ""
    columns: tuple[str, ...] = ()
    references: tuple[tuple[str, str], ...] = ()


class SkillTemplate(NamedTuple):
    """A template. `keys` and `metadata` are the front matter's keys in order with their fixed values (empty: to be filled).

    `title` is the title line with `{}` for the title.
    """

    keys: tuple[tuple[str, str], ...]
    metadata: tuple[tuple[str, str], ...]
    title: str
    sections: tuple[TemplateSection, ...]

    def section(self, part: Part) -> TemplateSection | None:
        """Return the section that is this part, None where the template has none."""
        return next((section for section in self.sections if section.part is part), None)


def skill_template(templates: Mapping[str, str]) -> SkillTemplate:
    """Return the team's own template (`skills/result-skill-template.md`), else the shipped one.

    A template without a section that the bot knows counts as none. What a result skill cannot do without (what it is,
    when to apply, results, practice, failures, configuration) is added where a team's template has no section for it.
    """
    shipped = _read(shipped_template(PATH))
    own = _read(templates[PATH]) if PATH in templates else None
    if own is None or not own.sections:
        return shipped
    keys = own.keys if {"name", "description"} <= {key for key, _ in own.keys} else shipped.keys
    metadata = own.metadata if own.keys else shipped.metadata
    return SkillTemplate(keys, metadata, own.title, _completed(own.sections, shipped.sections))


def _completed(own: tuple[TemplateSection, ...], shipped: tuple[TemplateSection, ...]) -> tuple[TemplateSection, ...]:
    """Return the team's sections with those that are missing put before its references, else at its end."""
    present = {section.part for section in own}
    missing = tuple(section for section in shipped if section.part not in present and section.part is not Part.REFERENCES)
    at = next((index for index, section in enumerate(own) if section.part is Part.REFERENCES), len(own))
    return own[:at] + missing + own[at:]


def _read(text: str) -> SkillTemplate:
    text = text.replace("\r\n", "\n")
    front, body = _cut(text)
    keys, metadata = _front_matter(front)
    document = outline(body)
    sections: list[TemplateSection] = []
    for section in document.sections:
        is_new = section.part not in (Part.OTHER, *(known.part for known in sections))
        if is_new and section.heading.level == _section_level(document):
            sections.append(_section(document, section))
    return SkillTemplate(keys, metadata, _title(document), tuple(sections))


def _cut(text: str) -> tuple[str, str]:
    match = re.match(r"\s*---[ \t]*\n(.*?)\n---[ \t]*\n", text, re.S)
    return (match[1], text[match.end() :]) if match else ("", text)


def _front_matter(front: str) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Read the front matter line by line: with its placeholders it need not be YAML."""
    top: dict[str, str] = {}
    metadata: dict[str, str] = {}
    within = ""
    for line in front.split("\n"):
        match = _KEY.match(line)
        if not match:
            continue
        indent, key, value = match.groups()
        fixed = (
            value.strip() if not _PLACEHOLDER.search(value) and value.strip() not in (">", "|", ">-", "|-", "[]") else ""
        )
        if not indent:
            within = key
            (top if key in _SPECIFIED else metadata)[key] = fixed
        elif within == "metadata":
            metadata[key] = fixed
    if metadata:
        top.setdefault("metadata", "")
    return tuple(top.items()), tuple(metadata.items())


def _section_level(document: Outline) -> int:
    levels = [section.heading.level for section in document.sections if section.part is not Part.OTHER]
    return min((level for level in levels if level > 1), default=1)


def _title(document: Outline) -> str:
    first = document.sections[0] if document.sections else None
    line = document.lines[first.first - 1] if first and first.heading.level == 1 else ""
    return _PLACEHOLDER.sub("{}", line) if len(_PLACEHOLDER.findall(line)) == 1 else "# {}"


def _section(document: Outline, section: OutlineSection) -> TemplateSection:
    lines = document.lines[section.first : section.last]
    table = next(section.tables(), None)
    columns = tuple(cell.text for cell in table.header) if table else ()
    heading = document.lines[section.first - 1].rstrip()
    return TemplateSection(
        section.part,
        f"## {section.part.value}" if _PLACEHOLDER.search(heading) else heading,
        _lead(lines),
        () if any(_PLACEHOLDER.search(column) for column in columns) else columns,
        tuple(_references(lines)) if section.part is Part.REFERENCES else (),
    )


def _lead(lines: tuple[str, ...]) -> str:
    """Return the line that introduces the section's list (`Use this knowledge when:`)."""
    following = [line for line in lines if line.strip()]
    if following and following[0].rstrip().endswith((":", ":")) and not _PLACEHOLDER.search(following[0]):
        return following[0].strip()
    return ""


def _references(lines: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return for each bullet with a placeholder its label (`- Related reports:`) and what it lists."""
    found = []
    for line in lines:
        match = re.match(r"(\s*[-*+] [^{}`]*?):?\s*`?\{([^{}]*)\}", line)
        if not match:
            continue
        subject = f"{match[1]} {match[2]}".lower()
        kind = "skills" if "skill" in subject else "reports" if re.search(r"report|\.md|path", subject) else ""
        if kind:
            found.append((match[1].rstrip(), kind))
    return found


def unfilled_keys(text: str) -> list[tuple[int, str]]:
    """Return the keys of a template's front matter that wait for a value and get none, each with its line."""
    front, _ = _cut(text.replace("\r\n", "\n"))
    found = []
    for number, line in enumerate(front.split("\n"), start=2):
        match = _KEY.match(line)
        if match and _PLACEHOLDER.search(match[3]) and match[2] not in (*FILLED, "name", "description"):
            found.append((number, match[2]))
    return found
