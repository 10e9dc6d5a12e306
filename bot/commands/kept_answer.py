"""What a command printed, kept until anything changes that it depends on: then the command need not be loaded at all."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple, TextIO, TypeAlias, cast

from bot.commands.terminal_size import columns
from bot.shell.cache import Cache, code_fingerprint, kept_cache, key_of
from bot.shell.looks import are_unchanged, look_beyond, looking

_CLEAR = (0, 3, 4)
"""Exit codes of an answer; others tell of an error, which the next run may not meet."""

_LONGEST = 8 * 2**20
_OF_THE_SHELL = ("_", "OLDPWD", "SHLVL")
"""Variables in which a shell notes what it did last."""

Said: TypeAlias = list[tuple[str, str]]
"""Streams, `out` or `err`, each with a text written to it, in turn."""


class Question(NamedTuple):
    """A command line, as `key`, and in `circumstances` all else that an answer depends on and that is no file it reads.

    For a command line the answer of its last circumstances is kept.
    """

    cache: Cache
    key: bytes
    circumstances: str


def answered(arguments: list[str], run: Callable[[list[str]], int]) -> int:
    """Print the answer that is kept for a command line, else `run` it and keep what it prints; return the exit code.

    The command line must be one that writes nothing but its answer.
    """
    asked = _question(arguments)
    if asked is None:
        return run(arguments)
    kept = _kept(asked)
    if kept is None:
        return _heard(asked, lambda: run(arguments))
    code, said = kept
    for stream, text in said:
        (sys.stderr if stream == "err" else sys.stdout).write(text)
        (sys.stderr if stream == "err" else sys.stdout).flush()
    return code


def _question(arguments: Sequence[str]) -> Question | None:
    """The question that a command line asks, None where no answer to it is kept."""
    # Windows tells the time when a file was made in place of that of its last change, which no program can set.
    cache = kept_cache(os.environ) if sys.platform != "win32" else None
    try:
        return Question(cache, _key(arguments), _circumstances()) if cache else None
    except OSError:  # a current folder that is gone
        return None


def _key(arguments: Sequence[str]) -> bytes:
    streams = [stream and (stream.isatty(), stream.encoding) for stream in (sys.stdin, sys.stdout, sys.stderr)]
    return key_of("answer", repr(tuple(arguments)), os.getcwd(), repr(streams), str(columns(0)))


def _circumstances() -> str:
    """The code, the day, who runs it in which Python, and the whole environment: nobody knows what libraries read of it."""
    environment = sorted((name, text) for name, text in os.environ.items() if name not in _OF_THE_SHELL)
    python = (sys.version, sys.executable, sys.flags, sys.path)
    user = (os.geteuid(), os.getgroups()) if sys.platform != "win32" else ()
    today = time.strftime("%Y-%m-%d")
    return key_of(code_fingerprint(), today, repr(python), repr(user), repr(environment)).hex()


def _kept(asked: Question) -> tuple[int, Said] | None:
    """The exit code and the words of the answer that is kept, None where there is none or something changed since."""
    text = asked.cache.read([asked.key]).get(asked.key)
    try:
        circumstances, code, said, stamps = json.loads(text or "null")
        if circumstances != asked.circumstances or not stamps or not are_unchanged(stamps):
            return None
        return int(code), [(str(stream), str(written)) for stream, written in said]
    except (ValueError, TypeError, AttributeError):
        return None


def _heard(asked: Question, run: Callable[[], int]) -> int:
    """Run a command, and keep what it writes where all that it depends on is known and stayed as it was."""
    said: Said = []
    with looking() as looks:
        for folder in sys.path:  # a library that comes, goes or gets another version changes the names in one of them
            looks.into(folder)
        with _listening(said):
            code = run()
        is_right = looks.is_complete and are_unchanged(looks.stamps) and asked.circumstances == _circumstances()
    if is_right and code in _CLEAR and sum(len(text) for _, text in said) <= _LONGEST:
        _keep(asked, code, said, looks.stamps)
    return code


def _keep(asked: Question, code: int, said: Said, stamps: Mapping[str, str]) -> None:
    content = (asked.circumstances, code, said, stamps)
    asked.cache.write([(asked.key, json.dumps(content, ensure_ascii=False, separators=(",", ":")))])


@contextmanager
def _listening(said: Said) -> Iterator[None]:
    out, err = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = cast(TextIO, _Heard(out, "out", said)), cast(TextIO, _Heard(err, "err", said))
    try:
        yield
    finally:
        sys.stdout, sys.stderr = out, err


class _Heard:
    """A stream that notes what is written to it."""

    def __init__(self, stream: TextIO, name: str, said: Said) -> None:
        self._stream, self._name, self._said = stream, name, said

    def write(self, text: str) -> int:
        """Write a text. One that begins by going back in its line is progress, and no part of the answer."""
        count = self._stream.write(text)
        if text and not text.startswith("\r"):
            self._said.append((self._name, text))
        return count

    @property
    def buffer(self) -> Any:
        """The stream of bytes below; what is written there is not heard."""
        look_beyond()
        return cast(Any, self._stream).buffer

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
