"""The writer that somebody chose, as `bot.gathering` wants it: none for the rules, else the model behind its endpoint."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import fields

from bot.gathering import Writer
from bot.model.repository import Repository
from bot.settings import Settings, Token, variable_of
from bot.shell.cache import kept_cache

NAMES = ("writer", "model_url", "model", "model_key", "model_limits", "model_price")
"""The settings that are about the writer; the command line reads the same variables as the Action."""


def writer_for(given: Mapping[str, str], repository: Repository, say: Callable[[str], None]) -> Writer | None:
    """Return the writer for a repository, None where the rules write. Raises `UsageError`.

    `given` holds what was set, by the names of `NAMES`; the registry of the repository fills what is blank. `say` is told
    what the model costs.
    """
    if not given.get("writer") and "writer" not in repository.registry.content:
        return None
    from bot.writer.choice import Use, writer_choice

    choice = writer_choice(given, repository.registry.content)
    if choice.use is Use.RULES:
        return None
    from bot.shell.model_writer import ModelWriter

    return ModelWriter(choice, kept_cache(os.environ), say)


def from_settings(settings: Settings) -> dict[str, str]:
    """Return what the settings of the Action say of the writer."""
    held = {each.name: getattr(settings, each.name) for each in fields(settings) if each.name in NAMES}
    return {name: value.reveal() if isinstance(value, Token) else str(value) for name, value in held.items()}


def from_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return what the environment says of the writer."""
    return {name: environment.get(variable_of(name), "") for name in NAMES}
