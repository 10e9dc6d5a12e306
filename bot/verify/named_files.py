"""The files that a skill names: targets of its links, and paths in its text; each with the places where it may be."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from bot.model.report import Lines

_LINK = re.compile(r"\]\(<?([^()\s<>]++)>?[^()\n]*+\)|^ {0,3}\[[^\[\]]+\]:[ \t]+<?([^\s<>]+)")
_PATH = re.compile(r"(?<![\w/.(:-])((?:\.{0,2}/)?[\w.-]+(?:/[\w.-]+)*\.[A-Za-z]{2,5})(#L\d+(?:-L?\d+)?)?(?![\w/*<{$])")
_LINES = re.compile(r"#L(\d+)(?:-L?(\d+))?$")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.I)


class NamedFile(NamedTuple):
    """A file that a line of a skill names: `written` there, at one of the paths `candidates`, `lines` of it if it says so.

    `is_link` tells a link, which has to lead somewhere, from a path in the text, which may be one of another machine.
    """

    line: int
    written: str
    candidates: tuple[str, ...]
    lines: Lines | None
    is_link: bool


def named_files(path: str, text: str) -> Iterator[NamedFile]:
    """Yield the files that the skill at `path` names; addresses on the web and paths out of the repository are none."""
    folder = posixpath.dirname(path)
    fenced = False
    for number, line in enumerate(text.split("\n"), 1):
        if line.lstrip(" >").startswith(("```", "~~~")):
            fenced = not fenced
        links = [] if fenced else [found[1] or found[2] for found in _LINK.finditer(line)]
        for target in links:
            if not _ELSEWHERE.match(target):
                yield from _named(number, target, folder, is_link=True)
        for found in _PATH.finditer(line):
            if not any(found[0] in target for target in links):
                yield from _named(number, found[1] + (found[2] or ""), folder, is_link=False)


def _named(line: int, written: str, folder: str, *, is_link: bool) -> Iterator[NamedFile]:
    found = _LINES.search(written)
    file = unquote(re.split(r"[?#]", written, maxsplit=1)[0])
    starts = (folder, "") if is_link or file.startswith(".") else ("", folder)
    paths = (posixpath.normpath(posixpath.join(start, file)).lstrip("/") for start in starts)
    inside = tuple(dict.fromkeys(each for each in paths if each and not each.startswith("..")))
    if inside:
        lines = (int(found[1]), int(found[2] or found[1])) if found else None
        yield NamedFile(line, written, inside, lines, is_link)
