"""Where this installation of the bot came from, as an action that a workflow can name."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from bot.shell.git_facts import git_facts, origin_of


def own_action(host: str) -> str:
    """Return `OWNER/REPOSITORY@COMMIT` of this installation if it is on `host`, empty where that is not known.

    It came from a repository with the commit, or from a clone on this machine. A commit that the clone's origin does not
    have is no answer.
    """
    recorded = recorded_origin() or {}
    url = str(recorded.get("url", ""))
    if commit := str(recorded.get("vcs_info", {}).get("commit_id", "")):
        origin = origin_of(url.removeprefix("git+"))
        return f"{origin.repository}@{commit}" if origin.host == host else ""
    clone = git_facts(Path(unquote(urlsplit(url).path))) if url.startswith("file:") else None
    if clone and clone.origin.host == host and clone.is_published:
        return f"{clone.origin.repository}@{clone.commit}"
    return ""


def recorded_origin() -> dict[str, Any] | None:
    """Return what the installer recorded of where the package came from, empty for an index; None where none installed it.

    Source: https://packaging.python.org/en/latest/specifications/direct-url/
    """
    try:
        recorded = json.loads(distribution("retro-bot").read_text("direct_url.json") or "{}")
    except (PackageNotFoundError, ValueError, OSError):
        return None
    return recorded if isinstance(recorded, dict) else None
