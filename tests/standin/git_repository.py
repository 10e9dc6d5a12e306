"""The repository behind the stand-in: a bare git repository, asked and changed with git itself."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

_ID = re.compile(r"[0-9a-f]{40}")


class GitRefused(Exception):
    """Git did not do it; the message is git's."""


class BareRepository:
    """A bare repository at `path`, with `main` as its default branch.

    What git says of an object never changes, so that it is asked once for each; where references point it is asked every
    time, over one process that lives until `close`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.seconds = 1_740_000_000
        self.said: dict[tuple[str, ...], str] = {}
        self.resolving: subprocess.Popen[str] | None = None

    @classmethod
    def clone_of(cls, source: Path, path: Path) -> BareRepository:
        """Make a bare clone of the work tree at `source`."""
        subprocess.run(["git", "clone", "--quiet", "--bare", str(source), str(path)], check=True, capture_output=True)
        repository = cls(path)
        repository.git("config", "http.receivepack", "true")
        repository.git("config", "uploadpack.allowReachableSHA1InWant", "true")
        return repository

    def git(self, *arguments: str, text: str | None = None, more: dict[str, str] | None = None) -> str:
        """Run git in the repository, with `more` environment; return what it prints, without the final newline."""
        environment = os.environ | more if more else None
        command = ["git", "-C", str(self.path), *arguments]
        done = subprocess.run(command, input=text, capture_output=True, text=True, env=environment)
        if done.returncode:
            raise GitRefused(done.stderr.strip())
        return done.stdout.removesuffix("\n")

    def of_objects(self, *arguments: str, text: str | None = None) -> str:
        """Run git on objects named by their ids (and on `text`), once; return what it printed."""
        key = (*arguments, text or "")
        if key not in self.said:
            self.said[key] = self.git(*arguments, text=text)
        return self.said[key]

    def resolve(self, revision: str) -> str | None:
        """Return the commit id of a revision, None where there is none."""
        if self.resolving is None:
            command = ["git", "-C", str(self.path), "cat-file", "--batch-check=%(objectname)"]
            self.resolving = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.resolving.stdin is not None
        assert self.resolving.stdout is not None
        self.resolving.stdin.write(f"{revision}^{{commit}}\n")
        self.resolving.stdin.flush()
        found = self.resolving.stdout.readline().strip()
        return found if _ID.fullmatch(found) else None

    def close(self) -> None:
        """End the process that resolves revisions."""
        if self.resolving is not None:
            self.resolving.communicate()
            self.resolving = None

    def read(self, revision: str, path: str) -> str | None:
        """Return a file's text at a revision, None where it is not there."""
        done = subprocess.run(["git", "-C", str(self.path), "show", f"{revision}:{path}"], capture_output=True)
        return None if done.returncode else done.stdout.decode()

    def files(self, revision: str) -> list[str]:
        """Return the paths of all files at a revision."""
        return self.git("ls-tree", "-r", "--name-only", revision).splitlines()

    def write_blob(self, content: str) -> str:
        """Store a text and return its id."""
        return self.of_objects("hash-object", "-w", "--stdin", text=content)

    def write_tree(self, base_tree: str | None, entries: list[dict[str, str | None]]) -> str:
        """Store a tree: `base_tree` with `entries` (path, mode, sha; a sha of None removes the path) put in."""
        key = (base_tree or "", *(f"{each}" for each in entries))
        if key not in self.said:
            self.said[key] = self._written_tree(base_tree, entries)
        return self.said[key]

    def _written_tree(self, base_tree: str | None, entries: list[dict[str, str | None]]) -> str:
        index = self.path / "standin-index"
        index.unlink(missing_ok=True)
        prefix = ["-c", "core.bare=false"]
        environment = {"GIT_INDEX_FILE": str(index), "GIT_DIR": str(self.path), "PATH": "/usr/bin:/bin:/usr/local/bin"}
        if base_tree:
            self._indexed(["read-tree", base_tree], environment)
        lines = "".join(f"{e['mode']} {e['sha'] or '0' * 40}\t{e['path']}\n" for e in entries)
        removed = [line.replace(line.split(" ")[0], "0", 1) if "0" * 40 in line else line for line in lines.splitlines()]
        self._indexed([*prefix, "update-index", "--add", "--index-info"], environment, "\n".join(removed) + "\n")
        return self._indexed(["write-tree"], environment).strip()

    def _indexed(self, arguments: list[str], environment: dict[str, str], text: str = "") -> str:
        done = subprocess.run(
            ["git", *arguments], input=text, capture_output=True, text=True, env=environment, cwd=self.path
        )
        if done.returncode:
            raise GitRefused(done.stderr.strip())
        return done.stdout

    def write_commit(self, tree: str, parents: list[str], message: str, author: str = "github-actions[bot]") -> str:
        """Store a commit, in the name of GitHub's own bot unless an author is named, and return its id."""
        who = ["-c", f"user.name={author}", "-c", f"user.email={author}@users.noreply.github.com"]
        parent_options = [option for parent in parents for option in ("-p", parent)]
        # Each a second later than the one before, so that no two commits are one by being made in the same second.
        self.seconds += 1
        date = {"GIT_AUTHOR_DATE": f"{self.seconds} +0000", "GIT_COMMITTER_DATE": f"{self.seconds} +0000"}
        return self.git(*who, "commit-tree", tree, *parent_options, "-F", "-", text=message, more=date)

    def is_ancestor(self, old: str, new: str) -> bool:
        """Return whether `old` is reachable from `new`."""
        ids = str(self.resolve(old)), str(self.resolve(new))
        return self.of_objects("rev-list", "-n1", ids[0], f"^{ids[1]}") == ""

    def commit_file(
        self, branch: str, path: str, content: str | None, message: str, author: str = "Alice", mode: str = "100644"
    ) -> str:
        """Commit one file on a branch as a person does (None removes it); return the commit's id."""
        head = self.resolve(branch)
        entry: dict[str, str | None] = {
            "path": path,
            "mode": mode,
            "sha": None if content is None else self.write_blob(content),
        }
        tree = self.write_tree(f"{head}^{{tree}}" if head else None, [entry])
        commit = self.write_commit(tree, [head] if head else [], message, author)
        self.git("update-ref", f"refs/heads/{branch}", commit)
        return commit

    def chmod(self, branch: str, path: str, mode: str) -> str:
        """Commit another mode of one file on top of a branch; return the commit's id."""
        entry: dict[str, str | None] = {"path": path, "mode": mode, "sha": self.git("rev-parse", f"{branch}:{path}")}
        return self.write_commit(
            self.write_tree(f"{self.resolve(branch)}^{{tree}}", [entry]), [str(self.resolve(branch))], "mode"
        )

    def merge(self, base: str, head: str, strategy: str) -> str:
        """Merge a branch into another with a merge commit, squashed, or rebased; return the new head of `base`."""
        tree = self.git("merge-tree", "--write-tree", base, head)
        old, new = str(self.resolve(base)), str(self.resolve(head))
        parents = {"merge": [old, new], "squash": [old], "rebase": [old]}[strategy]
        commit = self.write_commit(tree, parents, f"{strategy} {head}", "Alice")
        self.git("update-ref", f"refs/heads/{base}", commit)
        return commit
