"""Dates in a request's words: days, months, ranges, and what is relative to the day on which it was asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from bot.reading.calendar_dates import find_dates
from bot.select.date_words import date_readers
from bot.select.period import Period, day_of, single

_TO = re.compile(r" ?(?:-|–|—|\.{2,3}|to|until|till|through|thru|up to) ?(?:the )?", re.I)
_AND = re.compile(r" ?(?:and|&) ?(?:the )?", re.I)
_BETWEEN = re.compile(r"\bbetween (?:the )?$", re.I)
_SINCE = re.compile(r"\b(since|after|starting|starting from) (?:the )?$", re.I)
_UNTIL = re.compile(r"\b(before|until|till|up to) (?:the )?$", re.I)
_ONWARDS = re.compile(r" (?:on|onwards?)\b", re.I)
_LOOK_BACK = 20


class _Found(NamedTuple):
    """A period and where it stands in the words."""

    start: int
    end: int
    period: Period


def find_periods(words: str, today: str, known: Sequence[str] = ()) -> tuple[tuple[Period, ...], str]:
    """Return the periods that the words name, and the words without them.

    `today` is the ISO date on which they were said. A week is Monday to Sunday; "last week" is the one before this one. A
    day or month without a year is the latest one in which a `known` ISO date lies, else the latest one up to today.
    """
    now = day_of(today) or max((day for iso in known if (day := day_of(iso))), default=date(1970, 1, 1))
    found = _joined(words, _each(words, now))
    rest, at = [], 0
    for one in found:
        rest.append(words[at : one.start])
        at = one.end
    periods = tuple(_placed(_opened(words, one, now), known, now) for one in found)
    return periods, " ".join([*rest, words[at:]])


def _each(words: str, today: date) -> list[_Found]:
    """Return the days, months and relative periods in order, none inside another."""
    found = [_Found(one.start, one.end, single(date.fromisoformat(one.iso))) for one in find_dates(words)]
    for pattern, read in date_readers():
        for match in pattern.finditer(words):
            if any(match.start() < one.end and one.start < match.end() for one in found):
                continue
            try:
                found.append(_Found(match.start(1), match.end(), read(match, today)))
            except (ValueError, OverflowError):
                continue
    return sorted(found, key=lambda one: one.start)


def _joined(words: str, found: Iterable[_Found]) -> list[_Found]:
    """Join the two ends of each range into one period."""
    result: list[_Found] = []
    for one in found:
        if result and _is_range(words, result[-1], one):
            result[-1] = _range(result[-1], one)
        else:
            result.append(one)
    return result


def _is_range(words: str, one: _Found, other: _Found) -> bool:
    between, before = words[one.end : other.start], words[max(0, one.start - _LOOK_BACK) : one.start]
    return bool(_TO.fullmatch(between) or (_AND.fullmatch(between) and _BETWEEN.search(before)))


def _range(one: _Found, other: _Found) -> _Found:
    first, last = one.period, other.period
    if first.floating and not last.floating:
        year = last.last.year
        first = first.in_year(year if first.in_year(year).first <= last.last else year - 1)
    ends = Period(min(first.first, last.first), max(first.last, last.last), first.floating and last.floating)
    return _Found(one.start, other.end, ends)


def _opened(words: str, one: _Found, today: date) -> Period:
    """Open a period to today after "since", and to the beginning before "until"."""
    before, period = words[max(0, one.start - _LOOK_BACK) : one.start], one.period
    since = _SINCE.search(before)
    if since or _ONWARDS.match(words, one.end):
        exclusive = since is not None and since[1].lower() == "after"
        first = period.last + timedelta(1) if exclusive else period.first
        return period._replace(first=first, last=max(first, today))
    if until := _UNTIL.search(before):
        return Period(date.min, period.first - timedelta(1) if until[1].lower() == "before" else period.last)
    return period


def _placed(period: Period, known: Sequence[str], today: date) -> Period:
    """Give a period without a year the latest year, not after this one if possible, in which something is known."""
    if not period.floating or any(iso in period for iso in known):
        return period._replace(floating=False)
    years = {day.year for iso in known if (day := day_of(iso))}
    for year in sorted(years, key=lambda year: (year > today.year, -year)):
        try:
            placed = period.in_year(year)
        except ValueError:
            continue
        if any(iso in placed for iso in known):
            return placed
    return period._replace(floating=False)
