"""Settings written as pairs in running text: `key=value`, `key = value`, `--flag value`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from bot.extract.measurement_units import UNITS


class Pair(NamedTuple):
    """A name and its value as written, and where the pair stands in the text."""

    name: str
    value: str
    start: int
    end: int


_PAIR = re.compile(
    r"(?:(?<![\w.\-/=<>!+*^|&\])])|(?<=\d/))(?P<name>[^\W\d][\w.\-/]*(?:\s?=\s?[^\W\d][\w.\-/]*(?=\s?=)){0,3})(?P<equals>=|=\s|\s=\s|≈|∈)"
    r"(?P<value>`?\"[^\"\n]{0,200}\"|`?'[^'\n]{0,200}'|`?\[[^\]\n]{0,200}\]|`?\{[^}\n]{0,200}\}|`?\([^()\n]{0,200}\)|"
    r"`?\d{1,3}(?:,\d{3})+(?!\w|,\d)|`?\d+(?:,\d+){2,}(?![\w.=])|`?(?:[+\-~<>]?|[−≥≤])[\w.](?:[^\s`,;()\[\]{}\"'→=/]|/(?![^\W\d][\w.\-]*=))*)"
)
_FLAG = re.compile(r"(?<![\w\-])--(?P<name>[A-Za-z][\w.\-]*)(?:[= ](?P<value>(?!-)[^\s`\"',;()]+|\"[^\"\n]*\"|'[^'\n]*'))?")
_EXPRESSION = re.compile(r"(?!/[^\W\d][\w.\-]*=)\s*(?:[*+/^|&@%]|\*\*)\s*\w|\(")
_UNIT = re.compile(r"\s([A-Za-zµ]{2,}(?:/[A-Za-z]+)?)\b")
_SWITCHES = frozenset({"true", "false", "none", "null", "on", "off", "yes", "no"})
_TRAILING = ".:,;"


def pairs(text: str, most: int | None = None) -> Sequence[Pair]:
    """Return the pairs of `text` in order, at most `most`. An expression (`y = a * b`, `f = g(x)`) is no setting."""
    if "=" not in text and (text.isascii() or ("≈" not in text and "∈" not in text)):
        return ()
    found = map(_pair, _PAIR.finditer(text))
    return list(islice(filter(None, found), most))


def flags(text: str) -> Iterator[Pair]:
    """Yield the flags of a command line; a switch without a value is its own value (`--no-cache`)."""
    if "--" in text:
        for match in _FLAG.finditer(text):
            value = (match["value"] or "").strip("\"'\\") or f"--{match['name']}"
            yield Pair(match["name"], value, match.start(), match.end())


def _pair(match: re.Match[str]) -> Pair | None:
    text = match.string
    value = match["value"].replace("`", "").rstrip(_TRAILING)
    end = match.start("value") + len(match["value"].rstrip(_TRAILING))
    if not value or _EXPRESSION.match(text, match.end()):
        return None
    if value[0].isdigit() and (unit := _UNIT.match(text, match.end())) and unit[1].lower() in UNITS:
        value, end = f"{value} {unit[1]}", unit.end()
    if " " in match["equals"] and not (_plain(value) and _opens(text, match.start())):
        return None
    return Pair(match["name"], value.strip("\"'"), match.start(), end)


def _opens(text: str, start: int) -> bool:
    """Whether a name written apart from its sign opens the text, a code span or an item of a list."""
    before = text[:start].rstrip(" ")
    return not before or before[-1] in "`\n(" or text[:start].endswith((", ", "; ", ": "))


def _plain(value: str) -> bool:
    """With spaces around the sign only a number, a switch or something in quotes or brackets is a value."""
    return value[:1] in "\"'[{(+-−~<>≥≤.0123456789" or value.lower() in _SWITCHES
