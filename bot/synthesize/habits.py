"""Habits of a team that new texts follow."""

from __future__ import annotations

from collections import Counter

from bot.model.repository import Repository

_HABIT = 0.6


def team_prefix(repository: Repository) -> str:
    """Return the word that opens the names of most result skills of the team, empty where there is no such habit."""
    names = [skill.name for skill in repository.skills if skill.kind != "core"]
    if len(names) < 2:
        return ""
    word, count = Counter(name.split("-")[0] for name in names).most_common(1)[0]
    return word if count >= _HABIT * len(names) and word not in ("domain",) else ""
