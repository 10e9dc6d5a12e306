"""A skill draft as the text of its SKILL.md, in the team's template and valid by the Agent Skills specification."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Sequence

from bot.model.draft import FailureRow, ResultTable, SkillDraft, Source, Statement
from bot.model.logbook import BOT
from bot.propose.citations import Citations
from bot.propose.sanitising import cell, fenced, inline, plain
from bot.propose.section_names import Part
from bot.propose.skill_template import SkillTemplate, TemplateSection
from bot.propose.tables import column_key, match_columns, table_lines

MAX_LINES = 500
_LONGEST_DESCRIPTION = 1000
_ROW_LIMITS = (None, 40, 20, 10, 5)
_FAILURE_COLUMNS = ("What Failed", "Why", "Lesson")
_AVOID_LEAD = "Do NOT use when:"
_PLAIN_SCALAR = re.compile(r"[A-Za-z][A-Za-z0-9._/-]*(?: [A-Za-z0-9][A-Za-z0-9._/-]*)*")
_YAML_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


def skill_text(draft: SkillDraft, template: SkillTemplate, path: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of a new skill at `path` and the headings that it has.

    Where a skill would grow beyond 500 lines, its tables keep the first rows only and say so.
    """
    for limit in _ROW_LIMITS:
        if limit != _ROW_LIMITS[-1] and _shown_rows(draft, template, limit) >= MAX_LINES:
            continue  # each row has a line of its own
        text, headings = _SkillWriter(draft, template, path, limit).write()
        if text.count("\n") < MAX_LINES:
            break
    return text, headings


def _shown_rows(draft: SkillDraft, template: SkillTemplate, limit: int | None) -> int:
    return sum(len(table.rows[:limit]) for table in draft.results) if template.section(Part.RESULTS) else 0


def draft_sources(draft: SkillDraft) -> tuple[Source, ...]:
    """Return all places that a draft cites, in order of use."""
    statements = (*draft.general, *draft.apply_when, *draft.avoid_when, *draft.scope, *draft.practice)
    rows = (row for table in draft.results for row in table.rows)
    cited: tuple[Statement | object, ...] = (*statements, *rows, *draft.failures, *draft.configuration)
    return tuple(dict.fromkeys(source for item in cited for source in getattr(item, "sources", ())))


def cited_text(statement: Statement, citations: Citations) -> str:
    """Return the statement as one line with its citations."""
    return f"{inline(statement.text)} {citations.cite(statement.sources)}".rstrip()


def result_lines(table: ResultTable, columns: Sequence[str], citations: Citations, limit: int | None = None) -> list[str]:
    """Return a results table with its caption and a source column; `columns` are the words the team has for its columns."""
    rows = table.rows[:limit]
    header = _team_words(table.header, columns)
    own_source = any(column_key(name) == "source" for name in header)
    cells = [[*map(cell, row.cells), *([] if own_source else [citations.cite(row.sources)])] for row in rows]
    width = len(header) + (not own_source)
    body = [(row + [""] * width)[:width] for row in cells]
    lines = [f"**{inline(table.caption)}**", ""] if table.caption else []
    lines += table_lines([*map(cell, header), *([] if own_source else ["Source"])], body)
    if len(rows) < len(table.rows):
        lines += ["", f"The first {len(rows)} of {len(table.rows)} rows; the source has them all."]
    elif table.is_cut:
        lines += ["", "The source has more rows."]
    return lines


def failure_cells(row: FailureRow, citations: Citations) -> tuple[str, str, str]:
    """Return what failed, why and the lesson, as cells; the citations stand behind the reason, else behind what failed."""
    what, why, cited = cell(row.what), cell(row.why), citations.cite(row.sources)
    told = (what, f"{why} {cited}".rstrip()) if why else (f"{what} {cited}".rstrip(), "–")
    return *told, cell(row.lesson)


def failure_lines(failures: Sequence[FailureRow], columns: Sequence[str], citations: Citations) -> list[str]:
    """Return the table of failure modes under the team's `columns`; without lessons it has no column for them."""
    rows = [failure_cells(row, citations) for row in failures]
    columns = columns if len(columns) == len(_FAILURE_COLUMNS) else _FAILURE_COLUMNS
    if rows and not any(lesson for *_, lesson in rows):
        return table_lines(columns[:2], [row[:2] for row in rows])
    return table_lines(columns, rows) if rows else []


class _SkillWriter:
    """Writes one draft: the parts' lines first, then those that have content in the template's order."""

    def __init__(self, draft: SkillDraft, template: SkillTemplate, path: str, limit: int | None) -> None:
        self.draft, self.template, self.path, self.limit = draft, template, path, limit
        self.citations = Citations(path, draft_sources(draft))

    def write(self) -> tuple[str, tuple[str, ...]]:
        lines = [*front_matter(self.draft, self.template), "", self.template.title.replace("{}", inline(self.draft.title))]
        headings = []
        for section in self.template.sections:
            content = self.content(section)
            if content:
                lines += ["", section.heading, "", *content]
                headings.append(section.heading.lstrip("# "))
        definitions = self.citations.definitions()
        lines += ["", *definitions] if definitions else []
        return "\n".join(lines) + "\n", tuple(headings)

    def content(self, section: TemplateSection) -> list[str]:
        writers = {
            Part.GENERAL: self.general,
            Part.APPLY: self.apply,
            Part.AVOID: self.avoid,
            Part.RESULTS: self.results,
            Part.SCOPE: self.scope,
            Part.PRACTICE: self.practice,
            Part.FAILURES: self.failures,
            Part.CONFIGURATION: self.configuration,
            Part.REFERENCES: self.references,
        }
        return writers[section.part](section)

    def bullets(self, statements: Iterable[Statement]) -> list[str]:
        return [f"- {cited_text(statement, self.citations)}" for statement in statements]

    def general(self, section: TemplateSection) -> list[str]:
        lines = [cited_text(statement, self.citations) for statement in self.draft.general]
        if not self.draft.results:
            lines += self.holds_for(after=lines)
        return lines

    def apply(self, section: TemplateSection) -> list[str]:
        lines = _led(section.lead, self.bullets(self.draft.apply_when))
        if self.draft.avoid_when and not self.template.section(Part.AVOID):
            lines += ["", *self.avoid(section)] if lines else self.avoid(section)
        return lines

    def avoid(self, section: TemplateSection) -> list[str]:
        lead = section.lead if section.part is Part.AVOID else _AVOID_LEAD
        return _led(lead, self.bullets(self.draft.avoid_when))

    def results(self, section: TemplateSection) -> list[str]:
        lines: list[str] = []
        for table in self.draft.results:
            if table.rows:
                lines += ["", *result_lines(table, section.columns, self.citations, self.limit)]
        return [*lines[1:], *self.holds_for(after=lines)] if lines else []

    def holds_for(self, after: Sequence[str]) -> list[str]:
        """Return the scope as one line, where the template has no section for it."""
        if not self.draft.scope or self.template.section(Part.SCOPE):
            return []
        texts = [re.sub(r"^holds for:?\s+", "", inline(item.text), flags=re.I).rstrip(".") for item in self.draft.scope]
        cited = self.citations.cite(source for item in self.draft.scope for source in item.sources)
        return [*([""] if after else []), f"Holds for: {'; '.join(texts)}. {cited}".rstrip()]

    def scope(self, section: TemplateSection) -> list[str]:
        return _led(section.lead, self.bullets(self.draft.scope))

    def practice(self, section: TemplateSection) -> list[str]:
        texts = [cited_text(statement, self.citations) for statement in self.draft.practice]
        return [f"{number}. {text}" for number, text in enumerate(texts, start=1)]

    def failures(self, section: TemplateSection) -> list[str]:
        return failure_lines(self.draft.failures[: self.limit], section.columns, self.citations)

    def configuration(self, section: TemplateSection) -> list[str]:
        lines: list[str] = []
        for block in self.draft.configuration:
            cited = self.citations.cite(block.sources)
            lines += ["", *fenced(block.text, block.language), *(["", f"From {cited}."] if cited else [])]
        return lines[1:]

    def references(self, section: TemplateSection) -> list[str]:
        folder = posixpath.dirname(self.path)
        found = {
            "reports": [f"[`{path}`]({posixpath.relpath(path, folder)})" for path in self.draft.reports],
            "skills": [f"`{name}`" for name in self.draft.related_skills],
        }
        labels = section.references or (("- Reports", "reports"), ("- Related skills", "skills"))
        return [f"{label}: {', '.join(found[kind])}" for label, kind in labels if found[kind]]


def front_matter(draft: SkillDraft, template: SkillTemplate) -> list[str]:
    """Return the front matter's lines, both fences included: only keys of the specification, in the template's order."""
    lines = ["---"]
    for key, fixed in template.keys:
        if key == "name":
            lines.append(f"name: {draft.name}")
        elif key == "description":
            lines += ["description: >", *(f"  {line}" for line in description_lines(draft))]
        elif key == "metadata":
            inner = _metadata(draft, template)
            lines += ["metadata:", *inner] if inner else []
        elif fixed:
            lines.append(f"{key}: {fixed}")
    return [*lines, "---"]


def description_lines(draft: SkillDraft) -> tuple[str, ...]:
    """Return the description as two lines, the second one `Use when: ...`; together at most 1,024 characters."""
    use_when = _description_text(draft.use_when, 500)
    first = _description_text(draft.description, _LONGEST_DESCRIPTION - len(use_when) - 12)
    use_when = re.sub(r"^use when:?\s+", "", use_when, flags=re.I)
    return (first, f"Use when: {use_when}") if use_when else (first,)


def _description_text(text: str, limit: int) -> str:
    # The reference validator splits the file at the next `---`, wherever it stands.
    return re.sub(r"-{3,}", "—", plain(text, limit)).strip()


def _metadata(draft: SkillDraft, template: SkillTemplate) -> list[str]:
    values = {
        "short-description": _quoted(plain(draft.short_description, 120)),
        "short_description": _quoted(plain(draft.short_description, 120)),
        "domain": scalar(draft.domain),
        "created": draft.created,
        "date": draft.created,
        "author": BOT,
    }
    lines = []
    for key, fixed in template.metadata:
        if key in ("tags", "keywords"):
            lines += _tags(key, draft.tags)
        elif value := fixed or values.get(key, ""):
            lines.append(f"  {key}: {value}")
    return lines


def _tags(key: str, tags: Sequence[str]) -> list[str]:
    # As a list of lines: the reference validator rejects `[a, b]`.
    return [f"  {key}:", *(f"    - {scalar(tag)}" for tag in tags)] if tags else []


def scalar(text: str) -> str:
    """Return `text` as a YAML scalar that every parser reads as this string."""
    text = plain(text, 120)
    plain_enough = _PLAIN_SCALAR.fullmatch(text) and text.lower() not in _YAML_WORDS
    return text if plain_enough or not text else _quoted(text)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' if text else ""


def _led(lead: str, bullets: list[str]) -> list[str]:
    return [lead, *bullets] if lead and bullets else bullets


def _team_words(header: Sequence[str], columns: Sequence[str]) -> list[str]:
    """Return the header in the team's words, if its table has all of the columns."""
    places = match_columns(header, columns) if columns else None
    return [columns[place] for place in places] if places else list(header)
