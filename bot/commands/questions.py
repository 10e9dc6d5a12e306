"""Questions on the terminal: one letter of several with `?` for help, or a text with a default."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping

import click

from bot.commands.output import echo, paint
from bot.commands.terminal_size import columns
from bot.errors import UserError

HELP = "?"
_ANSWER = 4
"""Columns that the sign of a question and a short answer take."""


def choose(question: str, answers: Mapping[str, str], default: str = "") -> str:
    """Ask until the answer is one of `answers` (a letter, or its word), and return the letter; `?` explains them.

    `answers` maps letters to what they mean; a meaning begins with the letter's word. Raises `click.Abort` where no answer
    comes.
    """
    letters = ",".join(answers)
    while True:
        text = paint()(_fitting(f"{question} [{letters},{HELP}]"), "bold")
        given = str(click.prompt(text, default=default or None, show_default=False, prompt_suffix="? "))
        letter = _letter(given.strip().lower(), answers)
        if letter:
            return letter
        echo("\n".join(f"  {paint()(each, 'bold')}  {meaning}" for each, meaning in answers.items()))


def ask_text(question: str, default: str, check: Callable[[str], str]) -> str:
    """Ask for a text until `check` returns no complaint about it; an empty answer is the default."""
    while True:
        text = paint()(_fitting(question), "bold")
        given = str(click.prompt(text, default=default, show_default=bool(default))).strip()
        complaint = check(given)
        if not complaint:
            return given
        echo(f"  {complaint}")


def _fitting(question: str) -> str:
    """The question folded for the terminal, with room for an answer."""
    if not sys.stdout.isatty():
        return question
    from bot.present.columns import folded

    return folded(question, columns(80) - _ANSWER)


def no_answer(error: click.Abort, fix: str) -> UserError:
    """Return the error for a question that nobody answered; an interrupt stays one and is raised again."""
    click.echo(err=True)  # the question's line stays open
    if isinstance(error.__context__, KeyboardInterrupt):
        raise error
    return UserError("no answer came, nothing was written", fix=fix)


def _letter(given: str, answers: Mapping[str, str]) -> str:
    words = {meaning.split(maxsplit=1)[0].strip(",;:"): letter for letter, meaning in answers.items()}
    return given if given in answers else words.get(given, "")
