"""Annotations of a workflow run: the commands that GitHub shows beside the run or on a line of a file."""

from __future__ import annotations


def annotation(kind: str, message: str, file: str = "", line: int = 0) -> str:
    """Return a workflow command that shows `message` as a notice, warning or error; on `file` and `line` where given."""
    place = f"file={_property(file)}," + (f"line={line}," if line else "") if file else ""
    return f"::{kind} {place}title=retro-bot::{command_data(message)}"


def command_data(text: str) -> str:
    """Return a text as a workflow command carries it: on one line, and the same when the runner has read it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return command_data(text).replace(":", "%3A").replace(",", "%2C")
