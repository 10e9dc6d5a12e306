"""Settings in fenced configuration: YAML, JSON, TOML and INI, Python assignments, each with the lines that it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Setting(NamedTuple):
    """A name (dotted where it is nested) and its value; `first` and `last` are lines counted from 0 in the block."""

    name: str
    value: str
    first: int
    last: int


_YAML_LINE = re.compile(
    r"(?P<indent>\s*)(?P<dash>-\s+)?(?P<name>[^\s#:\-\[{\"'][^#:]{0,80}?|\"[^\"]+\"|'[^']+')\s*:(?:\s+(?P<value>\S.*))?$"
)
_YAML_ITEM = re.compile(r"(?P<indent>\s*)-\s+(?P<value>\S.*)$")
_JSON_PAIR = re.compile(
    r"\"(?P<name>[^\"\\\n]{1,80})\"\s*:\s*(?P<value>\"[^\"\n]*\"|-?\d[\d.eE+\-]*|true|false|null|\[[^\[\]{}]{0,300}\])"
)
_TOML_LINE = re.compile(r"\s*(?P<name>[A-Za-z_][\w.\-]*|\"[^\"]+\")\s*=\s*(?P<value>\S.*)$")
_TOML_TABLE = re.compile(r"\s*\[\[?(?P<name>[\w.\-\" ]+)\]\]?\s*(?:#.*)?$")
_PYTHON_LINE = re.compile(
    r"\s*(?P<name>[A-Za-z_][\w.]*)\s*(?::\s?[\w\[\], |.]{1,60}?)?\s?=\s*(?P<value>"
    r"[\"'][^\"']*[\"']|[+\-]?\d[\w.+\-]*(?:\s?\*\*\s?\d+)?|True|False|None|"
    r"[\[({](?:[\d\s,.:eE+\-]|\"[^\"\n]*\"|'[^'\n]*')*[\])}]|(?:torch|jnp|np|tl|tf)\.\w+)\s*,?\s*(?:#.*)?$"
)
_DEFAULT = re.compile(
    r"add_argument\(\s*[\"']--?(?P<flag>[\w\-]+)[\"'][^#\n]{0,200}?\bdefault\s*=\s*[\"']?(?P<value>[\w.+\-/]+)"
    r"|(?:environ\.get|getenv)\(\s*[\"'](?P<variable>\w+)[\"']\s*,\s*[\"']?(?P<fallback>[\w.+\-/]+)"
)
_COMMENT = re.compile(r"\s#.*$")
_DEEPEST = 200


def config_settings(language: str, text: str) -> Iterator[Setting]:
    """Yield the settings of a block in `language`; nothing for a language that holds none."""
    if language in ("yaml", "yml"):
        yield from _yaml(text)
    elif language in ("json", "json5", "jsonc"):
        yield from _json(text)
    elif language in ("toml", "ini", "cfg", "conf", "properties", "env", "dotenv"):
        yield from _toml(text)
    elif language in ("python", "py", "python3", "ipython"):
        yield from _python(text)


def _yaml(text: str) -> Iterator[Setting]:
    """Nested keys by their indentation; a list of scalars is the value of its key."""
    path: list[tuple[int, str]] = []
    opened: tuple[str, int] | None = None
    items: list[str] = []
    number = 0
    for number, line in enumerate(text.split("\n")):
        item = _YAML_ITEM.fullmatch(line)
        match = _YAML_LINE.fullmatch(line)
        if item and not match and opened:
            items.append(_plain(item["value"]))
            continue
        if opened and items:
            yield Setting(opened[0], " ".join(items), opened[1], number - 1)
        opened, items = (opened, []) if not line.strip() else (None, [])
        if match is None or line.lstrip().startswith("#"):
            continue
        indent = len(match["indent"]) + len(match["dash"] or "")
        while path and path[-1][0] >= indent:
            path.pop()
        name = ".".join([*(parent for _, parent in path[-_DEEPEST:]), match["name"].strip("\"'")])
        value = _plain(match["value"] or "")
        if value and value not in ("|", ">", ">-", "|-"):
            yield Setting(name, value, number, number)
        else:
            path.append((indent, match["name"].strip("\"'")))
            opened = (name, number)
    if opened and items:
        yield Setting(opened[0], " ".join(items), opened[1], number)


def _json(text: str) -> Iterator[Setting]:
    line, at = 0, 0
    for match in _JSON_PAIR.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        yield Setting(match["name"], " ".join(match["value"].strip('"').split()), line, line + match[0].count("\n"))


def _toml(text: str) -> Iterator[Setting]:
    table = ""
    for number, line in enumerate(text.split("\n")):
        if heading := _TOML_TABLE.fullmatch(line):
            table = heading["name"].strip() + "."
        elif (match := _TOML_LINE.fullmatch(line)) and not line.lstrip().startswith(("#", ";")):
            yield Setting(table + match["name"].strip('"'), _plain(match["value"]), number, number)


def _python(text: str) -> Iterator[Setting]:
    """Assignments and keyword arguments whose value is a literal, one a line: code that computes holds no settings."""
    for number, line in enumerate(text.split("\n")):
        match = _PYTHON_LINE.fullmatch(line)
        if match and len(match["name"]) > 1:
            yield Setting(match["name"], match["value"].strip("\"'"), number, number)
        elif default := _DEFAULT.search(line):
            yield Setting(default["flag"] or default["variable"], default["value"] or default["fallback"], number, number)


def _plain(value: str) -> str:
    """A scalar without quotes and trailing comment."""
    value = value.strip()
    if value and value[0] in "\"'" and value.find(value[0], 1) > 0:
        return value[1 : value.find(value[0], 1)]
    return _COMMENT.sub("", value).rstrip(",").strip()
