"""A change as every action makes it: one transaction, a line in the journal, read back when it is done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bsc.errors import StoreUnusable
from bsc.store import Cursor, Stamp, Store
from bsc.store.ledger import write_journal


@dataclass
class Recorder:
    """A running change: its cursor, who makes it, and the lines that it has written into the journal."""

    cursor: Cursor
    stamp: Stamp
    lines: list[int] = field(default_factory=list)

    def record(self, action: str, subject: str, note: str) -> None:
        """Write one line into the journal."""
        self.lines.append(write_journal(self.cursor, self.stamp, action, subject, note))


@contextmanager
def changing(store: Store, who: str, *, waiting: Callable[[], None] | None = None) -> Iterator[Recorder]:
    """Give a recorder in one transaction; after it, each line of the journal is looked up again.

    *waiting* is called while another change is still running; it may raise to give up. Raises StoreUnusable when a line
    is not there: the database has said OK and kept nothing.
    """
    with store.change(waiting=waiting) as cursor:
        recorder = Recorder(cursor, Stamp(who))
        yield recorder
    if not all(store.has_journal_line(number) for number in recorder.lines):
        message = f"{store.path} did not keep the change – check the disk, then try again"
        raise StoreUnusable(message)
