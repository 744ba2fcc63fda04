"""Bringing a file's rows into a dataset and taking them out again, inside a transaction that the caller holds.

The rows of every import are kept, and which of them count follows from one rule (`counting`): so an undo, in any order,
leaves exactly what would be there without the file.
"""

from collections.abc import Sequence

import duckdb

from bsc.errors import Refused
from bsc.store import counting, staging
from bsc.store.evolving import evolve, show
from bsc.store.incoming import Effect, Incoming, ReplacedImport
from bsc.store.lines import DroppedLine, RejectedCell, Stamp
from bsc.store.placing import Unit, unit
from bsc.store.statements import identifier, statement, text


def effect(cursor: duckdb.DuckDBPyConnection, incoming: Incoming) -> Effect:
    """Return what *incoming* would do, having made its dataset's table fit for it; nothing is loaded yet.

    Raises Refused for a file without the dataset's time or key columns, with a column of a type that does not fit, or
    whose bytes count already on other days: they would be added up.
    """
    placed_by = unit(incoming.dataset)
    staging.refuse_unplaceable(incoming, placed_by)
    staging.stage(cursor, incoming, {column.name: column.type for column in incoming.columns})
    evolution = evolve(cursor, incoming, staging.filled(cursor, incoming.columns))
    staging.stage(cursor, incoming, {column.name: column.type for column in evolution.columns})
    counting.keep_placing(cursor, incoming.dataset.id, placed_by)
    counting.touch_incoming(cursor, placed_by, incoming.covers)
    _refuse_read_otherwise(cursor, incoming, placed_by)
    rejects = (*staging.duplicates(cursor, placed_by), *staging.unplaced(cursor, placed_by))
    rows, adds = _additions(cursor, incoming.dataset.id, placed_by)
    return Effect(
        rows=rows - len(rejects),
        adds=adds,
        period=staging.span(cursor, incoming, placed_by),
        replaces=_replaces(cursor, incoming.dataset.id, placed_by),
        rejects=rejects,
        appeared=evolution.appeared,
        vanished=evolution.vanished,
        widened=evolution.widened,
    )


def same_import(cursor: duckdb.DuckDBPyConnection, incoming: Incoming) -> int | None:
    """Return the import that counts and brought the same bytes, read the same way, into the same dataset; or None."""
    what = [incoming.dataset.id, incoming.sha256, incoming.table, incoming.reading]
    return next((number for (number,) in cursor.execute(text("same_import"), what).fetchall()), None)


def load(cursor: duckdb.DuckDBPyConnection, incoming: Incoming, foreseen: Effect, stamp: Stamp) -> int:
    """Return the number of the import that *incoming* becomes; *foreseen* is its effect, told on the same cursor."""
    dataset = incoming.dataset.id
    ((number,),) = cursor.execute(text("next_import")).fetchall()
    _write_import(cursor, number, incoming, foreseen, stamp)
    _write_columns(cursor, number, incoming)
    _write_rejects(cursor, number, [*incoming.rejects, *foreseen.rejects])
    _write_dropped(cursor, number, incoming.dropped)
    names = ", ".join(identifier(column.name) for column in incoming.columns)
    cursor.execute(statement("insert_rows", rows=identifier("rows", dataset), columns=names), {"import": number})
    counting.count_anew(cursor, dataset, unit(incoming.dataset))
    show(cursor, dataset)
    return int(number)


def unload(cursor: duckdb.DuckDBPyConnection, number: int, dataset: str, stamp: Stamp) -> None:
    """Take the rows of import *number* out of *dataset*: what they had replaced counts again."""
    placed_by = counting.placing(cursor, dataset)
    if placed_by is None:  # cannot be: an import keeps it
        raise LookupError(dataset)
    counting.touch_import(cursor, dataset, placed_by, number)
    cursor.execute(text("undo_import"), {"import": number, "who": stamp.who, "at": stamp.at})
    cursor.execute(statement("delete_rows", rows=identifier("rows", dataset)), [number])
    counting.count_anew(cursor, dataset, placed_by)
    show(cursor, dataset)


def _refuse_read_otherwise(cursor: duckdb.DuckDBPyConnection, incoming: Incoming, placed_by: Unit) -> None:
    sql = statement("read_otherwise", rows=identifier("rows", incoming.dataset.id), unit=placed_by.sql)
    what = {"dataset": incoming.dataset.id, "sha256": incoming.sha256, "table": incoming.table}
    for (number,) in cursor.execute(sql, what).fetchall():
        message = (
            f"import {number} brought the same bytes, read otherwise, and both would count – undo import {number} first"
        )
        raise Refused(message)


def _additions(cursor: duckdb.DuckDBPyConnection, dataset: str, placed_by: Unit) -> tuple[int, int]:
    counted = f"distinct {placed_by.sql}" if placed_by.one_row else "*"
    sql = statement("additions", rows=identifier("rows", dataset), unit=placed_by.sql, counted=counted)
    ((rows, adds),) = cursor.execute(sql).fetchall()
    return rows, adds


def _replaces(cursor: duckdb.DuckDBPyConnection, dataset: str, placed_by: Unit) -> tuple[ReplacedImport, ...]:
    found = cursor.execute(statement("replaced", rows=identifier("rows", dataset), unit=placed_by.sql)).fetchall()
    return tuple(ReplacedImport(id=number, file=file, at=at, rows=rows) for number, file, at, rows in found)


def _write_import(
    cursor: duckdb.DuckDBPyConnection, number: int, incoming: Incoming, foreseen: Effect, stamp: Stamp
) -> None:
    first, last = foreseen.period or (None, None)
    line = {
        "id": number,
        "action": number,
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
        "rejects": len(incoming.rejects) + len(foreseen.rejects),
    }
    cursor.execute(text("insert_import"), line)


def _write_columns(cursor: duckdb.DuckDBPyConnection, number: int, incoming: Incoming) -> None:
    holds = staging.filled(cursor, incoming.columns)
    lists = {
        "names": [column.name for column in incoming.columns],
        "labels": [column.label for column in incoming.columns],
        "types": [str(column.type) for column in incoming.columns],
        "filled": [holds[column.name] for column in incoming.columns],
        "notes": [None for _ in incoming.columns],
        "lows": [None for _ in incoming.columns],
        "highs": [None for _ in incoming.columns],
    }
    cursor.execute(text("insert_columns"), {"import": number, **lists})


def _write_rejects(cursor: duckdb.DuckDBPyConnection, number: int, rejects: Sequence[RejectedCell]) -> None:
    lists = {
        "lines": [each.line for each in rejects],
        "columns": [each.column for each in rejects],
        "texts": [each.text for each in rejects],
        "reasons": [each.reason for each in rejects],
    }
    cursor.execute(text("insert_rejects"), {"import": number, **lists})


def _write_dropped(cursor: duckdb.DuckDBPyConnection, number: int, dropped: Sequence[DroppedLine]) -> None:
    lists = {
        "lines": [each.line for each in dropped],
        "reasons": [each.reason for each in dropped],
        "texts": [each.text for each in dropped],
    }
    cursor.execute(text("insert_dropped"), {"import": number, **lists})
