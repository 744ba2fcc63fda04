"""Moments and days that a file may name: in UTC, and within the years that every calendar here has room around."""

from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import AfterValidator

from bsc.model.periods import YEARS


def _within_the_years(day: date) -> date:
    if day.year not in YEARS:
        message = f"{day} is not in the years {YEARS.start} to {YEARS[-1]}"
        raise ValueError(message)
    return day


def _in_utc(moment: datetime) -> datetime:
    _within_the_years(moment)  # first: beyond them there may be no such moment in UTC
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


Day = Annotated[date, AfterValidator(_within_the_years)]
Moment = Annotated[datetime, AfterValidator(_in_utc)]  # naive, in UTC
