"""Accepted sections woven into the retrospective of the rules; everything else of it stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.model.draft import Retrospective, SkillDraft, SkillUpdate, Statement, Summary, WrittenSection
from bot.propose.citations import merged
from bot.synthesize.evidence.statements import capital
from bot.writer.answer import Answer
from bot.writer.task import SUGGESTIONS, Part, Said, Task
from bot.writer.tasks import SUMMARY, skill_target, update_target

_STATEMENTS = {
    Part.GENERAL: "general",
    Part.APPLY: "apply_when",
    Part.AVOID: "avoid_when",
    Part.PRACTICE: "practice",
    Part.TRIED: "what_we_tried",
    Part.FINDINGS: "key_findings",
    Part.FAILED: "what_failed",
    Part.QUESTIONS: "open_questions",
}
_TEXTS = {Part.DESCRIPTION: "description", Part.USE_WHEN: "use_when", Part.TAGLINE: "short_description"}


def woven(retrospective: Retrospective, tasks: Sequence[Task], answers: Mapping[str, Answer]) -> Retrospective:
    """Return the retrospective with the accepted sections of each task (by its target) in the place of the rules' text."""
    by_target = {task.target: task for task in tasks}

    def of(target: str) -> tuple[Task, Answer] | None:
        answer = answers.get(target)
        return (by_target[target], answer) if target in by_target and answer else None

    found = of(SUMMARY)
    return retrospective._replace(
        summary=_summary(retrospective.summary, *found) if found else retrospective.summary,
        skills=tuple(_skill(draft, of(skill_target(draft))) for draft in retrospective.skills),
        updates=tuple(_update(update, of(update_target(update))) for update in retrospective.updates),
    )


def sections_of(targets: Iterable[tuple[str, Iterable[Part]]]) -> tuple[WrittenSection, ...]:
    """Return the sections of some texts under their names for people; what is only suggested is none."""
    told = ((target, part) for target, parts in targets for part in parts if part not in SUGGESTIONS)
    return tuple(WrittenSection(target, part.words) for target, part in told)


def woven_statements(task: Task, found: Iterable[Said], part: Part) -> tuple[Statement, ...]:
    """Return the statements of a section with the places of the facts that they name as their sources."""
    return tuple(_statement(task, said, part) for said in found)


def _summary(summary: Summary, task: Task, answer: Answer) -> Summary:
    changed: dict[str, Any] = _statements(task, answer)
    return summary._replace(**changed)


def _skill(draft: SkillDraft, found: tuple[Task, Answer] | None) -> SkillDraft:
    if found is None or not found[1].keys() - SUGGESTIONS:
        return draft
    task, answer = found
    changed: dict[str, Any] = _statements(task, answer)
    changed |= {field: _bare(answer[part][0], part) for part, field in _TEXTS.items() if answer.get(part)}
    return draft._replace(rules=draft, **changed)


def _update(update: SkillUpdate, found: tuple[Task, Answer] | None) -> SkillUpdate:
    changed: dict[str, Any] = _statements(*found) if found else {}
    return update._replace(rules=update, **changed) if changed else update


def _statements(task: Task, answer: Answer) -> dict[str, tuple[Statement, ...]]:
    told = {_STATEMENTS[part]: (part, found) for part, found in answer.items() if part in _STATEMENTS and found}
    return {field: woven_statements(task, found, part) for field, (part, found) in told.items()}


def _statement(task: Task, said: Said, part: Part) -> Statement:
    sources = merged(source for item in task.named(said) for source in item.sources)
    is_clause = part in (Part.APPLY, Part.AVOID)
    text = said.text.rstrip(" .") if is_clause else _finished(capital(said.text))
    return Statement(text, sources)


def _finished(text: str) -> str:
    return text if text.endswith((".", "!", "?", "。", ":")) else f"{text}."


def _bare(said: Said, part: Part) -> str:
    return said.text if part is Part.DESCRIPTION else said.text.rstrip(" .")
