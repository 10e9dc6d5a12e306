"""A plan as text to be kept, and back: the same request on the same repository has the same plan."""

from __future__ import annotations

import json
from enum import Enum
from typing import Any

from bot.model import domain, draft, plan, selection
from bot.model.changes import Changes
from bot.model.logbook import LogEntry
from bot.model.plan import Plan
from bot.model.repository import Repository, Skill
from bot.model.selection import Request, Selection
from bot.shell.cache import code_fingerprint, key_of

_TYPES: dict[str, Any] = {
    name: value
    for module in (domain, draft, plan, selection)
    for name, value in vars(module).items()
    if isinstance(value, type) and value.__module__ == module.__name__
}


def plan_key(
    repository: Repository, changes: Changes | None, request: Request, chosen: Selection, blob_url: str
) -> bytes | None:
    """Return the key of everything that a plan depends on, None where a report's bytes are not known.

    Unlike an answer that was kept, a plan serves every format and `apply`, and in another checkout of the same contents.
    """
    if not all(report.digest for report in repository.reports):
        return None
    said = (request, changes, blob_url, repository.layout, repository.domain, dict(repository.problems))
    meant = (chosen.outcome, chosen.reports, [entry.lines for entry in chosen.log_entries])
    skills = [part for skill in repository.skills for part in (skill.path, skill.kind, skill.text)]
    templates = [part for path in sorted(repository.templates) for part in (path, repository.templates[path])]
    reports = [f"{report.path} {report.digest}" for report in repository.reports]
    log = repository.log.text if repository.log else ""
    guide = repository.guide.text if repository.guide else ""
    texts = (repository.registry.text, log, guide, "skills", *skills, "templates", *templates, "reports", *reports)
    return key_of(code_fingerprint(), repr(said), repr(meant), *texts)


def plan_text(made: Plan) -> str:
    """Return a plan as text for `plan_from_text`; skills and log entries are named, since the repository has them."""
    return json.dumps(_plain(made), ensure_ascii=False, separators=(",", ":"))


def plan_from_text(text: str, repository: Repository) -> Plan | None:
    """Return the plan that `text` holds, None where it holds none that fits the repository."""
    skills = {skill.path: skill for skill in repository.skills}
    entries = {entry.lines: entry for entry in repository.log.entries} if repository.log else {}

    def value_of(plain: Any) -> Any:
        if isinstance(plain, list):
            return tuple(map(value_of, plain))
        if not isinstance(plain, dict):
            return plain
        ((name, held),) = plain.items()
        if name == "Skill":
            return skills[held]
        if name == "LogEntry":
            return entries[tuple(held)]
        kind = _TYPES[name]
        return kind(held) if issubclass(kind, Enum) else kind(*map(value_of, held))

    try:
        made = value_of(json.loads(text))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None
    return made if isinstance(made, Plan) else None


def _plain(value: Any) -> Any:
    if isinstance(value, Skill):
        return {"Skill": value.path}
    if isinstance(value, LogEntry):
        return {"LogEntry": value.lines}
    if isinstance(value, Enum):
        return {type(value).__name__: value.value}
    if not isinstance(value, tuple):
        return value
    plain = list(map(_plain, value))
    return {type(value).__name__: plain} if hasattr(value, "_fields") else plain
