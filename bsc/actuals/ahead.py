"""Counting holistic aggregates ahead, for calendar periods, of all rows and of the single values of dimensions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import duckdb

from bsc.actuals.counted import ALL, GRAINS
from bsc.actuals.rollup import Spec
from bsc.actuals.statements import statement
from bsc.actuals.wanting import Wanted
from bsc.actuals.wholes import listed, spans, sql_over_values
from bsc.formula import Holistic, Whole
from bsc.formula.writing import quoted
from bsc.model.periods import Grain, Period

VALUE = quoted("value")


@dataclass(frozen=True)
class Ahead:
    """Fills the counted table of a rollup that is being made or renewed.

    Where values are not kept by day, they are gathered from the rows first, of different values each once by week and
    once by month, and every period is counted from these: the rows are not read again for each period and dimension.
    """

    cursor: duckdb.DuckDBPyConnection
    wanted: Wanted
    spec: Spec

    def count(self, first_day: date | None, last_day: date | None, few: Sequence[str]) -> None:
        """Make the table and count every period from *first_day* to *last_day*, for the dimensions *few* as well."""
        self.cursor.execute(statement("make_counted", counted=self._table))
        if first_day is not None and last_day is not None:
            end = last_day + timedelta(days=1)
            calendar = self.wanted.calendar
            self._count([period for grain in GRAINS for period in calendar.periods(first_day, end, grain)], few)

    def renew(self, touched: Sequence[date]) -> None:
        """Count the periods anew that hold a day of *touched*, for the dimensions that were counted before."""
        calendar = self.wanted.calendar
        periods = sorted({calendar.period(day, grain) for grain in GRAINS for day in touched})
        counted = self.cursor.execute(statement("counted_dimensions", counted=self._table)).fetchall()
        starts = [[period.grain.value for period in periods], [period.start for period in periods]]
        self.cursor.execute(statement("forget_counted", counted=self._table), starts)
        self._count(periods, sorted(name for (name,) in counted))

    @property
    def _table(self) -> str:
        return f"rollup.{quoted(self.spec.counted_table)}"

    def _count(self, periods: Sequence[Period], few: Sequence[str]) -> None:
        by_values: dict[tuple[str, bool], list[Holistic]] = {}
        for each in self.wanted.holistic:
            by_values.setdefault((each.values, each.whole is Whole.DIFFERENT), []).append(each)
        for (values, different), asked in by_values.items():
            kept = self.spec.values.get(values)
            if kept and set(few) <= set(kept.dimensions):
                wholes = listed(map(sql_over_values, asked))
                over = {"values": f"rollup.{quoted(kept.table)}", "filters": "true", "wholes": wholes}
                self._keep("values", asked, periods, few, **over)
                continue
            wholes = listed(f"({each.over(VALUE)})::double" for each in asked)
            for grains in ((Grain.WEEK,), (Grain.MONTH, Grain.QUARTER, Grain.YEAR)) if different else (GRAINS,):
                some = [period for period in periods if period.grain in grains]
                self._gather(asked[0], some, grains[0] if different else Grain.DAY, few)
                self._keep("over_gathered", asked, some, few, wholes=wholes)

    def _gather(self, asked: Holistic, periods: Sequence[Period], stretch: Grain, few: Sequence[str]) -> None:
        """Gather the values of *asked* from the rows in *periods*: by day all, by a longer *stretch* each once."""
        source, calendar = self.wanted.source, self.wanted.calendar
        days = sorted({each.start + timedelta(days=n) for each in periods for n in range(each.days)})
        keys = {self.spec.column(name): self.spec.dimensions[name] for name in few}
        sql = statement(
            "gathered",
            derived=source.derived,
            keys="".join(f", {key} as {quoted(name)}" for name, key in keys.items()),
            key_names="".join(f", {quoted(name)}" for name in keys),
            value=asked.argument,
            source=source.rows,
            day=source.day,
            filters=" and ".join(f"({each})" for each in asked.conditions) or "true",
            once="" if stretch is Grain.DAY else "distinct",
        )
        self.cursor.execute(sql, [[calendar.period(day, stretch).start for day in days], days])

    def _keep(
        self, name: str, asked: Sequence[Holistic], periods: Sequence[Period], few: Sequence[str], **blanks: str
    ) -> None:
        """Write what the statement *name* counts: for all rows, then by each of the dimensions *few*."""
        for dimension in ("", *few):
            keys = f', {quoted(self.spec.column(dimension))} as "of"' if dimension else ""
            sql = statement(name, keys=keys, key_names=', "of"' if dimension else "", **blanks)
            self._write(dimension, asked, periods, self.cursor.execute(sql, spans(periods)).fetchall())

    def _write(
        self, dimension: str, asked: Sequence[Holistic], periods: Sequence[Period], counted: Iterable[Sequence[Any]]
    ) -> None:
        """Write what was counted: a period's number, the dimension's value where there is one, a value for each."""
        places = {key: place for place, key in enumerate(self.spec.counted)}
        columns: list[list[object]] = [[], [], [], [], [], []]
        for slot, *rest in counted:
            value, results = (rest[0], rest[1:]) if dimension else (ALL[1], rest)
            if value is None:
                continue  # rows without a value of the dimension are let through by no filter
            for each, result in zip(asked, results, strict=True):
                period = periods[slot]
                row = (places[each.key], period.grain.value, period.start, dimension, value, result)
                for column, cell in zip(columns, row, strict=True):
                    column.append(cell)
        self.cursor.execute(statement("keep_counted", counted=self._table), columns)
