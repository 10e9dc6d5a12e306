"""A retrospective whose new skills have other names, to be proposed again as if they had been drafted so."""

from __future__ import annotations

from collections.abc import Mapping

from bot.model.draft import Retrospective


def renamed(retrospective: Retrospective, names: Mapping[str, str]) -> Retrospective:
    """Return the retrospective with each drafted skill in `names` under its new name, wherever it is named."""
    log = retrospective.log
    return retrospective._replace(
        skills=tuple(
            draft._replace(
                name=names.get(draft.name, draft.name),
                related_skills=tuple(names.get(name, name) for name in draft.related_skills),
            )
            for draft in retrospective.skills
        ),
        troubleshooting=tuple(
            row._replace(related_skill=names.get(row.related_skill, row.related_skill))
            for row in retrospective.troubleshooting
        ),
        log=log._replace(skills=tuple(names.get(name, name) for name in log.skills)) if log else None,
    )
