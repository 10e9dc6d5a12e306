"""Whether a SKILL.md is valid by the Agent Skills specification, and a skill that an agent can use."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from bot.model.report import Flaw, Problem
from bot.reading.yaml_limits import yaml_excess

MAX_LINES = 500
LONGEST_NAME = 64
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
    return tuple(Problem(flaw.line, f"{flaw.message}: {flaw.fix}") for flaw in skill_flaws(path, text))


def skill_flaws(path: str, text: str) -> tuple[Flaw, ...]:
    """Return the same problems with each fix by itself; what the specification only advises against is advice."""
    if text.startswith("\ufeff"):
        return (Flaw(1, "the file opens with a byte order mark", "save it without one"),)
    lines = text.replace("\r\n", "\n").split("\n")
    if lines[0].rstrip() != "---" or "---" not in (line.rstrip() for line in lines[1:]):
        return (Flaw(1, "there is no front matter", "open the file with `---`, name, description, `---`"),)
    end = next(number for number, line in enumerate(lines[1:], start=2) if line.rstrip() == "---")
    return (*_front_matter_flaws(path, lines[1 : end - 1]), *_body_flaws(lines, end))


def _front_matter_flaws(path: str, lines: list[str]) -> Iterator[Flaw]:
    scalar_indent = None
    for number, line in enumerate(lines, start=2):
        if "---" in line:
            yield Flaw(number, "`---` inside the front matter ends it for some readers", "use another dash")
        indent = len(line) - len(line.lstrip(" "))
        if scalar_indent is not None and (indent > scalar_indent or not line.strip()):
            continue
        opening = _BLOCK_SCALAR.match(line)
        scalar_indent = len(opening[1]) if opening else None
        if _UNSTRICT.match(line):
            message = "strict YAML has no flow collections, anchors and tags"
            yield Flaw(number, message, "write lists as lines", is_advice=True)
    try:
        values = _parsed("\n".join(lines))
    except ValueError as error:
        fix = "put values with signs in quotes, and indent by blanks"
        yield Flaw(2, f"the front matter is not valid YAML ({error})", fix)
        return
    yield from _key_flaws(values)
    yield from _name_flaws(path, values.get("name"))
    yield from _value_flaws(values)


def _parsed(front: str) -> dict[str, object]:
    import yaml

    # The base loader builds nothing but strings, lists and dicts.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        if excess := yaml_excess(front, loader):
            raise ValueError(excess[0])
        values = yaml.load(front, loader)  # noqa: S506
    except yaml.YAMLError as error:
        raise ValueError(str(getattr(error, "problem", "") or "it cannot be parsed")) from None
    if not isinstance(values, dict):
        raise ValueError("it is no mapping of keys to values")
    return values


def _key_flaws(values: dict[str, object]) -> Iterator[Flaw]:
    for key in values:
        if key not in _ALLOWED:
            yield Flaw(1, f"the key `{key}` is not part of the specification", "move it under `metadata`")
    if "metadata" in values and not isinstance(values["metadata"], dict):
        yield Flaw(1, "`metadata` is no mapping", "write its keys indented below it")
    if "allowed-tools" in values and isinstance(values["allowed-tools"], dict):
        yield Flaw(1, "`allowed-tools` is a mapping", "write names separated by spaces")


def _name_flaws(path: str, name: object) -> Iterator[Flaw]:
    folder = posixpath.basename(posixpath.dirname(path))
    if not isinstance(name, str) or not name:
        yield Flaw(1, "`name` is missing", f"write `name: {folder}`")
    elif not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        fix = f"1 to {LONGEST_NAME} of a-z, 0-9 and single hyphens between them, as in `lora-rank`"
        yield Flaw(1, f"the name `{name}` is none", fix)
    elif name != folder:
        fix = f"give it that name, `{folder}`, or rename the folder"
        yield Flaw(1, f"the name `{name}` is not that of its folder", fix)


def _value_flaws(values: dict[str, object]) -> Iterator[Flaw]:
    description = values.get("description")
    if not isinstance(description, str) or not description.strip():
        yield Flaw(1, "`description` is missing", "say what the skill teaches, and when to use it")
    for key, limit in _LIMITS.items():
        value = values.get(key)
        if isinstance(value, str) and len(value) > limit:
            yield Flaw(1, f"`{key}` has {len(value)} characters", f"shorten it to {limit}")


def _body_flaws(lines: list[str], end: int) -> Iterator[Flaw]:
    if len(lines) - (not lines[-1]) > MAX_LINES:
        message = f"the skill has more than {MAX_LINES} lines"
        yield Flaw(MAX_LINES + 1, message, "move details to a file beside it", is_advice=True)
    if not any(line.strip() for line in lines[end:]):
        yield Flaw(end, "the skill has no body", "write what it teaches below the front matter", is_advice=True)
    fence = ""
    for number, line in enumerate(lines, start=1):
        match = _FENCE.match(line)
        if match and (not fence or match[1].startswith(fence)):
            fence = "" if fence else match[1]
        elif not fence and "{" in line and (found := _PLACEHOLDER.search(_CODE_SPAN.sub("", line))):
            yield Flaw(number, f"the placeholder {found[0]} was left in", "fill it or remove it", is_advice=True)
