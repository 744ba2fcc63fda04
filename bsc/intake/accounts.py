"""Rows that are totals without saying so: a blank name beside numbers that the named rows of the day add up to."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bsc.intake.typed import LINE

TOTAL = r"(?i)^\s*((grand|account|overall)\s+)?(totals?|gesamt|summe|total général)\s*$"
TOLERANCE = 0.006  # of a unit, for each row: figures are rounded to cents
STRONG = 2  # numbers that agree, or rows that add up: one of each could be chance
Key = tuple[object, ...]


@dataclass(frozen=True)
class BlankTotals:
    """Lines of rows that are totals without a name, and lines that equal a total but could as well be a row."""

    certain: tuple[int, ...] = ()
    doubtful: tuple[int, ...] = ()


def blank_totals(path: Path, texts: Sequence[str], numbers: Sequence[str], day: str | None) -> BlankTotals:
    """Return the rows in *path* that are totals of the other rows of their day.

    *texts*, *numbers* (the addable ones) and *day* are stored names. Such a row has no name where others have one (or
    is called "Total"), and each of its numbers is the sum of the other rows with the same day and labels (texts that
    never are blank).
    """
    if not texts or not numbers or not _may_hold_blanks(path, texts):
        return BlankTotals()
    rows = pq.read_table(path, columns=list(dict.fromkeys([*texts, *numbers, *([day] if day else []), LINE])))
    blanks = {name: _blank(rows[name]) for name in texts}
    names = [name for name in texts if 0 < pc.sum(blanks[name]).as_py() < rows.num_rows]
    if not names:
        return BlankTotals()
    nameless = blanks[names[0]]
    for name in names[1:]:
        nameless = pc.and_(nameless, blanks[name])
    labels = [name for name in texts if not pc.any(blanks[name]).as_py()]
    return _judged(_summed(rows, nameless, [*([day] if day else []), *labels], day, numbers))


def _may_hold_blanks(path: Path, texts: Sequence[str]) -> bool:
    """Return whether a text column of the file is blank or says "Total" anywhere."""
    with pq.ParquetFile(path) as file:
        return any(
            pc.any(_blank(batch.column(name))).as_py()
            for batch in file.iter_batches(columns=list(texts))
            for name in texts
        )


def _blank(cells: pa.Array) -> pa.Array:
    return pc.or_(pc.is_null(cells), pc.fill_null(pc.match_substring_regex(cells, TOTAL), fill_value=False))


@dataclass(frozen=True)
class _Candidate:
    line: int
    others: int
    agreeing: int


def _summed(
    rows: pa.Table, nameless: pa.Array, keys: Sequence[str], day: str | None, numbers: Sequence[str]
) -> list[_Candidate]:
    """Return the nameless rows, one a group at most, whose numbers are the sums of the named rows of their group."""
    group = {key: pc.cast(rows[key], pa.date32()) if key == day else rows[key] for key in keys} or {
        "all": pa.repeat(0, rows.num_rows)
    }
    figures = {f"n{place}": pc.cast(rows[name], pa.float64()) for place, name in enumerate(numbers)}
    grouped = pa.table({**{f"k{place}": column for place, column in enumerate(group.values())}, **figures})
    keyed = [f"k{place}" for place in range(len(group))]
    named = grouped.filter(pc.invert(nameless)).group_by(keyed)
    added = named.aggregate([*((figure, "sum") for figure in figures), ([], "count_all")])
    sums = _by_key(added, keyed, [f"{figure}_sum" for figure in figures])
    others = {key: int(found[0] or 0) for key, found in _by_key(added, keyed, ["count_all"]).items()}
    alone = grouped.append_column("line", rows[LINE]).filter(nameless)
    return _agreeing(alone, keyed, list(figures), sums, others)


def _by_key(table: pa.Table, keys: Sequence[str], values: Sequence[str]) -> dict[Key, list[float | None]]:
    columns = [table[name].to_pylist() for name in [*keys, *values]]
    return {tuple(row[: len(keys)]): list(row[len(keys) :]) for row in zip(*columns, strict=True)}


def _agreeing(
    alone: pa.Table, keys: Sequence[str], figures: Sequence[str],
    sums: Mapping[Key, Sequence[float | None]], others: Mapping[Key, int],
) -> list[_Candidate]:  # fmt: skip
    seen: dict[Key, list[_Candidate | None]] = {}
    for row in alone.to_pylist():
        key = tuple(row[name] for name in keys)
        count = others.get(key, 0)
        pairs = [(row[figure], total) for figure, total in zip(figures, sums.get(key, []), strict=False)]
        stated = [(own, total or 0.0) for own, total in pairs if own is not None]
        fits = count and stated and all(math.isclose(own, total, abs_tol=TOLERANCE * count) for own, total in stated)
        agreeing = sum(own != 0 for own, _ in stated)
        seen.setdefault(key, []).append(_Candidate(row["line"], count, agreeing) if fits and agreeing else None)
    return [found[0] for found in seen.values() if len(found) == 1 and found[0] is not None]


def _judged(candidates: Sequence[_Candidate]) -> BlankTotals:
    strong = [one for one in candidates if one.others >= STRONG or one.agreeing >= STRONG]
    if strong:
        return BlankTotals(certain=tuple(one.line for one in candidates))
    return BlankTotals(doubtful=tuple(one.line for one in candidates))
