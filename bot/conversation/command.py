"""The command that a comment opens with: a request in words, an answer to a list, or a word about a pull request."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from bot.secrets.redaction import redacted

PHRASE = "<retrospective>"
ALIAS = "/retrospective"

_LONGEST = 2_500
"""Characters of a request that are read; a marker holds them, with up to twelve for each."""

_LIST = re.compile(r"#?\d{1,4}(?:(?:\s*[,;&]\s*|\s+and\s+|\s+)#?\d{1,4})*\.?", re.I)
_DROP = re.compile(r"(?:drop|remove|without)\s+(?=[#\d])(?P<numbers>.+)", re.I)
_RENAME = re.compile(r"rename\s+#?(?P<number>\d{1,4})\s+(?:to\s+)?`?(?P<name>[^\s`]+)`?", re.I)
_REVIEW = re.compile(r"(?:drop|remove|rename)\s+#?\d", re.I)
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Ask:
    """A retrospective is wanted about `words` (may be empty)."""

    words: str


@dataclass(frozen=True, slots=True)
class Choose:
    """An answer to a list of candidates: its numbers, none of them for `all`. `words` is the answer as it was written."""

    numbers: tuple[int, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Drop:
    """Proposals to leave out, by their numbers in the pull request."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Rename:
    """A new name for the skill of a proposal."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class Refresh:
    """Make the plan anew, and take up again what was declined; `words` say what about, where the thread does not."""

    words: str


@dataclass(frozen=True, slots=True)
class Help:
    """What can be asked."""


Command: TypeAlias = Ask | Choose | Drop | Rename | Refresh | Help


def read_command(text: str, phrase: str = PHRASE) -> Command | None:
    """Return the command that `text` opens with, None where it is no command.

    The phrase must be the first thing in the text, so that neither quotations nor code nor a mention in passing start
    anything. Only the line of the phrase counts, or the next one where nothing follows it there. What looks like a secret
    in it goes no further: a branch, a description and a marker repeat the words.
    """
    rest = _after_phrase(text.lstrip("\ufeff"), phrase)
    if rest is None:
        return None
    line = redacted(_line(rest[:_LONGEST]))
    return _review(line) or _answer(line)


def _after_phrase(text: str, phrase: str) -> str | None:
    bare = text.lstrip(" \t\r\n")
    indent = text[: len(text) - len(bare)].replace("\r", "\n").rpartition("\n")[2]
    if len(indent) > 3 or "\t" in indent:  # which is a block of code
        return None
    for opening in (phrase, ALIAS):
        rest = bare[len(opening) :]
        glued = re.match(r"\w", opening[-1:]) and re.match(r"[\w-]", rest)
        if opening and bare[: len(opening)].lower() == opening.lower() and not glued:
            return rest
    return None


def _line(rest: str) -> str:
    line, _, below = rest.partition("\n")
    if not line.strip():
        line = below.lstrip().partition("\n")[0]
        if line.startswith((">", "```", "~~~")):
            line = ""
    return line.partition("</")[0].strip()


def _review(line: str) -> Command | None:
    if (match := _DROP.fullmatch(line)) and _LIST.fullmatch(match["numbers"].strip()):
        return Drop(_numbers(match["numbers"]))
    if match := _RENAME.fullmatch(line):
        return Rename(int(match["number"]), match["name"])
    if _REVIEW.match(line):
        return Help()
    word, _, rest = line.partition(" ")
    if word.lower() == "refresh":
        return Refresh(rest.strip())
    return Help() if line.lower() in ("help", "?") else None


def _answer(line: str) -> Command:
    if line.lower().rstrip(".!") == "all":
        return Choose((), "all")
    return Choose(_numbers(line), line) if _LIST.fullmatch(line) else Ask(line)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(int(number) for number in _NUMBER.findall(text)))
