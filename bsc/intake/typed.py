"""Typed rows → a parquet file beside the database, with the sums, the days and the rejects that come up on the way."""

import math
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bsc.errors import IntakeRefused
from bsc.intake.calendar_days import BEYOND_YEARS
from bsc.intake.casting import ARROW, cast, cells_of, total
from bsc.intake.deciding import FEW, UNREADABLE
from bsc.intake.inspection import MOST_REJECTS, PERIOD_COLUMN, Reject
from bsc.intake.plans import Plan
from bsc.intake.progress import Meter
from bsc.intake.staging import Batch, Staging
from bsc.model.words import ColumnType

LINE = "_line"
REPEATED = 4  # times each text of a column, on average: then a dictionary pays
NUMERIC = (ColumnType.INTEGER, ColumnType.NUMBER)
DATED = (ColumnType.DATE, ColumnType.TIMESTAMP)
NO_FAULT = ("a bound", "is not a finite", BEYOND_YEARS)  # the column's type is right, the cell is not


@dataclass(frozen=True)
class Field:
    """A column on its way into the file: its header, stored name and plan; `kept` unless it is personal."""

    name: str
    stored: str
    place: int
    plan: Plan
    personal: bool = False
    kept: bool = True
    hinted: bool = False


@dataclass
class Typed:
    """What was written: the file, its rows, and per header the sums, first and last day, extremes, unfit cells."""

    path: Path
    rows: int = 0
    parts: dict[str, list[float]] = field(default_factory=dict)
    days: dict[str, tuple[date, date]] = field(default_factory=dict)
    extremes: dict[str, tuple[float, float]] = field(default_factory=dict)
    filled: set[str] = field(default_factory=set)
    rejects: list[Reject] = field(default_factory=list)
    unfit: Counter[str] = field(default_factory=Counter)

    @property
    def sums(self) -> dict[str, float]:
        """Return the total of each numeric column."""
        return {name: math.fsum(parts) for name, parts in self.parts.items()}


@dataclass(frozen=True)
class Found:
    """What came up in one column of a batch: cells that do not fit, whether any has a value, the sum, the extremes."""

    unfit: list[tuple[int, str, str]]
    filled: bool
    total: float | None = None
    ends: tuple[Any, Any] | None = None


@dataclass(frozen=True)
class Cast:
    """A batch with its types: the columns that are written, and what came up in each of them."""

    columns: list[pa.Array]
    found: list[Found]


class Writer:
    """Typed rows on their way into one parquet file, which is not compressed: it is read once, and soon.

    Text that repeats itself is written once. *period* adds a column of that day.
    """

    def __init__(self, spool: Path, fields: Sequence[Field], period: date | None = None) -> None:
        """Name the file in the directory *spool*; it is created with the first rows."""
        self.fields = [one for one in fields if one.kept]
        self.period = period
        self.typed = Typed(spool / f"{uuid4().hex}.parquet")
        self.typed.parts = {one.name: [] for one in self.fields if one.plan.type in NUMERIC}
        days = [(PERIOD_COLUMN, pa.date32())] if period else []
        kinds = [(one.stored, ARROW[one.plan.type]) for one in self.fields]
        self._schema = pa.schema([*kinds, *days, (LINE, pa.int64())])
        self._writer: pq.ParquetWriter | None = None

    def take(self, cast_rows: Cast, lines: pa.Int64Array) -> None:
        """Write the rows that begin on *lines*."""
        _note(self.typed, self.fields, cast_rows, lines)
        days = [pa.repeat(pa.scalar(self.period, pa.date32()), len(lines))] if self.period else []
        batch = pa.record_batch([*cast_rows.columns, *days, lines], schema=self._schema)
        self._opened(batch).write_batch(batch)
        self.typed.rows += len(lines)

    def close(self) -> Typed:
        """Return what was written, now complete."""
        self._opened(None).close()
        self.typed.rejects.sort(key=lambda reject: reject.line)
        return self.typed

    def discard(self) -> None:
        """Remove what was written."""
        if self._writer is not None:
            self._writer.close()
        self.typed.path.unlink(missing_ok=True)

    def _opened(self, batch: pa.RecordBatch | None) -> pq.ParquetWriter:
        if self._writer is None:
            columns = zip(batch.schema.names, batch.columns, strict=True) if batch is not None else ()
            texts = [name for name, column in columns if _repeats(column)]
            self._writer = pq.ParquetWriter(
                self.typed.path, self._schema, compression="none", use_dictionary=texts, write_statistics=False
            )
        return self._writer


def write(staging: Staging, writer: Writer, *, leave_out: Collection[int] = (), meter: Meter) -> Typed:
    """Return the typed rows of *staging*, written by *writer*; lines in *leave_out* are not.

    Rows that were written ahead in the same way are not written again. The file is removed when writing fails.
    """
    ahead, staging.ahead = staging.ahead, None
    if ahead is not None and not (ahead.serves(writer) and not leave_out):
        ahead.discard()
        ahead = None
    writer = ahead.writer if ahead is not None else writer
    missing = pa.array(sorted(leave_out), pa.int64()) if leave_out else None
    try:
        work = partial(_cast_batch, fields=writer.fields, missing=missing)
        for rows, lines in staging.mapped(work, written_ahead=ahead is not None):
            writer.take(rows, lines)
            meter.tell("checking", writer.typed.rows, staging.rows)
        return writer.close()
    except BaseException:
        writer.discard()
        raise


def _repeats(column: pa.Array) -> bool:
    return bool(pa.types.is_string(column.type) and pc.count_distinct(column).as_py() * REPEATED < len(column))


def _cast_batch(batch: Batch, *, fields: Sequence[Field], missing: pa.Int64Array | None) -> tuple[Cast, pa.Int64Array]:
    if missing is not None:
        batch = batch.filter(pc.invert(pc.is_in(batch.lines, missing)))
    return cast_columns(batch.columns, fields), batch.lines


def cast_columns(columns: Sequence[pa.StringArray], fields: Sequence[Field]) -> Cast:
    """Return the values of the *fields*, read from the *columns* of a table's rows."""
    values, found = [], []
    for one in fields:
        typed, unfit = cast(cells_of(columns, one.place, one.plan), one.plan)
        values.append(typed)
        found.append(_found(one, typed, unfit))
    return Cast(values, found)


def _found(one: Field, values: pa.Array, unfit: list[tuple[int, str, str]]) -> Found:
    filled = values.null_count < len(values)
    if one.plan.type not in (*NUMERIC, *DATED):
        return Found(unfit, filled)
    ends = pc.min_max(values).as_py() if filled else None
    pair = (ends["min"], ends["max"]) if ends else None
    return Found(unfit, filled, total(values) if one.plan.type in NUMERIC else None, pair)


def _note(typed: Typed, fields: Sequence[Field], rows: Cast, lines: pa.Int64Array) -> None:
    for one, found in zip(fields, rows.found, strict=True):
        if len(typed.rejects) + len(found.unfit) > MOST_REJECTS:
            raise IntakeRefused(
                f'more than {MOST_REJECTS:,} cells do not fit the types of their columns, as in "{one.name}": '
                f'"{found.unfit[0][1]}" {found.unfit[0][2]} – export the file again, or read the column as text'
            )
        if found.unfit:
            typed.rejects += [Reject(lines[place].as_py(), one.name, text, why) for place, text, why in found.unfit]
            typed.unfit[one.name] += sum(not reason.startswith(NO_FAULT) for _, _, reason in found.unfit)
        if found.filled:
            typed.filled.add(one.name)
        if found.total is not None:
            typed.parts[one.name].append(found.total)
        if found.ends and one.plan.type in DATED:
            typed.days[one.name] = _widened(typed.days.get(one.name), *map(_day, found.ends))
        elif found.ends:
            typed.extremes[one.name] = _widened(typed.extremes.get(one.name), *found.ends)


def _day(moment: date) -> date:
    return date(moment.year, moment.month, moment.day)


def _widened(ends: tuple[Any, Any] | None, first: Any, last: Any) -> tuple[Any, Any]:  # noqa: ANN401 - days or numbers
    return (min(ends[0], first), max(ends[1], last)) if ends else (first, last)


def misjudged(typed: Typed, fields: Sequence[Field], staging: Staging) -> list[str]:
    """Return the columns whose plan too many cells do not fit after all (days that do not exist)."""
    found = []
    for one in fields:
        bad, filled = typed.unfit[one.name], staging.profiles[one.place].filled
        if not one.hinted and bad > UNREADABLE * filled and not (bad == 1 and filled >= FEW):
            found.append(one.name)
    return found
