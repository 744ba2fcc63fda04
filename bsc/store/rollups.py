"""Rollups: rows added up by day before anybody asks, and which of their days were touched since.

What their tables hold is the engine's matter; the store keeps which there are, of which dataset, and forgets none of
their days when rows change (`marking`). The tables lie in the schema `rollup`.
"""

from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime

import duckdb

from bsc.store.ledger import write_setting
from bsc.store.shapes import Rows
from bsc.store.statements import identifier, statement, text

LAST = "last_rollup"


@dataclass(frozen=True, kw_only=True)
class Rollup:
    """One rollup: of which dataset, what makes it the wanted one, and where it lies.

    `reads` are other datasets whose rows it reaches. `day` is the SQL of a row's day over `source`, the dataset's view
    as `"row"` with what it looks up; `derived` stands after `with` before them, each part with its comma, or is empty.
    `tables` are names in the schema `rollup`, none where a rollup would not pay; `cells` counts what they hold, `rows`
    the rows that went into them. `touched` are the days whose rows have changed since: of these, nothing in the tables
    is true.
    """

    id: int
    dataset: str
    reads: tuple[str, ...]
    fingerprint: str
    spec: str
    day: str
    source: str
    derived: str
    tables: tuple[str, ...]
    cells: int
    rows: int
    made_at: datetime = field(default_factory=lambda: datetime.now(UTC).replace(tzinfo=None))
    touched: frozenset[date] = frozenset()


def rollups(rows: Rows) -> tuple[Rollup, ...]:
    """Return every rollup, in the order in which they were made."""
    names = [each.name for each in fields(Rollup)]
    return tuple(_rollup(dict(zip(names, row, strict=True))) for row in rows(text("rollups")))


def next_id(cursor: duckdb.DuckDBPyConnection) -> int:
    """Return a number that no rollup had before: who still reads a dropped one's table finds none of that name."""
    kept = cursor.execute(text("setting"), [LAST]).fetchall()
    number = int(kept[0][0]) + 1 if kept else 1
    write_setting(cursor, LAST, str(number))
    return number


def keep(cursor: duckdb.DuckDBPyConnection, rollup: Rollup) -> int:
    """Register *rollup*, whose tables were made in the same transaction; return its number."""
    line = {each.name: getattr(rollup, each.name) for each in fields(Rollup) if each.name != "touched"}
    lists = {"reads": list(rollup.reads), "tables": list(rollup.tables)}
    cursor.execute(text("insert_rollup"), {**line, **lists})
    return rollup.id


def settle(cursor: duckdb.DuckDBPyConnection, rollup_id: int, *, cells: int, rows: int) -> None:
    """Forget the touched days of a rollup, which the same transaction has built anew; *cells* and *rows* are in all."""
    cursor.execute(text("forget_rollup_days"), [rollup_id])
    made_at = datetime.now(UTC).replace(tzinfo=None)
    cursor.execute(text("settle_rollup"), {"id": rollup_id, "cells": cells, "rows": rows, "made_at": made_at})


def drop(cursor: duckdb.DuckDBPyConnection, rollup_id: int) -> None:
    """Take a rollup away: its tables and all that is kept about it."""
    for (tables,) in cursor.execute(text("rollup_tables"), [rollup_id]).fetchall():
        for table in tables:
            cursor.execute(statement("no_table", table=identifier("rollup", table)))
    cursor.execute(text("forget_rollup_days"), [rollup_id])
    cursor.execute(text("forget_rollup"), [rollup_id])


def _rollup(line: dict[str, object]) -> Rollup:
    lists = {name: tuple(_list(line[name])) for name in ("reads", "tables")}
    return Rollup(**{**line, **lists, "touched": frozenset(_list(line["touched"]))})  # type: ignore[arg-type]  # as the columns are typed


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
