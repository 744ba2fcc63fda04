"""Keeping a store quick while it is in use: after every change its rollups are brought up to date in the background."""

import threading
import weakref
from collections.abc import Callable
from typing import ClassVar, Final

from bsc.actions.jobs import Job, Jobs, State
from bsc.actions.rollups import refresh_rollups, rollups_wanting
from bsc.intake.progress import Watch
from bsc.store import Store

TITLE: Final = "Preparing sums by day"


class Upkeep:
    """What goes on beside one store after its changes: `Upkeep.beside(store)`. Closing the store ends it."""

    _of_store: ClassVar["weakref.WeakKeyDictionary[Store, Upkeep]"] = weakref.WeakKeyDictionary()
    _making: ClassVar[threading.Lock] = threading.Lock()

    def __init__(self, store: Store) -> None:
        """Begin without work."""
        self._store = weakref.ref(store)
        self._lock = threading.Lock()
        self._due = False
        self._working = False
        self._seen: tuple[int, int] | None = None
        self._then: Callable[[Watch], None] | None = None
        self.job: Job | None = None

    @classmethod
    def beside(cls, store: Store, then: Callable[[Watch], None] | None = None) -> "Upkeep":
        """Return the upkeep of *store*, the same for all who ask; it has begun, and does *then* after each refresh."""
        store = store.whole
        with cls._making:
            upkeep = cls._of_store.get(store)
            new = upkeep is None
            if upkeep is None:
                upkeep = cls._of_store[store] = cls(store)
                store.after_change(upkeep.changed)
        if then is not None and upkeep._then is None:
            upkeep._then, upkeep._seen, new = then, None, True
        if new:
            upkeep.changed()
        return upkeep

    def changed(self) -> None:
        """Take note of a change: the work begins now, or once more when it goes on already."""
        store = self._store()
        if store is None:
            return
        versions = (store.data_version(), store.definitions_version())
        with self._lock:
            if versions == self._seen:
                return  # a rollup was made: neither rows nor definitions changed
            self._due, self._seen = True, versions
            running = self.job is not None and self.job.state is State.RUNNING
            if not (running and self._working):  # a job runs on for a moment after it has looked the last time
                self._working = True
                self.job = Jobs.beside(store).start(TITLE, self._work)

    def _work(self, watch: Watch) -> None:
        try:
            while self._is_due() and (store := self._store()) is not None:
                if rollups_wanting(store):
                    refresh_rollups(store, watch)
                if self._then is not None:
                    self._then(watch)
        finally:
            with self._lock:
                self._working = False

    def _is_due(self) -> bool:
        """Return whether there was a change since this was asked last; when not, the next one begins a new job."""
        with self._lock:
            due, self._due = self._due, False
            self._working = due
            return due
