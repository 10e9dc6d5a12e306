"""Sentences of a block's text, each with the source lines that it stands on."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

_BOUNDARY = re.compile(
    r"[.!?。！？](?:(?<=[.!?])(?:[\"')\]]|\u201d)?(?=\s+(?:[\"'(\[`\u201c]|->)?[^\W_a-z]|\s+`)|(?<=[。！？])(?!\s*$))"
)
_ASCII_BOUNDARY = re.compile(r"[.!?][\"')\]]?(?=\s+(?:[\"'(\[`]|->)?[A-Z0-9]|\s+`)")  # the same, several times as fast
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|vs|approx|etc|fig|no|eq|sec|resp|cf|al|incl|est|max|min|ca)|^\d{1,2})\.$", re.I
)


class Sentence(NamedTuple):
    """One sentence; `text` on one line, `first` and `last` are lines counted from 0 at the start of the block."""

    text: str
    first: int
    last: int


@lru_cache(maxsize=256)  # one rule after the other asks for the sentences of a section
def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Cut `text` into sentences. Code spans and abbreviations do not end one. Newlines in a sentence become spaces."""
    cuts = _cuts(text) if _may_end_inside(text) else []
    if not cuts and "\n" not in text:
        line = one_line(text)
        return (Sentence(line, 0, 0),) if line else ()
    sentences = []
    line_number = 0
    for start, end in pairwise([0, *cuts, len(text)]):
        raw = text[start:end]
        stripped = raw.strip()
        if stripped:
            first = line_number + raw.count("\n", 0, len(raw) - len(raw.lstrip()))
            sentences.append(Sentence(one_line(stripped), first, first + stripped.count("\n")))
        line_number += raw.count("\n")
    return tuple(sentences)


def _may_end_inside(text: str) -> bool:
    """Whether a sentence may end before the end of `text`: no is certain, and most items are one sentence."""
    if not (text.isascii() and text.isprintable()):
        return True
    ends = ". " in text or "? " in text or "! " in text
    return ends or ") " in text or '" ' in text or "' " in text or "] " in text


def one_line(text: str) -> str:
    """Return `text` with each run of white space as one space."""
    if text.isprintable() and "  " not in text:
        return text.strip()  # the only white space that is printable is the space
    return " ".join(text.split())


def _cuts(text: str) -> list[int]:
    """Where sentences end, apart from the last."""
    cuts: list[int] = []
    ticks, at, last = 0, 0, 0
    for match in (_ASCII_BOUNDARY if text.isascii() else _BOUNDARY).finditer(text):
        start = match.start()
        ticks += text.count("`", at, start)
        at = start
        if ticks % 2 == 0 and not _ABBREVIATION.search(text[max(last, start - 8) : start + 1]):
            last = match.end()
            cuts.append(last)
    return cuts
