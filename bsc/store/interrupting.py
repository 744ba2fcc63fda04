"""A look at a statement while it runs, and its end when whoever looks wants no more of it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import duckdb

from bsc.errors import BscError

LOOK_EVERY_S = 0.2
_AGAIN_S = 0.02  # an interrupt between two statements reaches none of them: it is sent until the block ends


@contextmanager
def watched(cursor: duckdb.DuckDBPyConnection, look: Callable[[], None]) -> Iterator[None]:
    """Call *look* from a thread of its own, often, while the block runs statements on *cursor*.

    When it raises a BscError, the running statement is interrupted and that error comes out of the block.
    """
    watcher = _Watcher(cursor, look)
    watcher.start()
    try:
        yield
    except duckdb.InterruptException as interrupted:
        if watcher.error is not None:
            raise watcher.error from interrupted
        raise
    finally:
        watcher.over.set()
        watcher.join()
    if watcher.error is not None:
        raise watcher.error


class _Watcher(threading.Thread):
    """Looks until the block is over; then it must be joined."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, look: Callable[[], None]) -> None:
        super().__init__(name="bsc watch")
        self.over = threading.Event()
        self.error: BscError | None = None
        self._cursor = cursor
        self._look = look

    def run(self) -> None:
        while not self.over.wait(LOOK_EVERY_S):
            try:
                self._look()
            except BscError as error:
                self.error = error
                break
        while self.error is not None and not self.over.wait(_AGAIN_S):
            self._cursor.interrupt()
