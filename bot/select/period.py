"""Periods of days, and the ones that calendar words stand for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple


class Period(NamedTuple):
    """The days from `first` to `last`, both inclusive. `floating` says that the words name no year."""

    first: date
    last: date
    floating: bool = False

    def __contains__(self, iso: object) -> bool:
        return isinstance(iso, str) and self.first.isoformat() <= iso[:10] <= self.last.isoformat()

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first} to {self.last}"

    def in_year(self, year: int) -> Period:
        """Return the same days with `last` in `year`; raise ValueError for a day that it does not have."""
        shift = year - self.last.year
        return Period(self.first.replace(year=self.first.year + shift), self.last.replace(year=year))


def day_of(iso: str) -> date | None:
    """Return the date that an ISO text opens with, None where it is none."""
    try:
        return date.fromisoformat(iso[:10])
    except ValueError:
        return None


def single(day: date) -> Period:
    """Return the period of one day."""
    return Period(day, day)


def month(year: int, number: int) -> Period:
    """Return a calendar month; raise ValueError for a month that does not exist."""
    first = date(year, number, 1)
    return Period(first, (first + timedelta(31)).replace(day=1) - timedelta(1))


def week(day: date) -> Period:
    """Return the week, Monday to Sunday, in which a day lies."""
    monday = day - timedelta(day.weekday())
    return Period(monday, monday + timedelta(6))


def months_before(day: date, count: int) -> date:
    """Return the same day of the month `count` months earlier, or the last day of that month."""
    years, index = divmod(day.year * 12 + day.month - 1 - count, 12)
    target = month(years, index + 1)
    return target.first.replace(day=min(day.day, target.last.day))
