"""A setup, parameter or metric fact from its parts, with the number parsed."""

from __future__ import annotations

from bot.extract.numbers import parse_quantity
from bot.extract.values.names import clean_name, unit_in_name
from bot.model.fact import Fact, Kind
from bot.model.report import Lines

_LONGEST_VALUE = 400


def value_fact(kind: Kind, lines: Lines, rule: str, name: str, value: str, subject: str = "", section: str = "") -> Fact:  # noqa: PLR0913
    """Return the fact; the unit may come from the name.

    `value` is kept verbatim but for code marks, line breaks and a comma behind it.
    """
    text = " ".join(value.replace("`", "").split())[:_LONGEST_VALUE].rstrip(" ,;")
    cleaned = clean_name(name)
    number, unit = parse_quantity(text)
    if number is not None and not unit and kind is not Kind.SETUP:
        unit = unit_in_name(cleaned)
    return Fact(kind, lines, rule, cleaned, text, number, unit, clean_name(subject), section=section)
