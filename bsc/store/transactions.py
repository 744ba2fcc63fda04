"""A transaction: kept whole or undone whole, with a sentence where the disk refuses."""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from bsc.errors import StoreUnusable


def transaction(cursor: duckdb.DuckDBPyConnection, path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give *cursor* inside a transaction of the file at *path*; raises StoreUnusable when it cannot be written."""
    cursor.execute("begin")
    try:
        yield cursor
        cursor.execute("select 1")  # raises when an error inside was caught: COMMIT alone would say OK and keep nothing
        cursor.execute("commit")
    except BaseException as error:
        roll_back(cursor)
        if isinstance(error, duckdb.IOException):
            raise unwritable(path, error) from error
        raise


def unwritable(path: Path, error: duckdb.IOException) -> StoreUnusable:
    """Return what is said when the file at *path* cannot be written."""
    return StoreUnusable(f"{path} cannot be written: {str(error).splitlines()[0]} – nothing was changed")


def roll_back(cursor: duckdb.DuckDBPyConnection) -> None:
    """Undo what *cursor* has begun, if it has."""
    try:
        cursor.execute("rollback")
    except duckdb.TransactionException:
        return  # a commit that failed has ended the transaction itself
