"""What frozen links show, opened again: each snapshot as a store of its own, which nobody can change.

Its file lies in the spool and is a cache: it is written from the company's database when it is wanted for the first
time in a process, and only read from then on. Sessions that look at the same snapshot share one store, as long as one
of them has it; a few that were looked at lately are held on to.
"""

import shutil
import threading
import weakref
from collections import OrderedDict
from pathlib import Path
from typing import ClassVar, Final

from bsc.store.database import connected, read_only
from bsc.store.lending import Among, OnDemand
from bsc.store.snapshots import write_out
from bsc.store.store import Store

HELD_ON_TO: Final = 8  # stores with all that is remembered of them: some 10 MB each


class FrozenStores:
    """The snapshots of one company that are open in this process: `FrozenStores.beside(store)`."""

    _of_store: ClassVar["weakref.WeakKeyDictionary[Store, FrozenStores]"] = weakref.WeakKeyDictionary()
    _making: ClassVar[threading.Lock] = threading.Lock()

    def __init__(self, company: Store) -> None:
        """Begin with none; `Store.open` has swept the folder."""
        self._company = weakref.ref(company)
        self._folder = company.frozen
        self._among = Among()
        self._lock = threading.Lock()
        self._writing: dict[str, threading.Lock] = {}
        self._known: weakref.WeakValueDictionary[str, Store] = weakref.WeakValueDictionary()
        self._late: OrderedDict[str, Store] = OrderedDict()

    @classmethod
    def beside(cls, company: Store) -> "FrozenStores":
        """Return the frozen stores of *company*: the same for all who ask in this process."""
        company = company.whole
        with cls._making:
            if company not in cls._of_store:
                cls._of_store[company] = frozen = cls(company)
                company.before_closing(frozen.close)
            return cls._of_store[company]

    @property
    def files_open(self) -> int:
        """Return how many files are open now."""
        return self._among.open

    def store(self, snapshot: str) -> Store:
        """Return what *snapshot* holds; raises StoreUnusable when it is damaged, or cannot be written to the spool."""
        if found := self._held_on_to(snapshot):
            return found
        with self._lock:
            writing = self._writing.setdefault(snapshot, threading.Lock())
        with writing:  # two who open one link write its file once
            return self._held_on_to(snapshot) or self._opened(snapshot)

    def forget(self, snapshot: str) -> None:
        """Let *snapshot* go: its file is taken away when the last session that looks at it has ended."""
        with self._lock:
            held = self._late.pop(snapshot, None) or self._known.get(snapshot)
            self._known.pop(snapshot, None)
            self._writing.pop(snapshot, None)
        if held is None:
            shutil.rmtree(self._folder / snapshot, ignore_errors=True)
        else:
            weakref.finalize(held, shutil.rmtree, self._folder / snapshot, ignore_errors=True)

    def close(self) -> None:
        """Let every snapshot go, for the company's store is closed."""
        with self._lock:
            held = list(self._known.values())
            self._late.clear()
            self._known.clear()
        for store in held:
            store.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _held_on_to(self, snapshot: str) -> Store | None:
        with self._lock:
            found = self._known.get(snapshot)
            if found is not None:
                self._hold_on_to(snapshot, found)
            return found

    def _hold_on_to(self, snapshot: str, store: Store) -> None:
        self._late[snapshot] = store
        self._late.move_to_end(snapshot)
        while len(self._late) > HELD_ON_TO:
            self._late.popitem(last=False)

    def _opened(self, snapshot: str) -> Store:
        company = self._company()
        assert company is not None  # noqa: S101 -- who asks holds it
        file = self._folder / snapshot / "company.duckdb"
        spool = file.parent / "spool"
        if not file.exists():
            _write(company, snapshot, file, spool)
        lender = OnDemand(file, lambda place: read_only(place, spool), self._among)
        store = Store(file, spool, lender, copy_of=company)
        with self._lock:
            self._known[snapshot] = store
            self._hold_on_to(snapshot, store)
        weakref.finalize(store, lender.close)
        return store


def _write(company: Store, snapshot: str, file: Path, spool: Path) -> None:
    """Write what *snapshot* holds to *file*, which is there when it is whole and has today's schema."""
    incoming = file.with_name("incoming.duckdb")
    incoming.unlink(missing_ok=True)
    spool.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_out(company.read, snapshot, incoming)
    connected(incoming, spool).close()
    incoming.replace(file)
