"""Subscriptions: who is sent a digest of the scorecard, of what, and when."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import count, islice
from typing import Annotated, Final, Self
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from bsc.model.sharing import Kind

DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LAST_DAY: Final = 31
_LOOKED_BACK: Final = 62  # days: more than the longest time between two dues
Hour = Annotated[int, Field(ge=0, le=23)]
Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")
]


class Rhythm(StrEnum):
    """How often a digest is sent."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class Addressed(BaseModel):
    """What is sent to somebody, of whose figures, and at whose hour. It is kept as JSON.

    `to` names destinations that the operator has configured, or e-mail addresses. `zone` is an IANA time zone. The
    links in what is sent open for `link_days` days.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: Line
    to: tuple[Line, ...] = Field(min_length=1)
    hour: Hour = 8
    zone: str = "UTC"
    persona: str | None = None
    filters: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    link_days: Annotated[int, Field(ge=1, le=365)] = 35
    paused: bool = False

    @field_validator("zone")
    @classmethod
    def _the_zone_is_known(cls, zone: str) -> str:
        if zone not in available_timezones():
            message = f'there is no time zone "{zone}" – write one like Europe/Berlin, or UTC'
            raise ValueError(message)
        return zone

    @field_validator("to")
    @classmethod
    def _nobody_is_named_twice(cls, to: tuple[str, ...]) -> tuple[str, ...]:
        first = {each.casefold(): each for each in reversed(to)}
        return tuple(first[name] for name in dict.fromkeys(each.casefold() for each in to))

    def local(self, now: datetime) -> datetime:
        """Return the moment *now* (UTC, without a zone) by the clocks of its zone."""
        return now.replace(tzinfo=UTC).astimezone(ZoneInfo(self.zone))

    def utc(self, day: date, at: time) -> datetime:
        """Return the time *at* on *day* there, in UTC without a zone.

        Where the clocks skip that time, it is the one after; where it comes twice, the first.
        """
        return datetime.combine(day, at, ZoneInfo(self.zone)).astimezone(UTC).replace(tzinfo=None)


class Subscription(Addressed):
    """A digest that is sent to somebody again and again.

    `day` is 0 (Monday) to 6 of a weekly one, 1 to 31 of a monthly one: in a shorter month its last day. `hour` is that
    of its zone. What was due up to `since` (UTC) is not sent any more: it was paused then, or due at another time.
    """

    rhythm: Rhythm = Rhythm.WEEKLY
    day: int = 0
    link: Kind = Kind.FROZEN
    only_when_changed: bool = False
    since: datetime | None = None

    @model_validator(mode="after")
    def _the_day_fits_the_rhythm(self) -> Self:
        first, last = {Rhythm.DAILY: (0, LAST_DAY), Rhythm.WEEKLY: (0, 6), Rhythm.MONTHLY: (1, LAST_DAY)}[self.rhythm]
        if not first <= self.day <= last:
            message = f"a {self.rhythm} digest has no day {self.day} – choose {first} to {last}"
            raise ValueError(message)
        return self

    def last_due(self, now: datetime) -> datetime:
        """Return the latest moment up to *now* at which it was due; both in UTC, without a zone."""
        return max(moment for moment in self._moments(self.local(now).date(), -1) if moment <= now)

    def next_due(self, now: datetime) -> datetime:
        """Return the first moment after *now* at which it is due; both in UTC, without a zone."""
        return min(moment for moment in self._moments(self.local(now).date(), 1) if moment > now)

    def said(self) -> str:
        """Return the rhythm in words, like `every Monday at 08:00 (Europe/Berlin)`."""
        days = {
            Rhythm.DAILY: "every day",
            Rhythm.WEEKLY: f"every {DAYS[self.day % len(DAYS)]}",
            Rhythm.MONTHLY: "on the last day of the month"
            if self.day == LAST_DAY
            else f"on day {self.day} of the month",
        }
        return f"{days[self.rhythm]} at {self.hour:02}:00 ({self.zone})"

    def _moments(self, around: date, step: int) -> Iterator[datetime]:
        """Return the due moments of the days from *around* on, in UTC; a step back or forth is one day."""
        days = (around + timedelta(days=step * (number - 1)) for number in islice(count(), _LOOKED_BACK + 2))
        return (self.utc(day, time(self.hour)) for day in days if self._is_on(day))

    def _is_on(self, day: date) -> bool:
        if self.rhythm is Rhythm.WEEKLY:
            return day.weekday() == self.day
        return self.rhythm is Rhythm.DAILY or day.day == min(self.day, monthrange(day.year, day.month)[1])
