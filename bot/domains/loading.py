"""Domain files: the shipped ones and a team's own, each a YAML mapping that may extend another."""

from __future__ import annotations

from collections.abc import Mapping
from pkgutil import get_data
from typing import Any

from bot.errors import UserError
from bot.model.domain import Domain, Vocabulary
from bot.reading.yaml_limits import yaml_excess

DOMAINS = ("research", "unsloth", "cuda")
"""The domains that are shipped; `general` holds what they share."""

_GENERAL = "general"
_VOCABULARY = ("setup", "parameters", "metrics", "lower_is_better", "higher_is_better")
KEYS = ("title", "naming", "extends", *_VOCABULARY, "subjects", "focus")
"""The keys of a domain file."""

_MAX_CHARACTERS = 200_000
"""Of a domain file; the largest shipped one has a tenth of it."""


def load_domain(name: str, team_files: Mapping[str, str] = {}) -> tuple[Domain, str]:
    """Return the domain `name` and a warning, empty where there is nothing to warn of.

    `team_files` maps paths of the team's own domain files to their text; the file name says which domain it is. A file
    named like a shipped domain takes its place, and `extends` names the domain that it adds to. An unknown name, or a file
    that cannot be used, yields the general rules.
    """
    content, error = _loaded(name, team_files)
    return _domain(name, content), str(error or "")


def domain_error(name: str, team_files: Mapping[str, str]) -> UserError | None:
    """Return why the domain `name` cannot be used, None where it can; without a path it is about a name in `extends`."""
    return _loaded(name, team_files)[1]


def _loaded(name: str, team_files: Mapping[str, str]) -> tuple[dict[str, Any], UserError | None]:
    try:
        return _content(name, {domain_name(path): (path, text) for path, text in team_files.items()}, seen=()), None
    except UserError as error:
        return _shipped(_GENERAL), error


def domain_name(path: str) -> str:
    """Return the name of the domain in the file at `path`."""
    return path.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0].lower()


def _content(name: str, team: Mapping[str, tuple[str, str]], seen: tuple[str, ...]) -> dict[str, Any]:
    """The merged content of a domain: what it extends first, its own words after that."""
    key = name.strip().lower()
    if key in team and key not in seen:
        path, text = team[key]
        content = parsed(path, text)
        base = content.get("extends", _GENERAL)
        if not isinstance(base, str):
            raise UserError("`extends` is not a name", path=path, fix=f"name one of {', '.join(DOMAINS)}")
        return _merged(_content(base, team, (*seen, key)), content, path)
    if key == _GENERAL:
        return _shipped(_GENERAL)
    if key not in DOMAINS:
        known = ", ".join((*DOMAINS, *sorted(set(team) - set(DOMAINS))))
        raise UserError(f"unknown domain `{name}`, general rules are used", fix=f"known are {known}")
    return _merged(_shipped(_GENERAL), _shipped(key), f"{key}.yaml")


def _shipped(name: str) -> dict[str, Any]:
    file = f"{name}.yaml"
    return parsed(file, (get_data(__package__, file) or b"").decode())


def parsed(path: str, text: str) -> dict[str, Any]:
    """Return the mapping in a domain file. Raises `UserError` with its line where it is none or may not be loaded."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C loader is ten times as fast and is not everywhere
    if len(text) > _MAX_CHARACTERS:
        size = f"it has more than {_MAX_CHARACTERS:,} characters, general rules are used"
        raise UserError(size, path=path, line=1, fix="a domain file is a list of words")
    try:
        if excess := yaml_excess(text, loader):
            raise UserError(f"{excess[0]}, general rules are used", path=path, line=excess[1], fix="write the words out")
        content = yaml.load(text, Loader=loader)  # noqa: S506 - both are safe loaders
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
        raise UserError("not YAML, general rules are used", path=path, line=line, fix="mend the file") from error
    if not isinstance(content, dict):
        raise UserError("not a mapping, general rules are used", path=path, line=1, fix="write `key: value` lines")
    return content


def _merged(base: dict[str, Any], own: dict[str, Any], path: str) -> dict[str, Any]:
    """Lists grow, a heading of `focus` grows or is added, texts are replaced."""
    words = {key: [*_words(own, key, path), *_words(base, key, path)] for key in (*_VOCABULARY, "subjects")}
    focus = dict(_focus(base, path))
    for heading, extra in _focus(own, path).items():
        focus[heading] = [*focus.get(heading, []), *extra]
    texts = {key: str(own.get(key) or base.get(key) or "") for key in ("title", "naming")}
    return {**texts, **words, "focus": focus}


def _words(content: dict[str, Any], key: str, path: str) -> list[str]:
    words = content.get(key) or []
    if not isinstance(words, list):
        raise UserError(f"`{key}` is not a list, general rules are used", path=path, fix=f"write `{key}: [word, word]`")
    return [str(word).strip() for word in words]


def _focus(content: dict[str, Any], path: str) -> dict[str, list[str]]:
    focus = content.get("focus") or {}
    if not isinstance(focus, dict):
        raise UserError("`focus` is not a mapping, general rules are used", path=path, fix="write `Heading: [word]` lines")
    return {str(heading): _words(focus, heading, path) for heading in focus}


def _domain(name: str, content: dict[str, Any]) -> Domain:
    vocabulary = {key: tuple(dict.fromkeys(word.lower() for word in _words(content, key, name))) for key in _VOCABULARY}
    return Domain(
        name=name.strip().lower() or _GENERAL,
        title=str(content.get("title") or name),
        naming=str(content.get("naming") or ""),
        vocabulary=Vocabulary(**vocabulary),
        subjects=tuple(dict.fromkeys(_words(content, "subjects", name))),
        focus=tuple((heading, tuple(words)) for heading, words in _focus(content, name).items()),
    )
