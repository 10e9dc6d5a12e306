"""The text between HTML tags, collected so that its lines can still be counted."""

from __future__ import annotations

import html
import re

_SPACE = re.compile(r"[ \t\f\v\xa0]++")
_AROUND_NEWLINE = re.compile(r" ?\n ?")


class CollectedText:
    """The parts of a text; `start` is the offset of the first, and the newlines in them are those of the source.

    `lead_from` is the number of the part with which bold text opened it, `lead` that bold text once it is closed.
    """

    def __init__(self) -> None:
        self.start = 0
        self.parts: list[str] = []
        self.visible = False
        self.lead_from: int | None = None
        self.lead = ""

    def put(self, part: str, offset: int) -> None:
        """Add a part that stands at `offset` of the source."""
        if not self.parts:
            self.start = offset
        self.parts.append(part)
        self.visible = self.visible or not (part.isspace() or not part)

    def open_lead(self) -> None:
        """Take what follows as the lead, if no text stands before it."""
        if not self.visible:
            self.lead_from = len(self.parts)

    def close_lead(self) -> None:
        """End the lead."""
        if self.lead_from is not None:
            self.lead = self._collapsed(self.lead_from).strip()
            self.lead_from = None

    def finished(self) -> tuple[str, int]:
        """Return the text with runs of spaces as one, without white space around it, and the newlines before its start."""
        raw = self._collapsed(0)
        text = raw.strip()
        return text, raw.count("\n", 0, raw.find(text[0])) if text else 0

    def _collapsed(self, first: int) -> str:
        return _AROUND_NEWLINE.sub("\n", _SPACE.sub(" ", "".join(self.parts[first:])))


def unescaped(part: str) -> str:
    """Return `part` with character references replaced; none of them adds a newline."""
    if "&" not in part:
        return part
    return "\n".join(html.unescape(line).replace("\n", " ").replace("\r", " ") for line in part.split("\n"))
