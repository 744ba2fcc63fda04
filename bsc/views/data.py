"""The page Data: what each dataset holds, how fresh it is, and what would bring it up to date."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bsc.intake.inspection import PERIOD_COLUMN
from bsc.model.definitions import Dataset, Scorecard
from bsc.model.periods import Grain
from bsc.model.shape import DatasetShape, column_name
from bsc.store import ImportLine
from bsc.views.definitions import expected_columns

GOOD_MATCH = 0.6  # of a dataset's columns; below it a file is more likely another kind of export


class Freshness(StrEnum):
    """Whether a dataset reaches as far as its KPIs are judged."""

    UP_TO_DATE = "Up to date"
    BEHIND = "Behind"
    NO_ROWS = "No data yet"
    TIMELESS = "Looked up"
    DERIVED = "Derived"


@dataclass(frozen=True)
class DatasetLine:
    """One dataset: what it holds, when a file last came in, and the next step in words (empty when none is due)."""

    id: str
    label: str
    rows: int
    first_day: date | None
    last_day: date | None
    last_import: datetime | None
    kpis: int
    freshness: Freshness
    next_step: str


@dataclass(frozen=True)
class Suggestion:
    """A dataset that a file may belong to, and the share (0–1) of the columns that match."""

    dataset: str
    label: str
    share: float


def dataset_lines(
    scorecard: Scorecard, shapes: Mapping[str, DatasetShape], imports: Iterable[ImportLine], today: date
) -> tuple[DatasetLine, ...]:
    """Return a line for every dataset that is defined: those without rows first, then those that are behind."""
    last: dict[str, datetime] = {}
    for each in imports:
        if each.active:
            last[each.dataset] = max(each.at, last.get(each.dataset, each.at))
    lines = [_line(scorecard, each, shapes.get(each.id), last.get(each.id), today) for each in scorecard.datasets]
    order = [Freshness.NO_ROWS, Freshness.BEHIND, Freshness.UP_TO_DATE, Freshness.TIMELESS, Freshness.DERIVED]
    return tuple(sorted(lines, key=lambda line: order.index(line.freshness)))


def _line(
    scorecard: Scorecard, dataset: Dataset, shape: DatasetShape | None, last: datetime | None, today: date
) -> DatasetLine:
    kpis = [each for each in scorecard.kpis if each.dataset == dataset.id]
    grain = min((each.frequency for each in kpis), key=list(Grain).index, default=Grain.MONTH)
    wanted = scorecard.journey.calendar.period(today, grain).start
    freshness = _freshness(dataset, shape, wanted)
    return DatasetLine(
        id=dataset.id,
        label=dataset.label,
        rows=shape.rows if shape else 0,
        first_day=shape.first_day if shape else None,
        last_day=shape.last_day if shape else None,
        last_import=last,
        kpis=len(kpis),
        freshness=freshness,
        next_step=_next_step(dataset, shape, freshness, len(kpis), wanted),
    )


def _freshness(dataset: Dataset, shape: DatasetShape | None, wanted: date) -> Freshness:
    """Return how fresh the dataset is when its days must reach up to, not including, *wanted*."""
    if dataset.query is not None:
        return Freshness.DERIVED
    if shape is None or shape.rows == 0:
        return Freshness.NO_ROWS
    if shape.last_day is None:
        return Freshness.TIMELESS
    return Freshness.UP_TO_DATE if (wanted - shape.last_day).days <= 1 else Freshness.BEHIND


def _next_step(dataset: Dataset, shape: DatasetShape | None, freshness: Freshness, kpis: int, wanted: date) -> str:
    waiting = f"; {kpis} KPI{'' if kpis == 1 else 's'} wait{'s' if kpis == 1 else ''} for it" if kpis else ""
    match freshness:
        case Freshness.NO_ROWS:
            names = ", ".join(f"`{name}`" for name in expected_columns(dataset))
            return f"Upload its export{f' with the columns {names}' if names else ''}{waiting}."
        case Freshness.BEHIND if shape is not None and shape.last_day is not None:
            missing = (wanted - shape.last_day).days - 1
            return f"Upload its next export: {missing} day{'' if missing == 1 else 's'} up to now are missing{waiting}."
        case _:
            return ""


def suggestions(
    scorecard: Scorecard, shapes: Mapping[str, DatasetShape], headers: Sequence[str]
) -> tuple[Suggestion, ...]:
    """Return every dataset that a file with these *headers* can go into, the best match first.

    A dataset that holds rows is compared by all its columns, both ways; an empty one by the columns it names itself.
    """
    found = [_suggestion(each, shapes.get(each.id), headers) for each in scorecard.datasets if each.query is None]
    return tuple(sorted(found, key=lambda each: -each.share))


def _suggestion(dataset: Dataset, shape: DatasetShape | None, headers: Sequence[str]) -> Suggestion:
    given = {column_name(header) for header in headers}
    held = {column.name for column in shape.columns} if shape else set()
    wanted = held or {column_name(name) for name in expected_columns(dataset)}
    shared = len(given & wanted)
    share = 2 * shared / (len(given) + len(wanted)) if held else shared / len(wanted) if wanted else 0.0
    return Suggestion(dataset.id, dataset.label, share)


def missing_columns(dataset: Dataset, shape: DatasetShape | None, stored: Collection[str]) -> tuple[str, ...]:
    """Return the columns, by stored name, that *dataset* knows and a file with the columns *stored* lacks."""
    named = [column_name(name) for name in expected_columns(dataset)]
    held = [column.name for column in shape.columns] if shape else []
    dated = [column_name(dataset.time)] if dataset.time and PERIOD_COLUMN in stored else []
    return tuple(name for name in dict.fromkeys([*named, *held]) if name not in {*stored, *dated, PERIOD_COLUMN})
