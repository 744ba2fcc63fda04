"""Notifications: who is told of what has come about, at once or gathered, and when nobody is to be disturbed."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Annotated, Final, Self

from pydantic import Field, StringConstraints, field_validator, model_validator

from bsc.model.people import plain
from bsc.model.periods import Grain
from bsc.model.subscription import Addressed

SATURDAY: Final = 5
_LOOKED_FORWARD: Final = 9  # days: more than the longest time in which nothing is sent
_HOUR: Final = timedelta(hours=1)
_PARTS, _PARTS_OF_A_DECISION = 2, 3  # `kpi/leads`, `decision/june/1`: a name can have a slash, an id has none


class EventKind(StrEnum):
    """What somebody can be told of, in the order in which it is told."""

    OFF_TRACK = "off track"
    SIGNAL = "signal"
    OVERDUE = "overdue"
    STALE = "stale data"
    ASSIGNED = "assigned"
    MENTION = "mention"
    REVIEW = "review"


def assigned_key(place: str, name: str) -> str:
    """Return what tells that *name* answers for, or helps with, what is at *place* (`kpi/leads`) from other events."""
    return f"{EventKind.ASSIGNED}/{place}/{plain(name)}"


def renamed_key(key: str, before: str, after: str) -> str:
    """Return the *key* of an event under which it goes on when whoever is called *before* is called *after*."""
    kind, _, rest = key.partition("/")
    *place, name = rest.split("/", _PARTS_OF_A_DECISION if rest.startswith("decision/") else _PARTS)
    return assigned_key("/".join(place), after) if kind == EventKind.ASSIGNED and name == plain(before) else key


class Gathering(StrEnum):
    """Whether what has come about is told at once, or together with more."""

    AT_ONCE = "at once"
    HOURLY = "hourly"
    DAILY = "daily"


class Opens(StrEnum):
    """For whom the addresses in a message open: for everybody who has it, or for who signs in."""

    ANYBODY = "anybody"
    SIGNED_IN = "signed in"


class Quiet(Addressed):
    """Hours in which nothing is sent, by the clocks of its zone.

    From `quiet_from` until `quiet_until`, over midnight where that is the earlier one; with `quiet_weekends` all
    Saturday and Sunday.
    """

    quiet_from: time | None = None
    quiet_until: time | None = None
    quiet_weekends: bool = False

    @field_validator("quiet_from", "quiet_until")
    @classmethod
    def _to_the_minute(cls, at: time | None) -> time | None:
        return at and at.replace(second=0, microsecond=0, tzinfo=None)

    @model_validator(mode="after")
    def _quiet_hours_have_two_ends(self) -> Self:
        if (self.quiet_from is None) != (self.quiet_until is None):
            raise ValueError("quiet hours need a beginning and an end – write both, or neither")
        if self.quiet_from is not None and self.quiet_from == self.quiet_until:
            raise ValueError("quiet hours that end when they begin leave no hour to send in – write another end")
        return self

    def is_quiet(self, moment: datetime) -> bool:
        """Return whether nothing is sent at *moment* (UTC): what the clocks there show says so."""
        there = self.local(moment)
        return self._is_quiet_day(moment) or self._is_quiet_at(there.time())

    def open_from(self, moment: datetime) -> datetime:
        """Return the first moment from *moment* on (both UTC) at which something may be sent."""
        if not self.is_quiet(moment):
            return moment
        return min(each for each in self._ends(moment) if each > moment and not self.is_quiet(each))

    def quiet_said(self) -> str:
        """Return the quiet hours in words, like `not from 22:00 to 07:00, not at weekends`; empty without any."""
        hours = f"not from {self.quiet_from:%H:%M} to {self.quiet_until:%H:%M}" if self.quiet_from is not None else ""
        return ", ".join(filter(None, (hours, "not at weekends" if self.quiet_weekends else "")))

    def _is_quiet_day(self, moment: datetime) -> bool:
        return self.quiet_weekends and self.local(moment).weekday() >= SATURDAY

    def _is_quiet_at(self, there: time) -> bool:
        begins, ends = self.quiet_from, self.quiet_until
        if begins is None or ends is None:
            return False
        return begins <= there < ends if begins < ends else there >= begins or there < ends

    def _ends(self, moment: datetime) -> Iterator[datetime]:
        """Yield the moments (UTC) at which quiet hours may end in the days from *moment* on.

        Where the clocks go back, a time comes twice: `fold` tells the second one.
        """
        first = self.local(moment).date()
        for number in range(_LOOKED_FORWARD):
            for at in {time(), self.quiet_until or time()}:
                for fold in (0, 1):
                    yield self.utc(first + timedelta(days=number), at.replace(fold=fold))


class Notification(Quiet):
    """Somebody is told of what comes about: some kinds of events, for one view, everything or what is `owner`'s alone.

    `owner` is a person or team by name; without one it is everything. `gathering` daily sends at `hour`, hourly at the
    full hour. The figures are those of the last period of `grain`. `opens` says who can open its addresses.
    """

    kinds: tuple[EventKind, ...] = tuple(EventKind)
    owner: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""
    grain: Grain = Grain.MONTH
    gathering: Gathering = Gathering.AT_ONCE
    opens: Opens = Opens.ANYBODY
    link_days: Annotated[int, Field(ge=1, le=365)] = 14

    @field_validator("kinds")
    @classmethod
    def _in_their_order(cls, kinds: tuple[EventKind, ...]) -> tuple[EventKind, ...]:
        if not kinds:
            raise ValueError("a notification of nothing tells nothing – choose at least one kind of event")
        return tuple(kind for kind in EventKind if kind in kinds)

    @field_validator("owner")
    @classmethod
    def _one_line(cls, owner: str) -> str:
        if not owner.isprintable():
            raise ValueError("a name is written in one line")
        return owner

    @model_validator(mode="after")
    def _its_hour_is_not_quiet(self) -> Self:
        if self.gathering is Gathering.DAILY and self._is_quiet_at(time(self.hour)):
            message = f"it would be sent at {self.hour:02}:00, when it is to be quiet – choose another hour"
            raise ValueError(message)
        return self

    def due(self, seen: datetime) -> datetime:
        """Return the moment from which on what was *seen* to come about (both UTC) is to be sent."""
        match self.gathering:
            case Gathering.AT_ONCE:
                return self.open_from(seen)
            case Gathering.HOURLY:
                full = seen.replace(minute=0, second=0, microsecond=0)
                return self.open_from(full + _HOUR if full < seen else full)
            case Gathering.DAILY:
                first = self.local(seen).date()
                days = (self.utc(first + timedelta(days=each), time(self.hour)) for each in range(_LOOKED_FORWARD))
                return self.open_from(next(each for each in days if each >= seen and not self._is_quiet_day(each)))

    def said(self) -> str:
        """Return when it is sent in words, like `every day at 08:00, not at weekends (Europe/Berlin)`."""
        when = {
            Gathering.AT_ONCE: "at once",
            Gathering.HOURLY: "gathered, at the full hour",
            Gathering.DAILY: f"gathered, every day at {self.hour:02}:00",
        }[self.gathering]
        quiet = self.quiet_said()
        needs_zone = quiet or self.gathering is Gathering.DAILY
        return ", ".join(filter(None, (when, quiet))) + (f" ({self.zone})" if needs_zone else "")
