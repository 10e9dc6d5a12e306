"""Setup named in code marks: commands and scripts in sentences, and the thing alone below its heading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.extract.values.fact import value_fact
from bot.extract.values.kinds import AHEAD, DESCRIBING
from bot.extract.values.passages import Passage
from bot.model.fact import Fact, Kind

_COMMAND = re.compile(
    r"`(?P<command>(?:(?:python3?|bash|sh|torchrun|accelerate launch|modal run|uv run)\s)?"
    r"(?P<script>(?:\./)?[\w\-/.]{1,120}\.(?:py|sh|cu|ipynb|slurm))(?P<arguments>\s[^`\n]{1,400})?)`"
)
_MOST_HEADING_WORDS = 2
_ALONE = re.compile(r"`?(?P<value>[^\s`]{3,400})`?")


def code_span_setup(passage: Passage) -> Iterator[Fact]:
    """Yield the commands that a text names, and what stands alone below a heading such as `Checkpoint`."""
    if passage.role in AHEAD:
        return
    for match in _COMMAND.finditer(passage.block.text):
        if match["arguments"] or (passage.role in DESCRIBING and not passage.label):
            name = "command" if match["arguments"] else "script"
            lines = passage.lines(match.start(), match.end())
            yield value_fact(Kind.SETUP, lines, "text.script", name, match["command"], "", passage.path)
    alone = _ALONE.fullmatch(passage.block.text) if not passage.label and " " not in passage.block.text else None
    if alone is None:
        return
    short = 0 < len(passage.section.heading.split()) <= _MOST_HEADING_WORDS
    if short and passage.names.ends_in(passage.section.heading, Kind.SETUP) and not _COMMAND.match(alone[0]):
        lines = passage.block.lines
        yield value_fact(Kind.SETUP, lines, "text.alone", passage.section.heading, alone["value"], "", passage.path)
