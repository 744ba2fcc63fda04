"""What the datasets hold, as the imports that count left it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from types import MappingProxyType
from typing import Any

import duckdb

from bsc.model.definitions import Dataset, Scorecard
from bsc.model.shape import ColumnShape, DatasetShape, column_name
from bsc.model.words import ColumnType
from bsc.store.placing import lookup_of_time
from bsc.store.statements import identifier, statement, text

Rows = Callable[..., list[tuple[Any, ...]]]


def rows_of(cursor: duckdb.DuckDBPyConnection) -> Rows:
    """Return what gives the rows of a query in the transaction of *cursor*."""
    return lambda sql, parameters=(): cursor.execute(sql, list(parameters)).fetchall()


SQL_TYPES = {
    ColumnType.INTEGER: "bigint",
    ColumnType.NUMBER: "double",
    ColumnType.DATE: "date",
    ColumnType.TIMESTAMP: "timestamp",
    ColumnType.BOOLEAN: "boolean",
    ColumnType.TEXT: "varchar",
}
DAYS = (ColumnType.DATE, ColumnType.TIMESTAMP)
NUMBERS = (ColumnType.INTEGER, ColumnType.NUMBER)
_WIDER = {
    frozenset((ColumnType.INTEGER, ColumnType.NUMBER)): ColumnType.NUMBER,
    frozenset((ColumnType.DATE, ColumnType.TIMESTAMP)): ColumnType.TIMESTAMP,
}


def wider(one: ColumnType, other: ColumnType) -> ColumnType | None:
    """Return the type that holds the values of both without loss, or None when there is none but text."""
    return one if one is other else _WIDER.get(frozenset((one, other)))


@dataclass(frozen=True)
class Day:
    """The SQL of a row's day, and of the join that reaches it where it lies in another dataset."""

    sql: str
    joined: str = ""


NO_DAY = Day("cast(null as date)")


@dataclass(frozen=True)
class SeenColumn:
    """A column as the imports that count have it, and whether any of them holds a value in it."""

    shape: ColumnShape
    filled: bool


def columns_that_count(rows: Rows, dataset: str | None = None) -> dict[str, tuple[ColumnShape, ...]]:
    """Return the columns of every dataset that has an import that counts, in the order in which they came.

    With *dataset*, only those of that one.
    """
    seen = seen_columns(rows, dataset)
    return {name: tuple(column.shape for column in columns.values()) for name, columns in seen.items()}


def seen_columns(rows: Rows, dataset: str | None = None) -> dict[str, dict[str, SeenColumn]]:
    """Return the same by stored name: each column under its newest header, in the type that holds all its values."""
    found: dict[str, dict[str, SeenColumn]] = {}
    for of, name, label, filled, newest in rows(text("shape_columns"), [dataset]):
        kind = _widest([ColumnType(each) for each in filled]) if filled else ColumnType(newest)
        found.setdefault(of, {})[name] = SeenColumn(ColumnShape(name, label, kind), bool(filled))
    return found


def _widest(kinds: Sequence[ColumnType]) -> ColumnType:
    """Return the type that holds the values of all; a column without any value says nothing about its type."""
    return reduce(lambda one, other: wider(one, other) or ColumnType.TEXT, kinds)


def shapes(
    rows: Rows, scorecard: Scorecard, known: Mapping[str, DatasetShape] = MappingProxyType({})
) -> dict[str, DatasetShape]:
    """Return what every dataset holds that has an import that counts; the days are those of its time column.

    The rows of datasets whose shape is *known* are not counted.
    """
    columns = columns_that_count(rows)
    datasets = {dataset.id: dataset for dataset in scorecard.datasets}
    stated = {dataset: (first, last) for dataset, first, last in rows(text("covered_days"))}
    found = {}
    for name, of_dataset in columns.items():
        if name in known:
            found[name] = known[name]
            continue
        day = day_sql(datasets.get(name), datasets, columns) or NO_DAY
        view = identifier("dataset", name)
        count = statement("count_of", dataset=view) if day.joined else "count(*)"
        sql = statement("shape", count=count, dataset=view, day=day.sql, joined=day.joined)
        number, first, last = rows(sql)[0]
        days = _union((first, last), stated.get(name, (None, None)))
        found[name] = DatasetShape(name, of_dataset, number, *days)
    return found


def redefined(before: Scorecard, now: Scorecard) -> set[str]:
    """Return the datasets whose definition is new, changed or gone."""
    old, new = ({dataset.id: dataset for dataset in each.datasets} for each in (before, now))
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def timed_by(scorecard: Scorecard, targets: Collection[str]) -> set[str]:
    """Return the datasets that look their day up in one of *targets*."""
    timed = (dataset for dataset in scorecard.datasets if lookup_of_time(dataset))
    return {dataset.id for dataset in timed if (dataset.time or "").partition(".")[0] in targets}


def _union(
    one: tuple[date | None, date | None], other: tuple[date | None, date | None]
) -> tuple[date | None, date | None]:
    firsts = [day for day in (one[0], other[0]) if day]
    lasts = [day for day in (one[1], other[1]) if day]
    return min(firsts, default=None), max(lasts, default=None)


def day_sql(
    dataset: Dataset | None, datasets: Mapping[str, Dataset], columns: Mapping[str, tuple[ColumnShape, ...]]
) -> Day | None:
    """Return the SQL of a row's day, and of the join that reaches it where it lies in another dataset; None for no day.

    The row's own table is `r`.
    """
    if dataset is None or dataset.time is None:
        return None
    through = lookup_of_time(dataset)
    if not through:
        own = f"r.{identifier(column_name(dataset.time))}"
        return Day(own) if _is_day(columns[dataset.id], dataset.time) else None
    target_name, _, time = dataset.time.partition(".")
    target = datasets.get(target_name)
    if target is None or len(target.key) != len(through) or not _is_day(columns.get(target_name, ()), time):
        return None
    kinds = {c.name: c.type for c in columns[dataset.id]}, {c.name: c.type for c in columns[target_name]}
    meets = []
    for ours, theirs in zip(through, map(column_name, target.key), strict=True):
        if ours not in kinds[0] or theirs not in kinds[1]:
            return None
        cast = "" if wider(kinds[0][ours], kinds[1][theirs]) else "::varchar"
        meets.append(f"r.{identifier(ours)}{cast} = t.{identifier(theirs)}{cast}")
    on = " and ".join(meets)
    joined = f"join {identifier('dataset', target_name)} as t on {on}"
    return Day(f"t.{identifier(column_name(time))}", joined)


def _is_day(columns: Sequence[ColumnShape], name: str) -> bool:
    return any(column.name == column_name(name) and column.type in DAYS for column in columns)
