"""Dates that stand across the columns of a table: which columns are named by a day, a month, a quarter or a year."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from bsc.intake import joining, moments
from bsc.intake.amounts import trimmed
from bsc.intake.grouping import BETWEEN
from bsc.intake.inspection import Days
from bsc.intake.moments import CENTURY, DAY_FIRST, GRAINS, MONTH_FIRST, MONTHS, ORDERED, Style
from bsc.intake.plans import How, Plan
from bsc.intake.serials import YEARS
from bsc.model.periods import Grain
from bsc.model.words import ColumnType

LONGEST_NAME = 80
MOST_WORDS = 8
_WORTH_A_LOOK = re.compile("[0-9]|" + "|".join(MONTHS), re.IGNORECASE)
_YEAR = re.compile("[12][0-9]{3}")
_QUARTER = re.compile("[QT]([1-4])", re.IGNORECASE)
_WEEK = re.compile(r"(?:W|KW|CW)\s*[0-9]{1,2}", re.IGNORECASE)
_MONTH_AND_NUMBER = re.compile(
    rf"({'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?[\s-]+'?([0-9]{{1,2}})", re.IGNORECASE
)


@dataclass(frozen=True)
class Label:
    """A name that is a date, as far as it says which: `measure` is the rest of the name."""

    text: str
    measure: str = ""
    style: Style | None = None  # None: a part of a date, whose year stands elsewhere
    grain: Grain = Grain.DAY


@dataclass(frozen=True, order=True)
class Stretch:
    """The days that a column stands for: the first one, and how many follow by the grain."""

    first: date
    grain: Grain

    @property
    def last(self) -> date:
        """Return its last day."""
        return Plan(type=ColumnType.DATE, how=How.MOMENT, stands_for=self.grain).last_day(self.first)

    def holds(self, other: "Stretch") -> bool:
        """Return whether *other* lies within it."""
        return self.first <= other.first and other.last <= self.last


def labels(names: Sequence[str]) -> dict[int, Label]:
    """Return the label of each name that is a date, by its place."""
    return {place: found for place, name in enumerate(names) if (found := label(name))}


def label(name: str) -> Label | None:
    """Return what the column *name* says about its date: `2026-08`, `Aug 2026`, `Q1 – Clicks`; None without one."""
    if len(name) > LONGEST_NAME or not _WORTH_A_LOOK.search(name):
        return None
    if found := _dated(name):
        return found
    for one, other in _halves(name.split(BETWEEN), BETWEEN):
        if (found := _dated(one)) and other.strip():
            return Label(found.text, other.strip(), found.style, found.grain)
    words = name.replace("(", " ").replace(")", " ").replace("_", " ").split()
    for one, other in _halves(words, " ") if len(words) <= MOST_WORDS else ():
        found = _dated(one)
        if found and found.style and any(map(str.isalpha, other)) and not _dated(other):
            return Label(found.text, other.strip(" -–:|"), found.style, found.grain)
    return None


def _halves(parts: Sequence[str], sign: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to part *parts* in two, the longest first halves and second halves first."""
    for size in range(len(parts) - 1, 0, -1):
        yield sign.join(parts[:size]), sign.join(parts[size:])
        yield sign.join(parts[-size:]), sign.join(parts[:-size])


def _dated(text: str) -> Label | None:
    bare = trimmed(text)
    known = moments.style(bare)
    if known is None:
        return next((Label(bare, grain=grain) for grain, fits in _PARTS if fits(bare)), None)
    style, has_clock = known
    exists = any(moments.moment(bare, order) for order in (DAY_FIRST, MONTH_FIRST))
    return Label(bare, style=style, grain=GRAINS.get(style, Grain.DAY)) if exists and not has_clock else None


def _is_year(text: str) -> bool:
    return _YEAR.fullmatch(text) is not None and int(text) in YEARS


def _is_month(text: str) -> bool:
    return not text.isdecimal() and bool(moments.month_number(text) or _MONTH_AND_NUMBER.fullmatch(text))


_PARTS: tuple[tuple[Grain, Callable[[str], object]], ...] = (
    (Grain.YEAR, _is_year),
    (Grain.QUARTER, _QUARTER.fullmatch),
    (Grain.WEEK, _WEEK.fullmatch),
    (Grain.MONTH, _is_month),
)


def order_in(found: Iterable[Label]) -> str | None:
    """Return which number of `03/04/2026` is the day, as a label with a number above 12 proves; None without one."""
    proven = Counter(order for one in found if one.style in ORDERED and (order := moments.order_of(one.text)))
    return proven.most_common(1)[0][0] if len(proven) == 1 else None


def stretches(found: Mapping[int, Label], order: str, stated: Days | None) -> dict[int, Stretch] | None:
    """Return the days of each label by its place; None where some label cannot be placed in time for certain.

    A month, a quarter or a week without its year is the only one of its kind in the *stated* period.
    """
    short = {place: one for place, one in found.items() if _has_number(one)}
    placed: dict[int, Stretch | None] = {**_short_years(short), **_days_of_months(short, stated)} if short else {}
    for place, one in found.items():
        if place not in short:
            placed[place] = _stretch(one, order, stated)
    known = {place: stretch for place, stretch in placed.items() if stretch is not None}
    return known if len(known) == len(found) else None


def _has_number(one: Label) -> bool:
    return one.style is None and one.grain is Grain.MONTH and _MONTH_AND_NUMBER.fullmatch(one.text) is not None


def _numbers(one: Label) -> tuple[int, int]:
    found = _MONTH_AND_NUMBER.fullmatch(one.text)
    return (MONTHS[found[1].casefold()], int(found[2])) if found else (0, 0)


def _short_years(found: Mapping[int, Label]) -> dict[int, Stretch]:
    """Return the months that `Jan-26`, `Feb-26` are, where the numbers make them months that follow each other."""
    pairs = {place: _numbers(one) for place, one in found.items()}
    counts = sorted({(CENTURY + number) * 12 + month - 1 for month, number in pairs.values()})
    if len(counts) < 2 or any(later - earlier != 1 for earlier, later in pairwise(counts)):  # noqa: PLR2004
        return {}
    return {place: Stretch(date(CENTURY + number, month, 1), Grain.MONTH) for place, (month, number) in pairs.items()}


def _days_of_months(found: Mapping[int, Label], stated: Days | None) -> dict[int, Stretch]:
    """Return the days that `Aug 1`, `Aug 2` are in the *stated* period, where they are no months."""
    if stated is None or _short_years(found):
        return {}
    placed = {place: _only(_stretches_of(*_numbers(one), stated), stated) for place, one in found.items()}
    return {place: stretch for place, stretch in placed.items() if stretch}


def _stretches_of(month: int, day: int, stated: Days) -> Iterator[Stretch]:
    for year in range(stated[0].year, stated[1].year + 1):
        if found := joining.joined(f"{year}-{month}-{day}", (Grain.YEAR, Grain.MONTH, Grain.DAY)):
            yield Stretch(found, Grain.DAY)


def _stretch(one: Label, order: str, stated: Days | None) -> Stretch | None:
    if one.style:
        day = moments.moment(one.text, order)
        return Stretch(day.date(), one.grain) if day else None
    if one.grain is Grain.YEAR:
        return Stretch(date(int(one.text), 1, 1), Grain.YEAR)
    if stated is None:
        return None
    years = range(stated[0].year - 1, stated[1].year + 2)
    days = (joining.joined(f"{year}-{one.text}", (Grain.YEAR, one.grain)) for year in years)
    return _only((Stretch(day, one.grain) for day in days if day), stated)


def _only(found: Iterable[Stretch], stated: Days) -> Stretch | None:
    """Return the one of the stretches *found* that meets the *stated* period, or None where it is not only one."""
    fitting = [one for one in found if one.first <= stated[1] and one.last >= stated[0]]
    return fitting[0] if len(fitting) == 1 else None
