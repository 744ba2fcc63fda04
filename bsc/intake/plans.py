"""How the cells of a column are read: the plan that is decided once for a column and kept for every cell."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bsc.intake.inspection import Days
from bsc.intake.moments import DAY_FIRST
from bsc.model.periods import Grain
from bsc.model.words import ColumnType

MONTHS_IN = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}


class How(StrEnum):
    """The ways to read a cell."""

    TEXT = "text"
    NUMBER = "number"
    DURATION = "duration"
    MOMENT = "moment"
    MONTH_NUMBER = "month number"
    WEEK_NUMBER = "week number"
    NTH = "nth day, week or month"
    SERIAL = "spreadsheet day"
    EPOCH = "time since 1970"
    YEAR = "year"
    YEAR_MONTH = "202608"
    YEAR_WEEK = "202633"
    STAMP = "2026083114"
    JOINED = "year and month in two columns"
    BOOLEAN = "boolean"


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The type of a column, how its cells are read, and what a person is told about it."""

    type: ColumnType
    how: How
    mark: str = "."
    shares: bool = False  # every number carries a percent sign
    times: float = 1.0  # what the values are multiplied by, so that they have the unit of earlier imports
    factor: float = (
        1.0  # a percent under a header that says so: 0.01; a duration: 1 / seconds of its unit; an epoch: same
    )
    order: str = DAY_FIRST
    compact: bool = False
    within: Days | None = None
    step: str = "day"
    clock: str = ""  # what 12:30 is in a column of durations
    origin: date | None = None  # day 0 of a spreadsheet
    beside: tuple[tuple[Grain, int], ...] = ()  # the parts of a day in several columns, year first: what, and its place
    gaps: bool = True  # some cells are empty
    plain: bool = False  # every cell is written as machines write it
    note: str = ""
    stands_for: Grain = Grain.DAY  # how long the stretch is that begins on the day

    def last_day(self, day: date) -> date:
        """Return the last day of what *day* stands for: of its week, month, quarter or year, or itself."""
        if self.stands_for is Grain.WEEK:
            return day + timedelta(days=6)
        if self.stands_for is Grain.DAY:
            return day
        year, month = divmod(day.year * 12 + day.month - 2 + MONTHS_IN[self.stands_for], 12)
        return date(year, month + 1, monthrange(year, month + 1)[1])


AS_TEXT = Plan(type=ColumnType.TEXT, how=How.TEXT)
