"""The days that the sample covers, and how busy a month and a weekday are."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

FIRST_DAY = date(2024, 3, 1)
AS_OF = date(2026, 11, 19)  # the sample's today: the last day exported is the one before
LAST_DAY = AS_OF - timedelta(days=1)
NOW = datetime.combine(AS_OF, datetime.min.time())

# Hospitality and care teams plan in spring and autumn and have no time in August and December.
_SEASON = (1.06, 1.04, 1.08, 1.05, 1.02, 0.96, 0.86, 0.80, 1.06, 1.10, 1.04, 0.84)
_WEEKDAY = (1.18, 1.24, 1.20, 1.16, 0.98, 0.42, 0.46)


def days() -> list[date]:
    """Return every day that the sample covers, oldest first."""
    return [FIRST_DAY + timedelta(days=step) for step in range((AS_OF - FIRST_DAY).days)]


def months() -> list[date]:
    """Return the first day of every month that the sample covers; the last one is not over."""
    return sorted({day.replace(day=1) for day in days()})


def month_number(day: date) -> int:
    """Return how many months *day* lies after the first one: 0 for March 2024."""
    return (day.year - FIRST_DAY.year) * 12 + day.month - FIRST_DAY.month


def next_month(month: date) -> date:
    """Return the first day of the month after *month*."""
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def period_end(month: date) -> date:
    """Return the last day of *month* that the sample covers: the day that monthly reports are dated with."""
    return min(next_month(month) - timedelta(days=1), LAST_DAY)


def month_share(month: date) -> float:
    """Return the share of *month* that is over: 1 but for the last one."""
    whole = (next_month(month) - month).days
    return min((AS_OF - month).days, whole) / whole


def mondays() -> Iterator[date]:
    """Yield every Monday whose week is over, oldest first."""
    return (day for day in days() if day.weekday() == 0 and day + timedelta(days=6) <= LAST_DAY)


def busy(day: date) -> float:
    """Return how busy *day* is, 1 on an average day: season × weekday."""
    return _SEASON[day.month - 1] * _WEEKDAY[day.weekday()]


def season(month: date) -> float:
    """Return how busy *month* is, 1 in an average month."""
    return _SEASON[month.month - 1]


def since(day: date, start: date, *, ramp_days: int = 1) -> float:
    """Return 0 before *start*, 1 from *ramp_days* after it on, and the straight line between."""
    return min(max(((day - start).days + 1) / ramp_days, 0.0), 1.0)
