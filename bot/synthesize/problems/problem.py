"""A problem that the evidence met: a symptom with its cause and its fix, under a short name."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.model.draft import Source
from bot.model.report import Lines
from bot.synthesize.evidence.statements import capital, is_whole, shorten, tidy

SYMPTOM = re.compile(
    r"\b(?:fail(?:s|ed|ing|ure)?|errors?|crash\w*|oom|out of memory|time(?:s|d)? ?-?outs?|hang\w*|hung|stall\w*"
    r"|dead ?lock\w*|mismatch\w*|diverge\w*|drift\w*|nan|corrupt\w*|wrong|invalid|missing|unsupported|slow(?:s|downs?)?"
    r"|not (?:found|reached|supported)|leak\w*|cannot|can't|killed|aborted|blocked|spik\w*|regress\w*"
    r"|not aligned|misleading"
    r"|did not (?:converge|start|load|match|finish|complete|provide|reach|run|work|resume|appear|respond)|unexpected\w*"
    r"|bottleneck\w*|too late|was lost|contaminat\w*|invalidat\w*|insufficient)\b|失败|错误|오류|실패|lỗi",
    re.I,
)
"""Words of something that a person sees go wrong."""

DISAPPOINTS = re.compile(r"\b(?:insufficient|regress\w*|blocked|spik\w*|misleading|invalid|drift\w*|still fail\w*)\b", re.I)
"""Words of results rather than of errors."""

_EXCEPTION = re.compile(r"`(?:[a-z_]+\.)*([A-Z]\w*(?:Error|Exception|Warning|Interrupt)): [^`]+`(.*)$", re.S)
_ASIDES = re.compile(
    r": |,? (?:although|while|when|because|since|after|for|at|on|that|whose|which|with|if|and|but|in|where)\b"
)
_FEWEST_WORDS = 3
_LONGEST_CELL = 360
_LONGEST_NAME = 120
_CLAUSES = (". ", "; ", ", ", ": ", *(f" {word} " for word in "because despite although when while so".split()))


class Problem(NamedTuple):
    """A problem; `cause` or `fix` may be empty, not both. `lines` are those of the fact or entry that it was read from."""

    pattern: str
    symptom: str
    cause: str
    fix: str
    sources: tuple[Source, ...]
    lines: Lines

    @property
    def text(self) -> str:
        """Everything that it says."""
        return f"{self.pattern} {self.symptom} {self.cause} {self.fix}"


def short_name(*texts: str) -> str:
    """Return the first of these texts that is short enough for a name, else the longest such opening of one; or empty."""
    turns = (capital(text.rpartition(", but ")[2]) for text in texts if ", but " in text)
    openings = (sorted((text.partition(mark)[0] for mark in _CLAUSES), key=len, reverse=True) for text in texts)
    for name in (*texts, *turns, *(opening for found in openings for opening in found)):
        if 0 < len(name) <= _LONGEST_NAME and is_whole(f"x y {name}"):
            return capital(name.rstrip(".:"))
    return ""


def pattern_name(text: str) -> str:
    """Return a symptom as the name of a pattern: an exception by its class, a sentence by what is wrong in it.

    `Raw backend failed for this checkpoint` is `Raw backend failed`.
    """
    thrown = _EXCEPTION.match(text)
    if thrown:
        return f"`{thrown[1]}`{thrown[2]}" if thrown[2].strip() else f"`{thrown[1]}`: {_first_clause(thrown[0])}"
    heads = [text[: found.start()] for found in _ASIDES.finditer(text)]
    whole = (head for head in heads if len(head.split()) >= _FEWEST_WORDS and SYMPTOM.search(head) and is_whole(head))
    return next(whole, text)


def _first_clause(message: str) -> str:
    """What an exception says: its message up to the end of the first sentence or clause."""
    said = message.strip("`").partition(": ")[2]
    return re.split(r"[.;,(]\s", said, maxsplit=1)[0].strip(" `.")


def cell(text: str) -> str:
    """Return a text as a table cell: one line, whole sentences, no full stop at its end; empty where it is not whole."""
    short = shorten(tidy(text), _LONGEST_CELL)
    return capital(short.rstrip(".。")) if short and is_whole(f"x y {short}") else ""
