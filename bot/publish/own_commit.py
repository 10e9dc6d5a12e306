"""What a commit of the bot says of itself, so that git alone tells what the bot made and what people changed since."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from bot.model.forge import Commit

_TRAILER = "Retro-bot: "


@dataclass(frozen=True, slots=True)
class OwnCommit:
    """A commit of the bot: the commit it started from, and the paths in it that hold what people wrote on the branch."""

    sha: str
    base: str
    keeps: tuple[str, ...]


def commit_message(title: str, lines: Sequence[str], tree: str, base: str, keeps: Sequence[str]) -> str:
    """Return the message of a commit of the bot; the last line names its tree, so that an amended one differs."""
    trailer = json.dumps({"tree": tree, "base": base, "keeps": list(keeps)}, separators=(",", ":"))
    return "\n".join([title, "", *lines, "", f"{_TRAILER}{trailer}"])


def own_commit(commit: Commit) -> OwnCommit | None:
    """Return a commit as one of the bot's, None where somebody else made or amended it."""
    line = commit.message.rstrip().rpartition("\n")[2]
    try:
        content = json.loads(line.removeprefix(_TRAILER)) if line.startswith(_TRAILER) else {}
        if content.get("tree") != commit.tree:
            return None
        return OwnCommit(commit.sha, str(content["base"]), tuple(str(path) for path in content["keeps"]))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
