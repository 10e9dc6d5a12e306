#!/usr/bin/env python3
"""Write the reference pages anew from the code: the command line, the Action, the registry, the exit codes."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import fields
from importlib.resources import files
from pathlib import Path
from typing import Any

import click
import yaml

from bot.cli import COMMANDS, group
from bot.settings import Settings, variable_of

FOLDER = Path(__file__).parent
_MADE = "<!-- Made by docs/reference/make.py: change the code it tells of, then run that. -->"
_WIDTH = 100
_CODE = re.compile(r"^ +(\d+)  (.+)$")


def pages() -> dict[str, str]:
    """Return every reference page by its file name."""
    schema = files("bot") / "schemas" / "registry.schema.json"
    made = {
        "command-line.md": command_line(),
        "action.md": action(yaml.safe_load((FOLDER / "../../action.yml").read_text(encoding="utf-8"))),
        "registry.md": registry(json.loads(schema.read_text(encoding="utf-8"))),
    }
    return {name: f"{_MADE}\n\n{text.strip()}\n" for name, text in made.items()}


def command_line() -> str:
    """Return the page of the command line: what `--help` prints for each command, and the exit codes."""
    # Click keeps a command's help option once it is made, under the names of the first context that asks for it.
    names = group.context_settings["help_option_names"]
    root = click.Context(
        group, info_name="retro-bot", terminal_width=_WIDTH, max_content_width=_WIDTH, help_option_names=names
    )
    parts = ["# The command line", "What `--help` prints, for each command.", _help(group, root)]
    for name in COMMANDS:
        command = group.get_command(root, name)
        if command is None:
            raise LookupError(name)
        context = click.Context(command, parent=root, info_name=name, terminal_width=_WIDTH, max_content_width=_WIDTH)
        parts += [f"## retro-bot {name}", _help(command, context)]
    return "\n\n".join([*parts, "## Exit codes", _table(("code", "meaning"), exit_codes())])


def exit_codes() -> Iterator[tuple[str, str]]:
    """Yield each exit code with its meaning, as the help of the program tells it."""
    for line in (group.epilog or "").split("\n"):
        if found := _CODE.match(line):
            yield found[1], found[2]
    yield "130", "interrupted (Ctrl-C)"


def action(described: dict[str, Any]) -> str:
    """Return the page of the Action: inputs with the variable that carries each, and outputs."""
    settings = {each.name.replace("_", "-"): variable_of(each.name) for each in fields(Settings)}
    inputs = (
        (f"`{name}`", _shown(one["default"]), f"`{settings[name]}`", one["description"])
        for name, one in described["inputs"].items()
    )
    outputs = ((f"`{name}`", one["description"]) for name, one in described["outputs"].items())
    return "\n\n".join(
        [
            "# The Action: inputs and outputs",
            "[The Action](../action.md) tells how to set it up, which permissions it needs, and what it answers.",
            "## Inputs",
            "All are optional.",
            _table(("input", "default", "variable", "meaning"), inputs),
            "## Outputs",
            _table(("output", "meaning"), outputs),
        ]
    )


def registry(schema: dict[str, Any]) -> str:
    """Return the page of the registry: every key that the bot reads."""
    rows = _keys(schema["properties"], "")
    return "\n\n".join(
        [
            "# The registry",
            f"{schema['description']} It is `registry.json` in the folder of skills; "
            "[what the bot looks for](../../README.md#what-it-looks-for) tells what holds without it.",
            _table(("key", "type", "meaning"), rows),
        ]
    )


def _keys(properties: dict[str, Any], prefix: str) -> Iterator[tuple[str, str, str]]:
    for name, one in properties.items():
        kind = one.get("type", "")
        yield f"`{prefix}{name}`", " or ".join(kind) if isinstance(kind, list) else kind, one.get("description", "")
        yield from _keys(one.get("properties", {}), f"{prefix}{name}.")
        more = one.get("additionalProperties")
        if isinstance(more, dict):
            yield from _keys(more.get("properties", {}), f"{prefix}{name}.NAME.")


def _help(command: click.Command, context: click.Context) -> str:
    return f"```text\n{command.get_help(context)}\n```"


def _shown(default: str) -> str:
    return f"`{default}`" if default else "empty"


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [header, ("---",) * len(header), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def main() -> None:
    """Write the pages beside this script."""
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
        sys.stdout.write(f"{name}\n")


if __name__ == "__main__":
    main()
