"""A retrospective without what a person turned down, to be proposed again as if it had never been drafted."""

from __future__ import annotations

from collections.abc import Collection

from bot.model.draft import LogDraft, Retrospective, TroubleshootingDraft
from bot.model.plan import Proposal, Target


def without(retrospective: Retrospective, dropped: Collection[Proposal]) -> Retrospective:
    """Return the retrospective without the drafts behind the `dropped` proposals; nothing else names their skills."""
    paths = {proposal.path for proposal in dropped if proposal.target is Target.SKILL}
    skills = {path.split("/")[-2] for path in paths}
    patterns = {proposal.name for proposal in dropped if proposal.target is Target.TROUBLESHOOTING}
    no_log = any(proposal.target is Target.LOG for proposal in dropped)
    return retrospective._replace(
        skills=tuple(draft for draft in retrospective.skills if draft.name not in skills),
        updates=tuple(update for update in retrospective.updates if update.skill.path not in paths),
        troubleshooting=tuple(
            _row_without(row, skills) for row in retrospective.troubleshooting if row.pattern not in patterns
        ),
        log=None if no_log or retrospective.log is None else _log_without(retrospective.log, skills),
    )


def _row_without(row: TroubleshootingDraft, skills: Collection[str]) -> TroubleshootingDraft:
    return row._replace(related_skill="") if row.related_skill in skills else row


def _log_without(log: LogDraft, skills: Collection[str]) -> LogDraft:
    return log._replace(skills=tuple(name for name in log.skills if name not in skills))
