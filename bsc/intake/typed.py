"""Typed rows → a parquet file beside the database, with the sums, the days and the rejects that come up on the way."""

import math
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bsc.intake.casting import ARROW, BEYOND_YEARS, cast, cells_of, total
from bsc.intake.deciding import FEW, UNREADABLE
from bsc.intake.inspection import PERIOD_COLUMN, Reject
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
class _Cast:
    """A batch with its types: the columns that are written, and what came up in each column that is kept."""

    columns: list[pa.Array]
    lines: pa.Int64Array
    found: list["_Found"]


@dataclass(frozen=True)
class _Found:
    """What came up in one column of a batch."""

    unfit: list[tuple[int, str, str]]
    filled: bool
    total: float | None = None
    ends: tuple[Any, Any] | None = None


def write(  # noqa: PLR0913 - what is left out and what is added
    staging: Staging,
    fields: Sequence[Field],
    spool: Path,
    *,
    leave_out: Collection[int] = (),
    period: date | None = None,
    meter: Meter,
) -> Typed:
    """Return the typed rows of *staging*, written; lines in *leave_out* are not. *period* adds a column of that day.

    The file is removed again when writing fails or is stopped.
    """
    kept = [one for one in fields if one.kept]
    schema = pa.schema(
        [
            *((one.stored, ARROW[one.plan.type]) for one in kept),
            *([(PERIOD_COLUMN, pa.date32())] if period else []),
            (LINE, pa.int64()),
        ]
    )
    typed = Typed(spool / f"{uuid4().hex}.parquet")
    typed.parts = {one.name: [] for one in kept if one.plan.type in NUMERIC}
    missing = pa.array(sorted(leave_out), pa.int64()) if leave_out else None
    try:
        with _Sink(typed.path, schema) as sink:
            for batch in staging.mapped(partial(_cast, fields=kept, missing=missing)):
                _note(typed, kept, batch)
                days = [pa.repeat(pa.scalar(period, pa.date32()), len(batch.lines))] if period else []
                sink.write(pa.record_batch([*batch.columns, *days, batch.lines], schema=schema))
                typed.rows += len(batch.lines)
                meter.tell("checking", typed.rows, staging.rows)
    except BaseException:
        typed.path.unlink(missing_ok=True)
        raise
    typed.rejects.sort(key=lambda reject: reject.line)
    return typed


class _Sink:
    """A parquet file: not compressed, as it is read once and soon; text that repeats itself is written once."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._path, self._schema = path, schema
        self._writer: pq.ParquetWriter | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._opened([]).close()

    def write(self, batch: pa.RecordBatch) -> None:
        texts = (
            [] if self._writer else [n for n, c in zip(batch.schema.names, batch.columns, strict=True) if _repeats(c)]
        )
        self._opened(texts).write_batch(batch)

    def _opened(self, texts: list[str]) -> pq.ParquetWriter:
        if self._writer is None:
            self._writer = pq.ParquetWriter(
                self._path, self._schema, compression="none", use_dictionary=texts, write_statistics=False
            )
        return self._writer


def _repeats(column: pa.Array) -> bool:
    return bool(pa.types.is_string(column.type) and pc.count_distinct(column).as_py() * REPEATED < len(column))


def _cast(batch: Batch, *, fields: Sequence[Field], missing: pa.Int64Array | None) -> _Cast:
    if missing is not None:
        batch = batch.filter(pc.invert(pc.is_in(batch.lines, missing)))
    columns, found = [], []
    for one in fields:
        values, unfit = cast(cells_of(batch.columns, one.place, one.plan), one.plan)
        columns.append(values)
        found.append(_found(one, values, unfit))
    return _Cast(columns, batch.lines, found)


def _found(one: Field, values: pa.Array, unfit: list[tuple[int, str, str]]) -> _Found:
    filled = values.null_count < len(values)
    if one.plan.type not in (*NUMERIC, *DATED):
        return _Found(unfit, filled)
    ends = pc.min_max(values).as_py() if filled else None
    pair = (ends["min"], ends["max"]) if ends else None
    return _Found(unfit, filled, total(values) if one.plan.type in NUMERIC else None, pair)


def _note(typed: Typed, fields: Sequence[Field], batch: _Cast) -> None:
    for one, found in zip(fields, batch.found, strict=True):
        if found.unfit:
            lines = batch.lines
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
        too_many = bad > UNREADABLE * filled and not (bad == 1 and filled >= FEW)
        if not one.hinted and (too_many or (bad and one.plan.strict)):
            found.append(one.name)
    return found
