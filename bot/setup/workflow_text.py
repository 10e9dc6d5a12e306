"""The workflow that a newcomer's repository gets: the shipped one, with the team's branch, folders and action in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import NamedTuple

from bot.model.repository import Layout
from bot.propose.shipped_templates import shipped_template

TEMPLATE = "workflow/retrospective.yml"
PATHS = (".github/workflows/retrospective.yml", ".github/workflows/retro-bot.yml")
"""Where the workflow goes; the second where the first is taken by another workflow."""

DEFAULT_REPORTS = "reports"
"""Where reports are expected in a repository that has none yet."""

PLACEHOLDER = "OWNER/retro-bot@COMMIT"
ACTION = re.compile(r"[\w.-]+/[\w.-]+(?:/[\w./-]+)?@(?:[0-9a-f]{40}|[0-9a-f]{64})")
"""An action pinned to a commit: `acme/retro-bot@` and the full id."""

_PUSH = re.compile(r"(?m)^  push: .*$")
_SPECIAL = re.compile(r"[*?+\[\]!\\]")
_PLAIN = re.compile(r"(?!(?:true|false|null|yes|no|on|off)$)[A-Za-z_][\w/.-]*", re.I)


class WorkflowFor(NamedTuple):
    """What the workflow is made for: the action with its commit, the default branch, and the paths that a push is about."""

    action: str
    branch: str
    paths: tuple[str, ...]


def workflow_text(made_for: WorkflowFor) -> str:
    """Return the shipped workflow, made for a repository."""
    branch = made_for.branch if _PLAIN.fullmatch(made_for.branch) else json.dumps(made_for.branch, ensure_ascii=False)
    push = f"  push: {{ branches: [{branch}], paths: {json.dumps(made_for.paths, ensure_ascii=False)} }}"
    return _PUSH.sub(lambda _: push, shipped_template(TEMPLATE)).replace(PLACEHOLDER, made_for.action)


def evidence_patterns(layout: Layout) -> tuple[str, ...]:
    """Return GitHub's path filters for the reports and the log; `*` stands for signs that mean something in a filter."""
    reports = "**" if layout.reports == "." else f"{_literal(layout.reports or DEFAULT_REPORTS)}/**"
    return (reports, _literal(layout.experiment_log)) if layout.experiment_log and reports != "**" else (reports,)


def free_workflow_path(taken: Iterable[str]) -> str:
    """Return the first usual path that no other workflow has; empty where both are taken."""
    return next((path for path in PATHS if path not in set(taken)), "")


def _literal(path: str) -> str:
    return _SPECIAL.sub("*", path)
