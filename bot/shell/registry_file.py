"""The registry file: read, checked against its schema, and cleared of what does not fit, each with its line."""

from __future__ import annotations

import json
import posixpath
from functools import cache
from pathlib import Path
from typing import Any

from bot.errors import UserError
from bot.model.report import Problem
from bot.model.repository import Registry
from bot.reading.json_keys import line_of
from bot.shell.tree import read_bytes

_MOST_PROBLEMS = 20
_LONGEST_DOMAIN = 64


def read_registry(root: Path, path: str) -> tuple[Registry, tuple[Problem, ...]]:
    """Return the registry at `path` and what is wrong with it. Nothing raises: what is broken counts as missing."""
    if not (root / path).exists():
        return Registry(path, ""), ()
    try:
        return registry_from(path, read_bytes(root, path))
    except UserError as error:
        return Registry(path, ""), (Problem(1, f"{error.message}; defaults are used"),)


def registry_from(path: str, data: bytes) -> tuple[Registry, tuple[Problem, ...]]:
    """Return the registry in `data`, the bytes of the file at `path`, and what is wrong with it. Never raises."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Registry(path, ""), (Problem(line, "not UTF-8 text; save it as UTF-8; defaults are used"),)
    content, problem = _parsed(text)
    if problem:
        return Registry(path, text), (problem,)
    problems = tuple(sorted(_drop_misfits(content, text)))  # the validator looks at the keys in any order
    return Registry(path, text, content), problems


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


def _parsed(text: str) -> tuple[dict[str, Any], Problem | None]:
    try:
        content = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        return {}, Problem(
            error.lineno, f"not JSON: {error.msg.lower()} at column {error.colno}; mend it, until then defaults are used"
        )
    except (RecursionError, ValueError):
        return {}, Problem(
            1, "not JSON that can be read: nested too deep or numbers too long; mend it, until then defaults are used"
        )
    if not isinstance(content, dict):
        return {}, Problem(1, 'not a JSON object; write {"domain": "research"}; defaults are used')
    return content, None


def _drop_misfits(content: dict[str, Any], text: str) -> list[Problem]:
    """Delete from `content` every value of a wrong type and return a problem for each."""
    problems: list[Problem] = []
    while len(problems) < _MOST_PROBLEMS and (misfit := _first_misfit(content)):
        keys, message = misfit
        problems.append(Problem(line_of(text, *keys), f"{'.'.join(keys)} {message}; it is ignored"))
        holder = content
        for key in keys[:-1]:
            holder = holder[key]
        del holder[int(keys[-1]) if isinstance(holder, list) else keys[-1]]
    return problems


def _first_misfit(content: dict[str, Any]) -> tuple[list[str], str] | None:
    if _holds_only_texts(content):
        return None
    import fastjsonschema

    try:
        _validator()(content)
    except fastjsonschema.JsonSchemaValueException as error:
        name = str(error.name)
        keys = _keys(content, name.removeprefix("data"), error.value) or [next(iter(content))]
        return keys, str(error.message).removeprefix(name).strip()
    return None


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

    schema = json.loads((Path(__file__).parent.parent / "schemas/registry.schema.json").read_text(encoding="utf-8"))
    return fastjsonschema.compile(schema, use_default=False)
