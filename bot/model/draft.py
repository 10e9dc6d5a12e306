"""Drafts: what a retrospective wants to say, each statement with the lines that it rests on, before any file is touched."""

from typing import NamedTuple

from bot.model.domain import Direction
from bot.model.report import Lines
from bot.model.repository import Skill


class Source(NamedTuple):
    """A place in the evidence: a path in the repository and the lines there."""

    path: str
    lines: Lines


class Statement(NamedTuple):
    """One sentence or bullet of markdown on one line, and its sources (never empty for a statement with a number)."""

    text: str
    sources: tuple[Source, ...] = ()


class ResultRow(NamedTuple):
    """One row of a results table; `cells` as many as the table's header (without the source column)."""

    cells: tuple[str, ...]
    sources: tuple[Source, ...]


class ResultTable(NamedTuple):
    """A results table: what was measured (`caption`, may be empty), its columns and rows; `is_cut` where it has not
    all rows of the evidence."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[ResultRow, ...]
    is_cut: bool = False


class FailureRow(NamedTuple):
    """Something that did not work: what, why (empty where the evidence gives no reason), and the lesson."""

    what: str
    why: str
    lesson: str
    sources: tuple[Source, ...]


class ConfigurationBlock(NamedTuple):
    """A block to copy and paste: `text` without fence, in `language` (`yaml`, `bash`)."""

    language: str
    text: str
    sources: tuple[Source, ...]


class SkillDraft(NamedTuple):
    """A new result skill. Sections without content are left out when it is written. `reason` says why it is proposed.

    `rules` is the draft as the rules wrote it where a model reworded it: by it, what was declined is recognised.
    """

    name: str
    title: str
    description: str
    use_when: str
    short_description: str
    tags: tuple[str, ...]
    domain: str
    created: str
    reason: str
    general: tuple[Statement, ...] = ()
    apply_when: tuple[Statement, ...] = ()
    avoid_when: tuple[Statement, ...] = ()
    results: tuple[ResultTable, ...] = ()
    scope: tuple[Statement, ...] = ()
    practice: tuple[Statement, ...] = ()
    failures: tuple[FailureRow, ...] = ()
    configuration: tuple[ConfigurationBlock, ...] = ()
    reports: tuple[str, ...] = ()
    related_skills: tuple[str, ...] = ()
    rules: "SkillDraft | None" = None


class Superseded(NamedTuple):
    """A statement of an existing skill that new evidence overturns: its 1-based line in the skill, and what is true now."""

    line: int
    now: Statement


class SkillUpdate(NamedTuple):
    """What new evidence adds to an existing skill; only sections with additions change. `updated` is an ISO date.

    `rules` is the update as the rules wrote it where a model reworded it.
    """

    skill: Skill
    reason: str
    updated: str
    results: tuple[ResultTable, ...] = ()
    practice: tuple[Statement, ...] = ()
    failures: tuple[FailureRow, ...] = ()
    reports: tuple[str, ...] = ()
    superseded: tuple[Superseded, ...] = ()
    rules: "SkillUpdate | None" = None


class TroubleshootingDraft(NamedTuple):
    """A new entry of the troubleshooting guide. `pattern` is its short name."""

    pattern: str
    symptom: str
    cause: str
    solution: str
    domain: str
    added: str
    sources: tuple[Source, ...]
    prevention: str = ""
    related_skill: str = ""


class LogDraft(NamedTuple):
    """The log entry of a retrospective. `description` is its General description line."""

    date: str
    title: str
    description: str
    details: tuple[Statement, ...]
    points: tuple[Statement, ...]
    reports: tuple[str, ...]
    skills: tuple[str, ...]


class Measurement(NamedTuple):
    """One bar of a comparison: which run, the value as written, and as a number in the unit of the comparison."""

    run: str
    value: str
    number: float
    source: Source


class Comparison(NamedTuple):
    """One metric measured on several runs, in one unit. `best` is the index of the best run, None where nobody can say.

    `swept` names what rises from run to run where that alone tells them apart (`columns`); the runs are then its values.
    """

    metric: str
    unit: str
    direction: Direction
    measurements: tuple[Measurement, ...]
    best: int | None
    swept: str = ""


class Contradiction(NamedTuple):
    """Two statements that cannot both hold: `new` from the evidence, `old` from a skill or an earlier log entry."""

    new: Statement
    old: Statement


class Summary(NamedTuple):
    """The retrospective's summary; each tuple may be empty."""

    title: str
    what_we_tried: tuple[Statement, ...] = ()
    key_findings: tuple[Statement, ...] = ()
    what_failed: tuple[Statement, ...] = ()
    open_questions: tuple[Statement, ...] = ()


class WrittenSection(NamedTuple):
    """A section of one text (`skill softmax-online`, `summary`) by its name in words (`general description`)."""

    text: str
    section: str


class SuggestedName(NamedTuple):
    """Another name for a new skill."""

    skill: str
    name: str


class SuggestedMerge(NamedTuple):
    """How two skills that say nearly the same could become one: `about` names them for people, cited are their lines."""

    about: str
    how: tuple[Statement, ...]


class Writing(NamedTuple):
    """What the language model `model` had a hand in.

    `written` are the sections that it wrote; `refused` those whose words were not accepted: there the rules'
    text stands; `names` and `merges` are suggestions: people decide on them.
    """

    model: str
    written: tuple[WrittenSection, ...] = ()
    refused: tuple[WrittenSection, ...] = ()
    names: tuple[SuggestedName, ...] = ()
    merges: tuple[SuggestedMerge, ...] = ()


class Retrospective(NamedTuple):
    """Everything that a retrospective concludes; `log` is None where there is nothing worth an entry.

    `writing` is None where the rules wrote all of it.
    """

    summary: Summary
    scope: tuple[Statement, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    skills: tuple[SkillDraft, ...] = ()
    updates: tuple[SkillUpdate, ...] = ()
    troubleshooting: tuple[TroubleshootingDraft, ...] = ()
    log: LogDraft | None = None
    warnings: tuple[str, ...] = ()
    writing: Writing | None = None
