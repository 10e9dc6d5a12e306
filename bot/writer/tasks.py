"""From a retrospective of the rules to tasks for a model: each new skill, each update with advice, and the summary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.model.domain import Domain
from bot.model.draft import Retrospective, SkillDraft, SkillUpdate, Source, Statement, Summary
from bot.model.fact import ReportFacts
from bot.model.repository import Repository
from bot.propose.skill_file import draft_sources
from bot.propose.skill_update import update_sources
from bot.secrets.redaction import redacted
from bot.synthesize.evidence.measurements import Measured, direction, measured, results_only
from bot.synthesize.evidence.units import Unit, units
from bot.synthesize.habits import team_prefix
from bot.writer.items import items_of, one_line, said_by_rules
from bot.writer.merges import merge_tasks
from bot.writer.task import Compared, Ground, Item, Part, Said, Section, Task

_MOST_RUNS = 8
_LONGEST_SKILL = 6_000
SUMMARY = "summary"
"""The target of the task that is about the summary."""


def tasks_for(retrospective: Retrospective, facts: Sequence[ReportFacts], repository: Repository) -> tuple[Task, ...]:
    """Return the tasks in the order of the plan; none for what holds no facts to write from."""
    evidence = units([each for each in facts if each.facts], repository)
    prefix = team_prefix(repository)
    told = [_skill(draft, evidence, repository.domain, prefix) for draft in retrospective.skills]
    told += [_update(update, evidence, repository.domain) for update in retrospective.updates if update.practice]
    told.append(_summary(retrospective.summary, evidence, repository.domain))
    told += merge_tasks(retrospective, evidence, repository)
    return tuple(task for task in told if task.items and task.sections)


def skill_target(draft: SkillDraft) -> str:
    """Return how the task about a new skill is called."""
    return f"skill {draft.name}"


def update_target(update: SkillUpdate) -> str:
    """Return how the task about an update is called."""
    return f"update of {update.skill.name}"


def _skill(draft: SkillDraft, evidence: Sequence[Unit], domain: Domain, prefix: str) -> Task:
    base = draft.general[0].sources if draft.general else ()
    parts = {
        Part.DESCRIPTION: (Statement(draft.description, base),),
        Part.USE_WHEN: (Statement(draft.use_when, base),),
        Part.TAGLINE: (Statement(draft.short_description, base),),
        Part.GENERAL: draft.general,
        Part.APPLY: draft.apply_when,
        Part.AVOID: draft.avoid_when,
        Part.PRACTICE: draft.practice,
    }
    task = _task(skill_target(draft), draft.title, parts, _units_at(draft_sources(draft), evidence), domain)
    name = Section(Part.NAME, (Said(draft.name, ()),))
    return task._replace(sections=(*task.sections, name), naming=domain.naming, prefix=prefix)


def _update(update: SkillUpdate, evidence: Sequence[Unit], domain: Domain) -> Task:
    own = _units_at(update_sources(update), evidence)
    task = _task(update_target(update), update.skill.name, {Part.PRACTICE: update.practice}, own, domain)
    return task._replace(existing=redacted(update.skill.text)[:_LONGEST_SKILL])


def _summary(summary: Summary, evidence: Sequence[Unit], domain: Domain) -> Task:
    parts = {
        Part.TRIED: summary.what_we_tried,
        Part.FINDINGS: summary.key_findings,
        Part.FAILED: summary.what_failed,
        Part.QUESTIONS: summary.open_questions,
    }
    own = _units_at((source for said in parts.values() for each in said for source in each.sources), evidence)
    return _task(SUMMARY, summary.title, parts, own, domain)


def _task(
    target: str, about: str, parts: Mapping[Part, tuple[Statement, ...]], own: Sequence[Unit], domain: Domain
) -> Task:
    """The task to write those of the sections that say something; what speaks against an application may be added."""
    items = items_of(own, [said for statements in parts.values() for said in statements], domain)
    kept = {part: said for part, said in parts.items() if said or part is Part.AVOID}
    sections = [Section(part, tuple(_said(each, items) for each in said)) for part, said in kept.items()]
    return Task(target, one_line(about), items, tuple(sections), ground_of(own, domain))


def _said(statement: Statement, items: Sequence[Item]) -> Said:
    return said_by_rules(statement.text, statement.sources, items)


def _units_at(sources: Iterable[Source], evidence: Sequence[Unit]) -> list[Unit]:
    """The reports and log entries on whose lines something rests."""
    places: dict[str, list[Source]] = {}
    for source in sources:
        places.setdefault(source.path, []).append(source)
    return [unit for unit in evidence if any(_holds(unit, source) for source in places.get(unit.path, ()))]


def _holds(unit: Unit, source: Source) -> bool:
    first, last = unit.facts.lines
    return not unit.facts.entry or (first <= source.lines[1] and source.lines[0] <= last)


def ground_of(evidence: Sequence[Unit], domain: Domain) -> Ground:
    """Return what words about these units may rest on."""
    texts: dict[str, str] = {}
    for unit in evidence:
        texts[unit.path] = f"{texts.get(unit.path, '')}\n{unit.text()}\n{unit.path}".strip()
    compared = tuple(each for unit in evidence for each in _compared(unit, domain))
    metrics = dict.fromkeys(each.metric for unit in evidence for each in measured(unit))
    return Ground(texts, compared, tuple(metrics))


def _compared(unit: Unit, domain: Domain) -> Iterable[Compared]:
    """Every pair of runs of a place that have a metric in common."""
    groups: dict[tuple[str, str], list[Measured]] = {}
    for each in results_only(measured(unit)):
        if each.number is not None and each.run:
            groups.setdefault((each.place if not each.is_section else "", each.metric), []).append(each)
    for found in groups.values():
        runs = list({each.run: each for each in reversed(found)}.values())[::-1][:_MOST_RUNS]
        for at, first in enumerate(runs):
            yield from (_pair(unit, first, second, domain) for second in runs[at + 1 :])


def _pair(unit: Unit, first: Measured, second: Measured, domain: Domain) -> Compared:
    before, after = first.number or 0.0, second.number or 0.0
    better = direction(first, domain)
    sources = (first.source, second.source)
    return Compared(unit.path, first.metric, first.place, first.run, second.run, before, after, better, sources)
