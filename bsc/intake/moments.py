"""Days and times as people and machines write them; every time becomes naive UTC, or stays as it is without a zone."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from functools import lru_cache

from bsc.intake.amounts import EMPTY, trimmed
from bsc.model.periods import Grain


class Style(StrEnum):
    """How a day is written."""

    ISO = "2026-08-31"
    COMPACT = "20260831"
    SLASH = "31/12/2026"
    DASH = "31-12-2026"
    DOT = "31.12.2026"
    NAMED = "31 August 2026"
    MONTH = "2026-08"
    MONTH_YEAR = "08/2026"  # or, under a header of weeks, the 8th week
    WEEK = "2026-W33"
    QUARTER = "2026-Q3"


DAY_FIRST, MONTH_FIRST = "day first", "month first"
GRAINS = {Style.MONTH: Grain.MONTH, Style.MONTH_YEAR: Grain.MONTH, Style.WEEK: Grain.WEEK, Style.QUARTER: Grain.QUARTER}
ORDERED = {Style.SLASH: "/", Style.DASH: "-", Style.DOT: "."}
_MONTHS = (
    "january jan januar jän jänner janvier janv enero ene gennaio janeiro januari",
    "february feb februar février févr fév febrero febbraio fevereiro februari",
    "march mar märz mär mrz mars marzo março maart mrt",
    "april apr avril avr abril abr aprile",
    "may mai mayo maggio maio mei",
    "june jun juni juin junio giugno junho",
    "july jul juli juillet juil julio luglio julho",
    "august aug août aout agosto ago augustus",
    "september sep sept septembre septiembre settembre setembro",
    "october oct oktober okt octobre octubre ottobre outubro",
    "november nov novembre noviembre novembro",
    "december dec dezember dez décembre déc diciembre dic dicembre dezembro",
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
_NAME = "(?P<name>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_CLOCK = (
    r"(?P<clock>(?:\s*,?\s+|T)(?:at\s+|um\s+)?(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})"
    r"(?::(?P<second>[0-9]{2})(?:[.,](?P<part>[0-9]{1,9}))?)?(?:\s*(?P<half>[ap])\.?m\.?)?"
    r"(?:\s*(?P<zone>Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2}))?(?:\s+Uhr)?)?"
)
_WEEKDAY = r"(?:[a-zäéû]{2,10}\.?,?\s+)?"
_YEAR = "(?P<year>[0-9]{4})"
_ANY_YEAR = "(?P<year>[0-9]{4}|'?[0-9]{2})"
_NUMBERS = "(?P<one>[0-9]{{1,2}}){sign}(?P<two>[0-9]{{1,2}}){sign}(?P<year>[0-9]{{4}}|[0-9]{{2}}){clock}"
_DAY = r"(?P<day>[0-9]{1,2})(?:\.|st|nd|rd|th|er|º)?"
_WEEK = "(?:W|KW|CW|ISO week|Kalenderwoche)"
_QUARTER = r"(?:quarter|qtr\.?|quartal|trimestre|trim\.?)"
PERIOD_WORDS = frozenset({"quarter", "quartal", "trimestre", "trim", "week", "kalenderwoche"})
_PATTERNS = tuple(
    (style, re.compile(pattern, re.IGNORECASE))
    for style, pattern in (
        (Style.ISO, rf"{_YEAR}(?P<sep>[-/.])(?P<month>[0-9]{{1,2}})(?P=sep)(?P<day>[0-9]{{1,2}}){_CLOCK}"),
        (Style.SLASH, _NUMBERS.format(sign="/", clock=_CLOCK)),
        (Style.DASH, _NUMBERS.format(sign="-", clock=_CLOCK).replace("|[0-9]{2})", ")")),
        (Style.DOT, _NUMBERS.format(sign=r"\.", clock=_CLOCK)),
        (Style.MONTH, rf"{_YEAR}[-/](?P<month>[0-9]{{2}})"),
        (Style.MONTH_YEAR, rf"(?P<month>[0-9]{{2}})[-/]{_YEAR}"),
        (Style.MONTH, rf"{_NAME}(?:,?\s+(?:de\s+)?|[-/]){_YEAR}"),
        (Style.MONTH, rf"{_YEAR}[\s/-]+{_NAME}"),
        (Style.WEEK, rf"{_YEAR}[\s/-]*{_WEEK}\s*(?P<week>[0-9]{{1,2}})"),
        (Style.WEEK, rf"{_WEEK}\s*(?P<week>[0-9]{{1,2}})[\s,/-]+{_YEAR}"),
        (Style.NAMED, rf"{_YEAR}-?W(?P<week>[0-9]{{2}})-?(?P<weekday>[0-9])"),
        (Style.QUARTER, rf"{_YEAR}[\s/-]*[QT](?P<quarter>[0-9])"),
        (Style.QUARTER, rf"[QT](?P<quarter>[0-9])[\s/-]+{_YEAR}"),
        (Style.QUARTER, rf"(?P<quarter>[0-9])(?:\.|st|nd|rd|th|er|e|º)?\s*{_QUARTER}\s+(?:de\s+)?{_YEAR}"),
        (Style.QUARTER, rf"{_QUARTER}\s*(?P<quarter>[0-9])[\s,/-]+{_YEAR}"),
        (Style.NAMED, rf"{_WEEKDAY}{_DAY}[\s-]+(?:de\s+)?{_NAME},?[\s-]+(?:de\s+)?{_ANY_YEAR}{_CLOCK}"),
        (Style.NAMED, rf"{_WEEKDAY}{_NAME}\s+(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}{_CLOCK}"),
    )
)
_BY_STYLE = {style: [pattern for s, pattern in _PATTERNS if s is style] for style in Style}
_COMPACT = re.compile(r"(?P<year>(?:19|20)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_BY_STYLE[Style.COMPACT] = [_COMPACT]
_SHORT_YEAR = re.compile(
    rf"[0-9]{{1,2}}(?P<sign>[/.])[0-9]{{1,2}}(?P=sign)[0-9]{{2}}(?![0-9]).*|.*{_NAME}[\s-]+'?[0-9]{{2}}(?![0-9:]).*",
    re.IGNORECASE,
)
CENTURY = 2000
SHORT_YEARS = range(1969, 2069)  # what two digits stand for (POSIX)
NOON = 12
MONTHS_OF_A_QUARTER = 3
LAST_HOUR = 23


@dataclass(frozen=True)
class Reading:
    """How the days of a column are read: which of the two numbers in `03/04/2026` is the day."""

    order: str = DAY_FIRST


@lru_cache(maxsize=1 << 14)
def style(text: str) -> tuple[Style, bool] | None:
    """Return how the day in *text* (trimmed) is written and whether it has a time of day; None when it is none."""
    if not text[:1].isalnum() or (not text[-1:].isalnum() and text[-1:] != "."):
        return None
    for found_style, pattern in _PATTERNS:
        if found := pattern.fullmatch(text):
            return found_style, bool(found.groupdict().get("clock"))
    return None


def has_short_year(text: str) -> bool:
    """Return whether the day in *text* (trimmed), or its shape, has a year of two digits."""
    return _SHORT_YEAR.fullmatch(text) is not None


def month_number(text: str) -> int | None:
    """Return the number of the month that *text* names or numbers (`Aug.`, `08`); None when it is none."""
    bare = text.strip().rstrip(".").casefold()
    number = int(bare) if bare.isascii() and bare.isdecimal() else MONTHS.get(bare, 0)
    return number if number in range(1, 13) else None


def moment(text: str, order: str = DAY_FIRST, *, compact: bool = False) -> datetime | None:
    """Return the moment that *text* names, naive, in UTC where it states a zone; None when it names none.

    A month or a quarter is its first day, a week its Monday. *order* tells which number of `03/04/2026` is the day;
    *compact* allows `20260831`.
    """
    bare = trimmed(text)
    if compact and (found := _COMPACT.fullmatch(bare)):
        return _moment(found, order)
    known = style(bare)
    if known is None:
        return None
    for pattern in _BY_STYLE[known[0]]:
        if found := pattern.fullmatch(bare):
            return _moment(found, order)
    return None


def _moment(found: re.Match[str], order: str) -> datetime | None:
    part = found.groupdict()
    try:
        day = _day(part, order)
        return _with_clock(datetime(day.year, day.month, day.day), part)  # noqa: DTZ001 - naive UTC by contract
    except (ValueError, OverflowError):
        return None


def _day(part: dict[str, str | None], order: str) -> date:
    year = _year(part["year"] or "")
    if week := part.get("week"):
        return date.fromisocalendar(year, int(week), int(part.get("weekday") or 1))
    if quarter := part.get("quarter"):
        return date(year, int(quarter) * MONTHS_OF_A_QUARTER - 2, 1)
    if part.get("one"):
        numbers = (int(part["one"] or 0), int(part["two"] or 0))
        day, month = numbers if order == DAY_FIRST else numbers[::-1]
        return date(year, month, day)
    month = MONTHS[str(part["name"]).casefold()] if part.get("name") else int(part["month"] or 0)
    return date(year, month, int(part.get("day") or 1))


def _year(text: str) -> int:
    number = int(text.lstrip("'"))
    if len(text.lstrip("'")) > len("26"):
        return number
    return number + CENTURY if number + CENTURY in SHORT_YEARS else number + CENTURY - 100


def _with_clock(day: datetime, part: dict[str, str | None]) -> datetime:
    if not part.get("clock"):
        return day
    hour = int(part["hour"] or 0)
    if half := part.get("half"):
        if not 1 <= hour <= NOON:
            raise ValueError(hour)
        hour = hour % NOON + (NOON if half in "pP" else 0)
    fraction = int((part.get("part") or "0").ljust(6, "0")[:6])
    time = day.replace(hour=hour, minute=int(part["minute"] or 0), second=int(part.get("second") or 0))
    return (time.replace(microsecond=fraction, tzinfo=_zone(part.get("zone"))).astimezone(UTC)).replace(tzinfo=None)


def _zone(text: str | None) -> timezone:
    if not text or text[0] not in "+-":
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))


def order_of(text: str) -> str | None:
    """Return which order the day in *text* proves (a number above 12 can only be the day); None when it proves none."""
    numbers = re.match(r"\s*([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]", text)
    if numbers is None:
        return None
    first, second = int(numbers[1]), int(numbers[2])
    if (first > NOON) == (second > NOON):
        return None
    return DAY_FIRST if first > NOON else MONTH_FIRST


def compact_day(text: str) -> bool:
    """Return whether *text* is an existing day written `20260831`."""
    bare = trimmed(text)
    return bare.casefold() in EMPTY or (_COMPACT.fullmatch(bare) is not None and moment(bare, compact=True) is not None)
