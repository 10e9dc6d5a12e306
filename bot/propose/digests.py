"""What identifies a proposal: its content without dates and line numbers, so that it is recognised when it comes again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from bot.model.draft import LogDraft, SkillDraft, SkillUpdate, Source, TroubleshootingDraft


def skill_digest(draft: SkillDraft, sources: Iterable[Source]) -> str:
    """Return the digest of a new skill; its name does not count, so that a renamed skill stays the same."""
    statements = (*draft.general, *draft.apply_when, *draft.avoid_when, *draft.practice)
    texts = [statement.text for statement in statements]
    texts += [text for table in draft.results for row in table.rows for text in row.cells]
    texts += [text for row in draft.failures for text in (row.what, row.why, row.lesson)]
    texts += [block.text for block in draft.configuration]
    return _digest("skill", [*texts, *_paths(sources)])


def update_digest(update: SkillUpdate, sources: Iterable[Source]) -> str:
    """Return the digest of what an update adds to its skill."""
    texts = [text for table in update.results for row in table.rows for text in row.cells]
    texts += [statement.text for statement in update.practice]
    texts += [text for row in update.failures for text in (row.what, row.why, row.lesson)]
    texts += [item.now.text for item in update.superseded]
    return _digest(f"update {update.skill.path}", [*texts, *_paths(sources)])


def entry_digest(draft: TroubleshootingDraft) -> str:
    """Return the digest of a troubleshooting entry."""
    return _digest("troubleshooting", [draft.symptom, draft.cause, draft.solution])


def registry_digest(names: Iterable[str]) -> str:
    """Return the digest of the registry's new entries."""
    return _digest("registry", sorted(names))


def log_digest(draft: LogDraft) -> str:
    """Return the digest of a log entry."""
    return _digest("log", [draft.description, *draft.reports, *(point.text for point in draft.points)])


def _paths(sources: Iterable[Source]) -> list[str]:
    return sorted({source.path for source in sources})


def _digest(kind: str, texts: Iterable[str]) -> str:
    content = "\0".join([kind, *(" ".join(text.lower().split()) for text in texts)])
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]
