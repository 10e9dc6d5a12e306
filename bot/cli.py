"""The command line: a group of lazily loaded commands, and the exit code for every way to end."""

from __future__ import annotations

import errno
import sys
from importlib import import_module
from typing import Any

import click

from bot.commands.terminal_size import columns
from bot.commands.verbosity import add_verbosity_options
from bot.errors import ExitCode, UserError

COMMANDS = {
    "init": ("bot.commands.init", "Set a repository up: registry and workflow; overwrite nothing."),
    "doctor": ("bot.commands.doctor", "Check the set-up, here and on GitHub, and name each fix."),
    "dry-run": ("bot.commands.dry_run", "Show the retrospective and every proposed change; write nothing."),
    "apply": ("bot.commands.apply", "Write that plan to the working tree; asks for each proposal."),
    "select": ("bot.commands.select", "Show which reports and log entries some words mean."),
    "extract": ("bot.commands.extract", "Print the facts of reports, each with its lines."),
    "verify": ("bot.commands.verify", "Check every number of the skills against the evidence."),
    "completion": ("bot.commands.completion", "Print the script by which a shell completes all this."),
}
"""Every command: the module that holds it (as `command`), loaded when it is called, and its line in the help."""

_WIDEST = 100
_NARROW = 84
"""Columns below which examples and exit codes have to be folded."""

_HELP = """Retrospectives from experiment reports, with every number grounded in its source line.

retro-bot reads the reports and the experiment log of a repository, extracts settings, results, failures and open
questions by rules, and proposes skills, troubleshooting rows, registry changes and a log entry as one plan.

\b
Examples:
  retro-bot init                           set a repository up; asks before it writes
  retro-bot dry-run all                    what the whole repository teaches
  retro-bot dry-run lora rank              only the reports about LoRA ranks
  retro-bot dry-run --since origin/main    reports added since that revision
  retro-bot dry-run all --format patch | git apply
  retro-bot apply --report reports/a.md    write it, asking for each proposal
  retro-bot verify                         does every number of the skills stand in the evidence?
  retro-bot extract results/ --format json the facts, for your own tools
"""

_EPILOG = """\b
Exit codes:
   0  done (also when there is nothing to propose)
   1  failed: the message names the file or option, and the fix; verify, doctor: something is wrong
   2  wrong usage
   3  ambiguous: the candidates are on standard output
   4  nothing fits the words: what there is, is on standard output
  70  a bug in retro-bot, with a report to paste
 130  interrupted; nothing more was written
"""


class _Context(click.Context):
    def make_formatter(self) -> click.HelpFormatter:
        """Return what lays out the help; told the width, it need not import what finds it out.

        Click has 50 columns at least, and leaves examples as they are: a narrower terminal is served by hand.
        """
        room = columns(80)
        if room < _NARROW and sys.stdout.isatty():
            from bot.commands.help_text import NarrowFormatter

            return NarrowFormatter(room)
        return click.HelpFormatter(width=min(room, _WIDEST) - 2)


class _LazyGroup(click.Group):
    """A group that imports a command's module only when the command is called; the group's help imports none."""

    context_class = _Context

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[name][0]).command
        command.context_class = _Context
        return add_verbosity_options(command)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        """Offer the names of the commands without importing them, and the options."""
        from click.shell_completion import CompletionItem

        names = [CompletionItem(name, help=line) for name, (_, line) in COMMANDS.items() if name.startswith(incomplete)]
        return [*names, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            ctx.fail(f"No such command {args[0]!r}.{_meant(args[0])} Commands: {', '.join(COMMANDS)}.")
        return super().resolve_command(ctx, args)


@click.group(
    cls=_LazyGroup,
    help=_HELP,
    epilog=_EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": _WIDEST},
)
@click.option(
    "-V",
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda context, _, value: _print_version(context) if value else None,
    help="Show the version, and the environment for a bug report.",
)
def group() -> None:
    """Hold the commands; each one does its own work."""
    from bot.commands.output import wants_colour

    context = click.get_current_context()
    # click takes colours out of what goes to no terminal; where they are forced they stay.
    context.color = True if wants_colour(sys.stdout) else None


add_verbosity_options(group)


def _print_version(context: click.Context) -> None:
    from bot.shell.environment import environment_block

    click.echo(environment_block())
    context.exit()


def _meant(given: str) -> str:
    from bot.spelling import nearest

    meant = nearest(given, COMMANDS)
    return f" Did you mean {meant}?" if meant else ""


def _print_error(text: str, as_json: bool) -> None:
    from bot.commands.output import print_error

    print_error(text, as_json)


def exit_code(arguments: list[str]) -> int:
    """Run the command line on `arguments` and return its exit code. Messages for people go to standard error."""
    try:
        return int(group.main(arguments, prog_name="retro-bot", standalone_mode=False) or ExitCode.DONE)
    except (Exception, KeyboardInterrupt) as error:
        return failed(error, arguments)


def failed(error: BaseException, arguments: list[str]) -> int:
    """Say what ended a run, on standard error, and return the exit code for it."""
    as_json = "--log-json" in arguments
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return ExitCode.USAGE
    if isinstance(error, click.UsageError):
        path = error.ctx.command_path if error.ctx else "retro-bot"
        _print_error(f"{' '.join(error.format_message().split()).rstrip('.')} ({path} --help)", as_json)
        return ExitCode.USAGE
    if isinstance(error, UserError):
        _print_error(str(error), as_json)
        return error.exit_code
    if isinstance(error, click.Abort | KeyboardInterrupt):
        _print_error("interrupted; nothing more was written", as_json)
        return 130
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EIO, errno.EDQUOT):
        _print_error(f"the output could not be written: {error.strerror} (free some space)", as_json)
        return ExitCode.FAILED
    from bot.present.bug_report import bug_report
    from bot.shell.environment import environment_block

    click.echo(bug_report(error, environment_block(), arguments), err=True)
    return ExitCode.BUG
