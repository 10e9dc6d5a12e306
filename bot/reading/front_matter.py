"""Front matter: the YAML (`---`) or TOML (`+++`) block that may open a markdown file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from bot.model.report import CodeBlock, Problem
from bot.reading.yaml_limits import yaml_excess

MAX_CHARACTERS = 16_000
_CLOSING = {"---": re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.M), "+++": re.compile(r"^\+\+\+[ \t]*$", re.M)}
_LANGUAGE = {"---": "yaml", "+++": "toml"}
_TOP_LEVEL_KEY = re.compile(r"""\[|["']?([^\s"':=#\[-][^"':=\n]*+)["']?[ \t]*+[:=](?:\s|$)""")
_TOML_LINE = re.compile(r"line (\d+)")
_BIBLIOGRAPHIC = (
    "title subtitle date updated created author authors status tags tag category categories keywords type id slug draft "
    "layout description summary abstract aliases lang toc format output permalink weight"
)
_BIBLIOGRAPHIC_KEYS = frozenset(_BIBLIOGRAPHIC.split())


class FrontMatter(NamedTuple):
    """The values of the front matter (verbatim strings, in lists and dicts) and the 1-based line on which the body starts.

    `settings` holds the lines of keys that say something of the experiment (not its title, date, author or tags) as code.
    """

    values: Mapping[str, object] = MappingProxyType({})
    first_body_line: int = 1
    problem: Problem | None = None
    settings: tuple[CodeBlock, ...] = ()


class _BrokenFrontMatter(Exception):
    """Why the front matter cannot be read, and the 1-based line inside it."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def split_front_matter(text: str) -> FrontMatter:
    """Return the front matter of `text`, whose lines end with `\\n`. Never raises.

    A block that cannot be parsed is no part of the body all the same; it is reported as a problem with its line.
    """
    source, length = _cut(text)
    if not length:
        return FrontMatter()
    body, language = text.count("\n", 0, length) + 1, _LANGUAGE[text[:3]]
    try:
        values = _parse(source, language)
    except _BrokenFrontMatter as error:
        message = f"the front matter is not valid {language.upper()}, {error}: correct or remove it"
        return FrontMatter({}, body, Problem(error.line + 1, message))
    return FrontMatter(values, body, None, tuple(_settings(source, language)))


def front_matter_length(text: str) -> int:
    """Return how many characters of `text` its front matter takes, with both fences; 0 where there is none."""
    return _cut(text)[1]


def _cut(text: str) -> tuple[str, int]:
    """Return the text between the fences, and where the body starts; a rule followed by prose is no front matter."""
    first, newline, _ = text[:100].partition("\n")
    fence = first.rstrip(" \t")
    if fence not in _CLOSING or not newline:
        return "", 0
    start = len(first) + 1
    closing = _CLOSING[fence].search(text, start)
    if not closing:
        return "", 0
    source = text[start : closing.start()]
    lines = source[:MAX_CHARACTERS].split("\n")
    opening = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    if not lines[0].strip() or not _TOP_LEVEL_KEY.match(opening):
        return "", 0
    return source, min(closing.end() + 1, len(text))


def _parse(source: str, language: str) -> dict[str, object]:
    if len(source) > MAX_CHARACTERS:
        raise _BrokenFrontMatter(f"it has more than {MAX_CHARACTERS} characters", 0)
    try:
        return _parse_toml(source) if language == "toml" else _parse_yaml(source)
    except RecursionError:
        raise _BrokenFrontMatter("it is nested too deeply", 0) from None


def _parse_toml(source: str) -> dict[str, object]:
    import tomllib

    try:
        return {key: _verbatim(value) for key, value in tomllib.loads(source, parse_float=str).items()}
    except tomllib.TOMLDecodeError as error:
        line = _TOML_LINE.search(str(error))
        raise _BrokenFrontMatter(str(error).split(" (at")[0], int(line[1]) if line else 0) from None


def _verbatim(value: object) -> object:
    if isinstance(value, dict):
        return {str(key): _verbatim(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_verbatim(inner) for inner in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def _parse_yaml(source: str) -> dict[str, object]:
    import yaml

    # The base loader leaves every scalar the string that was written: `1e-4`, `010` and `2026-03-12` stay what they are.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        if excess := yaml_excess(source, loader):
            raise _BrokenFrontMatter(*excess)
        values = yaml.load(source, loader)  # noqa: S506 -- the base loader builds nothing but strings, lists and dicts
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        raise _BrokenFrontMatter(str(getattr(error, "problem", None) or "it holds forbidden characters"), line) from None
    return values if isinstance(values, dict) else {}


def _settings(source: str, language: str) -> list[CodeBlock]:
    """Return runs of adjacent lines whose top-level key is not bibliographic."""
    blocks: list[CodeBlock] = []
    run: list[str] = []
    kept = in_table = False
    lines = source.split("\n")
    for number, line in enumerate([*lines, "title: end"], start=2):
        key = _TOP_LEVEL_KEY.match(line)
        if key and not in_table:
            in_table = language == "toml" and line.startswith("[")
            kept = (key[1] or "").strip().lower() not in _BIBLIOGRAPHIC_KEYS
        if kept and number < len(lines) + 2:
            run.append(line)
            continue
        text = "\n".join(run).rstrip()
        if text:
            blocks.append(CodeBlock(language, text + "\n", (number - len(run), number - len(run) + text.count("\n"))))
        run = []
    return blocks
