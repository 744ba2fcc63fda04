"""How often share links were opened: noted at once in memory, and kept as soon as no other change is running."""

import threading
import weakref
from datetime import datetime
from typing import ClassVar

from bsc.errors import BscError, StoreUnusable
from bsc.store import Store
from bsc.store.shares import count_opened


class _Busy(BscError):  # noqa: N818 -- no error: it is kept a little later
    """Another change is running: what is to be kept waits for its end."""


class Openings:
    """The openings beside one store that were not kept yet: `Openings.beside(store)`."""

    _of_store: ClassVar["weakref.WeakKeyDictionary[Store, Openings]"] = weakref.WeakKeyDictionary()
    _making: ClassVar[threading.Lock] = threading.Lock()

    def __init__(self, store: Store) -> None:
        """Begin without any."""
        self._store = weakref.ref(store)
        self._lock = threading.Lock()
        self._waiting: dict[str, tuple[int, datetime]] = {}

    @classmethod
    def beside(cls, store: Store) -> "Openings":
        """Return the openings beside *store*: the same for all who ask in this process."""
        store = store.whole
        with cls._making:
            if store not in cls._of_store:
                cls._of_store[store] = openings = cls(store)
                store.after_change(openings.keep)
                store.before_closing(openings.keep)
            return cls._of_store[store]

    def note(self, share: str, at: datetime) -> None:
        """Note that the link *share* was opened at the moment *at*, and keep it unless another change is running."""
        with self._lock:
            times, _ = self._waiting.get(share, (0, at))
            self._waiting[share] = (times + 1, at)
        self.keep()

    def keep(self) -> None:
        """Keep what waits; while another change is running, it waits for the end of that one."""
        store = self._store()
        with self._lock:
            taken, self._waiting = self._waiting, {}
        if store is None or not taken:
            return
        try:
            with store.change(waiting=_give_up) as cursor:
                for share, (times, at) in taken.items():
                    count_opened(cursor, share, times, at)
        except (_Busy, StoreUnusable):  # a full disk keeps nobody from looking
            self._put_back(taken)

    def _put_back(self, taken: dict[str, tuple[int, datetime]]) -> None:
        with self._lock:
            for share, (times, at) in taken.items():
                more, last = self._waiting.get(share, (0, at))
                self._waiting[share] = (times + more, last)


def _give_up() -> None:
    raise _Busy("another change is running – it is kept after that")
