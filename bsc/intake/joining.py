"""Days whose parts stand in several columns: a year beside a month, a quarter or a week, and perhaps the day."""

import re
from collections.abc import Callable, Sequence
from datetime import date

from bsc.intake import moments, wording
from bsc.intake.forms import Kind
from bsc.intake.profiles import Profile
from bsc.intake.serials import YEAR_DIGITS, YEARS, digits_in
from bsc.model.periods import Grain

Beside = tuple[tuple[Grain, int], ...]
JOIN = "-"
_QUARTER = re.compile(r"(?:[QT]|quarter|quartal|trimestre|trim\.?)?\s*([1-4])(?:\.\s*quartal)?", re.IGNORECASE)
_WEEK = re.compile(r"(?:W|KW|CW|week|woche|semaine|semana)?\s*([0-9]{1,2})", re.IGNORECASE)
_TWO = 2  # digits of a month, a week or a day


def beside(names: Sequence[str], profiles: Sequence[Profile]) -> Beside:
    """Return which columns hold the parts of a day, year first; () where there are none, or two of a kind."""
    year = _only(names, profiles, wording.YEAR, is_year)
    if year is None:
        return ()
    month = _only(names, profiles, wording.MONTH, is_month)
    if month is not None:
        day = _only(names, profiles, wording.DAY_OF_MONTH, _is_day)
        return ((Grain.YEAR, year), (Grain.MONTH, month), *(((Grain.DAY, day),) if day is not None else ()))
    for grain, pattern, test in ((Grain.QUARTER, wording.QUARTER, _is_quarter), (Grain.WEEK, _ANY_WEEK, is_week)):
        place = _only(names, profiles, pattern, test)
        if place is not None:
            return ((Grain.YEAR, year), (grain, place))
    return ()


_ANY_WEEK = re.compile(f"{wording.WEEK.pattern}|{wording.ISO_WEEK.pattern}", re.IGNORECASE)


def _only(
    names: Sequence[str], profiles: Sequence[Profile], pattern: re.Pattern[str], test: Callable[[Profile], bool]
) -> int | None:
    found = [
        place
        for place, (name, profile) in enumerate(zip(names, profiles, strict=True))
        if wording.says(pattern, name) and profile.filled and test(profile)
    ]
    return found[0] if len(found) == 1 else None


def is_year(profile: Profile) -> bool:
    """Return whether the column holds years."""
    return digits_in(profile) == YEAR_DIGITS and all(int(cell.strip()) in YEARS for cell in profile.examples)


def is_month(profile: Profile) -> bool:
    """Return whether the column holds months without their year: 8, 08, August."""
    return _is_short(profile) and any(moments.month_number(cell) is not None for cell in profile.examples)


def _is_quarter(profile: Profile) -> bool:
    return any(_QUARTER.fullmatch(cell.strip()) for cell in profile.examples)


def is_week(profile: Profile) -> bool:
    """Return whether the column holds weeks without their year: 33, KW 33."""
    return any(week_number(cell) is not None for cell in profile.examples)


def _is_day(profile: Profile) -> bool:
    return _is_short(profile) and any(cell.strip().isdecimal() for cell in profile.examples)


def _is_short(profile: Profile) -> bool:
    filled = [form for form in profile.forms if form.kind is not Kind.EMPTY]
    return all(form.month or form.kind is Kind.ID or form.digits in range(1, _TWO + 1) for form in filled)


def week_number(text: str) -> int | None:
    """Return the number of the week that *text* names (`33`, `KW 33`); None when it is none."""
    found = _WEEK.fullmatch(text.strip())
    return int(found[1]) if found and 1 <= int(found[1]) <= 53 else None  # noqa: PLR2004 - ISO weeks of a year


def monday(year: int, week: int) -> date | None:
    """Return the Monday of an ISO *week*; None where the *year* has no such week."""
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        return None


def joined(text: str, grains: Sequence[Grain]) -> date | None:
    """Return the day that the cells for *grains*, joined by `-`, make: `2026-8-31`, `2026-Q3`, `2026-KW 33`."""
    cells = [cell.strip() for cell in text.split(JOIN, len(grains) - 1)]
    try:
        return _day(dict(zip(grains, cells, strict=True)))
    except ValueError:
        return None


def _day(parts: dict[Grain, str]) -> date | None:
    year = int(parts[Grain.YEAR])
    if Grain.WEEK in parts:
        return monday(year, week_number(parts[Grain.WEEK]) or 0)
    if Grain.QUARTER in parts:
        quarter = _QUARTER.fullmatch(parts[Grain.QUARTER])
        return date(year, int(quarter[1]) * 3 - 2, 1) if quarter else None
    month = moments.month_number(parts[Grain.MONTH])
    return date(year, month, int(parts.get(Grain.DAY) or 1)) if month else None
