"""The templates that come with the bot, from an installed wheel as well as from a checkout."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def shipped_template(name: str) -> str:
    """Return the text of a shipped template, named by its path below `templates/`."""
    package = files("bot")
    for folder in (package / "templates", package / ".." / "templates"):
        template = folder.joinpath(*name.split("/"))
        if template.is_file():
            return template.read_text(encoding="utf-8")
    raise FileNotFoundError(f"the template {name} was not installed with the package bot")


def render(name: str, values: dict[str, object]) -> str:
    """Return a shipped Jinja template filled with `values`; a value that the template wants and lacks is an error.

    Values are escaped in an HTML page (`*.html.j2`), and taken as they are in markdown.
    """
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=name.endswith(".html.j2"),
    )
    return environment.from_string(shipped_template(name)).render(values)
