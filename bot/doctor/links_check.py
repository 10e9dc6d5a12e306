"""The folders in which agents look for skills: links that lead somewhere, and no skill in two of them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from shlex import quote

from bot.doctor.finding import Examined, Finding, Severity, Trouble


def link_findings(examined: Examined) -> Iterator[Finding]:
    """Yield links that do not work, folders that are named and not there, and skills that are there twice."""
    root = examined.layout.skills_root
    for home in examined.homes:
        folder = posixpath.dirname(home.path)
        again = f"ln -sfn {quote(posixpath.relpath(root, folder or '.'))} {quote(home.path)}"
        if home.trouble is Trouble.BROKEN:
            message = f"the link leads nowhere ({home.target})"
            yield Finding("link-broken", Severity.ERROR, home.path, 0, message, again)
        elif home.trouble is Trouble.OUTSIDE:
            message = f"the link leaves the repository ({home.target}); nothing is read or written through it"
            yield Finding("link-outside", Severity.ERROR, home.path, 0, message, again)
        elif home.trouble is Trouble.TEXT:
            message = "a text file stands where a link was: git made no links when it checked out"
            fix = f"git config core.symlinks true && rm {quote(home.path)} && git checkout -- {quote(home.path)}"
            yield Finding("link-text", Severity.ERROR, home.path, 0, message, fix)
        elif home.trouble is Trouble.MISSING and home.path in examined.named_skill_folders and home.path != root:
            message = "the registry names this folder of skills, and it is not there"
            made = f"mkdir -p {quote(folder)} && {again}" if folder else again
            yield Finding("link-missing", Severity.ERROR, home.path, 0, message, f"{made}, or take it out of paths.skills")
    yield from _copies(examined)


def _copies(examined: Examined) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for skill in examined.skills:
        name = posixpath.basename(posixpath.dirname(skill.path))
        if name in first:
            message = f"a copy of {first[name]}: the bot changes that one only, and this one falls behind"
            folder = posixpath.dirname(posixpath.dirname(skill.path))
            fix = f"remove it, or make {folder} a link: retro-bot init --link"
            yield Finding("skill-twice", Severity.ERROR, skill.path, 1, message, fix)
        first.setdefault(name, skill.path)
