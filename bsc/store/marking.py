"""Which days of rollups a change of a dataset's rows touches, kept in the transaction that changes them.

Nothing is built anew here: a touched day is answered from the rows until somebody has the time to build it.
"""

import re
from collections.abc import Collection, Sequence
from fractions import Fraction

import duckdb

from bsc.model.shape import ColumnShape
from bsc.store.counting import touched_portions
from bsc.store.placing import Placing, Unit
from bsc.store.rollups import Rollup, drop, rollups
from bsc.store.shapes import rows_of
from bsc.store.statements import identifier, statement, text

MOST_DAYS = 366  # with more touched days than these, or a greater share, all of it is built anew as fast
MOST_SHARE = Fraction(1, 3)
_ALIASES = re.compile(r'"((?:[^"]|"")*)"\.')


class Marks:
    """The rollups of one dataset while its rows change.

    A rollup without tables is not marked: nothing is answered from it.
    """

    def __init__(self, cursor: duckdb.DuckDBPyConnection, dataset: str) -> None:
        """Find them; a rollup that reaches into *dataset* from elsewhere is dropped, for any of its days may change."""
        self._cursor = cursor
        self._dataset = dataset
        found = rollups(rows_of(cursor))
        for each in found:
            if dataset in each.reads:
                drop(cursor, each.id)
        self._own = [each for each in found if each.dataset == dataset and dataset not in each.reads and each.tables]
        self._by_rows = self._own

    def lose(self) -> None:
        """Drop them all."""
        for each in self._own:
            drop(self._cursor, each.id)
        self._own = self._by_rows = []

    def lose_if_changed(self, before: Collection[ColumnShape], now: Collection[ColumnShape]) -> None:
        """Drop them all when a column of *before* is gone *now*, or has another type."""
        shown = {(column.name, column.type) for column in now}
        if any((column.name, column.type) not in shown for column in before):
            self.lose()

    def units(self, placed_by: Unit) -> None:
        """Mark the touched units where they are days, the rollup's own; of others the rows are to be marked."""
        if placed_by.placing is Placing.WHOLE:
            self.lose()
        if placed_by.placing is not Placing.DAY:
            return
        days = _spellings(f'"row".{identifier(*placed_by.columns)}')
        for each in self._by_rows:
            if each.day in days:
                self._cursor.execute(statement("mark_units", rollup=f"{each.id:d}"))
        self._by_rows = [each for each in self._by_rows if each.day not in days]

    def rows_of(self, imports: Sequence[int], within: tuple[Unit, int] | None = None) -> None:
        """Mark the days of the rows of *imports* that count now; *within* the touched units, of so many rows."""
        listed = ", ".join(f"{number:d}" for number in imports)
        which = f'"row"."_import" in ({listed})'
        if within is None:
            self._mark(which)
        else:
            self.rows_within(*within, which)

    def rows_within(self, placed_by: Unit, units: int, which: str = "true") -> None:
        """Mark the days of the rows of the touched units that count now, some *units* in number."""
        unit = placed_by.sql_of(lambda name: f'"row".{identifier(name)}')
        for portion in touched_portions(self._cursor, placed_by, units):
            here = {"portion": portion(unit), "touched_portion": portion("_unit")}
            self._mark(statement("within_touched", which=which, unit=unit, **here))

    def close(self) -> None:
        """Drop those of which too many days are touched."""
        for each in self._own:
            ((touched,),) = self._cursor.execute(text("touched_days"), [each.id]).fetchall()
            if touched > MOST_DAYS or touched > MOST_SHARE * self._days(each):
                drop(self._cursor, each.id)

    def _mark(self, which: str) -> None:
        for each in self._by_rows:
            derived, source = each.derived, each.source
            if set(_ALIASES.findall(each.day)) == {"row"}:  # nothing is looked up for its day
                derived, source = "", f'{identifier("dataset", self._dataset)} as "row"'
            where = {"derived": derived, "source": source, "day": each.day, "which": which}
            self._cursor.execute(statement("mark_rows", rollup=f"{each.id:d}", **where))

    def _days(self, rollup: Rollup) -> int:
        by_day = self._cursor.execute(text("tables_by_day"), [list(rollup.tables)]).fetchall()
        counts = [statement("days_of_table", table=identifier("rollup", table)) for (table,) in by_day]
        return max((self._cursor.execute(sql).fetchall()[0][0] for sql in counts), default=MOST_DAYS)


def _spellings(column: str) -> set[str]:
    return {column, f"cast({column} as date)", f"{column}::date"}
