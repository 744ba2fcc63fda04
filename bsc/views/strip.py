"""The calendar strip: one bar for each day, week or month, with its rows, or as missing."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from bsc.model.editing import number_of
from bsc.model.periods import Calendar, Grain, Period
from bsc.views.dates import days
from bsc.views.freshness import Covered, DatasetLine
from bsc.views.rhythm import DAY, Days

BARS: Final = {Grain.DAY: 91, Grain.WEEK: 53, Grain.MONTH: 36, Grain.QUARTER: 16, Grain.YEAR: 10}
_GRAINS: Final = list(Grain)
_GAPS_SAID: Final = 3


class Cover(StrEnum):
    """What is known of a stretch of days."""

    ROWS = "rows"
    PARTLY = "partly"
    MISSING = "missing"
    QUIET = "quiet"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class Bar:
    """One day, week, … of the strip: its name, its rows, and how it is covered. `height` is its rows' share 0–1."""

    label: str
    rows: int
    cover: Cover
    height: float

    @property
    def said(self) -> str:
        """Return the bar in words."""
        match self.cover:
            case Cover.MISSING:
                return f"{self.label}: missing"
            case Cover.PARTLY:
                return f"{self.label}: {number_of(self.rows, 'row')}, days are missing"
            case Cover.ROWS:
                return f"{self.label}: {number_of(self.rows, 'row')}"
            case _:
                return f"{self.label}: no rows"


@dataclass(frozen=True)
class Strip:
    """The bars, oldest first, with the names of the first and last one, and all of it in one sentence."""

    bars: tuple[Bar, ...]
    first: str
    last: str
    sentence: str


def strip(line: DatasetLine, covered: Covered, grain: Grain, today: date, calendar: Calendar) -> Strip:
    """Return the strip of a dataset up to *today*, a bar for each period of *grain*, or of its rhythm if coarser."""
    drawn = _GRAINS[max(_GRAINS.index(grain), _GRAINS.index(line.rhythm.grain or Grain.DAY))]
    end = max(today, line.last_day or today)
    periods = calendar.last(calendar.period(end, drawn), BARS[drawn])
    rows = dict.fromkeys(periods, 0)
    for day, count in covered.items():
        if periods[0].start <= day < periods[-1].end:
            rows[calendar.period(day, drawn)] += count
    most = max(rows.values(), default=0) or 1
    missing = [*line.gaps, *_late(line, today, calendar)]
    bars = tuple(
        Bar(calendar.label(each), count, _cover(each, count, line, missing), count / most)
        for each, count in rows.items()
    )
    return Strip(bars, bars[0].label, bars[-1].label, sentence(line))


def sentence(line: DatasetLine) -> str:
    """Return which days are covered and which are missing, for those who do not see the strip."""
    if line.first_day is None or line.last_day is None:
        return f"{line.label} covers no days"
    covers = f"{line.label} covers {days((line.first_day, line.last_day))}, {line.word.lower()}"
    return f"{covers}; {gaps_sentence(line)}" if line.gaps else f"{covers}; no gaps"


def gaps_sentence(line: DatasetLine) -> str:
    """Return which stretches are missing, the newest first; empty when none is."""
    if not line.gaps:
        return ""
    said = ", ".join(days(each) for each in reversed(line.gaps[-_GAPS_SAID:]))
    more = len(line.gaps) - _GAPS_SAID
    return f"missing {said}{f' and {more} earlier' if more > 0 else ''}"


def _late(line: DatasetLine, today: date, calendar: Calendar) -> list[Days]:
    if not line.late or line.last_day is None or line.pace is None:
        return []
    since = line.rhythm.reach(line.last_day, calendar) + DAY
    return [(since, calendar.period(today, line.pace.grain).start - DAY)]


def _cover(period: Period, rows: int, line: DatasetLine, missing: list[Days]) -> Cover:
    lacks = any(first < period.end and period.start <= last for first, last in missing)
    if period.grain is Grain.DAY and lacks and line.rhythm.grain is Grain.DAY and not line.rhythm.expects(period.start):
        lacks = False  # a weekend inside a gap is not missing itself
    if rows:
        return Cover.PARTLY if lacks else Cover.ROWS
    if lacks:
        return Cover.MISSING
    first = line.first_day
    return Cover.OUTSIDE if first is None or period.end <= first else Cover.QUIET
