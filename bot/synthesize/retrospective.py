"""The retrospective: from the facts of the evidence to everything that it concludes."""

from __future__ import annotations

from bot.model.draft import Retrospective
from bot.model.fact import ReportFacts
from bot.model.repository import Repository
from bot.synthesize.decisions.contradictions import contradictions
from bot.synthesize.decisions.ownership import Neighbourhood
from bot.synthesize.decisions.topics import decide
from bot.synthesize.decisions.worth import is_worth_learning
from bot.synthesize.drafts.log_entry import log_draft
from bot.synthesize.drafts.new_skill import skill_draft
from bot.synthesize.drafts.skill_update import skill_updates
from bot.synthesize.drafts.summary import summary
from bot.synthesize.drafts.troubleshooting import troubleshooting
from bot.synthesize.evidence.limits import TOO_MANY, within_limits
from bot.synthesize.evidence.units import Unit, units
from bot.synthesize.grounding import grounded
from bot.synthesize.problems.failures import failure_rows
from bot.synthesize.results.comparison import comparisons
from bot.synthesize.results.scope import scope


def synthesize(
    facts: tuple[ReportFacts, ...], repository: Repository, today: str, is_everything: bool = False
) -> Retrospective:
    """Return what the evidence teaches: summary, comparisons, skills, updates, guide entries and the log entry.

    Plans, skeletons and unfinished runs are told in the summary but yield nothing else. `today` is an ISO date. Where the
    evidence `is_everything` that there is, a skill that tells of a report already gets nothing more of it but failures.
    """
    # An empty report or a blank template is told by its problem; there is nothing to say of it.
    limited = [within_limits(each) for each in facts if each.facts or not each.problems]
    evidence = units([each for each, _ in limited], repository)
    cut = tuple(f"{each.path}:{line}: {TOO_MANY}" for each, line in limited if line)
    near = Neighbourhood(evidence, repository, is_everything)
    told = summary(evidence, failure_rows(evidence, near.rarity), repository.domain)
    worthy = tuple(unit for unit in evidence if is_worth_learning(unit))
    if not worthy:
        return grounded(Retrospective(told, warnings=(*cut, *_warnings(evidence, worthy))), evidence)
    decision = decide(worthy, near)
    clashes = contradictions(worthy, near.skills, near.rarity)
    skills = tuple(skill_draft(group, near, decision.updates, repository, today) for group in decision.new)
    updates = skill_updates(decision.updates, near, clashes, today)
    guide = repository.guide
    return grounded(
        Retrospective(
            summary=told,
            scope=scope(worthy),
            comparisons=comparisons(worthy, repository.domain),
            contradictions=clashes,
            skills=skills,
            updates=updates,
            troubleshooting=troubleshooting(worthy, guide, near.rarity, repository.domain.name, today),
            log=log_draft(worthy, told, skills, updates, today),
            warnings=(*cut, *_warnings(evidence, worthy)),
        ),
        evidence,
    )


def _warnings(evidence: tuple[Unit, ...], worthy: tuple[Unit, ...]) -> tuple[str, ...]:
    learnt_from = set(worthy)
    left = (unit for unit in evidence if unit not in learnt_from)
    return tuple(
        f"{unit.path}: {unit.title or 'untitled'} is unfinished or holds no results; no skill is made of it"
        for unit in left
        if not unit.facts.problems
    )
