"""Signs that open an item or a cell and say how it went (`✅`), or only decorate it."""

from __future__ import annotations

GOOD = "✅✓✔"
BAD = "❌✗✘"
TELLING = f"{GOOD}☑{BAD}✖⚠\ufe0f🟢🔴🟡 "
"""Signs that stand for a value, as a cell's whole text."""

ALL = f"{TELLING}🔄⏳"
"""Those and the signs of work that goes on. With the space in both they can be stripped; do not delete them with it."""
