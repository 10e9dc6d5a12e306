"""What a commit of the bot says of itself, so that git alone tells what the bot made and what people changed since."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.markers import Decisions
from bot.model.forge import Commit

_TRAILER = "Retro-bot: "


@dataclass(frozen=True, slots=True)
class OwnCommit:
    """A commit of the bot: the commit it started from, and the paths in it that hold what people wrote on the branch.

    `decisions` are those that it carries out. The branch moves from one commit to the next or not at all, which a
    description does not: of two runs at once the later one finds here what the earlier one did.
    """

    sha: str
    base: str
    keeps: tuple[str, ...]
    decisions: Decisions


def commit_message(title: str, lines: Sequence[str], tree: str, own: OwnCommit) -> str:
    """Return the message of a commit of the bot that says `own` of itself (its id is not known yet).

    The last line names its tree, so that an amended one differs.
    """
    content = {"tree": tree, "base": own.base, "keeps": list(own.keeps), **own.decisions.written()}
    trailer = json.dumps(content, separators=(",", ":"))
    return "\n".join([title, "", *lines, "", f"{_TRAILER}{trailer}"])


def own_commit(commit: Commit) -> OwnCommit | None:
    """Return a commit as one of the bot's, None where somebody else made or amended it."""
    line = commit.message.rstrip().rpartition("\n")[2]
    try:
        content = json.loads(line.removeprefix(_TRAILER)) if line.startswith(_TRAILER) else {}
        if content.get("tree") != commit.tree:
            return None
        keeps = tuple(str(path) for path in content["keeps"])
        return OwnCommit(commit.sha, str(content["base"]), keeps, Decisions.read(content))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
