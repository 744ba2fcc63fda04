"""How a dataset's columns grow from file to file: new ones are added, types widen, nothing is lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from bsc.errors import Refused
from bsc.model.shape import ColumnShape, Scale, column_name
from bsc.model.words import ColumnType
from bsc.store.incoming import Incoming
from bsc.store.shapes import SQL_TYPES, SeenColumn, columns_that_count, rows_of, seen_columns, wider
from bsc.store.statements import identifier, statement, text

EXACT_IN_A_DOUBLE = 2**53


@dataclass(frozen=True)
class Evolution:
    """The columns of a dataset with the incoming file's, and what became of them.

    `before` are those that it shows so far, `stored` the SQL types of its table's; empty when there is none.
    """

    columns: tuple[ColumnShape, ...]
    appeared: tuple[str, ...]
    vanished: tuple[str, ...]
    widened: tuple[str, ...]
    before: tuple[ColumnShape, ...]
    stored: Mapping[str, str]

    @property
    def is_shown(self) -> bool:
        """Return whether the dataset shows these columns already."""
        shown, now = ([(column.name, column.type) for column in each] for each in (self.before, self.columns))
        return shown == now

    @property
    def types(self) -> dict[str, ColumnType]:
        """Return the type of each column by its stored name."""
        return {column.name: column.type for column in self.columns}


def evolution(cursor: duckdb.DuckDBPyConnection, incoming: Incoming) -> Evolution:
    """Return the dataset's columns together with those of *incoming*, shown as the view of that name.

    Nothing is changed yet. Raises Refused with every column whose type cannot hold both.
    """
    seen = seen_columns(rows_of(cursor), incoming.dataset.id).get(incoming.dataset.id, {})
    before = {name: column.shape for name, column in seen.items()}
    now = {column.name: column for column in incoming.columns}
    kinds = _kinds(incoming, seen)
    columns = [ColumnShape(name, (now.get(name) or before[name]).label, kinds[name]) for name in {**before, **now}]
    stored = stored_types(cursor, incoming.dataset.id)
    _refuse_inexact(cursor, incoming, columns, stored)
    return Evolution(
        tuple(columns),
        tuple(now[name].label for name in now if before and name not in before),
        tuple(before[name].label for name in before if name not in now),
        tuple(
            f"{before[name].label}: {before[name].type} → {kinds[name]}"
            for name in before
            if before[name].type is not kinds[name]
        ),
        tuple(before.values()),
        stored,
    )


def fit(cursor: duckdb.DuckDBPyConnection, dataset: str, grown: Evolution) -> None:
    """Make the rows table of *dataset* hold the columns of *grown*, each in its type."""
    rows = identifier("rows", dataset)
    if not grown.stored:
        made = ", ".join(f"{identifier(column.name)} {SQL_TYPES[column.type]}" for column in grown.columns)
        cursor.execute(statement("rows_table", rows=rows, columns=made))
        return
    for column in grown.columns:
        name, kind = identifier(column.name), SQL_TYPES[column.type]
        if column.name not in grown.stored:
            cursor.execute(statement("add_column", rows=rows, column=name, type=kind))
        elif grown.stored[column.name] != kind:
            cursor.execute(statement("change_column", rows=rows, column=name, type=kind))


def stored_types(cursor: duckdb.DuckDBPyConnection, dataset: str) -> dict[str, str]:
    """Return the SQL type of each column of the rows table of *dataset*; empty when there is no such table."""
    return dict(cursor.execute(text("stored_columns"), [dataset]).fetchall())


def show(cursor: duckdb.DuckDBPyConnection, dataset: str) -> None:
    """Make the view of *dataset* show the rows that count, in the columns that its imports have; none without one."""
    columns = columns_that_count(rows_of(cursor), dataset).get(dataset, ())
    view, rows = identifier("dataset", dataset), identifier("rows", dataset)
    if not columns:
        cursor.execute(statement("no_view", view=view))
        return
    shown = [f"cast({identifier(c.name)} as {SQL_TYPES[c.type]}) as {identifier(c.name)}" for c in columns]
    placed = ['"_import"', '"_line"']  # of two rows of one moment, the later line is the latest
    cursor.execute(statement("view", view=view, columns=", ".join([*placed, *shown]), rows=rows))


def _kinds(incoming: Incoming, seen: Mapping[str, SeenColumn]) -> dict[str, ColumnType]:
    declared = {column_name(name): kind for name, kind in incoming.dataset.columns.items()}
    kinds = {name: column.shape.type for name, column in seen.items()}
    problems = []
    for column in incoming.columns:
        was, filled = seen.get(column.name), incoming.filled[column.name]
        if was is None or not (was.filled and filled):
            kinds[column.name] = column.type if was is None or filled else was.shape.type
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


def _refuse_inexact(
    cursor: duckdb.DuckDBPyConnection,
    incoming: Incoming,
    columns: Sequence[ColumnShape],
    stored: Mapping[str, str],
) -> None:
    """Refuse to read whole numbers as decimal ones where they have more digits than a decimal one can keep."""
    rows = identifier("rows", incoming.dataset.id)
    integers = {column.name for column in incoming.columns if column.type is ColumnType.INTEGER}
    for column in (column for column in columns if column.type is ColumnType.NUMBER):
        tables = [rows] * (stored.get(column.name) == "bigint")
        tables += ["incoming"] * (column.name in integers and _may_be_long(incoming.scales.get(column.name)))
        if any(_has_long_numbers(cursor, table, column.name) for table in tables):
            message = (
                f'column "{column.label}" of `{incoming.dataset.id}` holds whole numbers of more than 15 digits and '
                f"now decimal ones as well: they would be rounded – write `columns: {{{column.name}: text}}` in the "
                "dataset's definition"
            )
            raise Refused(message)


def _may_be_long(scale: Scale | None) -> bool:
    if scale is None or scale.low is None or scale.high is None:
        return True
    return scale.low <= -EXACT_IN_A_DOUBLE or scale.high >= EXACT_IN_A_DOUBLE


def _has_long_numbers(cursor: duckdb.DuckDBPyConnection, table: str, column: str) -> bool:
    low, high = cursor.execute(statement("extremes", table=table, column=identifier(column))).fetchall()[0]
    return low is not None and (high > EXACT_IN_A_DOUBLE or low < -EXACT_IN_A_DOUBLE)
