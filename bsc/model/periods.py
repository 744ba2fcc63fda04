"""Periods and grains: half-open stretches of whole days on the company's own calendar."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bsc.errors import BscError

MONTHS_IN_A_YEAR = 12
MONTHS_IN_A_QUARTER = 3
YEARS = range(1900, 2200)  # of periods that are asked for by name: a window around them stays within the calendar


class Grain(StrEnum):
    """How long a period is, shortest first."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class WeekStart(StrEnum):
    """The first day of a week."""

    MONDAY = "monday"
    SUNDAY = "sunday"


@dataclass(frozen=True, order=True)
class Period:
    """The days from `start` up to, not including, `end`."""

    start: date
    end: date
    grain: Grain

    def __hash__(self) -> int:
        """Return the hash of the first day alone: periods are looked up by the thousand, and few begin together."""
        return hash(self.start)

    @property
    def days(self) -> int:
        """Return how many days the period has."""
        return (self.end - self.start).days

    @property
    def last_day(self) -> date:
        """Return the last day that belongs to the period."""
        return self.end - timedelta(days=1)

    def __contains__(self, day: date) -> bool:
        """Return whether *day* lies in the period."""
        return self.start <= day < self.end


@dataclass(frozen=True)
class Calendar:
    """The company's calendar: where its weeks and its fiscal years begin."""

    week_starts: WeekStart = WeekStart.MONDAY
    fiscal_year_starts: int = 1

    def period(self, day: date, grain: Grain) -> Period:
        """Return the period of *grain* that *day* lies in."""
        start = self._start(day, grain)
        return Period(start, self._next_start(start, grain), grain)

    def shifted(self, period: Period, steps: int) -> Period:
        """Return the period *steps* later (earlier when negative), of the same grain."""
        if period.grain is Grain.DAY:
            return self.period(period.start + timedelta(days=steps), Grain.DAY)
        if period.grain is Grain.WEEK:
            return self.period(period.start + timedelta(weeks=steps), Grain.WEEK)
        return self.period(_months_later(period.start, steps * _MONTHS[period.grain]), period.grain)

    def periods(self, start: date, end: date, grain: Grain) -> list[Period]:
        """Return every period of *grain* that shares a day with [start, end), oldest first."""
        return list(self._from(start, end, grain))

    def last(self, period: Period, count: int) -> list[Period]:
        """Return *count* periods that end with *period*, oldest first."""
        return [self.shifted(period, step) for step in range(1 - count, 1)]

    def parse(self, text: str, grain: Grain | None = None) -> Period:
        """Return the period that *text* names: 2026, 2026-Q3, 2026-08, 2026-W33 or 2026-08-14.

        A day or month together with a *grain* names the period of that grain that it begins in.
        A year or quarter is a fiscal one, named after the calendar year that it begins in.
        """
        named = self._named(text.strip())
        return self.period(named.start, grain) if grain else named

    def name(self, period: Period) -> str:
        """Return the period's name as `parse` reads it (the form used in addresses and files)."""
        start = period.start
        match period.grain:
            case Grain.DAY:
                return start.isoformat()
            case Grain.WEEK:
                year, week, _ = (start + timedelta(days=3)).isocalendar()
                return f"{year}-W{week:02d}"
            case Grain.MONTH:
                return f"{start:%Y-%m}"
            case Grain.QUARTER:
                return f"{self._fiscal_year(start)}-Q{self._fiscal_quarter(start)}"
            case Grain.YEAR:
                return str(start.year)

    def label(self, period: Period) -> str:
        """Return the period's name for people: `Aug 2026`, `Q3 2026`, `14 Aug 2026`, `Week 33, 2026`."""
        start = period.start
        match period.grain:
            case Grain.DAY:
                return f"{start.day} {start:%b %Y}"
            case Grain.WEEK:
                year, week = self.name(period).split("-W")
                return f"Week {int(week)}, {year}"
            case Grain.MONTH:
                return f"{start:%b %Y}"
            case Grain.QUARTER:
                return f"Q{self._fiscal_quarter(start)} {self._fiscal_label(start)}"
            case Grain.YEAR:
                return self._fiscal_label(start)

    def _start(self, day: date, grain: Grain) -> date:
        match grain:
            case Grain.DAY:
                return day
            case Grain.WEEK:
                shift = day.weekday() if self.week_starts is WeekStart.MONDAY else (day.weekday() + 1) % 7
                return day - timedelta(days=shift)
            case _:
                months = _MONTHS[grain]
                into = (day.month - self.fiscal_year_starts) % months
                return _months_later(day.replace(day=1), -into)

    def _next_start(self, start: date, grain: Grain) -> date:
        match grain:
            case Grain.DAY:
                return start + timedelta(days=1)
            case Grain.WEEK:
                return start + timedelta(weeks=1)
            case _:
                return _months_later(start, _MONTHS[grain])

    def _from(self, start: date, end: date, grain: Grain) -> Iterator[Period]:
        period = self.period(start, grain)
        while period.start < end:
            yield period
            period = self.shifted(period, 1)

    def _fiscal_year(self, start: date) -> int:
        return _months_later(start, 1 - self.fiscal_year_starts).year

    def _fiscal_quarter(self, start: date) -> int:
        return (start.month - self.fiscal_year_starts) % MONTHS_IN_A_YEAR // MONTHS_IN_A_QUARTER + 1

    def _fiscal_label(self, start: date) -> str:
        year = self._fiscal_year(start)
        return str(year) if self.fiscal_year_starts == 1 else f"{year}/{(year + 1) % 100:02d}"

    def _named(self, text: str) -> Period:
        for pattern, read in (
            (r"(\d{4})-(\d\d)-(\d\d)", lambda y, m, d: self.period(date(y, m, d), Grain.DAY)),
            (r"(\d{4})-(\d\d)", lambda y, m: self.period(date(y, m, 1), Grain.MONTH)),
            (r"(\d{4})-[Ww](\d\d?)", self._week),
            (r"(\d{4})-?[Qq]([1-4])", self._quarter),
            (r"(\d{4})", lambda y: self.period(date(y, self.fiscal_year_starts, 1), Grain.YEAR)),
        ):
            if found := re.fullmatch(pattern, text, re.ASCII):
                try:
                    named = read(*map(int, found.groups()))
                except (ValueError, OverflowError):
                    break
                if named.start.year in YEARS:
                    return named
        message = f'period "{text}" is not one – write 2026, 2026-Q3, 2026-08, 2026-W33 or 2026-08-14'
        raise BscError(message)

    def _week(self, year: int, week: int) -> Period:
        thursday = date.fromisocalendar(year, week, 4)  # of every week start the middle, so that the name is stable
        return self.period(thursday, Grain.WEEK)

    def _quarter(self, year: int, quarter: int) -> Period:
        first = date(year, self.fiscal_year_starts, 1)
        return self.period(_months_later(first, MONTHS_IN_A_QUARTER * (quarter - 1)), Grain.QUARTER)


_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: MONTHS_IN_A_QUARTER, Grain.YEAR: MONTHS_IN_A_YEAR}


def _months_later(day: date, months: int) -> date:
    month = day.year * MONTHS_IN_A_YEAR + day.month - 1 + months
    return date(month // MONTHS_IN_A_YEAR, month % MONTHS_IN_A_YEAR + 1, 1)
