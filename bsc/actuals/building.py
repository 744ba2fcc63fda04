"""Building rollups from rows, and renewing the days that were touched; inside a transaction that the caller holds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import duckdb

from bsc.actuals.ahead import Ahead
from bsc.actuals.assembling import EVERY_ROW
from bsc.actuals.plan import MANY_ROWS
from bsc.actuals.rollup import Spec, ValueTable, calendar_of
from bsc.actuals.scanning import DAY, Scan, Source, names
from bsc.actuals.statements import statement
from bsc.actuals.wanting import Wanted
from bsc.formula import Holistic
from bsc.formula.writing import quoted
from bsc.store.rollups import Rollup

RowDefeats = duckdb.DataError  # what building raises for a row that cannot be computed
TooLarge = duckdb.OutOfMemoryException  # and where neither memory nor the disk has room for it
SHRINK = 10  # a table of a rollup that is not at least so many times smaller than its rows is left out
DAYS_LOOKED_AT = 32
FEW_VALUES = 50  # of a dimension: so many are counted ahead each


@dataclass(frozen=True)
class Extent:
    """How many rows have a day, on about how many days, and the first and last one."""

    rows: int
    days: int
    first_day: date | None
    last_day: date | None

    @property
    def every(self) -> int:
        """Return of how many days one is looked at to reckon how large a table would become: of few rows every day."""
        return max(self.days // DAYS_LOOKED_AT, 1) if self.rows >= MANY_ROWS else 1


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
            said = f"{extent.rows:,} rows lie on about {extent.days:,} days: a rollup would hardly be smaller"
            return self.left_out(said, extent.rows)
        spec = Spec(
            dimensions={name: self.wanted.dimensions[name] for name in dimensions},
            lookups=self.wanted.lookups,
            pieces=tuple(piece.key for piece in self.wanted.pieces),
            cube=self._table("c"),
            calendar=calendar_of(self.wanted.calendar),
            many_valued={name: sql for name, sql in self.wanted.dimensions.items() if name not in dimensions},
        )
        scan = Scan(self.wanted.source, self.wanted.pieces, _columns(spec))
        self._make(spec.cube, scan.sql)
        spec = replace(spec, values=dict(self._value_tables(spec, extent)))
        if self.wanted.holistic:
            few = [name for name, values in dimensions.items() if values <= FEW_VALUES]
            spec = replace(
                spec, counted=tuple(each.key for each in self.wanted.holistic), counted_table=self._table("k")
            )
            Ahead(self.cursor, self.wanted, spec).count(extent.first_day, extent.last_day, few)
        return self._rollup(spec, extent.rows)

    def left_out(self, why: str, rows: int) -> Rollup:
        """Return the rollup without tables, with the reason *why* there are none for its *rows* rows."""
        wanted = self.wanted
        spec = Spec(
            pieces=tuple(each.key for each in wanted.pieces),
            counted=tuple(each.key for each in wanted.holistic),
            calendar=calendar_of(wanted.calendar),
            left_out=why,
        )
        return self._rollup(spec, rows)

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
                Ahead(self.cursor, self.wanted, spec).renew(touched)
        return self._cells(rollup.tables), self._rows(spec)

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
        bare = self.wanted.bare
        sql = statement("extent", derived=bare.derived, day=bare.day, source=bare.rows)
        ((rows, days, first, last),) = self.cursor.execute(sql).fetchall()
        return Extent(rows, days, first, last)

    def _dimensions(self, extent: Extent) -> dict[str, int] | None:
        """Return the dimensions that the cube tells apart with how many values each has; None: no cube would shrink.

        As many as let it shrink, the small ones first: a dimension with very many values (campaigns) would make as many
        cells as rows; who filters by it asks the rows.
        """
        rows = max(extent.rows, self.wanted.behind)
        if extent.days * self.shrink > rows:
            return None
        every = list(self.wanted.dimensions)
        counts = self._cells_of_some([f"approx_count_distinct({quoted(each)})" for each in every], {}, extent)
        values = dict(zip(every, (count // extent.every for count in counts), strict=True))
        ordered = sorted(every, key=lambda name: (values[name], name))
        ways = [[DAY, *ordered[:count]] for count in range(1, len(ordered) + 1)]
        cells = self._cells_of_some(list(map(_groups, ways)), {}, extent)
        fitting = [count for count, each in enumerate(cells, start=1) if each * self.shrink <= rows]
        return {name: values[name] for name in ordered[: max(fitting, default=0)]}

    def _value_tables(self, spec: Spec, extent: Extent) -> Iterable[tuple[str, ValueTable]]:
        """Make a table for the values of each holistic aggregate that shrink, with the dimensions or without."""
        asked = self._by_values()
        every = list(spec.dimensions)
        ways = [(n, some) for n in range(len(asked)) for some in ([every, []] if every else [[]])]
        counts = [
            each
            for n, some in ways
            for each in (f'count("v{n}")', f'{_groups([DAY, *some, f"v{n}"])} filter (where "v{n}" is not null)')
        ]
        found = self._cells_of_some(counts, {f"v{n}": _valued(each) for n, each in enumerate(asked)}, extent)
        taken: set[int] = set()
        for (number, some), rows, cells in zip(ways, found[::2], found[1::2], strict=True):
            if number in taken or not rows or cells * self.shrink > rows:
                continue
            taken.add(number)
            kept = ValueTable(self._table(f"v{number}_"), tuple(some))
            self._make(kept.table, _occurring(self.wanted.source, asked[number], _some(spec, kept)))
            yield asked[number].values, kept

    def _cells_of_some(self, counts: Sequence[str], values: Mapping[str, str], extent: Extent) -> list[int]:
        """Return what *counts* (SQL over dimensions and *values*) come to, as reckoned from the rows of some days."""
        if not counts:
            return []
        source = self.wanted.source
        sql = statement(
            "cells",
            derived=source.derived,
            day=source.day,
            keys=_named({**self.wanted.dimensions, **values}),
            source=source.rows,
            every=str(extent.every),
            cells=", ".join(counts),
        )
        ((*found,),) = self.cursor.execute(sql).fetchall()
        return [count * extent.every for count in found]

    def _by_values(self) -> list[Holistic]:
        """Return one holistic aggregate for each kind of values."""
        return list({each.values: each for each in self.wanted.holistic}.values())

    def _table(self, kind: str) -> str:
        self.tables.append(f"{kind}{self.number}")
        return self.tables[-1]

    def _make(self, table: str, sql: str) -> None:
        self.cursor.execute(f"create table rollup.{quoted(table)} as {sql}")

    def _replace(self, table: str, days: Sequence[date], sql: str, values: Sequence[object]) -> None:
        name = f"rollup.{quoted(table)}"
        self.cursor.execute(f'delete from {name} where "day" in (select unnest(?::date[]))', [list(days)])  # noqa: S608 -- our own name
        self.cursor.execute(f"insert into {name} by name {sql}", list(values))

    def _rows(self, spec: Spec) -> int:
        """Return how many rows went into the cube."""
        counted = names(spec.pieces.index(EVERY_ROW.key)).value
        sql = f"select coalesce(sum({quoted(counted)}), 0)::bigint from rollup.{quoted(spec.cube)}"  # noqa: S608 -- our own names
        ((rows,),) = self.cursor.execute(sql).fetchall()
        return int(rows)

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
