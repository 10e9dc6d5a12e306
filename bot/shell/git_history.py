"""What changed since a revision: the reports and the lines of the experiment log, asked of real git."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bot.errors import UserError
from bot.model.changes import Changes
from bot.model.report import Lines
from bot.model.repository import Layout
from bot.shell.git_looks import look_at_attributes, look_at_revision
from bot.shell.git_plumbing import GitFailed, ask, require_work_tree
from bot.shell.repository_files import is_report

_HUNK = re.compile(r"^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", re.M)
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_DIFF = ("--no-ext-diff", "--no-textconv", "--no-color", "--relative")


def changes_since(root: Path, revision: str, layout: Layout) -> Changes:
    """Return the reports and log lines that HEAD has added or changed since `revision` (a two-dot diff).

    A report that only moved is no new evidence. Lines of the log are those of the file in the working tree. Raises
    `UserError` if `root` is in no git repository or `revision` is no commit in it.
    """
    require_work_tree(root, "--since")
    history = _History(root)
    commit = history.commit(revision)
    old_names = dict(history.changed_files(commit))
    log = layout.experiment_log
    reports = sorted(path for path in old_names if is_report(path, layout))
    return Changes(tuple(reports), tuple(history.added_lines(commit, old_names[log], log)) if log in old_names else ())


class _History:
    """Questions to git about the history of one work tree."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def ask(self, *arguments: str) -> str:
        """Return what git prints, without the line end after it. Raises `GitFailed`."""
        return ask(self.root, *arguments).decode("utf-8", "surrogateescape").rstrip("\n")

    def commit(self, revision: str) -> str:
        """The full id of a revision; options and everything that is no commit are refused."""
        if not revision.strip() or revision.startswith("-"):
            raise UserError(
                f"--since: {revision!r} is no revision", fix="give a commit, a tag or a branch, like origin/main"
            )
        look_at_revision(self.root, revision)
        try:
            commit = str(self.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"))
        except (GitFailed, ValueError) as error:
            raise self.unknown(revision) from error
        if not _COMMIT.fullmatch(commit):
            raise self.unknown(revision)
        return commit

    def unknown(self, revision: str) -> UserError:
        if self.ask("rev-parse", "--is-shallow-repository") == "true":
            return UserError(
                f"--since: {revision} is not in this shallow clone",
                fix="git fetch --unshallow, or fetch-depth: 0 in actions/checkout",
            )
        if set(revision) == {"0"}:
            return UserError(f"--since: {revision} stands for no commit", fix="name the branch it came from")
        return UserError(
            f"--since: git knows no commit {revision}", fix="git fetch --all --tags, or look at git log --oneline"
        )

    def changed_files(self, commit: str) -> Iterator[tuple[str, str]]:
        """Yield (path, its path at `commit`) of each file that was added, changed, or moved and changed."""
        output = self.ask("diff", *_DIFF, "--name-status", "-z", "-M", "--diff-filter=AMRT", f"{commit}..HEAD", "--")
        fields = iter(output.split("\0"))
        for status in fields:
            if status.startswith("R"):
                old, new = next(fields), next(fields)
                if status != "R100":
                    yield new, old
            elif status:
                path = next(fields)
                yield path, path

    def added_lines(self, commit: str, old: str, path: str) -> Iterator[Lines]:
        """Yield the ranges of lines that HEAD added to `path`, as lines of the file in the working tree."""
        for each in (old, path):
            look_at_attributes(self.root, each)
        try:
            committed = self.ask("diff", *_DIFF, "-U0", f"{commit}:./{old}", f"HEAD:./{path}")
        except GitFailed:  # a new file: nothing to compare with
            committed = self.ask("diff", *_DIFF, "-U0", f"{commit}..HEAD", "--", path)
        uncommitted = list(_hunks(self.ask("diff", *_DIFF, "-U0", "HEAD", "--", path)))
        for _, _, first, count in _hunks(committed):
            if count:
                yield _moved(first, uncommitted), _moved(first + count - 1, uncommitted)


def _moved(line: int, hunks: list[tuple[int, int, int, int]]) -> int:
    """Where a line stands after `hunks`, which are in its numbering."""
    return line + sum(added - removed for start, removed, _, added in hunks if start + max(removed, 1) <= line)


def _hunks(diff: str) -> Iterator[tuple[int, int, int, int]]:
    """Yield (first old line, old lines, first new line, new lines) of each hunk of a diff without context."""
    for match in _HUNK.finditer(diff):
        start, removed, first, added = (int(number) if number else 1 for number in match.groups())
        yield start, removed, first, added
