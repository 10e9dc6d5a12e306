"""A problem that the evidence met: a symptom with its cause and its fix, under a short name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.model.draft import Source
from bot.model.report import Lines
from bot.synthesize.statements import capital, is_whole, shorten, tidy

SYMPTOM = re.compile(
    r"\b(?:fail(?:s|ed|ing|ure)?|errors?|crash\w*|oom|out of memory|time(?:s|d)? ?-?outs?|hang\w*|hung|stall\w*"
    r"|dead ?lock\w*|mismatch\w*|diverge\w*|drift\w*|nan|corrupt\w*|wrong|invalid|missing|unsupported|slow(?:er|s|down)?"
    r"|not (?:found|reached|supported)|leak\w*|did not \w+|cannot|can't|killed"
    r"|aborted|spik\w*|regress\w*|not aligned|misleading|unexpected\w*|bottleneck\w*|too late|was lost|contaminat\w*|invalidat\w*|insufficient)\b|失败|错误|오류|실패|lỗi",
    re.I,
)
"""Words of something that a person sees go wrong."""

_LONGEST_CELL = 360


@dataclass(frozen=True, slots=True)
class Problem:
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


def cell(text: str) -> str:
    """Return a text as a table cell: one line, whole sentences, no full stop at its end; empty where it is not whole."""
    short = shorten(tidy(text), _LONGEST_CELL)
    return capital(short.rstrip(".")) if short and is_whole(f"x y {short}") else ""
