"""Whether a SKILL.md is valid by the Agent Skills specification, and a skill that an agent can use."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from bot.model.report import Problem

MAX_LINES = 500
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ALLOWED = ("name", "description", "license", "compatibility", "metadata", "allowed-tools")
_LIMITS = {"description": 1024, "compatibility": 500}
_PLACEHOLDER = re.compile(r"\{[A-Za-z][\w /|-]*\}")
_CODE_SPAN = re.compile(r"`[^`\n]*`")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_UNSTRICT = re.compile(r"[ ]*(?:- |[\w-]+:[ ])[ ]*[\[{&*!]")
_BLOCK_SCALAR = re.compile(r"([ ]*)(?:- )?[\w-]+:[ ]+[>|][+-]?[ ]*$")


def skill_problems(path: str, text: str) -> tuple[Problem, ...]:
    """Return what is wrong with the skill at `path`, each with its line; empty for a valid one.

    Problems are what the specification forbids, and what makes a skill unusable: placeholders that were left, more than
    500 lines, a `---` in the front matter that cuts it short.
    """
    if text.startswith("\ufeff"):
        return (Problem(1, "the file opens with a byte order mark: save it without one"),)
    lines = text.replace("\r\n", "\n").split("\n")
    if lines[0].rstrip() != "---" or "---" not in (line.rstrip() for line in lines[1:]):
        return (Problem(1, "there is no front matter: open the file with `---`, name, description, `---`"),)
    end = next(number for number, line in enumerate(lines[1:], start=2) if line.rstrip() == "---")
    return (*_front_matter_problems(path, lines[1 : end - 1]), *_body_problems(lines, end))


def _front_matter_problems(path: str, lines: list[str]) -> Iterator[Problem]:
    scalar_indent = None
    for number, line in enumerate(lines, start=2):
        if "---" in line:
            yield Problem(number, "`---` inside the front matter ends it for some readers: use another dash")
        indent = len(line) - len(line.lstrip(" "))
        if scalar_indent is not None and (indent > scalar_indent or not line.strip()):
            continue
        opening = _BLOCK_SCALAR.match(line)
        scalar_indent = len(opening[1]) if opening else None
        if _UNSTRICT.match(line):
            yield Problem(number, "strict YAML has no flow collections, anchors and tags: write lists as lines")
    try:
        values = _parsed("\n".join(lines))
    except ValueError as error:
        yield Problem(
            2, f"the front matter is not valid YAML ({error}): put values with signs in quotes, and indent by blanks"
        )
        return
    yield from _key_problems(values)
    yield from _name_problems(path, values.get("name"))
    yield from _value_problems(values)


def _parsed(front: str) -> dict[str, object]:
    import yaml

    try:
        # The base loader builds nothing but strings, lists and dicts.
        values = yaml.load(front, getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(str(getattr(error, "problem", "") or "it cannot be parsed")) from None
    if not isinstance(values, dict):
        raise ValueError("it is no mapping of keys to values")
    return values


def _key_problems(values: dict[str, object]) -> Iterator[Problem]:
    for key in values:
        if key not in _ALLOWED:
            yield Problem(1, f"the key `{key}` is not part of the specification: move it under `metadata`")
    if "metadata" in values and not isinstance(values["metadata"], dict):
        yield Problem(1, "`metadata` is no mapping: write its keys indented below it")
    if "allowed-tools" in values and isinstance(values["allowed-tools"], dict):
        yield Problem(1, "`allowed-tools` is a mapping: write names separated by spaces")


def _name_problems(path: str, name: object) -> Iterator[Problem]:
    folder = posixpath.basename(posixpath.dirname(path))
    if not isinstance(name, str) or not name:
        yield Problem(1, f"`name` is missing: write `name: {folder}`")
    elif not NAME.fullmatch(name) or len(name) > 64:
        yield Problem(
            1, f"the name `{name}` is none: 1 to 64 of a-z, 0-9 and single hyphens between them, as in `lora-rank`"
        )
    elif name != folder:
        yield Problem(
            1, f"the name `{name}` is not that of its folder: give it that name, `{folder}`, or rename the folder"
        )


def _value_problems(values: dict[str, object]) -> Iterator[Problem]:
    description = values.get("description")
    if not isinstance(description, str) or not description.strip():
        yield Problem(1, "`description` is missing: say what the skill teaches, and when to use it")
    for key, limit in _LIMITS.items():
        value = values.get(key)
        if isinstance(value, str) and len(value) > limit:
            yield Problem(1, f"`{key}` has {len(value)} characters: shorten it to {limit}")


def _body_problems(lines: list[str], end: int) -> Iterator[Problem]:
    if len(lines) - (not lines[-1]) > MAX_LINES:
        yield Problem(MAX_LINES + 1, f"the skill has more than {MAX_LINES} lines: move details to a file beside it")
    if not any(line.strip() for line in lines[end:]):
        yield Problem(end, "the skill has no body: write what it teaches below the front matter")
    fence = ""
    for number, line in enumerate(lines, start=1):
        match = _FENCE.match(line)
        if match and (not fence or match[1].startswith(fence)):
            fence = "" if fence else match[1]
        elif not fence and "{" in line and (found := _PLACEHOLDER.search(_CODE_SPAN.sub("", line))):
            yield Problem(number, f"the placeholder {found[0]} was left in: fill it or remove it")
