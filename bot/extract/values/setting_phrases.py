"""Settings in words: `batch size 8`, `2 GPUs`, `no packing`, `checkpointing disabled`, `torch 2.7.0`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.extract.values.hardware import DEVICE
from bot.extract.values.kinds import is_place
from bot.extract.values.names import Names, clean_name
from bot.model.fact import Kind


class Phrase(NamedTuple):
    """A setting found in words."""

    kind: Kind
    name: str
    value: str
    start: int
    end: int


_ITEM = re.compile(r"(?:[^,;()，；（）\n]|(?<=\d),(?=\d{3}\b))+")
_SWITCHED = re.compile(
    r"(?P<name>[^\W\d][\w /\-&.]{1,50}?) (?:was |is |were |are |still )?(?P<value>enabled|disabled|on|off|frozen)",
    re.IGNORECASE,
)
_WITHOUT = re.compile(r"(?:with )?(?P<value>no|without) (?P<name>[A-Za-z][\w/&\- ]{1,40})", re.IGNORECASE)
_COUNT = re.compile(r"`?(?P<value>\d[\d,]*[kKM]?)`? (?P<name>[A-Za-z][\w\-]*(?: [A-Za-z][\w\-]*){0,2})")
_NAMED = re.compile(
    r"(?P<name>[^\W\d][\w /\-]{0,40}?)(?: of| still| =|:)? "
    r"`?(?P<value>(?:[+\-~]?|−)\d[\w.,%+\-*/]*(?: (?:steps|tokens|epochs|iterations|iters|ms|s|%))?|\([\d, ]+\))`?"
)
_VERSION = re.compile(r"(?P<name>[A-Z][\w.\-]*(?: [A-Z][\w.\-]*)?|[a-z][\w\-]+) `?v?(?P<value>\d+(?:\.\d+)+[\w.+\-]*)`?")
_BRACKETED = re.compile(
    r"`?(?P<name>[^\W\d][\w /\-]{0,50})`? \((?P<value>[+\-~]?\d[\w.,%+\-*/]*(?: [A-Za-z]+)?|[\[(]\d[^()\[\]]{0,60}[\])])"
    r"(?:(?:,| [—–-]) [^()]{0,80})?\)"
)
_DIGIT = re.compile(r"\d")
_SWITCH_ENDINGS = ("abled", "on", "off", "frozen")
_LEFT_OUT = ("no ", "without ", "with ")
_LONGEST_ITEM = 80
_MOST_SWITCH_WORDS = 4


def setting_phrases(text: str, names: Names, *, describing: bool) -> Iterator[Phrase]:
    """Yield the settings that make up the items of a comma list. `describing` says that the section is about settings."""
    for match in _ITEM.finditer(text):
        item = match[0].strip(" .`\x00")
        if len(item) > _LONGEST_ITEM or " " not in item:
            continue
        phrase = _read(item, names) if describing else _read_strictly(item, names)
        if phrase is not None:
            start = match.start() + match[0].index(item[0])
            kind, name, value = phrase
            yield Phrase(kind, clean_name(name), value, start, start + len(item))


def may_switch(text: str, *, describing: bool) -> bool:
    """Say whether a text without numbers may hold a setting: something on, off or left out."""
    lowered = text.lower()
    if describing and ("no " in lowered or "without " in lowered):
        return True
    return "abled" in lowered or " on" in lowered or " off" in lowered or " frozen" in lowered


def _read(item: str, names: Names) -> tuple[Kind, str, str] | None:
    """An item of a section about settings: a switch, a version, something left out, a count, a name and a number."""
    if found := _switched(item) or (_WITHOUT.fullmatch(item) if item.lower().startswith(_LEFT_OUT) else None):
        return Kind.PARAMETER, found["name"], found["value"]
    if not _DIGIT.search(item) or DEVICE.search(item):
        return None
    if (found := _VERSION.fullmatch(item)) and not names.names_parameter(found["name"]):
        return Kind.SETUP, found["name"], found["value"]
    if (found := _COUNT.fullmatch(item)) and Kind.METRIC not in names.senses(found["name"]):
        return Kind.PARAMETER, found["name"], found["value"]
    if (found := _NAMED.fullmatch(item)) and names.senses(found["name"]) == (Kind.PARAMETER,):
        return Kind.PARAMETER, found["name"], found["value"]
    return None


def _read_strictly(item: str, names: Names) -> tuple[Kind, str, str] | None:
    """An item of any text: its name has to be a parameter's, word for word (`seed 42`)."""
    if (found := _switched(item)) and Kind.PARAMETER in names.senses(found["name"]):
        return Kind.PARAMETER, found["name"], found["value"]
    found = _NAMED.fullmatch(item) if _DIGIT.search(item) else None
    if found and names.names_parameter(found["name"]) and not is_place(item):
        return Kind.PARAMETER, found["name"], found["value"]
    return None


def _switched(item: str) -> re.Match[str] | None:
    return _SWITCHED.fullmatch(item) if item[-6:].lower().endswith(_SWITCH_ENDINGS) else None


def counted_settings(text: str, names: Names) -> Iterator[Phrase]:
    """Yield settings out of a description of a thing (`12 layers, width 768`): names are parameters word for word."""
    for match in _ITEM.finditer(text):
        item = match[0].strip(" .`\x00")
        found = None if is_place(item) else _COUNT.fullmatch(item) or _NAMED.fullmatch(item)
        if found and len(item) <= _LONGEST_ITEM and names.names_parameter(found["name"]):
            start = match.start() + match[0].index(item[0])
            yield Phrase(Kind.PARAMETER, clean_name(found["name"]), found["value"], start, start + len(item))


def switched_item(text: str) -> Phrase | None:
    """Return the setting of an item that says nothing but `X enabled` or `X disabled`, whatever X is."""
    item = text.strip(" .`")
    found = _SWITCHED.fullmatch(item) if item[-5:].lower() == "abled" else None
    if found is None or found["name"].count(" ") >= _MOST_SWITCH_WORDS:
        return None
    return Phrase(Kind.PARAMETER, clean_name(found["name"]), found["value"], 0, len(text))


def bracketed_item(text: str, names: Names) -> Phrase | None:
    """Return the setting of an item of settings that is a name with its value in brackets: `Batch size (128)`."""
    found = _BRACKETED.fullmatch(text.strip(" ."))
    if found is None or Kind.METRIC in names.senses(found["name"]):
        return None
    kind = Kind.SETUP if names.ends_in(found["name"], Kind.SETUP) else Kind.PARAMETER
    return Phrase(kind, clean_name(found["name"]), found["value"], 0, len(text))
