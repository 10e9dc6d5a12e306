"""Keys of a domain file that mean nothing: named, with the known key that they are nearest to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.domains.loading import KEYS, parsed
from bot.errors import UserError
from bot.model.report import Flaw, Problem
from bot.spelling import nearest


def unknown_keys(team_files: Mapping[str, str]) -> Iterator[tuple[str, Problem]]:
    """Yield the path and a problem for each key that no domain file has; `team_files` maps paths to texts.

    A file that cannot be read has no keys here: whoever uses it is told why (`load_domain`).
    """
    for path, flaw in unknown_key_flaws(team_files):
        yield path, Problem(flaw.line, f"{flaw.message} ({flaw.fix})")


def unknown_key_flaws(team_files: Mapping[str, str]) -> Iterator[tuple[str, Flaw]]:
    """Yield the same with each fix by itself."""
    for path, text in team_files.items():
        try:
            content = parsed(path, text)
        except UserError:
            continue
        for key in map(str, content):
            if key not in KEYS:
                meant = nearest(key, KEYS)
                fix = f"did you mean `{meant}`?" if meant else f"known are {', '.join(KEYS)}"
                yield path, Flaw(line_of_key(text, key), f"unknown key `{key[:60]}`, it is ignored", fix)


def line_of_key(text: str, key: str) -> int:
    """Return the line on which a key of a domain file stands, 1 where it is not found."""
    found = re.search(rf"^[\"']?{re.escape(key)}[\"']?\s*:", text, re.M)
    return text.count("\n", 0, found.start()) + 1 if found else 1
