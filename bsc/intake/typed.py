"""Typed rows → a parquet file beside the database, with the sums, the days and the rejects that come up on the way."""

import math
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from uuid import uuid4

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bsc.intake.casting import ARROW, BEYOND_YEARS, cast, total
from bsc.intake.deciding import FEW, UNREADABLE
from bsc.intake.inspection import PERIOD_COLUMN, Reject
from bsc.intake.plans import Plan
from bsc.intake.staging import Staging
from bsc.model.words import ColumnType

LINE = "_line"
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
    """What was written: the file, its rows, and per header the sums, the first and last day, the unfit cells."""

    path: Path
    rows: int = 0
    parts: dict[str, list[float]] = field(default_factory=dict)
    days: dict[str, tuple[date, date]] = field(default_factory=dict)
    rejects: list[Reject] = field(default_factory=list)
    unfit: Counter[str] = field(default_factory=Counter)

    @property
    def sums(self) -> dict[str, float]:
        """Return the total of each numeric column."""
        return {name: math.fsum(parts) for name, parts in self.parts.items()}


def write(
    staging: Staging,
    fields: Sequence[Field],
    spool: Path,
    *,
    leave_out: Collection[int] = (),
    period: date | None = None,
) -> Typed:
    """Return the typed rows of *staging*, written; lines in *leave_out* are not. *period* adds a column of that day."""
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
    missing = pa.array(sorted(leave_out), pa.int64())
    with pq.ParquetWriter(typed.path, schema, compression="snappy") as writer:
        for whole in staging.batches():
            batch = whole.filter(pc.invert(pc.is_in(whole["line"], missing))) if leave_out else whole
            columns = [_column(typed, one, batch) for one in kept]
            if period:
                columns.append(pa.repeat(pa.scalar(period, pa.date32()), batch.num_rows))
            writer.write_batch(pa.record_batch([*columns, batch["line"]], schema=schema))
            typed.rows += batch.num_rows
    typed.rejects.sort(key=lambda reject: reject.line)
    return typed


def _column(typed: Typed, one: Field, batch: pa.RecordBatch) -> pa.Array:
    values, unfit = cast(batch.column(one.place), one.plan)
    if unfit:
        lines = batch["line"]
        typed.rejects += [Reject(lines[place].as_py(), one.name, text, reason) for place, text, reason in unfit]
        typed.unfit[one.name] += sum(not reason.startswith(NO_FAULT) for _, _, reason in unfit)
    if one.name in typed.parts:
        typed.parts[one.name].append(total(values))
    if one.plan.type in DATED and values.null_count < len(values):
        ends = pc.min_max(values).as_py()
        typed.days[one.name] = _widened(typed.days.get(one.name), _day(ends["min"]), _day(ends["max"]))
    return values


def _day(moment: date) -> date:
    return date(moment.year, moment.month, moment.day)


def _widened(days: tuple[date, date] | None, first: date, last: date) -> tuple[date, date]:
    return (min(days[0], first), max(days[1], last)) if days else (first, last)


def misjudged(typed: Typed, fields: Sequence[Field], staging: Staging) -> list[str]:
    """Return the columns whose type too many cells do not fit after all (days that do not exist): they are text."""
    found = []
    for one in fields:
        bad, filled = typed.unfit[one.name], staging.profiles[one.place].filled
        if not one.hinted and bad > UNREADABLE * filled and not (bad == 1 and filled >= FEW):
            found.append(one.name)
    return found
