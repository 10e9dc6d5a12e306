"""Git's plumbing by few processes, however many files: what changed, what there is, and the texts of many blobs at once."""

# Nothing here loads GitPython, whose import alone starts git twice and takes longer than these questions do.

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from bot.errors import UserError
from bot.shell.git_looks import look_at_git

_SHA1 = 40
_LINK = "120000"
_MODULE = "160000"
_CHUNK = 1 << 16


class GitFailed(Exception):
    """Git is missing, or exited with an error; the text is what it said."""


class Changed(NamedTuple):
    """A path that differs between two commits; `blob` is the id of its new content, empty where it is gone."""

    path: str
    blob: str


def blob_id(data: bytes, digits: int = _SHA1) -> str:
    """Return the id that git gives to a content (`git hash-object`), in a repository whose ids have so many digits."""
    digest = hashlib.sha1(usedforsecurity=False) if digits == _SHA1 else hashlib.sha256()
    digest.update(b"blob %d\0" % len(data))
    digest.update(data)
    return digest.hexdigest()


def ask(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    """Return what git prints in the folder `root`. Raises `GitFailed`."""
    look_at_git(root)
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], input=given, capture_output=True)  # noqa: S603, S607
    except OSError as error:
        raise GitFailed(str(error)) from error
    if done.returncode:
        raise GitFailed(done.stderr.decode("utf-8", "replace").strip())
    return done.stdout


def require_work_tree(root: Path, option: str) -> None:
    """Raise `UserError` where git is missing, or `root` is in no work tree; `option` is what the user gave."""
    try:
        inside = ask(root, "rev-parse", "--is-inside-work-tree")
    except GitFailed as error:
        raise _no_repository(root, option, error) from error
    if inside.strip() != b"true":
        raise UserError(f"{option}: {root} is no git work tree", fix="run it inside a checkout")


def _no_repository(root: Path, option: str, error: GitFailed) -> UserError:
    if isinstance(error.__cause__, OSError):
        return UserError(f"{option} needs git, which is not installed", fix=f"install git, or leave out {option}")
    if "dubious ownership" in str(error):
        return UserError(f"{option}: git does not trust {root}", fix=f"git config --global --add safe.directory {root}")
    return UserError(f"{option}: {root} is not a git repository", fix=f"run it inside a clone, or leave out {option}")


def head_commit(root: Path) -> str:
    """Return the id of the commit that is checked out, empty where `root` is in no repository or there is no commit yet."""
    try:
        return ask(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").decode().strip()
    except GitFailed:
        return ""


def changed_between(root: Path, old: str, new: str, below: str) -> Iterator[Changed]:
    """Yield the files below a folder that differ between two commits, links and submodules left out.

    Paths are relative to `root`. Raises `GitFailed` where a commit is not there.
    """
    output = ask(root, *"diff-tree -r -z --raw --no-abbrev --no-renames --relative".split(), old, new, "--", below)
    yield from _changed(iter(output.decode("utf-8", "surrogateescape").split("\0")))


def recently_changed(root: Path, head: str, below: str) -> Iterator[Changed]:
    """Yield the files below a folder that the commits before `head` added or changed, the latest commit first.

    A file may come several times. Git is stopped where no more are wanted.
    """
    options = "log -z --raw --no-abbrev --no-renames --relative --diff-filter=AM --format=".split()
    with _running(root, *options, head, "--", below) as (_, output):
        yield from _changed(_fields(output))


def listed(root: Path, commit: str, below: str) -> Iterator[Changed]:
    """Yield every file below a folder in a commit, links and submodules left out.

    Raises `UserError` where objects are missing, as after a clone that was broken off.
    """
    try:
        rows = ask(root, "ls-tree", "-r", "-z", commit, "--", f"{below}/" if below else ".")
    except GitFailed as error:
        said = str(error).splitlines()[-1:] or ["it said nothing"]
        raise UserError(
            f"git cannot list the files of {commit[:12]}: {said[0]}", fix="git fsck tells what is missing"
        ) from error
    for row in rows.decode("utf-8", "surrogateescape").split("\0"):
        head, _, path = row.partition("\t")
        mode, _, rest = head.partition(" ")
        if path and mode not in (_LINK, _MODULE):
            yield Changed(path, rest.rpartition(" ")[2])


def blob_texts(root: Path, blobs: Iterable[str]) -> Iterator[bytes | None]:
    """Yield the content of each blob in turn, all by one `cat-file`; None for one that git does not have."""
    with _running(root, "cat-file", "--batch") as (given, output):
        for blob in blobs:
            given.write(f"{blob}\n".encode())
            given.flush()
            words = output.readline().split()
            if len(words) != 3:
                yield None
                continue
            content = output.read(int(words[2]))
            output.read(1)
            yield content if words[1] == b"blob" else None


def _changed(fields: Iterator[str]) -> Iterator[Changed]:
    for about in fields:
        if about.lstrip("\n").startswith(":"):
            _, mode, _, blob, status = about.lstrip("\n:").split(" ")
            path = next(fields)
            if mode not in (_LINK, _MODULE):
                yield Changed(path, "" if status == "D" else blob)


def _fields(output: IO[bytes]) -> Iterator[str]:
    """Yield what stands between NUL bytes as it comes."""
    rest = b""
    while chunk := output.read(_CHUNK):
        *whole, rest = (rest + chunk).split(b"\0")
        yield from (field.decode("utf-8", "surrogateescape") for field in whole)
    if rest:
        yield rest.decode("utf-8", "surrogateescape")


@contextmanager
def _running(root: Path, *arguments: str) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """Give a running git's input and output; it is ended when they are not needed any more."""
    look_at_git(root)
    command = ["git", "-C", str(root), *arguments]
    try:
        process = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except OSError as error:
        raise GitFailed(str(error)) from error
    given, output = process.stdin, process.stdout
    assert given is not None and output is not None  # noqa: S101, PT018  (they are pipes)
    try:
        yield given, output
    finally:
        given.close()
        output.close()
        process.terminate()
        process.wait()
