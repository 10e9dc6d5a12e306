"""The repository behind the stand-in: a bare git repository, asked and changed with git itself."""

from __future__ import annotations

import subprocess
from pathlib import Path


class GitRefused(Exception):
    """Git did not do it; the message is git's."""


class BareRepository:
    """A bare repository at `path`, with `main` as its default branch."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def clone_of(cls, source: Path, path: Path) -> BareRepository:
        """Make a bare clone of the work tree at `source`."""
        subprocess.run(["git", "clone", "--quiet", "--bare", str(source), str(path)], check=True, capture_output=True)
        repository = cls(path)
        repository.git("config", "http.receivepack", "true")
        repository.git("config", "uploadpack.allowReachableSHA1InWant", "true")
        return repository

    def git(self, *arguments: str, text: str | None = None) -> str:
        """Run git in the repository and return what it prints, without the final newline."""
        done = subprocess.run(["git", "-C", str(self.path), *arguments], input=text, capture_output=True, text=True)
        if done.returncode:
            raise GitRefused(done.stderr.strip())
        return done.stdout.removesuffix("\n")

    def resolve(self, revision: str) -> str | None:
        """Return the commit id of a revision, None where there is none."""
        try:
            return self.git("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        except GitRefused:
            return None

    def read(self, revision: str, path: str) -> str | None:
        """Return a file's text at a revision, None where it is not there."""
        done = subprocess.run(["git", "-C", str(self.path), "show", f"{revision}:{path}"], capture_output=True)
        return None if done.returncode else done.stdout.decode()

    def files(self, revision: str) -> list[str]:
        """Return the paths of all files at a revision."""
        return self.git("ls-tree", "-r", "--name-only", revision).splitlines()

    def write_blob(self, content: str) -> str:
        """Store a text and return its id."""
        return self.git("hash-object", "-w", "--stdin", text=content)

    def write_tree(self, base_tree: str | None, entries: list[dict[str, str | None]]) -> str:
        """Store a tree: `base_tree` with `entries` (path, mode, sha; a sha of None removes the path) put in."""
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
        return self.git(*who, "commit-tree", tree, *parent_options, "-F", "-", text=message)

    def is_ancestor(self, old: str, new: str) -> bool:
        """Return whether `old` is reachable from `new`."""
        try:
            self.git("merge-base", "--is-ancestor", old, new)
        except GitRefused:
            return False
        return True

    def commit_file(self, branch: str, path: str, content: str | None, message: str, author: str = "Alice") -> str:
        """Commit one file on a branch as a person does (None removes it); return the commit's id."""
        head = self.resolve(branch)
        entry: dict[str, str | None] = {
            "path": path,
            "mode": "100644",
            "sha": None if content is None else self.write_blob(content),
        }
        tree = self.write_tree(f"{head}^{{tree}}" if head else None, [entry])
        commit = self.write_commit(tree, [head] if head else [], message, author)
        self.git("update-ref", f"refs/heads/{branch}", commit)
        return commit

    def chmod(self, branch: str, path: str, mode: str) -> str:
        """Commit another mode of one file on top of a branch; return the commit's id."""
        entry: dict[str, str | None] = {"path": path, "mode": mode, "sha": self.git("rev-parse", f"{branch}:{path}")}
        return self.write_commit(self.write_tree(f"{branch}^{{tree}}", [entry]), [str(self.resolve(branch))], "mode")

    def merge(self, base: str, head: str, strategy: str) -> str:
        """Merge a branch into another with a merge commit, squashed, or rebased; return the new head of `base`."""
        tree = self.git("merge-tree", "--write-tree", base, head)
        old, new = str(self.resolve(base)), str(self.resolve(head))
        parents = {"merge": [old, new], "squash": [old], "rebase": [old]}[strategy]
        commit = self.write_commit(tree, parents, f"{strategy} {head}", "Alice")
        self.git("update-ref", f"refs/heads/{base}", commit)
        return commit
