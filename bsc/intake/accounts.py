"""Rows that are totals without saying so: a blank name beside numbers that the named rows of the day add up to."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bsc.intake.typed import LINE

TOTAL = r"(?i)^\s*((grand|account|overall)\s+)?(totals?|gesamt|summe|total général)\s*$"
TOLERANCE = 0.006  # of a unit, for each row: figures are rounded to cents
ROWS_AT_ONCE = 1 << 16
FEW = 20  # rows: a name may well occur once among so few
SEVERAL_ROWS, SEVERAL_NUMBERS = 2, 3  # that add up, that agree: fewer could be chance


@dataclass(frozen=True)
class BlankTotals:
    """Lines of rows that are totals without a name, and lines that equal a total but could as well be a row."""

    certain: tuple[int, ...] = ()
    doubtful: tuple[int, ...] = ()


def blank_totals(
    path: Path, names: Sequence[str], labels: Sequence[str], numbers: Sequence[str], day: str | None
) -> BlankTotals:
    """Return the rows in *path* that are totals of the other rows of their day.

    *names* are the columns of names and ids that are blank (or say "Total") in some rows, *labels* those that never
    are, *numbers* the columns that can be added; all by stored name. A total has none of the names, and each of its
    numbers is the sum of the other rows with the same day and labels.
    """
    if not names or not numbers:
        return BlankTotals()
    keys = [*([day] if day else []), *labels]
    with pq.ParquetFile(path) as file:
        if any(_is_an_id(file, label) for label in labels):
            return BlankTotals()  # with an id of its own, every row is a record, not a figure under a name
        wanted = list(dict.fromkeys([*names, *numbers, *keys, LINE]))
        parts = [
            _grouped(batch, names, keys, day, numbers) for batch in file.iter_batches(ROWS_AT_ONCE, columns=wanted)
        ]
    return _judged(_candidates(parts))


def _is_an_id(file: pq.ParquetFile, label: str) -> bool:
    """Return whether the first rows, which are many, all have another *label*."""
    for batch in file.iter_batches(ROWS_AT_ONCE, columns=[label]):
        return batch.num_rows > FEW and bool(pc.count_distinct(batch[label]).as_py() == batch.num_rows)
    return False


def _blank(cells: pa.Array) -> pa.Array:
    if not pa.types.is_string(cells.type):
        return pc.is_null(cells)
    return pc.or_(pc.is_null(cells), pc.fill_null(pc.match_substring_regex(cells, TOTAL), fill_value=False))


@dataclass(frozen=True)
class _Candidate:
    line: int
    others: int
    agreeing: int  # how many different numbers


def _grouped(
    rows: pa.RecordBatch, names: Sequence[str], keys: Sequence[str], day: str | None, numbers: Sequence[str]
) -> tuple[pa.Table, pa.Table]:
    """Return the sums of the numbers by day and labels: of the rows without any name, and of the named ones."""
    nameless = _blank(rows[names[0]])
    for name in names[1:]:
        nameless = pc.and_(nameless, _blank(rows[name]))
    groups = [pc.cast(rows[key], pa.date32()) if key == day else rows[key] for key in keys] or [
        pa.repeat(0, rows.num_rows)
    ]
    figures = {f"figure {place}": pc.cast(rows[name], pa.float64()) for place, name in enumerate(numbers)}
    groups_named = {f"group {place}": group for place, group in enumerate(groups)}
    table = pa.table({**groups_named, **figures, "line": rows[LINE], "count": pa.repeat(1, rows.num_rows)})
    return _summed(table.filter(nameless)), _summed(table.filter(pc.invert(nameless)))


def _summed(table: pa.Table) -> pa.Table:
    """Return one row for each group of *table*: its sums, its count and its first line, under the same names."""
    groups = [name for name in table.column_names if name.startswith("group ")]
    figures = [name for name in table.column_names if name.startswith("figure ")]
    sums = [(name, "sum") for name in (*figures, "count")]
    found = table.group_by(groups).aggregate([*sums, ("line", "min")])
    plain = [name.removesuffix("_sum").removesuffix("_min") for name in found.column_names]
    return found.rename_columns(plain)


def _candidates(parts: Sequence[tuple[pa.Table, pa.Table]]) -> list[_Candidate]:
    """Return the nameless rows, one a group at most, whose numbers are the sums of the named rows of their group."""
    alone, named = (_summed(pa.concat_tables(side)) for side in zip(*parts, strict=True))
    alone = alone.filter(pc.equal(alone["count"], 1))
    groups = [name for name in alone.column_names if name.startswith("group ")]
    figures = [name for name in alone.column_names if name.startswith("figure ")]
    both = alone.join(named, groups, join_type="inner", right_suffix=" of the others")
    return [found for row in both.to_pylist() if (found := _agreeing(row, figures))]


def _agreeing(row: Mapping[str, Any], figures: Sequence[str]) -> _Candidate | None:
    others = row["count of the others"]
    pairs = [(row[figure], row[f"{figure} of the others"]) for figure in figures]
    stated = [(own, total or 0.0) for own, total in pairs if own is not None]
    agreeing = len({own for own, _ in stated if own})
    if agreeing and all(math.isclose(own, total, abs_tol=TOLERANCE * others) for own, total in stated):
        return _Candidate(row["line"], others, agreeing)
    return None


def _judged(candidates: Sequence[_Candidate]) -> BlankTotals:
    strong = [one for one in candidates if one.others >= SEVERAL_ROWS or one.agreeing >= SEVERAL_NUMBERS]
    if strong:
        return BlankTotals(certain=tuple(one.line for one in candidates))
    return BlankTotals(doubtful=tuple(one.line for one in candidates))
