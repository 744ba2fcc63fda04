"""The incoming rows as a table of the transaction, and which of them the dataset cannot take."""

from collections.abc import Iterator, Mapping, Sequence

import duckdb

from bsc.errors import Refused, near_miss
from bsc.model.shape import ColumnShape
from bsc.model.words import ColumnType
from bsc.store.incoming import Days, Incoming
from bsc.store.lines import RejectedCell
from bsc.store.placing import Placing, Unit
from bsc.store.shapes import DAYS, SQL_TYPES
from bsc.store.statements import identifier, literal, statement

_ROLES = {Placing.KEY: "key", Placing.DAY: "time", Placing.LOOKUP: "lookup"}
_MISSING = {
    Placing.KEY: "is empty, so that the row has no key",
    Placing.DAY: "is empty, so that the row lies on no day",
    Placing.LOOKUP: "is empty, so that the row's day cannot be looked up",
}


def stage(cursor: duckdb.DuckDBPyConnection, incoming: Incoming, kinds: Mapping[str, ColumnType]) -> None:
    """Show the typed file as `incoming`, its columns in the types *kinds*."""
    names = [column.name for column in incoming.columns]
    shown = (
        f"cast({identifier(incoming.sources.get(name, name))} as {SQL_TYPES[kinds[name]]}) as {identifier(name)}"
        for name in names
    )
    cursor.execute(statement("incoming", columns=", ".join(shown), typed=literal(str(incoming.typed))))


def filled(cursor: duckdb.DuckDBPyConnection, columns: Sequence[ColumnShape]) -> dict[str, bool]:
    """Return for each of the incoming *columns* whether it holds any value."""
    counts = ", ".join(f"count({identifier(column.name)}) > 0" for column in columns)
    flags = cursor.execute(statement("filled", filled=counts)).fetchall()[0]
    return {column.name: flag for column, flag in zip(columns, flags, strict=True)}


def span(cursor: duckdb.DuckDBPyConnection, incoming: Incoming, placed_by: Unit) -> Days | None:
    """Return the first and last day of the file: of its rows and of the period that it states."""
    days = list(incoming.covers or incoming.period or ())
    if placed_by.placing is Placing.DAY:
        days = list(incoming.covers or ())
        found = cursor.execute(statement("span", time=identifier(*placed_by.columns))).fetchall()[0]
        days += [day for day in found if day is not None]
    return (min(days), max(days)) if days else None


def refuse_unplaceable(incoming: Incoming, placed_by: Unit) -> None:
    """Refuse a file that lacks a column by which its rows are placed, or whose time column holds no dates."""
    kinds = {column.name: column for column in incoming.columns}
    for name in placed_by.columns:
        if name not in kinds:
            message = (
                f"{incoming.file} has no column `{name}`, the {_ROLES[placed_by.placing]} column of the dataset "
                f"`{incoming.dataset.id}` – {near_miss(name, kinds)}; choose another dataset, or say which column it is"
            )
            raise Refused(message)
        if placed_by.placing is Placing.DAY and kinds[name].type not in DAYS:
            message = (
                f'column "{kinds[name].label}" of {incoming.file} is {kinds[name].type}, but places the rows of '
                f"`{incoming.dataset.id}` in time – write `columns: {{{name}: date}}` in the dataset's definition to "
                "see which of its cells are no dates, or choose another time column"
            )
            raise Refused(message)


def duplicates(cursor: duckdb.DuckDBPyConnection, placed_by: Unit) -> Iterator[RejectedCell]:
    """Yield the incoming rows whose key comes again further down in the same file."""
    if not placed_by.one_row:
        return
    found = cursor.execute(statement("duplicates", key=placed_by.key_sql, unit=placed_by.sql)).fetchall()
    for line, key, last_line in found:
        reason = f"the same key comes again in line {last_line}, which counts"
        yield RejectedCell(line, ", ".join(placed_by.columns), key, reason)


def unplaced(cursor: duckdb.DuckDBPyConnection, placed_by: Unit) -> Iterator[RejectedCell]:
    """Yield the incoming rows that lack what places them: their key or their day."""
    if placed_by.placing is Placing.WHOLE:
        return
    for (line,) in cursor.execute(statement("unplaced", unit=placed_by.sql)).fetchall():
        yield RejectedCell(line, ", ".join(placed_by.columns), "", _MISSING[placed_by.placing])
