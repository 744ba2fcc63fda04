"""Opening a database file: fenced, migrated, and with a sentence when it cannot be."""

import os
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from bsc.errors import StoreBusy, StoreTooNew, StoreUnusable
from bsc.store.statements import literal, text

STEPS = (  # a released step is never edited; a change is a new step
    "schema_001_ledger",
    "schema_002_mappings",
    "schema_003_actions",
    "schema_004_rollups",
    "schema_005_notes",
    "schema_006_sharing",
    "schema_007_improving",
    "schema_008_notifying",
)
_SMALLEST_MEMORY = 512 * 2**20
_LARGEST_OVERFLOW = 64 * 2**30
_MEMORY_OF_A_COPY = 1 / 16  # of the machine's; a few copies are open beside the store


def connected(path: Path, spool: Path) -> duckdb.DuckDBPyConnection:
    """Return the process's one connection to the database file at *path*, created or migrated where needed.

    It can read and write files in *spool* only and its settings are locked, so that a formula that slipped through
    reaches no file and no setting. Raises StoreBusy, StoreTooNew or StoreUnusable.
    """
    connection = _opened(path, spool)
    try:
        migrate(connection, path)
    except duckdb.IOException as error:
        connection.close()
        raise _unusable(path, error) from error
    except BaseException:
        connection.close()
        raise
    return connection


def read_only(path: Path, spool: Path) -> duckdb.DuckDBPyConnection:
    """Return a connection to the copy at *path* that cannot write it, fenced like `connected`, and takes less memory.

    Raises StoreUnusable.
    """
    return _opened(path, spool, memory=_MEMORY_OF_A_COPY, writing=False)


def _opened(path: Path, spool: Path, *, memory: float = 0.5, writing: bool = True) -> duckdb.DuckDBPyConnection:
    try:
        connection = duckdb.connect(str(path), read_only=not writing, config=_configuration(path, spool, memory))
    except duckdb.Error as error:
        raise _unusable(path, error) from error
    try:
        _fence(connection, spool)
    except BaseException:
        connection.close()
        raise
    return connection


def migrate(connection: duckdb.DuckDBPyConnection, path: Path, steps: tuple[str, ...] = STEPS) -> None:
    """Bring the file to the newest schema, each step whole or not at all; raises StoreTooNew, StoreUnusable."""
    taken = _taken(connection, path)
    if taken > len(steps):
        message = (
            f"{path} was written by a newer version of Journey Scorecard (schema {taken}, this one knows {len(steps)}) "
            "– install that version, or restore an older backup"
        )
        raise StoreTooNew(message)
    for number, step in enumerate(steps[taken:], start=taken + 1):
        connection.execute("begin")
        connection.execute(text(step))
        connection.execute("insert into ledger.schema_steps values (?, ?)", [number, _now()])
        connection.execute("commit")
    if taken < len(steps):
        connection.execute("checkpoint")


def _taken(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    has_ledger, has_tables = _row(connection, "schema_of_file")
    if has_ledger:
        return int(_row(connection, "schema_step")[0])
    if has_tables:
        message = (
            f"{path} is a DuckDB database, but not one of Journey Scorecard – choose another file with --database "
            "or BSC_DATABASE"
        )
        raise StoreUnusable(message)
    return 0


def _row(connection: duckdb.DuckDBPyConnection, name: str) -> tuple[Any, ...]:
    return tuple(connection.execute(text(name)).fetchall()[0])


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _configuration(path: Path, spool: Path, share: float) -> dict[str, str | bool | int | float | list[str]]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    free = shutil.disk_usage(path.parent).free
    return {
        "memory_limit": f"{max(int(memory * share), _SMALLEST_MEMORY) // 2**20}MiB",
        "temp_directory": str(spool / f"{path.name}.overflow"),
        "max_temp_directory_size": f"{min(free // 2, _LARGEST_OVERFLOW) // 2**20}MiB",
        "preserve_insertion_order": False,  # no query leans on it, and rows are written in whole groups without it
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }


def _fence(connection: duckdb.DuckDBPyConnection, spool: Path) -> None:
    connection.execute(f"set allowed_directories = [{literal(f'{spool}/')}]")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")


def _unusable(path: Path, error: duckdb.Error) -> StoreUnusable:
    said = str(error)
    if "Could not set lock" in said:
        holder = re.search(r"\(PID (\d+)\)", said)
        pid = f" (pid {holder.group(1)})" if holder else ""
        return StoreBusy(f"{path} is in use by another process{pid}: stop it, or use its pages")
    if "not a valid DuckDB database" in said:
        return StoreUnusable(f"{path} is not a database of Journey Scorecard – choose another file")
    if "version number" in said:
        return StoreTooNew(f"{path} was written by another version of DuckDB – install the version that wrote it")
    if "Corrupt" in said or "Could not read enough" in said or isinstance(error, duckdb.SerializationException):
        return StoreUnusable(f"{path} is damaged – restore a backup with `bsc restore`")
    return StoreUnusable(f"{path} cannot be opened: {said.splitlines()[0]} – check the path and its permissions")
