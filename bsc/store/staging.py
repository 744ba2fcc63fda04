"""The incoming rows as a view of the connection, and which of them the dataset cannot take."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import duckdb

from bsc.errors import Refused, near_miss
from bsc.model.shape import Scale
from bsc.model.words import ColumnType
from bsc.store.incoming import Days, Incoming
from bsc.store.lines import RejectedCell
from bsc.store.placing import Placing, Unit, portions
from bsc.store.shapes import DAYS, NUMBERS, SQL_TYPES
from bsc.store.statements import identifier, literal, statement, text

_ROLES = {Placing.KEY: "key", Placing.DAY: "time", Placing.LOOKUP: "lookup"}
_MISSING = {
    Placing.KEY: "is empty, so that the row has no key",
    Placing.DAY: "is empty, so that the row lies on no day",
    Placing.LOOKUP: "is empty, so that the row's day cannot be looked up",
}


@dataclass(frozen=True)
class Counts:
    """How many incoming rows there are, how many belong to a unit, and how many of these a later row replaces."""

    rows: int
    placed: int
    too_many: int
    days: tuple[date, ...]

    @property
    def unfit(self) -> int:
        """Return how many rows the dataset cannot take."""
        return self.rows - self.placed + self.too_many


def stage(cursor: duckdb.DuckDBPyConnection, incoming: Incoming, kinds: Mapping[str, ColumnType]) -> None:
    """Show the typed file as `incoming`, its columns in the types *kinds*."""
    names = [column.name for column in incoming.columns]
    shown = (
        f"cast({identifier(incoming.sources.get(name, name))} as {SQL_TYPES[kinds[name]]}) as {identifier(name)}"
        for name in names
    )
    typed = incoming.typed / "*.parquet" if incoming.typed.is_dir() else incoming.typed
    cursor.execute(statement("incoming", columns=", ".join(shown), typed=literal(str(typed))))


def known(cursor: duckdb.DuckDBPyConnection, incoming: Incoming) -> Incoming:
    """Return *incoming* with all said about its columns; what it does not say itself is looked up in `incoming`."""
    unknown = [column for column in incoming.columns if column.name not in incoming.filled]
    if not unknown:
        return incoming
    parts = []
    for column in unknown:
        name = identifier(column.name)
        ends = [f"cast({end}({name}) as double)" for end in ("min", "max")]
        parts += [f"count({name}) > 0", *(ends if column.type in NUMBERS else ["null", "null"])]
    values = cursor.execute(statement("known", known=", ".join(parts))).fetchall()[0]
    told = zip(unknown, values[::3], values[1::3], values[2::3], strict=True)
    found = {column.name: (filled, Scale("", low, high)) for column, filled, low, high in told}
    return replace(
        incoming,
        filled={**incoming.filled, **{name: filled for name, (filled, _) in found.items()}},
        scales={**{name: scale for name, (_, scale) in found.items()}, **incoming.scales},
    )


def counts(cursor: duckdb.DuckDBPyConnection, placed_by: Unit) -> Counts:
    """Return how many incoming rows are placed; the units that come more than once are `repeated` from here on."""
    days = placed_by.sql if placed_by.placing is Placing.DAY else "cast(null as date)"
    rows, placed, *ends = cursor.execute(statement("incoming_counts", unit=placed_by.sql, days=days)).fetchall()[0]
    too_many = 0
    if placed_by.one_row:
        cursor.execute(statement("repeated", unit=placed_by.sql))
        for portion in portions(placed_by, rows):
            cursor.execute(statement("insert_repeated", unit=placed_by.sql, portion=portion(placed_by.sql)))
        ((too_many,),) = cursor.execute(text("too_many")).fetchall()
    return Counts(rows, placed, too_many, tuple(day for day in ends if day is not None))


def span(incoming: Incoming, placed_by: Unit, counted: Counts) -> Days | None:
    """Return the first and last day of the file: of its rows and of the period that it states."""
    days = list(incoming.covers or incoming.period or ())
    if placed_by.placing is Placing.DAY:
        days = [*(incoming.covers or ()), *counted.days]
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


def set_apart(cursor: duckdb.DuckDBPyConnection, placed_by: Unit, counted: Counts) -> None:
    """Make `unfit` the incoming rows that the dataset cannot take, each with the reason."""
    cursor.execute(text("unfit"))
    columns = ", ".join(placed_by.columns)
    if counted.too_many:
        sql = statement("duplicates", key=placed_by.key_sql, unit=placed_by.sql)
        cursor.execute(sql, {"columns": columns})
    if counted.placed < counted.rows:
        reason = _MISSING[placed_by.placing]
        cursor.execute(statement("unplaced", unit=placed_by.sql), {"columns": columns, "reason": reason})


def first_unfit(cursor: duckdb.DuckDBPyConnection, limit: int) -> tuple[RejectedCell, ...]:
    """Return the first *limit* of the incoming rows that the dataset cannot take."""
    return tuple(RejectedCell(*row) for row in cursor.execute(text("first_unfit"), [limit]).fetchall())
