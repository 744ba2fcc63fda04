"""Freshness: what each dataset holds, how often it is expected, how late it is, and which days are missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise
from statistics import median
from typing import Final

from bsc.model.definitions import Dataset, Kpi, Scorecard
from bsc.model.editing import number_of
from bsc.model.periods import Calendar, Grain
from bsc.model.shape import DatasetShape, column_name
from bsc.store import ImportLine
from bsc.views.definitions import expected_columns
from bsc.views.rhythm import DAY, Days, Rhythm, learnt

Covered = Mapping[date, int]  # the days that imports cover, and how many rows count on each: a file may state more
NOTHING: Final[Covered] = {}
_FEWEST_DELIVERIES: Final = 3
_LONGEST_STEPS: Final = {Grain.DAY: 3, Grain.WEEK: 10, Grain.MONTH: 45, Grain.QUARTER: 135}  # days between two files
_GRAINS: Final = list(Grain)
_OFTEN: Final = {
    Grain.DAY: "every day",
    Grain.WEEK: "every week",
    Grain.MONTH: "every month",
    Grain.QUARTER: "every quarter",
    Grain.YEAR: "every year",
}


class Freshness(StrEnum):
    """Whether a dataset reaches as far as it is expected to."""

    UP_TO_DATE = "Up to date"
    LATE = "Late"
    NO_ROWS = "No data yet"
    TIMELESS = "Looked up"
    DERIVED = "Derived"


@dataclass(frozen=True)
class Pace:
    """How often a dataset is expected to be brought up to date, and what says so."""

    grain: Grain
    why: str

    def __str__(self) -> str:
        """Return the pace for people: `expected every month`."""
        return f"expected {_OFTEN[self.grain]}"


@dataclass(frozen=True, kw_only=True)
class DatasetLine:
    """One dataset: what it holds, when a file last came in, and the next step in words (empty when none is due).

    `late` counts the days that are due and missing after `last_day`; `due` is the day from which the next file is
    late; `gaps` are the stretches missing before `last_day`, oldest first. `rows` is None where it is not to be told.
    """

    id: str
    label: str
    rows: int | None
    first_day: date | None
    last_day: date | None
    last_import: datetime | None
    kpis: int
    freshness: Freshness
    next_step: str = ""
    rhythm: Rhythm = field(default_factory=Rhythm)
    pace: Pace | None = None
    late: int = 0
    due: date | None = None
    gaps: tuple[Days, ...] = ()

    @property
    def word(self) -> str:
        """Return the freshness for people, the days that are missing counted: `3 days late`."""
        return f"{number_of(self.late, 'day')} late" if self.freshness is Freshness.LATE else self.freshness.value


def dataset_lines(
    scorecard: Scorecard,
    shapes: Mapping[str, DatasetShape],
    imports: Iterable[ImportLine],
    today: date,
    covered: Mapping[str, Covered] | None = None,
) -> tuple[DatasetLine, ...]:
    """Return a line for every dataset that is defined: those without rows first, then the latest ones.

    *covered* holds the days with rows of each dataset by id; without them no rhythm is known, and no gap.
    """
    counting = [each for each in imports if each.active]
    lines = [
        _Reading(
            scorecard,
            each,
            shapes.get(each.id),
            [line for line in counting if line.dataset == each.id],
            (covered or {}).get(each.id, NOTHING),
        ).line(today)
        for each in scorecard.datasets
    ]
    order = [Freshness.NO_ROWS, Freshness.LATE, Freshness.UP_TO_DATE, Freshness.TIMELESS, Freshness.DERIVED]
    return tuple(sorted(lines, key=lambda line: (order.index(line.freshness), -line.late)))


@dataclass(frozen=True)
class _Reading:
    """All that is known about one dataset's days."""

    scorecard: Scorecard
    dataset: Dataset
    shape: DatasetShape | None
    imports: list[ImportLine]
    covered: Covered

    @property
    def calendar(self) -> Calendar:
        return self.scorecard.journey.calendar

    @property
    def kpis(self) -> list[Kpi]:
        return [each for each in self.scorecard.kpis if each.dataset == self.dataset.id]

    def line(self, today: date) -> DatasetLine:
        shape = self.shape
        held = DatasetLine(
            id=self.dataset.id,
            label=self.dataset.label,
            rows=shape.rows if shape else 0,
            first_day=shape.first_day if shape else None,
            last_day=shape.last_day if shape else None,
            last_import=max((each.at for each in self.imports), default=None),
            kpis=len(self.kpis),
            freshness=Freshness.TIMELESS,
        )
        if self.dataset.query is not None:
            return replace(held, freshness=Freshness.DERIVED)
        if not held.rows:
            return replace(held, freshness=Freshness.NO_ROWS, next_step=self._first_file())
        return self._in_time(held, held.last_day, today) if held.last_day else held

    def _in_time(self, held: DatasetLine, last_day: date, today: date) -> DatasetLine:
        rhythm = Rhythm() if self._holds_events else learnt(self._with_rows, self.calendar)
        pace = self._pace(rhythm)
        reached = self._reached(rhythm, last_day, held.last_import)
        late = _late(rhythm, reached, self.calendar.period(today, pace.grain).start - DAY)
        return replace(
            held,
            freshness=Freshness.LATE if late else Freshness.UP_TO_DATE,
            next_step=self._next_file(late),
            rhythm=rhythm,
            pace=pace,
            late=late,
            due=None if late else self.calendar.period(reached + DAY, pace.grain).end,
            gaps=self._gaps(rhythm),
        )

    @property
    def _with_rows(self) -> list[date]:
        return [day for day, rows in self.covered.items() if rows]

    @property
    def _holds_events(self) -> bool:
        """Return whether a row is something that happened, on no day in particular: it has a key without its day."""
        time = column_name(self.dataset.time or "")
        return bool(self.dataset.key) and time not in map(column_name, self.dataset.key)

    def _reached(self, rhythm: Rhythm, last_day: date, last_import: datetime | None) -> date:
        """Return the last day that the rows speak for; those of a period that still ran at the import, for no more."""
        reached = rhythm.reach(last_day, self.calendar)
        if last_import is None or reached < last_import.date():
            return reached
        return max(last_day, last_import.date() - DAY)

    def _gaps(self, rhythm: Rhythm) -> tuple[Days, ...]:
        if not self.covered:
            return ()
        return tuple(rhythm.missing(self.covered, min(self.covered), max(self.covered), self.calendar))

    def _pace(self, rhythm: Rhythm) -> Pace:
        """Return how often the dataset is expected: as its files came, else as often as its KPIs are judged.

        It cannot be expected more often than its rows come.
        """
        came = _delivered(self.imports)
        judged = min((each.frequency for each in self.kpis), key=_GRAINS.index, default=None)
        wanted, why = (
            (came, "as its files came so far")
            if came
            else (judged, "as its KPIs are judged")
            if judged
            else (Grain.MONTH, "")
        )
        return Pace(max(wanted, rhythm.grain or Grain.DAY, key=_GRAINS.index), why)

    def _first_file(self) -> str:
        names = ", ".join(f"`{name}`" for name in expected_columns(self.dataset))
        return f"Upload its export{f' with the columns {names}' if names else ''}{self._waiting()}."

    def _next_file(self, late: int) -> str:
        if not late:
            return ""
        lacks = f"{number_of(late, 'day')} up to now {'is' if late == 1 else 'are'} missing"
        return f"Upload its next export: {lacks}{self._waiting()}."

    def _waiting(self) -> str:
        count = len(self.kpis)
        return f"; {number_of(count, 'KPI')} wait{'s' if count == 1 else ''} for it" if count else ""


def _late(rhythm: Rhythm, reached: date, due: date) -> int:
    """Return how many days after *reached* are due up to *due*, both inclusive; a weekend is not where none is."""
    after = (reached + DAY * number for number in range(1, (due - reached).days + 1))
    return sum(rhythm.grain is not Grain.DAY or rhythm.expects(day) for day in after)


def _delivered(imports: Iterable[ImportLine]) -> Grain | None:
    """Return how often files brought new days; files of one day (a backlog) count once, fewer than three as none."""
    reached: dict[date, date] = {}
    for each in imports:
        if each.period:
            reached[each.at.date()] = max(each.period[1], reached.get(each.at.date(), each.period[1]))
    last_days = sorted(set(reached.values()))
    if len(last_days) < _FEWEST_DELIVERIES:
        return None
    step = median((later - earlier).days for earlier, later in pairwise(last_days))
    return next((grain for grain, longest in _LONGEST_STEPS.items() if step <= longest), Grain.YEAR)
