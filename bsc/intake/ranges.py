"""The days that a line of text names, as reports state their period: from, to; a month; a quarter; a week."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from bsc.intake.inspection import Days
from bsc.intake.moments import DAY_FIRST, GRAINS, MONTHS, Style, moment, order_of, style
from bsc.intake.plans import How, Plan
from bsc.model.words import ColumnType

_NAME = r"\b(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_ORDINAL = r"(?:\.|st|nd|rd|th|er|º)?"
_YEAR = r"20[0-9]{2}"
_SIGN = r"(?:[-–—~]|\.\.|to|thru|through|until|till|bis|zum|au|à|al|a|hasta)"
_DAY = re.compile(
    rf"(?<![0-9])(?:{_YEAR}[01][0-9][0-3][0-9]|{_YEAR}[-/.][0-9]{{2}}[-/.][0-9]{{2}}|"
    rf"[0-9]{{1,2}}(?P<sign>[/.-])[0-9]{{1,2}}(?P=sign){_YEAR}|"
    rf"[0-9]{{1,2}}{_ORDINAL}[\s-]+(?:de\s+)?{_NAME},?[\s-]+(?:de\s+)?{_YEAR}|"
    rf"{_NAME}\s+[0-9]{{1,2}}(?:st|nd|rd|th)?,?\s+{_YEAR})(?![0-9])",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"[\s\"'()\[\],;:]*(?:{_SIGN}|[^0-9]{{0,30}}\b(?:end\w*|to|fin|bis|hasta|au)\b[^0-9]{{0,20}})?(?:\s*[^\W\d]{{2,10}}\.?,)?[\s\"'()\[\],;:]*",
    re.IGNORECASE,
)
_YEAR_ONCE = (
    re.compile(
        rf"(?<![0-9./-])(?P<a>[0-9]{{1,2}}){_ORDINAL}(?:\s+(?:de\s+)?(?P<one>{_NAME}))?\s*{_SIGN}\s*"
        rf"(?P<b>[0-9]{{1,2}}){_ORDINAL}\s+(?:de\s+)?(?P<other>{_NAME}),?\s+(?:de\s+)?(?P<year>{_YEAR})",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?P<one>{_NAME})\s+(?P<a>[0-9]{{1,2}})(?:st|nd|rd|th)?\s*{_SIGN}\s*(?:(?P<other>{_NAME})\s+)?"
        rf"(?P<b>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>{_YEAR})",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<![0-9.])(?P<a>[0-9]{{1,2}})\.(?:(?P<one>[0-9]{{1,2}})\.)?\s*{_SIGN}\s*(?P<b>[0-9]{{1,2}})\."
        rf"(?P<other>[0-9]{{1,2}})\.(?P<year>{_YEAR})(?![0-9])",
        re.IGNORECASE,
    ),
)
_LABEL = re.compile(r"(?:.*(?:[:,;=|]|\s[–—-])\s*)?", re.DOTALL)
_ENDS_WITH_SIGN = re.compile(rf"\s+{_SIGN}\s+|\s*[–—]\s*|\s+-\s+", re.IGNORECASE)
_OF_THE_EXPORT = re.compile(
    r"\b(generated|created|exported|printed|downloaded|run (on|at)|as of|updated|erstellt|exportiert|gedruckt|stand|"
    r"généré|exporté|créé|generado|exportado|creado)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Found:
    text: str
    start: int
    end: int


def days_in(line: str, order: str | None) -> Days | None:
    """Return the first and last day of the period that *line* states, or None.

    `08/01/2026` needs *order* (day first or month first), unless a number above 12 proves it.
    """
    for pattern in _YEAR_ONCE:
        if found := pattern.search(line):
            return _with_one_year(found)
    found_days = [_Found(one[0], one.start(), one.end()) for one in _DAY.finditer(line)]
    order = _proven([one.text for one in found_days]) or order
    for one, other in pairwise(found_days):
        if _BETWEEN.fullmatch(line[one.end : other.start]):
            first, last = _day(one.text, order), _day(other.text, order)
            return (first, last) if first and last and first <= last else None
    return None if found_days or _OF_THE_EXPORT.search(line) else _stretch_in(line)


def single_day_in(line: str, order: str | None) -> date | None:
    """Return the day that *line* names where it is the only one, or None."""
    found = _DAY.findall(line) and [one[0] for one in _DAY.finditer(line)]
    return _day(found[0], _proven(found) or order) if found and len(found) == 1 else None


def stretch(text: str) -> Days | None:
    """Return the first and last day of the month, quarter or week that *text* is; None when it is none."""
    bare = text.strip()
    known, day = style(bare), moment(bare)
    if known is None or day is None or known[0] not in GRAINS:
        return None
    return day.date(), Plan(type=ColumnType.DATE, how=How.MOMENT, stands_for=GRAINS[known[0]]).last_day(day.date())


def _stretch_in(line: str) -> Days | None:
    """Return the days of `August 2026`, `Zeitraum: Q3 2026`, `Jan – Mar 2026`."""
    bare = line.strip().strip("#").strip(" \"'()")
    label = _LABEL.match(bare)
    for text in dict.fromkeys((bare, bare[label.end() :].strip(" \"'()") if label else bare)):
        parts = [part for part in _ENDS_WITH_SIGN.split(text) if part]
        if found := stretch(text):
            return found
        if len(parts) == 2 and (found := _from_to(parts[0], parts[1])):  # noqa: PLR2004 - from and to
            return found
    return None


def _from_to(one: str, other: str) -> Days | None:
    last = stretch(other)
    first = stretch(one) or (stretch(f"{one} {last[1].year}") if last else None)
    return (first[0], last[1]) if first and last and first[0] <= last[1] else None


def _with_one_year(found: re.Match[str]) -> Days | None:
    """Return the days of `Aug 1 – Sep 30, 2026`: a first month behind the last one belongs to the year before."""
    year, month, last_month = int(found["year"]), _month(found["one"] or found["other"]), None
    last_month = _month(found["other"] or found["one"])
    first_year = year - 1 if month > last_month else year
    try:
        first, last = date(first_year, month, int(found["a"])), date(year, last_month, int(found["b"]))
    except ValueError:
        return None
    return (first, last) if first <= last else None


def _month(text: str) -> int:
    return int(text) if text.isdecimal() else MONTHS[text.rstrip(".").casefold()]


def _proven(texts: Sequence[str]) -> str | None:
    proven = {order for text in texts if (order := order_of(text))}
    return proven.pop() if len(proven) == 1 else None


def _day(text: str, order: str | None) -> date | None:
    known = style(text)
    if known and known[0] in (Style.SLASH, Style.DASH) and order is None:
        return None
    found = moment(text, order or DAY_FIRST, compact=True)
    return found.date() if found else None


def month_days(year: int, month: int) -> Days | None:
    """Return the first and last day of a month; None when there is no such month."""
    return (date(year, month, 1), date(year, month, monthrange(year, month)[1])) if 1 <= month <= 12 else None  # noqa: PLR2004
