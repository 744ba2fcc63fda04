"""Building rollups from rows, and renewing the days that were touched; inside a transaction that the caller holds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import duckdb

from bsc.actuals.ahead import Ahead
from bsc.actuals.rollup import Spec, ValueTable, calendar_of
from bsc.actuals.scanning import DAY, Scan, Source
from bsc.actuals.statements import statement
from bsc.actuals.wanting import Wanted
from bsc.formula import Holistic
from bsc.formula.writing import quoted
from bsc.store.rollups import Rollup

RowDefeats = duckdb.DataError  # what building raises for a row that cannot be computed
SHRINK = 10  # a table of a rollup that is not at least so many times smaller than its rows is left out
FEW_VALUES = 50  # of a dimension: so many are counted ahead each


@dataclass(frozen=True)
class Extent:
    """How many rows there are, on how many days, the first and last one, and about how many values a dimension has."""

    rows: int
    days: int
    first_day: date | None
    last_day: date | None
    values: Mapping[str, int]


@dataclass
class Builder:
    """Builds the rollup *number* that is *wanted*; what it has made is in `tables`."""

    cursor: duckdb.DuckDBPyConnection
    wanted: Wanted
    number: int
    shrink: int = SHRINK
    tables: list[str] = field(default_factory=list)

    def build(self) -> Rollup:
        """Return the rollup, its tables made; without tables where they would not shrink the rows, saying so."""
        extent = self._extent()
        dimensions = self._dimensions(extent)
        if dimensions is None:
            said = f"{extent.rows:,} rows lie on {extent.days:,} days: a rollup would hardly be smaller"
            return self.left_out(said, extent.rows)
        spec = Spec(
            dimensions={name: self.wanted.dimensions[name] for name in dimensions},
            lookups=self.wanted.lookups,
            pieces=tuple(piece.key for piece in self.wanted.pieces),
            cube=self._table("c"),
            calendar=calendar_of(self.wanted.calendar),
        )
        scan = Scan(self.wanted.source, self.wanted.pieces, _columns(spec))
        self._make(spec.cube, scan.sql)
        spec = replace(spec, values=dict(self._value_tables(spec)))
        if self.wanted.holistic:
            few = {name for name in dimensions if extent.values[name] <= FEW_VALUES}
            spec = replace(
                spec, counted=tuple(each.key for each in self.wanted.holistic), counted_table=self._table("k")
            )
            Ahead(self.cursor, self.wanted, spec, few).count(extent.first_day, extent.last_day)
        return self._rollup(spec, extent.rows)

    def left_out(self, why: str, rows: int) -> Rollup:
        """Return the rollup without tables, with the reason *why* there are none for its *rows* rows."""
        return self._rollup(Spec(left_out=why, calendar=calendar_of(self.wanted.calendar)), rows)

    def renew(self, rollup: Rollup) -> tuple[int, int]:
        """Renew the touched days of *rollup*, which holds what is wanted; return its cells and rows."""
        spec = Spec.read(rollup.spec)
        touched = sorted(rollup.touched)
        if spec.cube:
            source = _only(self.wanted.source, touched)
            self._replace(spec.cube, touched, Scan(source, self.wanted.pieces, _columns(spec)).sql, source.values)
            for asked in self._by_values():
                if kept := spec.values.get(asked.values):
                    sql = _occurring(source, asked, _some(spec, kept))
                    self._replace(kept.table, touched, sql, source.values)
            if spec.counted_table:
                Ahead(self.cursor, self.wanted, spec, None).renew(touched)
        return self._cells(rollup.tables), self._extent().rows

    def _rollup(self, spec: Spec, rows: int) -> Rollup:
        wanted = self.wanted
        return Rollup(
            id=self.number,
            dataset=wanted.dataset,
            reads=wanted.reads,
            fingerprint=wanted.fingerprint,
            spec=spec.written(),
            day=wanted.source.day,
            source=wanted.source.rows,
            derived=wanted.source.derived,
            tables=tuple(self.tables),
            cells=self._cells(self.tables),
            rows=rows,
        )

    def _extent(self) -> Extent:
        names = list(self.wanted.dimensions)
        found = self._one(
            "extent",
            keys=_named(self.wanted.dimensions),
            counts="".join(f", approx_count_distinct({quoted(name)})" for name in names),
        )
        rows, days, first, last, *values = found
        return Extent(rows, days, first, last, dict(zip(names, values, strict=True)))

    def _dimensions(self, extent: Extent) -> list[str] | None:
        """Return the dimensions that the cube tells apart: as many as let it shrink, the small ones first; None: none.

        A dimension with very many values (campaigns) would make as many cells as rows; who filters by it asks the rows.
        """
        rows = max(extent.rows, self.wanted.behind)
        if extent.days * self.shrink > rows:
            return None
        ordered = sorted(extent.values, key=lambda name: (extent.values[name], name))
        if not ordered:
            return []
        ways = [[DAY, *ordered[:count]] for count in range(1, len(ordered) + 1)]
        cells = self._one("cells", keys=_named(self.wanted.dimensions), cells=", ".join(map(_groups, ways)))
        fitting = [count for count, each in enumerate(cells, start=1) if each * self.shrink <= rows]
        return ordered[: max(fitting, default=0)]

    def _value_tables(self, spec: Spec) -> Iterable[tuple[str, ValueTable]]:
        """Make a table for the values of each holistic aggregate that shrink, with the dimensions or without."""
        asked = self._by_values()
        if not asked:
            return
        every = list(spec.dimensions)
        keys = _named({**spec.dimensions, **{f"v{n}": _valued(each) for n, each in enumerate(asked)}})
        ways = [(n, some) for n in range(len(asked)) for some in ([every, []] if every else [[]])]
        counts = [
            f'count("v{n}"), {_groups([DAY, *some, f"v{n}"])} filter (where "v{n}" is not null)' for n, some in ways
        ]
        found = self._one("cells", keys=keys, cells=", ".join(counts))
        taken: set[int] = set()
        for (number, some), rows, cells in zip(ways, found[::2], found[1::2], strict=True):
            if number in taken or not rows or cells * self.shrink > rows:
                continue
            taken.add(number)
            kept = ValueTable(self._table(f"v{number}_"), tuple(some))
            self._make(kept.table, _occurring(self.wanted.source, asked[number], _some(spec, kept)))
            yield asked[number].values, kept

    def _by_values(self) -> list[Holistic]:
        """Return one holistic aggregate for each kind of values."""
        return list({each.values: each for each in self.wanted.holistic}.values())

    def _one(self, name: str, **blanks: str) -> tuple[Any, ...]:
        source = self.wanted.source
        sql = statement(name, derived=source.derived, day=source.day, source=source.rows, **blanks)
        ((*found,),) = self.cursor.execute(sql).fetchall()
        return tuple(found)

    def _table(self, kind: str) -> str:
        self.tables.append(f"{kind}{self.number}")
        return self.tables[-1]

    def _make(self, table: str, sql: str) -> None:
        self.cursor.execute(f"create table rollup.{quoted(table)} as {sql}")

    def _replace(self, table: str, days: Sequence[date], sql: str, values: Sequence[object]) -> None:
        name = f"rollup.{quoted(table)}"
        self.cursor.execute(f'delete from {name} where "day" in (select unnest(?::date[]))', [list(days)])  # noqa: S608 -- our own name
        self.cursor.execute(f"insert into {name} by name {sql}", list(values))

    def _cells(self, tables: Iterable[str]) -> int:
        counts = (self.cursor.execute(f"select count(*) from rollup.{quoted(each)}").fetchall() for each in tables)  # noqa: S608 -- our own name
        return sum(count for ((count,),) in counts)


def _columns(spec: Spec) -> dict[str, str]:
    """Return the dimensions as columns of a rollup's tables: name → SQL over rows."""
    return {spec.column(name): sql for name, sql in spec.dimensions.items()}


def _some(spec: Spec, kept: ValueTable) -> dict[str, str]:
    return {spec.column(name): spec.dimensions[name] for name in kept.dimensions}


def _occurring(source: Source, asked: Holistic, keys: Mapping[str, str]) -> str:
    conditions = " and ".join(f"({each})" for each in (source.filters, *asked.conditions))
    return statement(
        "occurring",
        derived=source.derived,
        day=source.day,
        keys=_named(keys),
        key_names="".join(f", {quoted(name)}" for name in keys),
        value=asked.argument,
        source=source.rows,
        filters=conditions,
    )


def _only(source: Source, days: Sequence[date]) -> Source:
    """Return the rows of *source* that lie on *days*; the bounds let the engine skip the others unread."""
    day = source.day
    bounds = f"{day} >= ?::date and {day} < ?::date + 1"
    within = f"{bounds} and cast({day} as date) in (select unnest(?::date[]))"
    return replace(source, filters=within, values=(days[0], days[-1], list(days)))


def _valued(asked: Holistic) -> str:
    conditions = " and ".join(f"({each})" for each in asked.conditions)
    return f"case when {conditions} then {asked.argument} end" if conditions else asked.argument


def _named(columns: Mapping[str, str]) -> str:
    return "".join(f", {sql} as {quoted(name)}" for name, sql in columns.items())


def _groups(names: Sequence[str]) -> str:
    return f"approx_count_distinct(hash({', '.join(map(quoted, names))}))"
