"""Numbers that follow from two others: a difference, a ratio, a share or a change in percent, rightly rounded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import permutations

from bot.verify.written_numbers import WrittenNumber

_MOST_OPERANDS = 16


def operands_of(number: WrittenNumber, others: Iterable[WrittenNumber]) -> tuple[str, str] | None:
    """Return two of `others` from which `number` follows, None where there are none; too many others prove nothing."""
    distinct = list({other.value: other for other in others if other.value != number.value}.values())
    if len(distinct) > _MOST_OPERANDS:
        return None
    for first, second in permutations(distinct, 2):
        if any(abs(each - number.value) <= number.half for each in _results(number, first, second)):
            return first.text, second.text
    return None


def _results(number: WrittenNumber, first: WrittenNumber, second: WrittenNumber) -> Iterator[Decimal]:
    """What the two give that the number can be by its unit: percent come from a ratio, a size never does."""
    ratio = first.value / second.value if second.value else None
    if number.is_percent:
        if ratio is not None:
            yield from (ratio * 100, abs(ratio - 1) * 100)
        if not (first.is_percent and second.is_percent):
            return
    if not number.is_percent and number.unit.lower() in ("", "x", "×") and ratio is not None:
        yield ratio
    if number.digits > 1 or first.unit == second.unit == number.unit:
        yield abs(first.value - second.value)
