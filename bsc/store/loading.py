"""Bringing a file's rows into a dataset and taking them out again, inside a transaction that the caller holds.

The rows of every import are kept, and which of them count follows from one rule (`counting`): so an undo, in any order,
leaves exactly what would be there without the file. The newest import wins every unit that it touches, so that its own
rows are written as they count and only earlier rows of these units are changed.
"""

from collections.abc import Sequence
from dataclasses import fields

import duckdb

from bsc.model.shape import Scale
from bsc.store import counting
from bsc.store.evolving import fit, show
from bsc.store.foreseeing import Foreseen, effect, foreseen, import_of_same_bytes, same_import
from bsc.store.incoming import Effect, Incoming
from bsc.store.lines import DroppedLine, RejectedCell, Stamp
from bsc.store.marking import Marks
from bsc.store.placing import Unit, unit
from bsc.store.shapes import columns_that_count, rows_of
from bsc.store.statements import identifier, statement, text

__all__ = ["Foreseen", "effect", "foreseen", "import_of_same_bytes", "load", "same_import", "unload"]

_AT_ONCE = 50_000  # lines in one statement


def load(cursor: duckdb.DuckDBPyConnection, file: Foreseen, stamp: Stamp, *, action: int | None = None) -> int:
    """Return the number of the import that *file* becomes, which was foreseen on the same cursor.

    *action* is the number of the import action that it belongs to; without one it is an action of its own.
    """
    incoming, foreseen = file.incoming, file.effect
    dataset, placed_by = incoming.dataset.id, unit(incoming.dataset)
    ((number,),) = cursor.execute(text("next_import")).fetchall()
    marks = Marks(cursor, dataset)
    marks.lose_if_changed(file.grown.before, file.grown.columns)
    fit(cursor, dataset, file.grown)
    if counting.placing(cursor, dataset) != placed_by:
        marks.lose()
        counting.keep_placing(cursor, dataset, placed_by)
        counting.touch_incoming(cursor, placed_by, incoming.covers)
    marks.units(placed_by)
    _write_import(cursor, number, incoming, foreseen, stamp, action or number)
    _write_columns(cursor, number, incoming)
    _write_each(cursor, "insert_rejects", number, incoming.rejects)
    _write_each(cursor, "insert_dropped", number, incoming.dropped)
    if foreseen.rejected:
        cursor.execute(text("reject_unfit"), {"import": number})
    if foreseen.replaces:
        rows = foreseen.rows + foreseen.rejected
        marks.rows_of([each.id for each in foreseen.replaces], within=(placed_by, rows))
        counting.supersede(cursor, dataset, placed_by, rows)
    _insert(cursor, number, incoming, foreseen, placed_by)
    if not file.grown.is_shown:
        show(cursor, dataset)
    marks.rows_of([number])
    marks.close()
    return int(number)


def unload(cursor: duckdb.DuckDBPyConnection, numbers: Sequence[int], dataset: str, stamp: Stamp) -> None:
    """Take the rows of the imports *numbers* out of *dataset*: what they had replaced counts again."""
    placed_by = counting.placing(cursor, dataset)
    if placed_by is None:  # cannot be: an import keeps it
        raise LookupError(dataset)
    shown = columns_that_count(rows_of(cursor), dataset).get(dataset, ())
    counting.touch_imports(cursor, dataset, placed_by, numbers)
    marks = Marks(cursor, dataset)
    marks.units(placed_by)
    marks.rows_of(numbers)
    cursor.execute(text("undo_imports"), {"imports": list(numbers), "who": stamp.who, "at": stamp.at})
    imports = ", ".join(f"{number:d}" for number in numbers)
    cursor.execute(statement("delete_rows", rows=identifier("rows", dataset), imports=imports))
    counting.count_anew(cursor, dataset, placed_by)
    show(cursor, dataset)
    marks.lose_if_changed(shown, columns_that_count(rows_of(cursor), dataset).get(dataset, ()))
    marks.rows_within(placed_by, counting.touched(cursor))
    marks.close()


def _insert(
    cursor: duckdb.DuckDBPyConnection, number: int, incoming: Incoming, foreseen: Effect, placed_by: Unit
) -> None:
    live, joined = "true", ""
    if foreseen.rejected:
        live = f"{placed_by.sql} is not null"
    if foreseen.rejected and placed_by.one_row:
        live += " and _line = coalesce(_last_line, _line)"
        joined = f"left join repeated on {placed_by.sql} = repeated._unit"
    names = ", ".join(identifier(column.name) for column in incoming.columns)
    rows = identifier("rows", incoming.dataset.id)
    sql = statement("insert_rows", rows=rows, live=live, columns=names, joined=joined)
    cursor.execute(sql, {"import": number})


def _write_import(  # noqa: PLR0913, PLR0917 -- one line of the ledger
    cursor: duckdb.DuckDBPyConnection, number: int, incoming: Incoming, foreseen: Effect, stamp: Stamp, action: int
) -> None:
    first, last = foreseen.period or (None, None)
    line = {
        "id": number,
        "dataset": incoming.dataset.id,
        "file": incoming.file,
        "table_name": incoming.table,
        "sha256": incoming.sha256,
        "reading": incoming.reading,
        "at": stamp.at,
        "who": stamp.who,
        "first_day": first,
        "last_day": last,
        "covers_from": incoming.covers and incoming.covers[0],
        "covers_to": incoming.covers and incoming.covers[1],
        "rows": foreseen.rows,
        "replaced": foreseen.replaced,
        "dropped": len(incoming.dropped),
        "rejects": len(incoming.rejects) + foreseen.rejected,
        "action": action,
    }
    cursor.execute(text("insert_import"), line)


def _write_columns(cursor: duckdb.DuckDBPyConnection, number: int, incoming: Incoming) -> None:
    scales = [incoming.scales.get(column.name, Scale()) for column in incoming.columns]
    lists = {
        "names": [column.name for column in incoming.columns],
        "labels": [column.label for column in incoming.columns],
        "types": [str(column.type) for column in incoming.columns],
        "filled": [incoming.filled[column.name] for column in incoming.columns],
        "notes": [scale.note for scale in scales],
        "lows": [scale.low for scale in scales],
        "highs": [scale.high for scale in scales],
    }
    cursor.execute(text("insert_columns"), {"import": number, **lists})


def _write_each(
    cursor: duckdb.DuckDBPyConnection, query: str, number: int, lines: Sequence[DroppedLine] | Sequence[RejectedCell]
) -> None:
    for begin in range(0, len(lines), _AT_ONCE):
        some = lines[begin : begin + _AT_ONCE]
        lists = {f"{field.name}s": [getattr(each, field.name) for each in some] for field in fields(some[0])}
        cursor.execute(text(query), {"import": number, **lists})
