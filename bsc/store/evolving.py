"""How a dataset's columns grow from file to file: new ones are added, types widen, nothing is lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from bsc.errors import Refused
from bsc.model.shape import ColumnShape, column_name
from bsc.model.words import ColumnType
from bsc.store.incoming import Incoming
from bsc.store.shapes import SQL_TYPES, SeenColumn, columns_that_count, seen_columns, wider
from bsc.store.statements import identifier, statement, text

EXACT_IN_A_DOUBLE = 2**53


@dataclass(frozen=True)
class Evolution:
    """The columns of a dataset with the incoming file's, and what became of them."""

    columns: tuple[ColumnShape, ...]
    appeared: tuple[str, ...]
    vanished: tuple[str, ...]
    widened: tuple[str, ...]


def evolve(cursor: duckdb.DuckDBPyConnection, incoming: Incoming, filled: Mapping[str, bool]) -> Evolution:
    """Return the dataset's columns together with those of *incoming*, having made its table fit to hold both.

    *filled* says which incoming columns hold any value: one without says nothing about its type.
    Raises Refused with every column whose type cannot hold both.
    """
    seen = seen_columns(lambda sql: cursor.execute(sql).fetchall()).get(incoming.dataset.id, {})
    before = {name: column.shape for name, column in seen.items()}
    now = {column.name: column for column in incoming.columns}
    kinds = _kinds(incoming, seen, filled)
    columns = [ColumnShape(name, (now.get(name) or before[name]).label, kinds[name]) for name in {**before, **now}]
    _fit(cursor, incoming, columns)
    return Evolution(
        tuple(columns),
        tuple(now[name].label for name in now if before and name not in before),
        tuple(before[name].label for name in before if name not in now),
        tuple(
            f"{before[name].label}: {before[name].type} → {kinds[name]}"
            for name in before
            if before[name].type is not kinds[name]
        ),
    )


def show(cursor: duckdb.DuckDBPyConnection, dataset: str) -> None:
    """Make the view of *dataset* show the rows that count, in the columns that its imports have; none without one."""
    columns = columns_that_count(lambda sql: cursor.execute(sql).fetchall()).get(dataset, ())
    view, rows = identifier("dataset", dataset), identifier("rows", dataset)
    if not columns:
        cursor.execute(statement("no_view", view=view))
        return
    shown = [f"cast({identifier(c.name)} as {SQL_TYPES[c.type]}) as {identifier(c.name)}" for c in columns]
    placed = ['"_import"', '"_line"']  # of two rows of one moment, the later line is the latest
    cursor.execute(statement("view", view=view, columns=", ".join([*placed, *shown]), rows=rows))


def _kinds(incoming: Incoming, seen: Mapping[str, SeenColumn], filled: Mapping[str, bool]) -> dict[str, ColumnType]:
    declared = {column_name(name): kind for name, kind in incoming.dataset.columns.items()}
    kinds = {name: column.shape.type for name, column in seen.items()}
    problems = []
    for column in incoming.columns:
        was = seen.get(column.name)
        if was is None or not (was.filled and filled[column.name]):
            kinds[column.name] = column.type if was is None or filled[column.name] else was.shape.type
        elif together := wider(was.shape.type, column.type):
            kinds[column.name] = together
        elif declared.get(column.name) is ColumnType.TEXT:
            kinds[column.name] = ColumnType.TEXT
        else:
            problems.append(
                f'column "{column.label}" was {was.shape.type} in earlier files of `{incoming.dataset.id}` and is '
                f"{column.type} in {incoming.file} – correct the file, or write `columns: {{{column.name}: text}}` in "
                "the dataset's definition"
            )
    if problems:
        raise Refused("\n".join(problems))
    return kinds


def _fit(cursor: duckdb.DuckDBPyConnection, incoming: Incoming, columns: Sequence[ColumnShape]) -> None:
    """Make the rows table hold *columns*, each in its type."""
    rows = identifier("rows", incoming.dataset.id)
    made = ", ".join(f"{identifier(column.name)} {SQL_TYPES[column.type]}" for column in columns)
    cursor.execute(statement("rows_table", rows=rows, columns=made))
    stored = dict(cursor.execute(text("stored_columns"), [incoming.dataset.id]).fetchall())
    for column in columns:
        name, kind = identifier(column.name), SQL_TYPES[column.type]
        if column.type is ColumnType.NUMBER:
            _refuse_inexact(cursor, rows if stored.get(column.name) == "bigint" else None, incoming, column)
        if column.name not in stored:
            cursor.execute(statement("add_column", rows=rows, column=name, type=kind))
        elif stored[column.name] != kind:
            cursor.execute(statement("change_column", rows=rows, column=name, type=kind))


def _refuse_inexact(
    cursor: duckdb.DuckDBPyConnection, rows: str | None, incoming: Incoming, column: ColumnShape
) -> None:
    """Refuse to read whole numbers as decimal ones where they have more digits than a decimal one can keep."""
    integer = any(each.name == column.name and each.type is ColumnType.INTEGER for each in incoming.columns)
    for table in filter(None, (rows, "incoming" if integer else None)):
        low, high = cursor.execute(statement("extremes", table=table, column=identifier(column.name))).fetchall()[0]
        if low is not None and (high > EXACT_IN_A_DOUBLE or low < -EXACT_IN_A_DOUBLE):
            message = (
                f'column "{column.label}" of `{incoming.dataset.id}` holds whole numbers of more than 15 digits and '
                f"now decimal ones as well: they would be rounded – write `columns: {{{column.name}: text}}` in the "
                "dataset's definition"
            )
            raise Refused(message)
