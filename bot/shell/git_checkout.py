"""The commit that is checked out: its id, its tree, and what stands at each path, asked of git."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from bot.model.forge import Blob
from bot.model.plan import FileChange
from bot.shell.file_changes import check_changes
from bot.shell.git_work_tree import WorkTree


class GitCheckout(WorkTree):
    """The commit at HEAD of the work tree at `root`. Raises `UserError` where that is no git work tree."""

    def __init__(self, root: Path) -> None:
        super().__init__(root, "the action")
        self.root = root
        self.head = self.ask("rev_parse", "--verify", "HEAD^{commit}")
        self.tree = self.ask("rev_parse", "--verify", "HEAD^{tree}")

    def blobs(self) -> Mapping[str, Blob]:
        """Return what stands at every path of the commit."""
        return self._blobs

    def check(self, changes: Sequence[FileChange]) -> None:
        """Raise `UserError` where a file is not as the plan found it, or is behind a link."""
        check_changes(self.root, changes)

    @cached_property
    def _blobs(self) -> Mapping[str, Blob]:
        listing = self.ask("ls_tree", "-r", "-z", "--full-tree", "HEAD")
        found = {}
        for line in listing.split("\0"):
            if line:
                head, path = line.split("\t", 1)
                mode, _, sha = head.split()
                found[path] = Blob(mode, sha)
        return found
