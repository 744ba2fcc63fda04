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
    if not names or not numbers or any(_is_an_id(path, label) for label in labels):
        return BlankTotals()  # with an id of its own, every row is a record, not a figure under a name
    keys = [*([day] if day else []), *labels]
    rows = pq.read_table(path, columns=list(dict.fromkeys([*names, *numbers, *keys, LINE])))
    nameless = _blank(rows[names[0]])
    for name in names[1:]:
        nameless = pc.and_(nameless, _blank(rows[name]))
    return _judged(_candidates(rows, nameless, keys, day, numbers))


def _is_an_id(path: Path, label: str) -> bool:
    cells = pq.read_table(path, columns=[label])[label]
    return len(cells) > FEW and bool(pc.count_distinct(cells).as_py() == len(cells))


def _blank(cells: pa.Array) -> pa.Array:
    if not pa.types.is_large_string(cells.type):
        return pc.is_null(cells)
    return pc.or_(pc.is_null(cells), pc.fill_null(pc.match_substring_regex(cells, TOTAL), fill_value=False))


@dataclass(frozen=True)
class _Candidate:
    line: int
    others: int
    agreeing: int  # how many different numbers


def _candidates(
    rows: pa.Table, nameless: pa.Array, keys: Sequence[str], day: str | None, numbers: Sequence[str]
) -> list[_Candidate]:
    """Return the nameless rows, one a group at most, whose numbers are the sums of the named rows of their group."""
    groups = [pc.cast(rows[key], pa.date32()) if key == day else rows[key] for key in keys] or [
        pa.repeat(0, rows.num_rows)
    ]
    names = [f"group {place}" for place in range(len(groups))]
    figures = {f"figure {place}": pc.cast(rows[name], pa.float64()) for place, name in enumerate(numbers)}
    table = pa.table({**dict(zip(names, groups, strict=True)), **figures, "line": rows[LINE]})
    sums: list[tuple[str | list[str], str]] = [*((figure, "sum") for figure in figures), ([], "count_all")]
    alone = table.filter(nameless).group_by(names).aggregate([*sums, ("line", "min")])
    alone = alone.filter(pc.equal(alone["count_all"], 1))
    named = table.filter(pc.invert(nameless)).group_by(names).aggregate(sums)
    both = alone.join(named, names, join_type="inner", right_suffix=" of the others")
    return [found for row in both.to_pylist() if (found := _agreeing(row, list(figures)))]


def _agreeing(row: Mapping[str, Any], figures: Sequence[str]) -> _Candidate | None:
    others = row["count_all of the others"]
    pairs = [(row[f"{figure}_sum"], row[f"{figure}_sum of the others"]) for figure in figures]
    stated = [(own, total or 0.0) for own, total in pairs if own is not None]
    agreeing = len({own for own, _ in stated if own})
    if agreeing and all(math.isclose(own, total, abs_tol=TOLERANCE * others) for own, total in stated):
        return _Candidate(row["line_min"], others, agreeing)
    return None


def _judged(candidates: Sequence[_Candidate]) -> BlankTotals:
    strong = [one for one in candidates if one.others >= SEVERAL_ROWS or one.agreeing >= SEVERAL_NUMBERS]
    if strong:
        return BlankTotals(certain=tuple(one.line for one in candidates))
    return BlankTotals(doubtful=tuple(one.line for one in candidates))
