"""The registry of a set-up: a new one, or the team's own with the keys that it lacks; nothing that stands there changes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from bot.model.repository import REGISTRY, Registry, Skill
from bot.propose.json_insertion import with_members
from bot.propose.sanitising import plain
from bot.reading.json_places import Place, closing, members, top
from bot.synthesize.decisions.ownership import is_result_skill

_VERSION = "1.0.0"
_LONGEST_DESCRIPTION = 160


def registry_text(registry: Registry, domain: str, paths: Mapping[str, object], skills: Sequence[Skill], today: str) -> str:
    """Return the text of the registry with `domain`, `paths` and the index of `skills`, as far as it lacks them.

    A key that is there keeps its value, whatever it is; so do keys that the bot does not know, and the format.
    """
    index = {skill.name: _entry(skill) for skill in skills}
    if not registry.text:
        head = {"domain": domain, "version": _VERSION, "created": today, "updated": today}
        return json.dumps({**head, "skills": index, "paths": paths}, indent=2, ensure_ascii=False) + "\n"
    text = _with_missing(registry.text, (), {"domain": domain, "skills": index, "paths": dict(paths)})
    return _with_missing(text, ("paths",), paths)


def _entry(skill: Skill) -> dict[str, str]:
    works_on_registry = REGISTRY in skill.text  # the skills by which a team plans and looks back
    kind = "result" if is_result_skill(skill) and not works_on_registry else "core"
    return {"type": kind, "description": plain(skill.description, _LONGEST_DESCRIPTION)}


def _with_missing(text: str, keys: Sequence[str], wanted: Mapping[str, object]) -> str:
    """Return the text with those members of `wanted` that the object at `keys` lacks."""
    start = top(text)
    place = Place("", start, start, closing(text, start) + 1)
    for key in keys:
        place = next(each for each in members(text, place.start) if each.key == key)
    if text[place.start] != "{":
        return text
    there = {each.key for each in members(text, place.start)}
    missing = [key for key in wanted if key not in there]
    return with_members(text, place, missing, [wanted[key] for key in missing]) if missing else text
