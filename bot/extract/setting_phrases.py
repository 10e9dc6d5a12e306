"""Settings in words: `batch size 8`, `2 GPUs`, `no packing`, `checkpointing disabled`, `torch 2.7.0`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.extract.value_names import Names, clean_name
from bot.model.fact import Kind


@dataclass(frozen=True, slots=True)
class Phrase:
    """A setting found in words."""

    kind: Kind
    name: str
    value: str
    start: int
    end: int


_ITEM = re.compile(r"[^,;，；\n]+")
_SWITCHED = re.compile(
    r"^(?P<name>[^\W\d][\w /\-&.]{1,50}?) (?:was |is |were |are |still )?(?P<value>enabled|disabled|on|off|frozen)$",
    re.IGNORECASE,
)
_WITHOUT = re.compile(r"^(?:with )?(?P<value>no|without) (?P<name>[A-Za-z][\w/&\- ]{1,40})$", re.IGNORECASE)
_COUNT = re.compile(r"^`?(?P<value>\d[\d,.]*[kKM]?)`?[ x×]+(?P<name>[A-Za-z][\w\-]*(?: [A-Za-z][\w\-]*){0,2})$")
_NAMED = re.compile(
    r"^(?P<name>[^\W\d][\w /\-]{1,40}?)(?: of| still| =|:)? `?(?P<value>[+\-−~]?\d[\w.,%+\-*/]*|\([\d, ]+\))`?$"
)
_VERSION = re.compile(r"^(?P<name>[A-Z][\w.\-]*(?: [A-Z][\w.\-]*)?|[a-z][\w\-]+) `?v?(?P<value>\d+(?:\.\d+)+[\w.+\-]*)`?$")


def setting_phrases(text: str, names: Names, *, describing: bool) -> Iterator[Phrase]:
    """Yield the settings that make up the items of a comma list. `describing` says that the section is about settings."""
    for match in _ITEM.finditer(text):
        item = match[0].strip(" .`\x00")
        if not item or len(item) > 80:
            continue
        start = match.start() + match[0].index(item[0])
        phrase = _read(item, names, describing)
        if phrase is not None:
            kind, name, value = phrase
            yield Phrase(kind, clean_name(name), value, start, start + len(item))


def _read(item: str, names: Names, describing: bool) -> tuple[Kind, str, str] | None:
    if (found := _SWITCHED.match(item)) and (describing or Kind.PARAMETER in names.senses(found["name"])):
        return Kind.PARAMETER, found["name"], found["value"]
    if found := _VERSION.match(item):
        return (Kind.SETUP, found["name"], found["value"]) if describing else None
    if (found := _WITHOUT.match(item)) and describing:
        return Kind.PARAMETER, found["name"], found["value"]
    if (found := _COUNT.match(item)) and describing:
        return (Kind.PARAMETER, found["name"], found["value"]) if Kind.METRIC not in names.senses(found["name"]) else None
    if (found := _NAMED.match(item)) and _is_parameter(found["name"], names, describing):
        return Kind.PARAMETER, found["name"], found["value"]
    return None


def _is_parameter(name: str, names: Names, describing: bool) -> bool:
    """Whether a name is a parameter's; outside of settings it has to be one word for word (`seed 42`)."""
    return names.senses(name) == (Kind.PARAMETER,) if describing else names.names_parameter(name)
