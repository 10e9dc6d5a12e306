"""Numbers in texts: where they stand, and exact arithmetic on values as they were written."""

from __future__ import annotations

import re
import string
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

_NUMBER = re.compile(r"\d(?<![\w.]\d)(?:\d{0,2}(?:,\d{3})+|\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?")
_DIGITS = frozenset(string.digits)
_VALUE = re.compile(r"\s*[~≈]?\s*([-+−]?\d[\d,]*(?:\.\d+)?(?:[eE][-+]?\d+)?)\s*(.*)\s*", re.S)
_LONGEST_DIFFERENCE = 16
_MOST_OPERANDS = 24
_NOISE = 13
_DISTINCTIVE = 4
_MOST_DIGITS = 6
_ISO_DATE = re.compile(r"\b(?:19|20)\d\d[-/.]\d\d[-/.]\d\d\b")


@lru_cache(maxsize=16384)
def numbers(text: str) -> tuple[str, ...]:
    """Return the numbers of `text` as they are written, without their sign; dates are none."""
    if _DIGITS.isdisjoint(text) and text.isascii():
        return ()
    return tuple(_NUMBER.findall(_ISO_DATE.sub(" ", text) if "19" in text or "20" in text else text))


def stands_in(number: str, text: str) -> bool:
    """Say whether `number` stands in `text` digit by digit, not as a part of a longer number."""
    start = text.find(number)
    if start >= 0 and number in numbers(text):
        return True
    while start >= 0:
        before, after = text[start - 1 : start], text[start + len(number) : start + len(number) + 2]
        part_before = before.isdigit() or (before in (".", ",") and text[start - 2 : start - 1].isdigit())
        part_after = after[:1].isdigit() or (after[:1] in (".", ",") and after[1:].isdigit())
        if not part_before and not part_after:
            return True
        start = text.find(number, start + 1)
    return False


def split_value(value: str) -> tuple[Decimal, str] | None:
    """Return number and unit of a value (`-1222 MiB`), None where it is not one number with a unit of at most two words."""
    found = _VALUE.fullmatch(value.replace("`", ""))
    if not found or len(found[2].split()) > 2 or any(mark.isdigit() for mark in found[2]):
        return None
    try:
        return Decimal(found[1].replace(",", "").replace("−", "-")), found[2].strip()
    except InvalidOperation:
        return None


def difference(first: str, second: str) -> str | None:
    """Return `second` minus `first` with sign and unit (`-1222 MiB`), None where they are not numbers of one unit.

    The result has the decimals of the finer of the two values, so that it is exact.
    """
    left, right = split_value(first), split_value(second)
    if left is None or right is None or left[1] != right[1]:
        return None
    moved = right[0] - left[0]
    text = f"{moved:+f}" if moved else "0"
    if len(text) > _LONGEST_DIFFERENCE:
        return None
    return text + _glued(second, right[1])


def shown(value: str) -> str:
    """Return a value without the noise of binary floats: more than twelve decimals are rounded, others stay as written.

    Of a number below one ten decimals are kept, of others four: `114.6034400522896` is shown as `114.6034`.
    """
    found = split_value(value)
    if found is None or len(value.partition(".")[2].rstrip("%xsMGiB ")) < _NOISE:
        return value
    places = Decimal(1).scaleb(-10 if abs(found[0]) < 1 else -4)
    return f"{found[0].quantize(places, rounding=ROUND_HALF_UP):f}" + _glued(value, found[1])


def percent_change(first: str, second: str) -> str | None:
    """Return the change from `first` to `second` in percent with one decimal (`-2.0%`), None where it has no meaning.

    Values of more than six digits have none: they are compared for equality, not for their size.
    """
    left, right = split_value(first), split_value(second)
    if max(sum(map(str.isdigit, first)), sum(map(str.isdigit, second))) > _MOST_DIGITS:
        return None
    if left is None or right is None or left[1] != right[1] or left[0] <= 0:
        return None
    change = ((right[0] - left[0]) / left[0] * 100).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return f"{change:+f}%"


def _glued(value: str, unit: str) -> str:
    """The unit as it is written after the value: `s` right behind it, ` MiB` after a space."""
    if not unit:
        return ""
    return f" {unit}" if f" {unit}" in value.replace("`", "") else unit


def derived(number: str, standing: tuple[str, ...] | list[str]) -> bool:
    """Say whether `number` is the rounded difference of two of `standing`, or the change between them in percent."""
    try:
        wanted = Decimal(number.replace(",", ""))
        values = [Decimal(other.replace(",", "")) for other in standing]
    except InvalidOperation:
        return False
    exponent = wanted.as_tuple().exponent
    if not isinstance(exponent, int) or len(values) > _MOST_OPERANDS:
        return False
    half = Decimal(5).scaleb(exponent - 1)
    pairs = [(first, second) for at, first in enumerate(values) for to, second in enumerate(values) if at != to]
    differences = [abs(first - second) for first, second in pairs]
    changes = [abs(first - second) / second * 100 for first, second in pairs if second > 0]
    return any(abs(each - wanted) <= half for each in (*differences, *changes))


def rounds(number: str, text: str) -> bool:
    """Say whether `number` is a number of `text` without the noise of binary floats."""
    return any(shown(other) == number for other in numbers(text) if len(other) >= _NOISE)


@lru_cache(maxsize=1024)
def distinctive(text: str) -> frozenset[str]:
    """Return the numbers of `text` that are hardly there by chance: four digits or more, no years and no round numbers."""
    return frozenset(
        number for number in numbers(text) if len(number.replace(".", "").replace(",", "").strip("0")) >= _DISTINCTIVE
    )
