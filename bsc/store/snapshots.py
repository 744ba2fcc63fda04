"""Snapshots: what a store shows, as a database file of its own, kept in parts inside the same store.

So a backup has them, and a link and what it shows are made in one transaction.
"""

import hashlib
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import duckdb

from bsc.errors import StoreUnusable
from bsc.store.database import connected
from bsc.store.evolving import show
from bsc.store.history import AS_OF
from bsc.store.lines import Stamp
from bsc.store.statements import identifier, literal, statement, text
from bsc.store.store import Store
from bsc.store.transactions import unwritable

PART_BYTES: Final = 2**14  # a query reads 2,048 rows at once, whichever it is asked for: 32 MiB of such parts
PARTS_AT_ONCE: Final = 512
KEPT: Final[Mapping[str, str]] = {  # tables of the ledger → which of their rows
    "definitions": "true",
    "imports": "undone_at is null",
    "import_columns": "import in (select id from ledger.imports where undone_at is null)",
    "placings": "true",
    "notes": "withdrawn_at is null",
    "tags": "true",
    "rollups": "true",
    "rollup_days": "true",
    "settings": f"name = {literal(AS_OF)}",
}
LEFT_OUT: Final = frozenset(  # what shows nothing, and what is nobody's but the company's
    {
        "schema_steps",
        "journal",
        "rejects",
        "dropped",
        "mappings",
        "tokens",
        "scenarios",
        "wordings",
        "reviews",
        "told",
        "shares",
        "snapshots",
        "snapshot_parts",
        "subscriptions",
        "sendings",
        "notifications",
    }
)
Rows = Callable[..., list[tuple[Any, ...]]]


def contents(store: Store) -> str:
    """Return what is the same for two moments at which *store* shows the same: rows, definitions, notes and tags."""
    notes = hashlib.sha256(repr((store.notes(), store.tags())).encode()).hexdigest()
    return f"rows {store.data_version()}, definitions {store.definitions_version()}, notes {notes}"


def snapshot_of(cursor: duckdb.DuckDBPyConnection, of: str) -> str | None:
    """Return the snapshot of these contents; None when there is none."""
    return next((str(found) for (found,) in cursor.execute(text("snapshot_of"), [of]).fetchall()), None)


def take(store: Store, file: Path) -> None:
    """Write what *store* shows into the new database *file* in the spool: rows that count, and what says what they are.

    Nothing else goes along: no journal, no draft, no token, no link, no line that could not be read.
    Raises StoreUnusable when it cannot be written.
    """
    connected(file, store.spool).close()
    with store.beside(file) as (cursor, copy):
        cursor.execute("begin")
        for table, which in KEPT.items():
            places = {"source": identifier("ledger", table), "target": identifier(copy, "ledger", table)}
            cursor.execute(statement("frozen_ledger", **places, which=which))
        for schema, table in cursor.execute(text("tables")).fetchall():
            if schema in {"rows", "rollup"}:
                places = {"source": identifier(schema, table), "target": identifier(copy, schema, table)}
                cursor.execute(statement("frozen_rows", **places, which="_live" if schema == "rows" else "true"))
        cursor.execute("commit")
    _show_datasets(file, store.spool)


def keep(cursor: duckdb.DuckDBPyConnection, stamp: Stamp, of: str, file: Path) -> str:
    """Return the id of the new snapshot of the contents *of*, whose bytes are those of *file*."""
    snapshot, digest, size = secrets.token_hex(8), hashlib.sha256(), 0
    with file.open("rb") as bytes_of:
        for portion in iter(lambda: bytes_of.read(PARTS_AT_ONCE * PART_BYTES), b""):
            digest.update(portion)
            parts = [portion[place : place + PART_BYTES] for place in range(0, len(portion), PART_BYTES)]
            where = {"snapshot": snapshot, "first": size // PART_BYTES}
            cursor.execute(text("insert_snapshot_parts"), {**where, "parts": parts})
            size += len(portion)
    kept = {"id": snapshot, "contents": of, "sha256": digest.hexdigest(), "bytes": size, "at": stamp.at}
    cursor.execute(text("insert_snapshot"), kept)
    return snapshot


def write_out(rows: Rows, snapshot: str, file: Path) -> None:
    """Write the bytes of *snapshot* to *file*; raises StoreUnusable when they are not those that were kept.

    *rows* is `Store.read`.
    """
    kept, digest = rows(text("snapshot"), [snapshot]), hashlib.sha256()
    if not kept:
        raise StoreUnusable("what this link showed is not kept any more – make a new link")
    partial = file.with_suffix(".partial")
    try:
        with partial.open("wb") as written:
            for first in range(0, kept[0][1], PARTS_AT_ONCE):
                for (part,) in rows(text("snapshot_parts"), [snapshot, first, first + PARTS_AT_ONCE]):
                    digest.update(part)
                    written.write(part)
        if digest.hexdigest() != kept[0][0]:
            raise StoreUnusable("what this link shows is damaged – make a new link, or restore a backup")
        partial.replace(file)
    except OSError as error:
        message = f"{file.parent} cannot be written: {error.strerror} – free some space, then open the link again"
        raise StoreUnusable(message) from error
    finally:
        partial.unlink(missing_ok=True)


def forget_unneeded(cursor: duckdb.DuckDBPyConnection, now: datetime) -> list[str]:
    """Return the snapshots that were taken away, because no link needs them at the moment *now* (UTC)."""
    gone = [str(found) for (found,) in cursor.execute(text("unneeded_snapshots"), [now]).fetchall()]
    for snapshot in gone:
        cursor.execute(text("forget_snapshot_parts"), [snapshot])
        cursor.execute(text("forget_snapshot"), [snapshot])
    return gone


def _show_datasets(file: Path, spool: Path) -> None:
    connection = connected(file, spool)
    try:
        for schema, table in connection.execute(text("tables")).fetchall():
            if schema == "rows":
                show(connection, table)
        connection.execute("checkpoint")
    except duckdb.IOException as error:
        raise unwritable(file, error) from error
    finally:
        connection.close()
