"""Every setting of the action, once: name, default and what it does; action.yml, the documentation and the help follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from bot.errors import UsageError


class Token:
    """A secret; neither its repr nor an f-string shows it."""

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the secret itself, for the one place that sends it."""
        return self._value

    def __bool__(self) -> bool:
        return bool(self._value)

    def __repr__(self) -> str:
        return "Token(***)"


_NO_TOKEN = Token("")


def _doc(text: str) -> dict[str, str]:
    return {"doc": text}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a team may choose. The name of an action input is the field's name with hyphens; its doc is the metadata's."""

    token: Token = field(
        default=_NO_TOKEN, metadata=_doc("The token that the bot works with; the workflow's own GITHUB_TOKEN by default.")
    )
    trigger: str = field(
        default="<retrospective>", metadata=_doc("What a comment opens with; `/retrospective` works as well.")
    )
    branch_prefix: str = field(default="retro-bot/", metadata=_doc("What the name of each branch of the bot begins with."))
    base_branch: str = field(default="", metadata=_doc("The branch that pull requests go to; the default branch if empty."))
    labels: tuple[str, ...] = field(
        default=("retro-bot",), metadata=_doc("Labels of the pull request, separated by commas; may be empty.")
    )
    draft: bool = field(default=False, metadata=_doc("Open the pull request as a draft."))
    request_review: bool = field(
        default=True, metadata=_doc("Ask the person who asked for the retrospective for a review.")
    )
    domain: str = field(default="", metadata=_doc("research, unsloth, cuda or a team's own; the registry's if empty."))
    writer: str = field(
        default="",
        metadata=_doc("rules or model: who words what the rules find; the registry's, else the rules, if empty."),
    )
    model_url: str = field(
        default="",
        metadata=_doc("The base address of the model's OpenAI-compatible endpoint, such as https://api.openai.com/v1."),
    )
    model: str = field(default="", metadata=_doc("The name of the model at that endpoint; the registry's if empty."))
    model_key: Token = field(default=_NO_TOKEN, metadata=_doc("The key for the endpoint: a secret of the repository."))
    model_limits: str = field(
        default="requests=30 tokens=200000 seconds=120 usd=1", metadata=_doc("The most that the model may use in one run.")
    )
    model_price: str = field(
        default="", metadata=_doc("US dollars a million tokens, as in=0.15 out=0.60; the list price of the model if empty.")
    )
    api_url: str = field(
        default="https://api.github.com", metadata=_doc("The address of the API; a runner's own by default.")
    )


def settings_help() -> str:
    """Return every setting as the help shows it: the environment variable that carries it, its meaning and its default."""
    lines = ["Answers the event of a workflow run; action.yml sets these variables from its inputs.", ""]
    for each in fields(Settings):
        lines += [f"{variable_of(each.name)}", f"    {each.metadata['doc']}"]
        if default := _shown(each.default):
            lines.append(f"    Default: {default}")
    return "\n".join(lines)


def variable_of(name: str) -> str:
    """Return the environment variable that carries a setting."""
    return f"RETRO_BOT_{name.upper()}"


def _shown(default: object) -> str:
    if isinstance(default, bool):
        return str(default).lower()
    return ", ".join(default) if isinstance(default, tuple) else "" if isinstance(default, Token) else str(default)


def from_mapping(values: Mapping[str, str]) -> Settings:
    """Return the settings for texts by field name; what is absent or blank keeps its default. Raises `UsageError`."""
    known = {each.name: each for each in fields(Settings)}
    if unknown := sorted(set(values) - set(known)):
        raise UsageError(f"there is no setting {unknown[0]!r}", fix=f"known are {', '.join(known)}")
    # Labels may be emptied on purpose; everything else that is blank was not given.
    given = {name: text.strip() for name, text in values.items() if text.strip() or name == "labels"}
    return Settings(**{name: _value(name, known[name].default, text) for name, text in given.items()})


def _value(name: str, default: object, text: str) -> Any:
    if isinstance(default, Token):
        return Token(text)
    if isinstance(default, bool):
        if text.lower() not in ("true", "false"):
            raise UsageError(f"{name} is {text!r}", fix="write true or false")
        return text.lower() == "true"
    if isinstance(default, tuple):
        return tuple(part.strip() for part in text.split(",") if part.strip())
    return text
