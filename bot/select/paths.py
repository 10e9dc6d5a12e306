"""Report paths and parts of file names in a request: which reports they name, and which of them name none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote

_TOKEN = re.compile(r"[^\s`'\"<>|()\[\],;]+")
_SUFFIX = re.compile(r"\.(?:md|markdown|txt|rst|csv|tsv|jsonl?|ndjson|ipynb|html?|log|ya?ml|out)$", re.I)
_QUERY_OR_ANCHOR = re.compile(r"[?#].*")
_COMPOUND = re.compile(r"[^\W_][-_][^\W_]")
_TELLING = re.compile(r"(?=.{10})(?=.*[a-z])[^\W_]+(?:[-_][^\W_]+){2,}")
_NEAREST = 3


class Named(NamedTuple):
    """Reports that words name by path, the paths that name none, and the words without either."""

    paths: tuple[str, ...]
    unknown: tuple[str, ...]
    rest: str


def find_named(words: str, paths: Sequence[str]) -> Named:
    """Return the reports that the words name, in the order of the words.

    A name is a report's path, the end of it, a link to it (`https://.../reports/a.md?plain=1#L3`), its folder, or a part
    of its file's name that is made of three words or more and fits one report only.
    """
    found: dict[str, None] = {}
    unknown: dict[str, None] = {}
    rest, at = [], 0
    for match in _spans(words, paths):
        name = _cleaned(match[0])
        named = reports_at(name, paths)
        found.update(dict.fromkeys(named))
        is_path = bool(_SUFFIX.search(name))
        if is_path and not named:
            unknown[name] = None
        if named or is_path:
            rest.append(words[at : match.start()])
            at = match.end()
    return Named(tuple(found), tuple(unknown), " ".join([*rest, words[at:]]))


def path_words(words: str) -> tuple[str, ...]:
    """Return the words that may be a path, its end, a folder, or a part of a file's name, in lower case."""
    named = (_cleaned(match[0]).removeprefix("./").strip("/").lower() for match in _TOKEN.finditer(words))
    return tuple(dict.fromkeys(name for name in named if "/" in name or _SUFFIX.search(name) or _COMPOUND.search(name)))


def reports_at(name: str, paths: Sequence[str]) -> tuple[str, ...]:
    """Return the reports that a path, a folder or a part of a file name stands for; empty where it is vague."""
    name = name.removeprefix("./").rstrip("/").lower()
    exact = tuple(path for path in paths if path.lower() == name)
    if exact or not name:
        return exact
    if _SUFFIX.search(name):
        ends = tuple(path for path in paths if f"/{path.lower()}".endswith("/" + name) or name.endswith("/" + path.lower()))
        return ends if len(ends) == 1 else ()
    if "/" in name:
        return tuple(path for path in paths if f"/{name}/" in f"/{path.lower()}")
    return _by_stem(name, paths) if _COMPOUND.search(name) else ()


def _by_stem(name: str, paths: Sequence[str]) -> tuple[str, ...]:
    """Return the one report whose file name without its ending is `name`, or holds it where it is made of three words."""
    stems = [(PurePosixPath(path).stem.lower(), path) for path in paths]
    whole = tuple(path for stem, path in stems if stem == name)
    found = whole or tuple(path for stem, path in stems if _TELLING.fullmatch(name) and name in stem)
    return found if len(found) == 1 else ()


def nearest_names(name: str, paths: Iterable[str]) -> tuple[str, ...]:
    """Return the paths whose file names are most like the one that was not found, best first."""
    from difflib import get_close_matches

    by_name = {PurePosixPath(path).name.lower(): path for path in paths}
    wanted = PurePosixPath(name).name.lower()
    return tuple(by_name[close] for close in get_close_matches(wanted, by_name, _NEAREST, 0.4))


def _spans(words: str, paths: Sequence[str]) -> list[re.Match[str]]:
    """Return the words that may be names, those of files with a space in their name first taken whole."""
    spaced = [re.escape(name) for path in paths for name in (path, PurePosixPath(path).name) if " " in name]
    if not spaced:
        return list(_TOKEN.finditer(words))
    return list(re.compile(f"{'|'.join(spaced)}|{_TOKEN.pattern}", re.I).finditer(words))


def _cleaned(token: str) -> str:
    return _QUERY_OR_ANCHOR.sub("", unquote(token).replace("\\", "/")).strip("*").rstrip(".:!?")
