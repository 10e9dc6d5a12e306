"""`retro-bot completion`: the script by which a shell completes commands, options, reports and skills."""

from __future__ import annotations

import click

_HELP = """Print the script that makes a shell complete commands, options, reports, skills, domains and revisions.

\b
Examples:
  eval "$(retro-bot completion bash)"     in ~/.bashrc
  eval "$(retro-bot completion zsh)"      in ~/.zshrc
  retro-bot completion fish > ~/.config/fish/completions/retro-bot.fish
"""


@click.command("completion", help=_HELP)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Print click's own script for the shell."""
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found is not None  # noqa: S101 - click knows the three
    click.echo(found(context.find_root().command, {}, "retro-bot", "_RETRO_BOT_COMPLETE").source())
