"""The templates that come with the bot, from an installed wheel as well as from a checkout."""

from __future__ import annotations

from functools import cache
from pkgutil import get_data
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Template

_FOLDERS = ("templates", "../templates")
"""Where a wheel and where a checkout hold them, seen from the package."""


@cache
def shipped_template(name: str) -> str:
    """Return the text of a shipped template, named by its path below `templates/`."""
    for folder in _FOLDERS:
        try:
            # `importlib.resources` would do as well, and take as long to import as ten of our modules.
            content = get_data("bot", f"{folder}/{name}")
        except FileNotFoundError:
            continue
        if content is not None:
            return content.decode()
    raise FileNotFoundError(f"the template {name} was not installed with the package bot")


def render(name: str, values: dict[str, object], *, is_html: bool = True) -> str:
    """Return a shipped Jinja page filled with `values`; a value that the page wants and lacks is an error.

    In HTML values are escaped; elsewhere they stand as they are.
    """
    return str(_page(name, is_html).render(values))


@cache
def _page(name: str, is_html: bool) -> Template:
    """The page, compiled: a writer fills the same few again and again."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, autoescape=is_html
    )
    return environment.from_string(shipped_template(name))
