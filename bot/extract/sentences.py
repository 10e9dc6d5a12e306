"""Sentences of a block's text, each with the source lines that it stands on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

_BOUNDARY = re.compile(r"[.!?](?:[\"')\]]|\u201d)?(?=\s+(?:[\"'(\[`\u201c]|->)?[^\W_a-z]|\s+`)|[。！？](?!\s*$)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|vs|approx|etc|fig|no|eq|sec|resp|cf|al|incl|est|max|min|ca)|^\d{1,2})\.$", re.I
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; `text` on one line, `first` and `last` are lines counted from 0 at the start of the block."""

    text: str
    first: int
    last: int


@lru_cache(maxsize=4096)
def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Cut `text` into sentences. Code spans and abbreviations do not end one. Newlines in a sentence become spaces."""
    cuts = [0]
    ticks, at = 0, 0
    for match in _BOUNDARY.finditer(text):
        ticks += text.count("`", at, match.start())
        at = match.start()
        if ticks % 2 == 0 and not _ABBREVIATION.search(text[max(cuts[-1], match.start() - 8) : match.start() + 1]):
            cuts.append(match.end())
    cuts.append(len(text))
    sentences = []
    line = 0
    for start, end in pairwise(cuts):
        raw = text[start:end]
        lead = len(raw) - len(raw.lstrip())
        first = line + raw.count("\n", 0, lead)
        stripped = raw.strip()
        if stripped:
            sentences.append(Sentence(" ".join(stripped.split()), first, first + stripped.count("\n")))
        line += raw.count("\n")
    return tuple(sentences)
