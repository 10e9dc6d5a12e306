"""The log entry of a retrospective: written where people have not logged this evidence as a retrospective themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.model.draft import LogDraft, SkillDraft, SkillUpdate, Statement, Summary
from bot.synthesize.evidence.findings import without_repeats
from bot.synthesize.evidence.statements import finish, tidy
from bot.synthesize.evidence.units import Unit
from bot.synthesize.results.conclusions import is_prose

_REPORT = re.compile(r"[\w./-]+(?<!SKILL)\.(?:md|csv|tsv|json|jsonl|ipynb|html)\b")
_MOST_FINDINGS = 3
_MOST_FAILURES = 2
_MOST_DETAILS = 4


def log_draft(
    units: Sequence[Unit], told: Summary, skills: Sequence[SkillDraft], updates: Sequence[SkillUpdate], today: str
) -> LogDraft | None:
    """Return the entry, None where a retrospective of the team stands in the log after everything else of the evidence."""
    if not units or _already_logged(units):
        return None
    title = f"Retrospective on {told.title}"
    points = without_repeats((*told.key_findings[:_MOST_FINDINGS], *told.what_failed[:_MOST_FAILURES]))
    return LogDraft(
        date=today,
        title=title,
        description=_description(told, units),
        details=tuple(line for line in told.what_we_tried if _is_of(units, line))[:_MOST_DETAILS],
        points=points,
        reports=tuple(dict.fromkeys(unit.path for unit in units if not unit.facts.entry)),
        skills=tuple(dict.fromkeys([*(draft.name for draft in skills), *(update.skill.name for update in updates)])),
    )


def _is_of(units: Sequence[Unit], line: Statement) -> bool:
    """Whether a line tells of this evidence alone: unfinished work is told in the summary, not in the log."""
    paths = {unit.path for unit in units}
    return all(source.path in paths for source in line.sources)


def _already_logged(units: Sequence[Unit]) -> bool:
    """Whether the team's own retrospective entries cover everything else in the evidence."""
    entries = [unit for unit in units if "retrospective" in unit.kind]
    return bool(entries) and all(unit in entries or any(_covers(entry, unit) for entry in entries) for unit in units)


def _covers(entry: Unit, unit: Unit) -> bool:
    """Whether an entry tells of a report or entry: it is not older, and names the report or no report at all."""
    if entry.facts.date < unit.facts.date:
        return False
    named = {path.rpartition("/")[2] for path in _REPORT.findall(entry.text())}
    return bool(unit.facts.entry) or not named or unit.path.rpartition("/")[2] in named


def _description(told: Summary, units: Sequence[Unit]) -> str:
    """The newest entry's own description where there are only log entries, else the first finding."""
    described = [unit.description for unit in units if unit.facts.entry and unit.description]
    if len(described) == len(units):
        return finish(tidy(described[0]))
    said: Sequence[Statement] = told.key_findings or told.what_failed
    whole = next((each for each in said if is_prose(each.text)), said[0] if said else None)
    return whole.text if whole else f"{told.title}."
