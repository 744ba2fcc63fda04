"""The rows of a table with dates across its columns, written again with one row per date; in batches."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from uuid import uuid4

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bsc.intake.across import Stretch
from bsc.intake.casting import ARROW, total
from bsc.intake.inspection import Column, Table
from bsc.intake.progress import Meter
from bsc.intake.typed import LINE, NUMERIC
from bsc.model.words import ColumnType

CELLS_AT_ONCE = 1_000_000
TOLERANCE = 0.01  # of a unit, for each date that is added up: figures are rounded to cents


@dataclass(frozen=True)
class Measure:
    """What is measured, and the column that holds it for each date."""

    name: str
    columns: Mapping[Stretch, Column]

    @property
    def filled(self) -> list[Column]:
        """Return its columns that hold a value."""
        return [column for column in self.columns.values() if column.filled]

    @property
    def type(self) -> ColumnType:
        """Return the type that holds the values of all dates."""
        kinds = {column.type for column in self.filled}
        return kinds.pop() if len(kinds) == 1 else ColumnType.NUMBER


@dataclass(frozen=True)
class Sum:
    """A column that adds up others: *certain* by its name, else only where its values show it."""

    column: Column
    parts: tuple[Column, ...]
    certain: bool = True


@dataclass(frozen=True)
class Spread:
    """How a table is spread over dates: the dates, the measures, the columns beside them, and those that add up."""

    dates: tuple[Stretch, ...]
    measures: tuple[Measure, ...]
    ids: tuple[Column, ...]
    sums: tuple[Sum, ...]


@dataclass
class Long:
    """What was written: the file, its rows, dates without a value, and per stored column the sum and the extremes."""

    path: Path
    rows: int = 0
    empty: int = 0
    days: set[date] = field(default_factory=set)
    parts: dict[str, list[float]] = field(default_factory=dict)
    ends: dict[str, tuple[float, float]] = field(default_factory=dict)
    wrong: dict[str, list[tuple[int, float, float]]] = field(default_factory=dict)  # line, what is said, what adds up

    @property
    def sums(self) -> dict[str, float]:
        """Return the sum of each numeric measure."""
        return {name: math.fsum(parts) for name, parts in self.parts.items()}

    def verdict(self, one: Sum) -> str:
        """Return a sentence on a column that adds up dates, and is left out so that nothing counts twice."""
        wrong = self.wrong.get(one.column.stored, [])
        if not wrong:
            return f'column "{one.column.name}" is the sum of its dates: left out'
        line, says, adds_up = wrong[0]
        rows = "1 row" if len(wrong) == 1 else f"{len(wrong):,} rows"
        figures = f"line {line}: {says:,.10g}, the dates add up to {adds_up:,.10g}"
        return f'column "{one.column.name}" differs from the sum of its dates in {rows} ({figures}): left out'


def long_rows(  # noqa: PLR0913 - what is written, where, and who watches
    table: Table, spread: Spread, day: str, values: Sequence[str], *, spool: Path, meter: Meter
) -> Long:
    """Return the rows of *table* with one row per date and measures under the names *values*, written into *spool*.

    The file is removed again when writing fails or is stopped.
    """
    schema = pa.schema(
        [
            *((column.stored, ARROW[column.type]) for column in spread.ids),
            (day, pa.date32()),
            *((name, ARROW[measure.type]) for name, measure in zip(values, spread.measures, strict=True)),
            (LINE, pa.int64()),
        ]
    )
    long = Long(spool / f"{uuid4().hex}.parquet")
    try:
        with pq.ParquetWriter(long.path, schema, compression="none", write_statistics=False) as writer:
            read = 0
            for batch in _batches(table.typed, spread):
                _compare(long, spread, batch)
                rows = _unpivoted(batch, spread, schema)
                long.empty += batch.num_rows * len(spread.dates) - rows.num_rows
                _note(long, rows, day, values)
                writer.write_batch(rows)
                read += batch.num_rows
                meter.tell("turning", read, table.rows)
    except BaseException:
        long.path.unlink(missing_ok=True)
        raise
    return long


def _batches(source: Path, spread: Spread) -> Iterator[pa.RecordBatch]:
    width = len(spread.dates) * (len(spread.measures) + len(spread.ids) + 1)
    with pq.ParquetFile(source) as file:
        yield from file.iter_batches(batch_size=max(CELLS_AT_ONCE // width, 1))


def _unpivoted(batch: pa.RecordBatch, spread: Spread, schema: pa.Schema) -> pa.RecordBatch:
    rows, dates = batch.num_rows, len(spread.dates)
    repeated = pa.array(np.repeat(np.arange(rows), dates))
    turned = pa.array(np.arange(rows * dates).reshape(dates, rows).T.ravel())  # date by date → row by row
    days = pa.array([stretch.first for stretch in spread.dates], pa.date32())
    values = [_values(batch, measure, spread.dates).take(turned) for measure in spread.measures]
    columns = [
        *(batch[column.stored].cast(ARROW[column.type]).take(repeated) for column in spread.ids),
        days.take(pa.array(np.tile(np.arange(dates), rows))),
        *values,
        batch[LINE].take(repeated),
    ]
    filled = values[0].is_valid()
    for more in values[1:]:
        filled = pc.or_(filled, more.is_valid())
    return pa.record_batch(columns, schema=schema).filter(filled)


def _values(batch: pa.RecordBatch, measure: Measure, dates: Sequence[Stretch]) -> pa.Array:
    kind = ARROW[measure.type]
    columns = [measure.columns.get(stretch) for stretch in dates]
    return pa.concat_arrays(
        [
            batch[column.stored].cast(kind) if column and column.filled else pa.nulls(batch.num_rows, kind)
            for column in columns
        ]
    )


def _note(long: Long, rows: pa.RecordBatch, day: str, values: Sequence[str]) -> None:
    long.rows += rows.num_rows
    long.days.update(pc.unique(rows[day]).to_pylist())
    for name in values:
        column = rows[name]
        if pa.types.is_string(column.type):
            continue
        long.parts.setdefault(name, []).append(total(column))
        ends = pc.min_max(column).as_py()
        if ends["min"] is not None:
            low, high = long.ends.get(name, (ends["min"], ends["max"]))
            long.ends[name] = (min(low, ends["min"]), max(high, ends["max"]))


def _compare(long: Long, spread: Spread, batch: pa.RecordBatch) -> None:
    """Note the rows in which a column of totals says something else than its dates add up to."""
    for one in spread.sums:
        parts = [_figures(batch, part) for part in one.parts if part.filled and part.type in NUMERIC]
        adds_up = np.sum(parts, axis=0) if parts else np.zeros(batch.num_rows)
        says = _figures(batch, one.column)
        stated = batch[one.column.stored].is_valid().to_numpy(zero_copy_only=False)
        wrong = stated & (np.abs(says - adds_up) > TOLERANCE * len(one.parts) + 1e-9 * np.abs(says))
        lines = batch[LINE].to_numpy()
        found = [(int(lines[row]), float(says[row]), float(adds_up[row])) for row in np.flatnonzero(wrong)]
        long.wrong.setdefault(one.column.stored, []).extend(found)


def _figures(batch: pa.RecordBatch, column: Column) -> npt.NDArray[np.float64]:
    return np.asarray(batch[column.stored].cast(pa.float64()).fill_null(0.0), dtype=np.float64)
