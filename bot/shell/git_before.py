"""The commit before a push: whether it is here, or can be fetched, so that git can tell what is new."""

from __future__ import annotations

import base64
import re
from pathlib import Path

from bot.settings import Token
from bot.shell.git_work_tree import WorkTree

_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


def commit_before(root: Path, before: str, token: Token = Token("")) -> str:  # noqa: B008
    """Return `before` where git has the commit, also after fetching it alone; empty where nobody has it any more.

    A checkout of depth 1 lacks it, and a force-push may have made it unreachable. What differs between two commits needs
    no history between them. The token goes to git in its environment, where neither logs nor other users see it.
    """
    if not _COMMIT.fullmatch(before) or not before.strip("0"):
        return ""
    work_tree = WorkTree(root, "the push")
    if _has(work_tree, before):
        return before
    header = base64.b64encode(f"x-access-token:{token.reveal()}".encode()).decode()
    given = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "http.extraHeader"}
    given["GIT_CONFIG_VALUE_0"] = f"Authorization: Basic {header}"
    quiet = {"GIT_TERMINAL_PROMPT": "0"} | (given if token else {})
    with work_tree.runner.custom_environment(**quiet):
        work_tree.succeeds("fetch", "--quiet", "--no-tags", "--depth=1", "--no-write-fetch-head", "origin", before)
    return before if _has(work_tree, before) else ""


def _has(work_tree: WorkTree, commit: str) -> bool:
    return work_tree.succeeds("cat_file", "-e", f"{commit}^{{commit}}")
