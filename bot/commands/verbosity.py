"""How much a command says on standard error, and in which form: the options `--verbose`, `--quiet` and `--log-json`."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import click

_KEY = "retro-bot.verbosity"


class Verbosity(NamedTuple):
    """What was asked for. `quiet` leaves out warnings and progress; errors are always said."""

    verbose: bool = False
    quiet: bool = False
    as_json: bool = False


def verbosity() -> Verbosity:
    """Return what the options of the running command say."""
    context = click.get_current_context(silent=True)
    found = context.meta.get(_KEY) if context else None
    return found if isinstance(found, Verbosity) else Verbosity()


def add_verbosity_options(command: click.Command) -> click.Command:
    """Give a command the options, if it has not got them yet; they may stand before and after a command's name."""
    if not any(parameter.name == "verbose" for parameter in command.params):
        command.params += [
            _flag(["-v", "--verbose"], "verbose", "Say on standard error what is being done."),
            _flag(["-q", "--quiet"], "quiet", "Say nothing but results and errors."),
            _flag(["--log-json"], "as_json", "Write messages as JSON, a line each, for programs."),
        ]
    return command


def _flag(names: list[str], field: str, text: str) -> click.Option:
    return click.Option([*names, field], is_flag=True, expose_value=False, callback=_setting(field), help=text)


def _setting(field: str) -> Callable[[click.Context, click.Parameter, bool], None]:
    def setting(context: click.Context, _: click.Parameter, value: bool) -> None:
        if value:
            asked = context.meta.get(_KEY, Verbosity())._replace(**{field: True})
            if asked.verbose and asked.quiet:
                raise click.UsageError("--verbose and --quiet contradict each other", context)
            context.meta[_KEY] = asked

    return setting
