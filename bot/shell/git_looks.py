"""The files on which git's answers depend, noted with their stamps: refs, index, configuration, attributes, git itself."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from bot.shell.looks import Looks, first_question, look_beyond

_KNOWN = tuple(
    "ASKPASS AUTHOR_ CEILING_DIRECTORIES COMMITTER_ CONFIG CURL EDITOR HTTP OPTIONAL_LOCKS PAGER PS1 SEQUENCE_EDITOR SSH "
    "SSL TERMINAL_PROMPT TRACE".split()
)
"""Variables of git (after `GIT_`) that leave the repository and its files where they are."""

_STATE = ("HEAD", "commondir", "index", "config.worktree")
_SHARED = ("packed-refs", "config", "shallow", "info/attributes", "info/grafts")
_PLAIN = re.compile(r"(@|[\w./+-]+)([~^]\d*)*", re.ASCII)
"""A revision by name and steps back: it means another commit only when a ref does."""

_ABBREVIATED = re.compile(r"(.*-g)?[0-9a-f]{4,39}")
"""A name that may be the beginning of an id: a new object can make it ambiguous."""


def look_at_git(root: Path) -> None:
    """Note, where looks are noted, on what git's answers in the folder `root` depend."""
    looks = first_question(f"git {root}")
    if looks is None:
        return
    try:
        _look_at_git(looks, root)
    except OSError:
        look_beyond()


def _look_at_git(looks: Looks, root: Path) -> None:
    from shutil import which

    top, own = _git_folders(looks, root)
    program = which("git")
    if own is None or program is None or not all(map(_is_known, os.environ)):
        look_beyond()
        return
    looks.at(program)
    shared = _shared(own)
    for path in (*(own / name for name in _STATE), *(shared / name for name in _SHARED)):
        looks.at(path)
    for folder in {own / "refs", shared / "refs"}:
        _look_at_all(looks, folder)
    looks.at(shared / "reftable")
    if (shared / "reftable").exists():  # refs in a form that is not known here
        look_beyond()
    for file in _settings(root, Path(os.path.realpath(program)).parents[1]):
        looks.at(os.path.join(top, os.path.expanduser(file)))


def look_at_revision(root: Path, revision: str) -> None:
    """Note, where looks are noted, on what it depends which commit `revision` means."""
    looks = first_question(f"revision {root} {revision}")
    if looks is None:
        return
    _, own = _git_folders(looks, root)
    plain = _PLAIN.fullmatch(revision)
    if own is None or plain is None or _ABBREVIATED.fullmatch(plain[1]):
        look_beyond()
        return
    for folder in (own, _shared(own)):
        looks.at(folder / plain[1])


def look_at_attributes(root: Path, path: str) -> None:
    """Note, where looks are noted, the files that may say how git compares the file at `path`."""
    looks = first_question(f"attributes {root} {path}")
    if looks is None:
        return
    top, _ = _git_folders(looks, root)
    for folder in (root / path).parents:
        looks.at(folder / ".gitattributes")
        if folder == top:
            break


def _is_known(variable: str) -> bool:
    return not variable.startswith("GIT_") or variable[4:].startswith(_KNOWN)


def _git_folders(looks: Looks, root: Path) -> tuple[Path, Path | None]:
    """Return the top of the work tree around `root`, and git's folder for it, None where there is none."""
    for top in (root, *root.parents):
        link = top / ".git"
        looks.at(link)
        if link.is_dir():
            return top, link
        if link.is_file():
            named = link.read_text(encoding="utf-8", errors="surrogateescape").removeprefix("gitdir:").strip()
            return top, top / named
    return root, None


def _shared(own: Path) -> Path:
    """Return where the refs of a repository are that has several work trees."""
    named = own / "commondir"
    return own / named.read_text(encoding="utf-8", errors="surrogateescape").strip() if named.is_file() else own


def _look_at_all(looks: Looks, top: Path) -> None:
    for folder, _, names in os.walk(top):
        looks.into(folder)
        for name in names:
            looks.at(os.path.join(folder, name))


def _settings(root: Path, installed: Path) -> Iterator[str]:
    """Yield the files that configure git here, and those that would if they were there."""
    for folder in ("/etc", f"{installed}/etc"):
        yield from (f"{folder}/gitconfig", f"{folder}/gitattributes")
    settings = os.environ.get("XDG_CONFIG_HOME") or "~/.config"
    yield from ("~/.gitconfig", f"{settings}/git/config", f"{settings}/git/attributes")
    yield from filter(None, (os.environ.get("GIT_CONFIG_SYSTEM"), os.environ.get("GIT_CONFIG_GLOBAL")))
    command = ["git", "-C", str(root), "config", "--list", "--show-origin", "-z"]
    done = subprocess.run(command, capture_output=True)  # noqa: S603
    fields = os.fsdecode(done.stdout).split("\0")
    for origin, setting in zip(fields[::2], fields[1::2], strict=False):
        file = origin.removeprefix("file:")
        name, _, value = setting.partition("\n")
        yield file
        if name == "core.attributesfile":
            yield value
        elif name == "include.path" or (name.startswith("includeif.") and name.endswith(".path")):
            yield os.path.join(os.path.dirname(file), os.path.expanduser(value))
