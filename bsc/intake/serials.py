"""Days that are written as plain digits: spreadsheet days, time since 1970, years, 202608, 202633, 2026083114."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

from bsc.intake import wording
from bsc.intake.amounts import trimmed
from bsc.intake.forms import Kind
from bsc.intake.moments import moment
from bsc.intake.plans import How
from bsc.intake.profiles import Profile
from bsc.model.periods import Grain

DAY_ZERO = date(1899, 12, 30)  # of a spreadsheet; the 1900 that was taken for a leap year lies behind it
DAY_ZERO_1904 = date(1904, 1, 1)
SERIAL_DIGITS, YEAR_DIGITS, MONTH_DIGITS, DAY_DIGITS = 5, 4, 6, 8
STAMP_DIGITS = (10, 12, 14)
EPOCHS = {10: 1.0, 13: 1e-3, 16: 1e-6, 19: 1e-9}  # digits → seconds
UNITS = {1.0: "seconds", 1e-3: "milliseconds", 1e-6: "microseconds", 1e-9: "nanoseconds"}
LIKE = {
    How.SERIAL: "a day of a spreadsheet like 46265",
    How.EPOCH: "a time since 1970",
    How.YEAR: "a year like 2026",
    How.YEAR_MONTH: "a month like 202608",
    How.YEAR_WEEK: "a week like 202633",
    How.STAMP: "a time like 2026083114",
}
GRAINS = {How.YEAR_MONTH: Grain.MONTH, How.YEAR_WEEK: Grain.WEEK}
YEARS = range(1980, 2081)  # of the days that such digits may mean; others are numbers
_STAMP = re.compile(r"(\d{8})(\d{2})(\d{2})?(\d{2})?", re.ASCII)


def digits_in(profile: Profile) -> int:
    """Return of how many digits every number of a column is made; 0 where they differ or other cells stand there."""
    filled = [form for form in profile.forms if form.kind is not Kind.EMPTY]
    counts = {form.digits for form in filled if form.kind in (Kind.INTEGER, Kind.ID, Kind.NUMBER)}
    kinds = {form.kind for form in filled}
    return counts.pop() if len(counts) == 1 and kinds <= {Kind.INTEGER, Kind.ID, Kind.NUMBER} else 0


def how_read(name: str, profile: Profile) -> How | None:
    """Return as which day the digits of the column *name* can be read, told by its header and its cells; else None."""
    count = digits_in(profile)
    about_time = wording.says(wording.DAY, name) or wording.says(wording.TIME, name)
    candidates = (
        (How.YEAR_MONTH, count == MONTH_DIGITS and wording.says(wording.YEAR_MONTH, name)),
        (How.YEAR_WEEK, count == MONTH_DIGITS and _names_weeks(name)),
        (How.STAMP, count in STAMP_DIGITS and about_time),
        (How.EPOCH, count in EPOCHS and about_time),
        (How.SERIAL, count == SERIAL_DIGITS and wording.says(wording.DAY, name)),
    )
    for how, possible in candidates:
        if possible and _all_read(profile.examples, how, count):
            return how
    return None


def _names_weeks(name: str) -> bool:
    return wording.says(wording.YEAR_WEEK, name) or wording.says(wording.ISO_YEAR_WEEK, name)


def _all_read(cells: Sequence[str] | dict[str, None], how: How, count: int) -> bool:
    found = [read(how, cell, factor=EPOCHS.get(count, 1.0)) for cell in cells]
    return bool(found) and all(day is not None and day.year in YEARS for day in found)


def read(how: How, text: str, *, factor: float = 1.0, origin: date | None = None) -> datetime | None:
    """Return the moment that the digits *text* mean, naive in UTC; None when they mean none."""
    try:
        return _READ[how](trimmed(text), factor, origin or DAY_ZERO)
    except (ValueError, OverflowError):
        return None


def _serial(text: str, _: float, origin: date) -> datetime | None:
    days = float(text)
    start = datetime(origin.year, origin.month, origin.day)  # noqa: DTZ001 - naive by contract
    return start + timedelta(days=int(days), seconds=round(days % 1 * 86400))


def _epoch(text: str, factor: float, _: date) -> datetime | None:
    whole = int(text)
    per_second = round(1 / factor)
    start = datetime.fromtimestamp(whole // per_second, UTC).replace(tzinfo=None)
    return start + timedelta(microseconds=whole % per_second * 1_000_000 // per_second)


def _year(text: str, _: float, __: date) -> datetime | None:
    return datetime(int(text), 1, 1) if len(text) == YEAR_DIGITS else None  # noqa: DTZ001 - naive by contract


def _year_month(text: str, _: float, __: date) -> datetime | None:
    return moment(f"{text[:4]}-{text[4:]}") if len(text) == MONTH_DIGITS else None


def _year_week(text: str, _: float, __: date) -> datetime | None:
    return moment(f"{text[:4]}-W{text[4:]}") if len(text) == MONTH_DIGITS else None


def _stamp(text: str, _: float, __: date) -> datetime | None:
    found = _STAMP.fullmatch(text)
    if found is None:
        return None
    day = moment(found[1], compact=True)
    return day.replace(hour=int(found[2]), minute=int(found[3] or 0), second=int(found[4] or 0)) if day else None


_READ: dict[How, Callable[[str, float, date], datetime | None]] = {
    How.SERIAL: _serial,
    How.EPOCH: _epoch,
    How.YEAR: _year,
    How.YEAR_MONTH: _year_month,
    How.YEAR_WEEK: _year_week,
    How.STAMP: _stamp,
}
