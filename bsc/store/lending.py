"""Where a store's cursors come from: one connection for good, or one that is open only while it is wanted."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Final, Protocol

import duckdb

from bsc.errors import StoreUnusable

OPEN_AT_ONCE: Final = 4  # files that are opened on demand
IDLE_S: Final = 600.0


class Lender(Protocol):
    """What lends cursors, each of its own, and takes them back when the block ends."""

    def lent(self) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        """Lend a cursor while the block runs."""

    def close(self) -> None:
        """Lend no more, and let the file go."""


class Always:
    """Lends cursors of one open connection."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Keep *connection*."""
        self._connection = connection

    @contextmanager
    def lent(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Lend a cursor while the block runs."""
        cursor = self._connection.cursor()
        try:
            yield cursor
        finally:
            cursor.close()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


class Among:
    """Files of which only so many are open at a time.

    Whoever reads holds a seat in the file: a file with a reader in it is never closed. Of those without, the one that
    was used longest ago is closed for the next one, and every one that nobody has used for ten minutes. Where each open
    file has a reader, the next one waits.
    """

    def __init__(self, most: int = OPEN_AT_ONCE, now: Callable[[], float] = time.monotonic) -> None:
        """Let at most *most* files be open; *now* tells seconds."""
        self._most = most
        self._now = now
        self._changed = threading.Condition()
        self._open: OrderedDict[OnDemand, None] = OrderedDict()  # used longest ago first

    @property
    def open(self) -> int:
        """Return how many files are open."""
        return len(self._open)

    def enter(self, file: "OnDemand") -> duckdb.DuckDBPyConnection:
        """Return the connection to *file*, which stays open until the reader leaves; raises StoreUnusable."""
        with self._changed:
            while file.connection is None and len(self._open) >= self._most and not self._closed_one():
                self._changed.wait()
            connection = file.connection = file.connection or file.connect()
            file.readers += 1
            self._used(file)
            return connection

    def leave(self, file: "OnDemand") -> None:
        """Let a reader leave *file*."""
        with self._changed:
            file.readers -= 1
            self._used(file)
            for idle in [each for each in self._idle() if self._now() - each.used >= IDLE_S]:
                self._close(idle)
            if file.over and not file.readers:
                self._close(file)
            self._changed.notify_all()

    def end(self, file: "OnDemand") -> None:
        """Close *file* for good, as soon as its last reader has left."""
        with self._changed:
            file.over = True
            if not file.readers:
                self._close(file)
            self._changed.notify_all()

    def _used(self, file: "OnDemand") -> None:
        file.used = self._now()
        self._open[file] = None
        self._open.move_to_end(file)

    def _idle(self) -> list["OnDemand"]:
        return [each for each in self._open if not each.readers]

    def _closed_one(self) -> bool:
        for idle in self._idle()[:1]:
            self._close(idle)
            return True
        return False

    def _close(self, file: "OnDemand") -> None:
        self._open.pop(file, None)
        if file.connection is not None:
            file.connection.close()
            file.connection = None


class OnDemand:
    """Lends cursors of a database file that is open only while it is used, or was lately."""

    def __init__(self, file: Path, opened: Callable[[Path], duckdb.DuckDBPyConnection], among: Among) -> None:
        """Lend cursors of *file*, which *opened* opens, as one *among* others."""
        self.connection: duckdb.DuckDBPyConnection | None = None
        self.readers = 0
        self.used = 0.0
        self.over = False
        self._file = file
        self._opened = opened
        self._among = among

    @contextmanager
    def lent(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Lend a cursor while the block runs; waits while too many other files have readers."""
        connection = self._among.enter(self)
        try:
            cursor = connection.cursor()
            try:
                yield cursor
            finally:
                cursor.close()
        finally:
            self._among.leave(self)

    def close(self) -> None:
        """Lend no more; the file is let go when its last reader has left."""
        self._among.end(self)

    def connect(self) -> duckdb.DuckDBPyConnection:
        """Return a new connection to the file; raises StoreUnusable when it is not lent any more."""
        if self.over:
            raise StoreUnusable("what this link showed is not here any more – open the link again")
        return self._opened(self._file)
