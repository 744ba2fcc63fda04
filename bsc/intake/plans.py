"""How the cells of a column are read: the plan that is decided once for a column and kept for every cell."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bsc.intake.inspection import Days
from bsc.intake.moments import DAY_FIRST
from bsc.model.words import ColumnType


class How(StrEnum):
    """The ways to read a cell."""

    TEXT = "text"
    NUMBER = "number"
    DURATION = "duration"
    MOMENT = "moment"
    MONTH_NUMBER = "month number"
    NTH = "nth day, week or month"
    BOOLEAN = "boolean"


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The type of a column, how its cells are read, and what a person is told about it."""

    type: ColumnType
    how: How
    mark: str = "."
    shares: bool = False  # every number carries a percent sign
    factor: float = 1.0  # a percent under a header that says so: 0.01; a duration: 1 / seconds of its unit
    order: str = DAY_FIRST
    compact: bool = False
    within: Days | None = None
    step: str = "day"
    gaps: bool = True  # some cells are empty
    plain: bool = False  # every cell is written as machines write it
    note: str = ""
    whole_months: bool = False
    whole_weeks: bool = False

    def last_day(self, day: date) -> date:
        """Return the last day that the value *day* stands for: a month's or a week's end, else itself."""
        if self.whole_months:
            return day.replace(day=monthrange(day.year, day.month)[1])
        return day + timedelta(days=6) if self.whole_weeks else day


AS_TEXT = Plan(type=ColumnType.TEXT, how=How.TEXT)
