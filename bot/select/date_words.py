"""How people write days, months and weeks: one pattern and one reader for each way."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import TypeAlias

from bot.reading.calendar_dates import MONTH, month_number
from bot.select.period import Period, month, months_before, single, week

DateReader: TypeAlias = Callable[[re.Match[str], date], Period]
"""Reads a match on the given day; raises ValueError where it is no date after all."""

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
_COUNT = rf"\d{{1,3}}|{'|'.join(_NUMBERS)}"
_LONG_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_DAY = r"(\d\d?)(?:st|nd|rd|th)?"
_DAYS = rf"{_DAY}(?: ?(?:-|–|to|and) ?{_DAY})?"


@cache
def date_readers() -> tuple[tuple[re.Pattern[str], DateReader], ...]:
    """Return the patterns in the order in which they are tried. A new way of writing a date is one line and its reader."""
    return tuple((re.compile(pattern, re.I), read) for pattern, read in _READERS)


def _month_days(match: re.Match[str], today: date) -> Period:
    return _recent(today, month_number(match[1]), match[2], match[3])


def _days_month(match: re.Match[str], today: date) -> Period:
    return _recent(today, month_number(match[3]), match[1], match[2])


def _dotted(match: re.Match[str], today: date) -> Period:
    return single(date(int(match[3]), int(match[2]), int(match[1])))


def _month_year(match: re.Match[str], today: date) -> Period:
    return month(int(match[2]), month_number(match[1]))


def _iso_month(match: re.Match[str], today: date) -> Period:
    return month(int(match[1]), int(match[2]))


def _month(match: re.Match[str], today: date) -> Period:
    number = month_number(match[1])
    period = month(today.year - (number > today.month), number)
    return Period(period.first, period.last, floating=True)


def _lone_month(match: re.Match[str], today: date) -> Period:
    if match[1] in ("may", "march"):
        raise ValueError("a verb as likely as a month")
    return _month(match, today)


def _year(match: re.Match[str], today: date) -> Period:
    return Period(date(int(match[1]), 1, 1), date(int(match[1]), 12, 31))


def _near_day(match: re.Match[str], today: date) -> Period:
    return single(today - timedelta(match[1].lower() == "yesterday"))


def _calendar_unit(match: re.Match[str], today: date) -> Period:
    """Read `this week`, `last month`: units of the calendar. `past week` counts back from today."""
    which, unit = match[1].lower(), match[2].lower()
    if which == "past":
        return Period(_before(today, 1, unit), today)
    back = which != "this"
    if unit == "week":
        return week(today - timedelta(7 * back))
    if unit == "month":
        day = months_before(today.replace(day=1), int(back))
        return month(day.year, day.month)
    return Period(date(today.year - back, 1, 1), date(today.year - back, 12, 31))


def _last_units(match: re.Match[str], today: date) -> Period:
    return Period(_before(today, _count(match[1]), match[2]), today)


def _ago(match: re.Match[str], today: date) -> Period:
    day = _before(today, _count(match[1]), match[2])
    return (
        single(day)
        if match[2].lower() == "day"
        else week(day)
        if match[2].lower() == "week"
        else month(day.year, day.month)
    )


def _weekday(match: re.Match[str], today: date) -> Period:
    """Read the latest such day before today."""
    back = (today.weekday() - _WEEKDAYS.index(match[1][:3].lower())) % 7
    return single(today - timedelta(back or 7))


def _recent(today: date, number: int, first: str, last: str | None) -> Period:
    """Return the latest such days up to today; the year is open."""
    day, end = int(first), int(last or first)
    year = today.year if (number, day) <= (today.month, today.day) else today.year - 1
    return Period(date(year, number, day), date(year, number, max(day, end)), floating=True)


def _before(today: date, count: int, unit: str) -> date:
    unit = unit.lower()
    if unit in ("month", "year"):
        return months_before(today, count * (12 if unit == "year" else 1))
    return today - timedelta(count * (7 if unit == "week" else 1))


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]


_READERS: tuple[tuple[str, DateReader], ...] = (
    (rf"\b({MONTH})\.? {_DAYS}\b(?![.:]\d| ?[x×%])", _month_days),
    (rf"\b{_DAYS}\.?(?: of)? ({MONTH})\b", _days_month),
    (r"\b(\d\d?)\.(\d\d?)\.(20\d\d)\b", _dotted),
    (rf"\b({MONTH})\.?,? (20\d\d)\b", _month_year),
    (r"(?<![\d-])(20\d\d)-(\d\d)(?![\d-])", _iso_month),
    (rf"\b(?:in|of|from|since|during|until|till|before|after|through|to) ({MONTH})\b", _month),
    (rf"\b({_LONG_MONTH})\b", _lone_month),
    (r"\b(?:in|of|from|since|during|before|after) (20\d\d)\b(?!-)", _year),
    (r"\b(today|yesterday)\b", _near_day),
    (r"\b(this|last|past|previous) (week|month|year)\b", _calendar_unit),
    (rf"\b(?:last|past|previous) ({_COUNT}) (day|week|month|year)s?\b", _last_units),
    (rf"\b({_COUNT}) (day|week|month)s? ago\b", _ago),
    (r"\b((?:mon|tues|wednes|thurs|fri|satur|sun)day)\b", _weekday),
)
