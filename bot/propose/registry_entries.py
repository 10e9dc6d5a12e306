"""New skills listed in the registry, as the team formats it; every other byte of the file stays."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot.model.draft import SkillDraft
from bot.model.repository import Registry
from bot.propose.json_insertion import with_members
from bot.propose.sanitising import plain
from bot.reading.json_places import members, top

_LONGEST_DESCRIPTION = 160
_DATE = re.compile(r'"\d{4}-\d{2}-\d{2}"')


class NewEntry(NamedTuple):
    """A skill to list: its draft and the path of its SKILL.md."""

    draft: SkillDraft
    path: str


def listed(registry: Registry, entries: Sequence[NewEntry], today: str) -> tuple[str, tuple[str, ...]]:
    """Return the registry's text with the skills listed and its `updated` set to today, and the names that are new in it.

    Without a registry, or without an index of skills in it, nothing is added: the bot does not need one. Entries have the
    keys that the team's result skills have, in their order, as far as the draft has something for them.
    """
    index = registry.content.get("skills")
    if not registry.text or not isinstance(index, dict | list):
        return registry.text, ()
    new = [entry for entry in entries if entry.draft.name not in _names(index)]
    if not new:
        return registry.text, ()
    text = registry.text
    root = {place.key: place for place in members(text, top(text))}
    model = _model(index)
    values = [_values(entry, model, isinstance(index, list)) for entry in new]
    text = with_members(text, root["skills"], [entry.draft.name for entry in new], values)
    return _with_date(text, today), tuple(entry.draft.name for entry in new)


def _names(index: Mapping[str, object] | Sequence[object]) -> set[object]:
    if isinstance(index, Mapping):
        return set(index)
    return {entry.get("name") if isinstance(entry, dict) else entry for entry in index if isinstance(entry, dict | str)}


def _model(index: Mapping[str, object] | Sequence[object]) -> object:
    """Return the last entry of a result skill, whose keys new entries have; None where there is none."""
    values = list(index.values()) if isinstance(index, Mapping) else list(index)
    results = [value for value in values if isinstance(value, dict) and value.get("type") not in ("core", None)]
    return results[-1] if results else next(iter(reversed(values)), None)


def _values(entry: NewEntry, model: object, is_list: bool) -> object:
    """Return what the registry says of a skill, in the shape of its model: an object with its keys, or one string."""
    draft = entry.draft
    description = plain(draft.short_description or draft.description, _LONGEST_DESCRIPTION)
    if isinstance(model, str):
        return draft.name if is_list else description
    known: dict[str, object] = {
        "name": draft.name,
        "type": "result",
        "description": description,
        "created": draft.created,
        "updated": draft.created,
        "domain": draft.domain,
        "tags": list(draft.tags),
        "path": entry.path,
        "file": entry.path,
    }
    wanted = list(model) if isinstance(model, dict) else []
    keys = [key for key in wanted if key in known]
    keys += [key for key in ("name",) * is_list + ("type", "description") if key not in keys]
    if isinstance(model, dict) and isinstance(model.get("path"), str):
        known["path"] = _path_like(model["path"], draft.name)
    return {key: known[key] for key in keys}


def _path_like(written: str, name: str) -> str:
    """Return the skill's path as the registry writes those of others (to the file or its folder, from wherever)."""
    parts = written.split("/")
    folder = next((index for index in range(len(parts) - 1, -1, -1) if parts[index] and "." not in parts[index]), 0)
    return "/".join([*parts[:folder], name, *parts[folder + 1 :]])


def _with_date(text: str, date: str) -> str:
    """Return the text with its outermost `updated` set to a later date; a registry without the key does not get one."""
    place = next((place for place in members(text, top(text)) if place.key == "updated"), None)
    written = text[place.start : place.end] if place else ""
    if place and _DATE.fullmatch(written) and written < f'"{date}"':
        return f'{text[: place.start]}"{date}"{text[place.end :]}'
    return text
