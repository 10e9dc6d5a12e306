"""The registry file: read, checked against its schema, and cleared of what does not fit, each with its line."""

from __future__ import annotations

import json
import posixpath
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from bot.errors import UserError
from bot.model.report import Flaw, Problem
from bot.model.repository import Registry
from bot.reading.json_keys import line_of
from bot.reading.registry_schema import registry_schema
from bot.shell.tree import exists, read_bytes

_MOST_PROBLEMS = 20
_LONGEST_DOMAIN = 64
_INSTEAD = "defaults are used"
_MEND_JSON = "mend the JSON there: a comma too many or too few, a quote that is missing"
_SHAPES = {
    "string": 'write a text in quotes, as in "reports/"',
    "number": 'write a text in quotes, as in "1.0.0"',
    "object": "write an object in braces, as in {}",
    "array": 'write a text or a list, as in [".agents/skills"]',
}


class Looked(NamedTuple):
    """A registry, the flaw for which none of it counts, and the flaw of each value that is left out of it.

    `instead` says in a warning what becomes of a broken one.
    """

    registry: Registry
    broken: Flaw | None = None
    misfits: tuple[Flaw, ...] = ()
    instead: str = _INSTEAD


def read_registry(root: Path, path: str) -> tuple[Registry, tuple[Problem, ...]]:
    """Return the registry at `path` and what is wrong with it. Nothing raises: what is broken counts as missing."""
    return _with_problems(look_at_registry(root, path))


def registry_from(path: str, data: bytes) -> tuple[Registry, tuple[Problem, ...]]:
    """Return the registry in `data`, the bytes of the file at `path`, and what is wrong with it. Never raises."""
    return _with_problems(_looked(path, data))


def look_at_registry(root: Path, path: str) -> Looked:
    """Return the registry at `path`, and each of its flaws with how to mend it. Nothing raises."""
    if not exists(root / path):
        return Looked(Registry(path, ""))
    try:
        return _looked(path, read_bytes(root, path))
    except UserError as error:
        return Looked(Registry(path, ""), Flaw(1, error.message, error.fix or "mend the file"))


def _with_problems(looked: Looked) -> tuple[Registry, tuple[Problem, ...]]:
    if looked.broken:
        return looked.registry, (Problem(looked.broken.line, f"{looked.broken.message}; {looked.instead}"),)
    return looked.registry, tuple(Problem(flaw.line, f"{flaw.message}; it is ignored") for flaw in looked.misfits)


def _looked(path: str, data: bytes) -> Looked:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        flaw = Flaw(data.count(b"\n", 0, error.start) + 1, "not UTF-8 text", "save it as UTF-8")
        return Looked(Registry(path, ""), flaw, instead=f"{flaw.fix}; {_INSTEAD}")
    try:
        content = json.loads(text.removeprefix("\ufeff"))
    except (RecursionError, ValueError) as error:
        return Looked(Registry(path, text), _no_json(error), instead=f"mend it, until then {_INSTEAD}")
    if not isinstance(content, dict):
        flaw = Flaw(1, "not a JSON object", 'write {"domain": "research"}')
        return Looked(Registry(path, text), flaw, instead=f"{flaw.fix}; {_INSTEAD}")
    misfits = tuple(sorted(_drop_misfits(content, text)))  # the validator looks at the keys in any order
    return Looked(Registry(path, text, content), None, misfits)


def _no_json(error: RecursionError | ValueError) -> Flaw:
    if isinstance(error, json.JSONDecodeError):
        return Flaw(error.lineno, f"not JSON: {error.msg.lower()} at column {error.colno}", _MEND_JSON)
    return Flaw(1, "not JSON that can be read: nested too deep or numbers too long", "write it as docs/setting-up.md shows")


def registry_paths(registry: Registry) -> dict[str, str]:
    """Return the registry's `paths` without trailing slashes; a path that is empty is left out."""
    paths = registry.content.get("paths")
    cleaned = (
        {key: _clean(value) for key, value in paths.items() if isinstance(value, str) and key != "skills"}
        if isinstance(paths, dict)
        else {}
    )
    return {key: value for key, value in cleaned.items() if value}


def registry_skill_folders(registry: Registry) -> tuple[str, ...]:
    """Return the registry's `paths.skills`, one folder or several, without trailing slashes; empty where it names none."""
    paths = registry.content.get("paths")
    named = paths.get("skills") if isinstance(paths, dict) else None
    folders = named if isinstance(named, list) else [named]
    return tuple(dict.fromkeys(_clean(each) for each in folders if isinstance(each, str) and each.strip()))


def _clean(path: str) -> str:
    path = path.strip().replace("\\", "/")
    return posixpath.normpath(path) if path else ""


def _drop_misfits(content: dict[str, Any], text: str) -> list[Flaw]:
    """Delete from `content` every value of a wrong type and return a flaw for each."""
    flaws: list[Flaw] = []
    while len(flaws) < _MOST_PROBLEMS and (misfit := _first_misfit(content)):
        keys, message, fix = misfit
        flaws.append(Flaw(line_of(text, *keys), f"{'.'.join(keys)} {message}", fix))
        holder = content
        for key in keys[:-1]:
            holder = holder[key]
        del holder[int(keys[-1]) if isinstance(holder, list) else keys[-1]]
    return flaws


def _first_misfit(content: dict[str, Any]) -> tuple[list[str], str, str] | None:
    if _holds_only_texts(content):
        return None
    import fastjsonschema

    try:
        _validator()(content)
    except fastjsonschema.JsonSchemaValueException as error:
        name = str(error.name)
        keys = _keys(content, name.removeprefix("data"), error.value) or [next(iter(content))]
        return keys, str(error.message).removeprefix(name).strip(), _fix(str(error.rule), error.rule_definition)
    return None


def _fix(rule: str, wanted: Any) -> str:
    """How to mend a value that breaks a rule of the schema."""
    if rule == "type":
        return _SHAPES[wanted if isinstance(wanted, str) else wanted[-1]]
    return f"write one of {', '.join(wanted)}" if rule == "enum" else f"shorten it to {wanted}"


def _keys(holder: object, name: str, value: object) -> list[str] | None:
    """Return the keys that lead to `value`, called `name` (`.skills.a.type`) by the validator; keys may hold dots."""
    if not name:
        return [] if holder is value else None
    members = holder.items() if isinstance(holder, dict) else enumerate(holder) if isinstance(holder, list) else ()
    for key, member in members:
        called = f".{key}" if isinstance(holder, dict) else f"[{key}]"
        if name.startswith(called) and (below := _keys(member, name[len(called) :], value)) is not None:
            return [str(key), *below]
    return None


def _holds_only_texts(content: dict[str, Any]) -> bool:
    """Whether a registry is texts, and objects of texts where the schema has objects: then it fits.

    Most are, and the library that checks the rest takes longer to load than all else here.
    """
    rest = dict(content)
    objects = [rest.pop("paths", {})]
    skills = rest.pop("skills", {})
    if not isinstance(skills, dict) or len(str(rest.get("domain", ""))) > _LONGEST_DOMAIN:
        return False
    objects += [rest, *skills.values()]
    return all(isinstance(each, dict) and all(type(text) is str for text in each.values()) for each in objects)


@cache
def _validator() -> Any:
    import fastjsonschema

    return fastjsonschema.compile(registry_schema(), use_default=False)
