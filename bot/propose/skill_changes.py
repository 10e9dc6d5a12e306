"""Skill drafts and updates as changes of SKILL.md files, each checked before it is proposed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.model.draft import SkillDraft, SkillUpdate, Source
from bot.model.plan import Action, Target
from bot.model.repository import Repository, Skill
from bot.propose.change import Change, What, proposal
from bot.propose.digests import skill_digest, update_digest
from bot.propose.relocation import Locate, relocated
from bot.propose.skill_file import draft_sources, skill_text
from bot.propose.skill_template import SkillTemplate
from bot.propose.skill_update import update_sources, updated_skill
from bot.propose.skill_validity import skill_problems
from bot.propose.write_permission import may_write
from bot.reading.citations import read_citations

_SAME_EVIDENCE = 0.8


def skill_path(name: str, repository: Repository) -> str:
    """Return where a skill of this name stands."""
    return f"{repository.layout.skills_root}/{name}/SKILL.md"


def new_skills(
    drafts: Iterable[SkillDraft], repository: Repository, template: SkillTemplate, locate: Locate
) -> tuple[list[Change], list[str]]:
    """Return the new skills as changes, and a warning for each that cannot be written as a valid one."""
    changes, warnings = [], []
    for draft in drafts:
        path = skill_path(draft.name, repository)
        text, headings = skill_text(relocated(draft, locate), template, path)
        problems = skill_problems(path, text)
        if problems or not may_write(path, repository.layout):
            reason = problems[0].message if problems else "it is outside the skills folder"
            warnings.append(f"{path}: the skill is not proposed: {reason}")
            continue
        sources = draft_sources(draft)
        what = What(Target.SKILL, Action.CREATE, path, draft.name)
        known_by = draft.rules or draft
        carried = proposal(what, headings, draft.reason, sources, skill_digest(known_by, draft_sources(known_by)))
        changes.append(Change(path, "", text, (carried,), is_new=True))
    return changes, warnings


def skill_updates(
    updates: Sequence[SkillUpdate], repository: Repository, template: SkillTemplate, locate: Locate
) -> tuple[list[Change], list[str]]:
    """Return the updates that change something, and a warning for each that may not be made.

    Skills of the convention itself (`core`) are not updated, nor is one whose update would make it invalid.
    """
    changes, warnings = [], []
    for update in _one_a_skill(updates):
        skill = update.skill
        text, headings = updated_skill(relocated(update, locate), template)
        if text == skill.text:
            continue
        refusal = _refusal(skill, text, repository)
        if refusal:
            warnings.append(f"{skill.path}: the update is not proposed: {refusal}")
            continue
        sources = update_sources(update)
        what = What(Target.SKILL, Action.UPDATE, skill.path, skill.name)
        known_by = update.rules or update
        carried = proposal(what, headings, update.reason, sources, update_digest(known_by, update_sources(known_by)))
        changes.append(Change(skill.path, skill.text, text, (carried,)))
    return changes, warnings


def drafts_and_updates(
    drafts: Iterable[SkillDraft], updates: Iterable[SkillUpdate], repository: Repository, today: str
) -> tuple[list[SkillDraft], list[SkillUpdate]]:
    """Return what is really new, and the updates.

    A draft of a skill that exists, by its name or because it cites nearly all of the same lines, is an update of it.
    """
    there = {skill.path: skill for skill in repository.skills}
    cited = {skill.path: tuple(read_citations(skill.path, skill.text).values()) for skill in repository.skills}
    new, more = [], list(updates)
    for draft in drafts:
        same = (there[path] for path, places in cited.items() if _rests_on(draft, places))
        existing = there.get(skill_path(draft.name, repository)) or next(same, None)
        if existing is None:
            new.append(draft)
        else:
            more.append(_as_update(draft, existing, today))
    return new, more


def _rests_on(draft: SkillDraft, places: Sequence[Source]) -> bool:
    """Say whether nearly all that a draft cites is among the places that a skill cites."""
    sources = draft_sources(draft.rules or draft)
    known = sum(any(_overlap(source, place) for place in places) for source in sources)
    return bool(places) and known >= _SAME_EVIDENCE * len(sources)


def _overlap(one: Source, other: Source) -> bool:
    return one.path == other.path and one.lines[0] <= other.lines[1] and other.lines[0] <= one.lines[1]


def _as_update(draft: SkillDraft, skill: Skill, today: str) -> SkillUpdate:
    update = SkillUpdate(skill, draft.reason, today, draft.results, draft.practice, draft.failures, draft.reports)
    return update._replace(rules=_as_update(draft.rules, skill, today)) if draft.rules else update


def _one_a_skill(updates: Sequence[SkillUpdate]) -> list[SkillUpdate]:
    """Return the updates with those of one skill made one."""
    merged: dict[str, SkillUpdate] = {}
    for update in updates:
        first = merged.get(update.skill.path)
        merged[update.skill.path] = update if first is None else _joined(first, update)
    return list(merged.values())


def _joined(first: SkillUpdate, second: SkillUpdate) -> SkillUpdate:
    return first._replace(
        updated=max(first.updated, second.updated),
        results=first.results + second.results,
        practice=first.practice + second.practice,
        failures=first.failures + second.failures,
        reports=tuple(dict.fromkeys(first.reports + second.reports)),
        superseded=first.superseded + second.superseded,
        rules=_joined(first.rules or first, second.rules or second) if first.rules or second.rules else None,
    )


def _refusal(skill: Skill, text: str, repository: Repository) -> str:
    if skill.kind == "core":
        return "it is one of the convention's own skills"
    if not may_write(skill.path, repository.layout):
        return "it is outside the skills folder"
    before = {problem.message for problem in skill_problems(skill.path, skill.text)}
    added = [problem.message for problem in skill_problems(skill.path, text) if problem.message not in before]
    return added[0] if added else ""
