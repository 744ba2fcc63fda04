"""The rhythm in which a dataset's rows come, learnt from the days that have rows; the days that are missing in it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bsc.model.periods import Calendar, Grain

EVERY_DAY: Final = frozenset(range(7))  # Monday is 0
_WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LOOKED_BACK: Final = timedelta(days=182)  # older days may have had another rhythm
_FEWEST: Final = 3  # days or periods with rows before a rhythm is claimed
_FEWEST_WEEKDAYS: Final = 3  # rows on one or two weekdays are weekly ones
_WEEKDAY_SHARE: Final = 0.5  # of its dates have rows: then the weekday belongs to the rhythm
_REGULAR_SHARE: Final = 0.6  # of what is due has rows: below, it is no rhythm
_GAPS_SHARE: Final = 0.06  # of what is due may begin a gap: files get lost in stretches, chance leaves single holes
_DAYS_A_PERIOD: Final = 1.2  # on average: a weekly, monthly, … row stands on one day of its period
_WORDS: Final = {
    Grain.WEEK: "every week",
    Grain.MONTH: "every month",
    Grain.QUARTER: "every quarter",
    Grain.YEAR: "every year",
}
DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Rhythm:
    """How often rows come: a day's rows on each of `weekdays` (grain day), or one day's rows in each period.

    `grain` None is no rhythm: rows come when something happens, and a day without any is no gap.
    """

    grain: Grain | None = None
    weekdays: frozenset[int] = EVERY_DAY

    def __str__(self) -> str:
        """Return the rhythm for people: `every day`, `Mon – Fri`, `every month`, `no fixed rhythm`."""
        if self.grain is None:
            return "no fixed rhythm"
        if self.grain is not Grain.DAY:
            return _WORDS[self.grain]
        if self.weekdays == EVERY_DAY:
            return "every day"
        named = sorted(self.weekdays)
        in_a_row = named[-1] - named[0] == len(named) - 1
        return f"{_WEEKDAYS[named[0]]} – {_WEEKDAYS[named[-1]]}" if in_a_row else ", ".join(_WEEKDAYS[n] for n in named)

    def expects(self, day: date) -> bool:
        """Return whether rows of *day* are due by themselves."""
        return self.grain is Grain.DAY and day.weekday() in self.weekdays

    def reach(self, last: date, calendar: Calendar) -> date:
        """Return the last day that rows of the day *last* speak for: a monthly row speaks for its whole month."""
        return last if self.grain in {None, Grain.DAY} else calendar.period(last, self._coarse).last_day

    def missing(self, days: Collection[date], first: date, last: date, calendar: Calendar) -> Iterator["Days"]:
        """Yield what is due from *first* to *last*, both inclusive, and has no rows in *days*: days, or whole periods.

        Days that follow each other in the rhythm are one stretch: a weekend does not part the days around it.
        """
        if self.grain is None or first > last:
            return
        yield from _stretches(list(self.due(first, last, calendar)), set(days))

    def due(self, first: date, last: date, calendar: Calendar) -> Iterator["Days"]:
        """Yield the days, or the periods, that are to have rows from *first* to *last*, both inclusive."""
        if self.grain is Grain.DAY:
            yield from ((day, day) for day in _days(first, last) if self.expects(day))
            return
        for period in calendar.periods(first, last + DAY, self._coarse):
            yield period.start, period.last_day

    @property
    def _coarse(self) -> Grain:
        return self.grain or Grain.DAY


Days = tuple[date, date]  # first and last day, both inclusive, as people say it


def learnt(days: Collection[date], calendar: Calendar) -> Rhythm:
    """Return the rhythm of the last half year of *days*, the days that have rows; none where they follow none.

    Quarterly and yearly rows are looked for in all of them. Fewer than three days have no rhythm.
    """
    if len(days) < _FEWEST:
        return Rhythm()
    last = max(days)
    recent = sorted(day for day in days if day > last - _LOOKED_BACK)
    tried = ((Grain.DAY, recent), (Grain.WEEK, recent), (Grain.MONTH, recent))
    for grain, seen in (*tried, (Grain.QUARTER, sorted(days)), (Grain.YEAR, sorted(days))):
        if (found := _rhythm(grain, seen, calendar)) and _is_kept(found, seen, calendar):
            return found
    return Rhythm()


def _rhythm(grain: Grain, days: list[date], calendar: Calendar) -> Rhythm | None:
    """Return the rhythm of *grain* that *days* would have."""
    if grain is Grain.DAY:
        weekdays = _weekdays(days)
        return Rhythm(Grain.DAY, weekdays) if len(weekdays) >= _FEWEST_WEEKDAYS else None
    periods = {calendar.period(day, grain) for day in days}
    one_a_period = len(periods) >= _FEWEST and len(days) <= _DAYS_A_PERIOD * len(periods)
    return Rhythm(grain) if one_a_period else None


def _weekdays(days: list[date]) -> frozenset[int]:
    """Return the weekdays on which rows come more often than not; all of them where less than a week was seen."""
    there = set(days)
    seen = list(_days(days[0], days[-1]))
    if len(seen) < len(EVERY_DAY):
        return EVERY_DAY
    dates = {weekday: [day for day in seen if day.weekday() == weekday] for weekday in EVERY_DAY}
    return frozenset(
        weekday for weekday, of in dates.items() if sum(day in there for day in of) >= _WEEKDAY_SHARE * len(of)
    )


def _is_kept(rhythm: Rhythm, days: list[date], calendar: Calendar) -> bool:
    """Return whether *days* follow *rhythm*: most of what is due is there, and what is missing is in few stretches."""
    there = set(days)
    due = list(rhythm.due(days[0], days[-1], calendar))
    met = sum(any(day in there for day in _days(*each)) for each in due)
    stretches = len(list(_stretches(due, there)))
    return len(due) >= _FEWEST and met >= _REGULAR_SHARE * len(due) and stretches <= max(1, _GAPS_SHARE * len(due))


def _stretches(due: list[Days], there: set[date]) -> Iterator[Days]:
    open_since: date | None = None
    until: date | None = None
    for first, last in due:
        if any(day in there for day in _days(first, last)):
            if open_since and until:
                yield open_since, until
            open_since = until = None
        else:
            open_since, until = open_since or first, last
    if open_since and until:
        yield open_since, until


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))
