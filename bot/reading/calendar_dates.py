"""Full calendar dates in running text: ISO, spelled out in English, and Chinese, Japanese or Korean."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
"""A regular expression for an English month's name, long or short, in lower case; `month_number` reads it."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(
    r"(?<!\d)(?P<y1>(?:19|20)\d\d)(?P<separator>[-/._])(?P<m1>\d\d?)(?P=separator)(?P<d1>\d\d?)(?!\d)"
    r"|(?<![\d.])(?P<y2>20\d\d)(?P<m2>\d\d)(?P<d2>\d\d)(?!\d|\.\d)"
    r"|(?P<y3>(?:19|20)\d\d) ?[年년] ?(?P<m3>\d\d?) ?[月월] ?(?P<d3>\d\d?) ?[日일]"
    rf"|\b(?P<m4>{MONTH})\b\.? (?P<d4>\d\d?)(?:st|nd|rd|th)?,? (?P<y4>(?:19|20)\d\d)\b"
    rf"|\b(?P<d5>\d\d?)(?:st|nd|rd|th)?(?: of)? (?P<m5>{MONTH})\b\.?,? (?P<y5>(?:19|20)\d\d)\b",
    re.I,
)


class FoundDate(NamedTuple):
    """A date and where it stands: `text[start:end]`. `iso` is `YYYY-MM-DD`."""

    iso: str
    start: int
    end: int


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Return the dates that name year, month and day, in order; what looks like one but is none (month 13) is left out."""
    if "20" not in text and "19" not in text:
        return ()  # each way to write a date has the year in full
    found = []
    for match in _DATE.finditer(text):
        year, month, day = _parts(match)
        try:
            iso = date(year, month, day).isoformat()
        except ValueError:
            continue
        found.append(FoundDate(iso, match.start(), match.end()))
    return tuple(found)


def month_number(name: str) -> int:
    """Return 1 to 12 for an English month's name (`March`, `mar`); raise ValueError for another word."""
    return _MONTHS.index(name[:3].lower()) + 1


def _parts(match: re.Match[str]) -> tuple[int, int, int]:
    for style in "12345":
        if match[f"y{style}"]:
            month = match[f"m{style}"]
            return int(match[f"y{style}"]), int(month) if month.isdigit() else month_number(month), int(match[f"d{style}"])
    raise AssertionError("each style of the pattern names a year")
