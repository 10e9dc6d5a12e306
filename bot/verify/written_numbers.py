"""Numbers as they are written: what they are worth, how exact they are, and what else the same figure can be called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

_NUMBER = r"(?:[0-9]{1,3}(?:[,_][0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?"
_IN_CLAIM = re.compile(rf"(?:(?<![A-Za-z_.\d])|(?<=\dx))(?<![A-Za-z_][-‐‑]){_NUMBER}")
_IN_EVIDENCE = re.compile(r"[0-9.][0-9,_]*(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_TAIL = re.compile(r" ?([%％×]|[A-Za-zµμ°][A-Za-z/]*)")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[,_][0-9]{3})+(?![0-9])")
_VAGUE = 2
"""So many digits of a share are found as a percentage by chance."""

_LONGEST = 40
"""Characters of the longest number; a longer one is data."""

_SCALES = {"k": 3, "K": 3, "M": 6, "B": 9}
_FACTORS = {
    "gb": ("1000", "1024"), "gib": ("1000", "1024"), "mb": ("1000", "1024"), "mib": ("1000", "1024"),
    "s": ("1000",), "sec": ("1000",), "ms": ("1000",), "us": ("1000",), "min": ("60",), "minutes": ("60",),
    "h": ("60", "3600"), "hours": ("60", "3600"),
}  # fmt: skip


class WrittenNumber(NamedTuple):
    """A number in a line: `text` as written with a unit right behind it, its `value` without sign, and where it stands.

    `unit` is the letters or sign after it (`s`, `MiB`, `%`), at most one space away; `glued` says that there is none.
    """

    text: str
    value: Decimal
    unit: str
    glued: bool
    start: int
    end: int

    @property
    def is_percent(self) -> bool:
        """Whether it is a share of a hundred."""
        return self.unit in ("%", "％", "percent")

    @property
    def digits(self) -> int:
        """How many digits of it are known."""
        return len(self.value.as_tuple().digits)

    @property
    def half(self) -> Decimal:
        """Half of its last digit: how far a number may be away that is rounded to it."""
        exponent = self.value.as_tuple().exponent
        return Decimal(5).scaleb((exponent if isinstance(exponent, int) else 0) - 1)

    def same_figures(self) -> Iterator[float]:
        """Yield what the same figure can be in the evidence: itself, `46%` as 0.46, `98k` as 98000."""
        yield float(self.value)
        if self.is_percent:
            yield float(self.value.scaleb(-2))
        elif self.value < 1 and self.digits > _VAGUE:
            yield float(self.value.scaleb(2))
        if self.glued and self.unit in _SCALES:
            yield float(self.value.scaleb(_SCALES[self.unit]))

    def rounded_from(self) -> Iterator[tuple[float, float]]:
        """Yield the ranges of values that this one is rounded from, also in the next smaller unit (`57.1 GiB` from MiB)."""
        factors = [Decimal(1), *map(Decimal, _FACTORS.get(self.unit.lower(), ()))]
        if self.is_percent:
            factors.append(Decimal("0.01"))
        if self.glued and self.unit in _SCALES:
            factors.append(Decimal(1).scaleb(_SCALES[self.unit]))
        for factor in factors:
            yield float((self.value - self.half) * factor), float((self.value + self.half) * factor)


def written_numbers(line: str) -> Iterator[WrittenNumber]:
    """Yield the numbers of a line of text; what is a part of a name (`gpt2`, `rank-16`, `16_bit`) is none."""
    for match in _IN_CLAIM.finditer(line):
        end = match.end()
        tail = _TAIL.match(line, end)
        unit = tail[1] if tail else ""
        glued = bool(tail) and not line.startswith(" ", end)
        after = line[tail.end() if tail and glued else end :][:1]
        if len(match[0]) > _LONGEST or after == "_" or (after.isdigit() and unit != "x"):
            continue
        text = match[0] + (unit if glued else "")
        yield WrittenNumber(text, _value(match[0]), unit, glued, match.start(), end)


def values_in(text: str) -> Iterator[float]:
    """Yield every value that stands in a line of evidence, wherever it stands: generous, so that nothing is missed.

    `16,128,256` may be one number or three: it is all four.
    """
    for match in _IN_EVIDENCE.finditer(text):
        word = match[0]
        if "," in word or "_" in word:
            yield from (value for group in _GROUPED.findall(word) if (value := _float(group)) is not None)
            yield from (value for part in re.split("[,_]", word) if (value := _float(part)) is not None)
        elif (value := _float(word)) is not None:
            yield value


def _value(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("_", ""))


def _float(text: str) -> float | None:
    try:
        return float(text.replace(",", "").replace("_", ""))
    except ValueError:
        return None
