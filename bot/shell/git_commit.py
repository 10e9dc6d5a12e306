"""Committing what was written, on a branch of its own, without touching what the user has under way."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Any

from bot.errors import UserError
from bot.shell.git_work_tree import WorkTree


class Committing(WorkTree):
    """One commit of some files on a new branch: check first, then open the branch, write the files, and commit."""

    def __init__(self, root: Path, paths: Sequence[str]) -> None:
        super().__init__(root, "--commit")
        self.paths = list(paths)

    def check(self) -> None:
        """Raise `UserError` unless the branch and the commit can be made and would hold nothing but these files."""
        if not self.succeeds("rev_parse", "--verify", "--quiet", "HEAD"):
            raise UserError("--commit: there is no commit yet to branch from", fix="make the first commit")
        if self.succeeds("rev_parse", "--verify", "--quiet", "MERGE_HEAD"):
            raise UserError("--commit: a merge is under way", fix="finish it, or git merge --abort")
        if not self.succeeds("diff", "--cached", "--quiet"):
            raise UserError("--commit: the index holds staged changes", fix="commit or git restore --staged them")
        dirty = self.ask("status", "--porcelain", "-z", "--", *self.paths)
        if dirty:
            path = dirty.split("\0")[0][3:]
            raise UserError(
                "has changes that are not committed", path=path, fix="commit or stash them, or leave out --commit"
            )
        if self.succeeds("check_ignore", "--quiet", "--", *self.paths):
            raise UserError("--commit: git ignores one of the files", fix="look at .gitignore, or leave out --commit")

    def open_branch(self, wanted: str) -> str:
        """Create and check out a branch named `wanted`, or that with a number if it exists; return its name."""
        names = (wanted if number == 1 else f"{wanted}-{number}" for number in count(1))
        branch = next(name for name in names if not self.succeeds("show_ref", "--verify", "--quiet", f"refs/heads/{name}"))
        if not self.succeeds("check_ref_format", "--branch", branch):
            raise UserError(f"--commit: {branch!r} is no name for a branch")
        try:
            self.ask("checkout", "--quiet", "-b", branch)
        except self.failure as error:
            reason = _words(error)
            raise UserError(
                f"--commit: no branch {branch}, nothing was written: {reason}", fix="mend that, or leave out --commit"
            ) from error
        return branch

    def commit(self, message: str) -> str:
        """Commit the files as they are in the working tree and return the commit's id."""
        try:
            self.ask("add", "--", *self.paths)
            self.ask("commit", "--quiet", "--message", message)
        except self.failure as error:
            reason = _words(error)
            raise UserError(
                f"--commit: the files are written, but git commit failed: {reason}", fix="commit them by hand"
            ) from error
        return self.ask("rev_parse", "HEAD")


def _words(error: Any) -> str:
    """What git said about its failure, on one line."""
    return " ".join(str(error.stderr).removeprefix("\n  stderr: ").strip("'").split())[:300]
