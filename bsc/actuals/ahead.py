"""Counting holistic aggregates ahead, for calendar periods, of all rows and of the single values of dimensions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import duckdb

from bsc.actuals.counted import ALL, GRAINS
from bsc.actuals.rollup import Spec
from bsc.actuals.statements import statement
from bsc.actuals.wanting import Wanted
from bsc.actuals.wholes import listed, spans, sql_of, sql_over_values
from bsc.formula import Holistic
from bsc.formula.writing import quoted
from bsc.model.periods import Period


@dataclass(frozen=True)
class Ahead:
    """Fills the counted table of a rollup that is being made or renewed; *few*: the dimensions with few values.

    When it is renewed, these are the dimensions that were counted before.
    """

    cursor: duckdb.DuckDBPyConnection
    wanted: Wanted
    spec: Spec
    few: set[str] | None

    def count(self, first_day: date | None, last_day: date | None) -> None:
        """Make the table and count every period from *first_day* to *last_day*."""
        self.cursor.execute(statement("make_counted", counted=self._table))
        if first_day is not None and last_day is not None:
            end = last_day + timedelta(days=1)
            calendar = self.wanted.calendar
            self._count(
                [period for grain in GRAINS for period in calendar.periods(first_day, end, grain)], self.few or ()
            )

    def renew(self, touched: Sequence[date]) -> None:
        """Count the periods anew that hold a day of *touched*."""
        calendar = self.wanted.calendar
        periods = sorted({calendar.period(day, grain) for grain in GRAINS for day in touched})
        counted = self.cursor.execute(statement("counted_dimensions", counted=self._table)).fetchall()
        starts = [[period.grain.value for period in periods], [period.start for period in periods]]
        self.cursor.execute(statement("forget_counted", counted=self._table), starts)
        self._count(periods, [name for (name,) in counted if name in self.spec.dimensions])

    @property
    def _table(self) -> str:
        return f"rollup.{quoted(self.spec.counted_table)}"

    def _count(self, periods: list[Period], few: Iterable[str]) -> None:
        for dimension in ("", *few):
            by_values: dict[str, list[Holistic]] = {}
            of_rows: list[Holistic] = []
            for each in self.wanted.holistic:
                kept = self.spec.values.get(each.values)
                if kept and (not dimension or dimension in kept.dimensions):
                    by_values.setdefault(each.values, []).append(each)
                else:
                    of_rows.append(each)
            for some in by_values.values():
                self._keep(dimension, some, periods, self._over_values(dimension, some))
            if of_rows:
                self._keep(dimension, of_rows, periods, self._over_rows(dimension, of_rows))

    def _over_rows(self, dimension: str, asked: Sequence[Holistic]) -> str:
        source = self.wanted.source
        return statement(
            "wholes",
            derived=source.derived,
            keys=f', {self.spec.dimensions[dimension]} as "of"' if dimension else "",
            key_names=', "of"' if dimension else "",
            wholes=listed(map(sql_of, asked)),
            source=source.rows,
            day=source.day,
            filters="true",
        )

    def _over_values(self, dimension: str, asked: Sequence[Holistic]) -> str:
        return statement(
            "values",
            keys=f', {quoted(self.spec.column(dimension))} as "of"' if dimension else "",
            key_names=', "of"' if dimension else "",
            values=f"rollup.{quoted(self.spec.values[asked[0].values].table)}",
            filters="true",
            wholes=listed(map(sql_over_values, asked)),
        )

    def _keep(self, dimension: str, asked: Sequence[Holistic], periods: Sequence[Period], sql: str) -> None:
        """Write what *sql* counts (a period's number, the dimension's value where there is one, a value for each)."""
        places = {key: place for place, key in enumerate(self.spec.counted)}
        columns: list[list[object]] = [[], [], [], [], [], []]
        for slot, *rest in self.cursor.execute(sql, spans(periods)).fetchall():
            value, results = (rest[0], rest[1:]) if dimension else (ALL[1], rest)
            if value is None:
                continue  # rows without a value of the dimension are let through by no filter
            for each, result in zip(asked, results, strict=True):
                period = periods[slot]
                row = (places[each.key], period.grain.value, period.start, dimension, value, result)
                for column, cell in zip(columns, row, strict=True):
                    column.append(cell)
        self.cursor.execute(statement("keep_counted", counted=self._table), columns)
