"""One statement under examination: its text, the facts that it names, and what the reports behind them say."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from bot.writer.task import Ground, Item, Part

_CODE = re.compile(r"`([^`]*)`")


class Claim(NamedTuple):
    """A statement of a model. `named` are the facts that it names, `items` all that it could have named."""

    part: Part
    text: str
    named: tuple[Item, ...]
    items: tuple[Item, ...]
    ground: Ground
    about: str

    @property
    def told(self) -> str:
        """What the named facts say, a line each."""
        return "\n".join(item.text for item in self.named)

    @property
    def paths(self) -> tuple[str, ...]:
        """The files that the named facts come from."""
        return tuple(dict.fromkeys(source.path for item in self.named for source in item.sources))

    @property
    def reports(self) -> str:
        """All that those files say, the facts themselves, and what the text is about: names have to stand here."""
        return _joined(tuple(self.ground.texts.get(path, "") for path in self.paths), self.told, self.about)

    @property
    def prose(self) -> str:
        """The text without its code spans."""
        return _CODE.sub(" ", self.text)

    @property
    def code(self) -> tuple[str, ...]:
        """The code spans, without their marks."""
        return tuple(_CODE.findall(self.text))

    @property
    def is_advice(self) -> bool:
        """Whether it tells a reader what to do."""
        return self.part is Part.PRACTICE

    @property
    def is_condition(self) -> bool:
        """Whether it says when something applies rather than what holds."""
        return self.part in (Part.USE_WHEN, Part.APPLY, Part.AVOID, Part.QUESTIONS)


@lru_cache(maxsize=512)
def _joined(texts: tuple[str, ...], told: str, about: str) -> str:
    return "\n".join((*texts, told, about))


@lru_cache(maxsize=2048)
def folded(text: str) -> str:
    """Return a text as names are compared: lower case, one space for blanks, hyphens and underscores, none around `=`."""
    bare = re.sub(r"[`*\"'’]", "", text.lower())
    spaced = re.sub(r"[\s_\-‐‑–]+", " ", bare)
    return re.sub(r" ?([=:]) ?", r"\1", spaced)


def place_of(run: str, text: str) -> int:
    """Return where a folded text names a run, -1 where it does not."""
    name = folded(run).strip()
    found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) if name else None
    return found.start() if found else -1


def stands(name: str, text: str) -> bool:
    """Say whether a name stands in a text as whole words, however its parts are joined."""
    wanted, within = folded(name).strip(), folded(text)
    start = within.find(wanted) if wanted else -1
    while start >= 0:
        before, after = within[start - 1 : start], within[start + len(wanted) : start + len(wanted) + 1]
        if not (before.isalnum() and wanted[0].isalnum()) and not (after.isalnum() and wanted[-1].isalnum()):
            return True
        start = within.find(wanted, start + 1)
    return False
