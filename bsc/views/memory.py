"""The actuals in memory: what was computed once is not asked of the database again, by any session.

One memory hangs on each open store. It is keyed by what a value depends on (data version, definitions version, filters,
today) and holds the values by KPI and period, so that a page that needs a little more asks only for the rest.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from weakref import WeakKeyDictionary

from bsc.actuals import Actual
from bsc.model.periods import Period
from bsc.store import Store

Filters = tuple[tuple[str, tuple[str, ...]], ...]
Value = TypeVar("Value")
SHELVES = 64
VALUES_ON_A_SHELF = 60_000  # some 15 MB


@dataclass
class Shelf:
    """The actuals under one key; the lock keeps two sessions from computing the same ones."""

    actuals: dict[tuple[str, Period], Actual] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Memory:
    """What sessions share: shelves of actuals and single kept values, the least recently used leaving first."""

    def __init__(self, shelves: int = SHELVES) -> None:
        """Hold at most *shelves* shelves, and as many kept values."""
        self._limit = shelves
        self._lock = threading.Lock()
        self._shelves: OrderedDict[Hashable, Shelf] = OrderedDict()
        self._kept: OrderedDict[Hashable, object] = OrderedDict()

    def shelf(self, key: Hashable) -> Shelf:
        """Return the shelf under *key*, a new one when there is none."""
        with self._lock:
            shelf = self._shelves.setdefault(key, Shelf())
            self._shelves.move_to_end(key)
            while len(self._shelves) > self._limit:
                self._shelves.popitem(last=False)
            return shelf

    def kept(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return the value kept under *key*; *make* it when there is none."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]  # type: ignore[return-value] -- a key always holds what its own make returned
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._limit:
                self._kept.popitem(last=False)
        return made


def memory_of(store: Store) -> Memory:
    """Return the memory that hangs on *store*; all sessions of the process share it."""
    with _guard:
        return _memories.setdefault(store, Memory())


def completed(
    shelf: Shelf,
    wanted: list[tuple[str, Period]],
    compute: Callable[[list[str], list[Period]], Mapping[tuple[str, Period], Actual]],
) -> dict[tuple[str, Period], Actual]:
    """Return the *wanted* actuals (KPI id, period), computing those that the shelf lacks in one go."""
    known = shelf.actuals  # a full shelf is replaced, never emptied: what is read here stays whole
    if any(cell not in known for cell in wanted):
        with shelf.lock:
            _complete(shelf, wanted, compute)
            known = shelf.actuals
    return {cell: known[cell] for cell in wanted}


def _complete(
    shelf: Shelf,
    wanted: list[tuple[str, Period]],
    compute: Callable[[list[str], list[Period]], Mapping[tuple[str, Period], Actual]],
) -> None:
    lacking = [cell for cell in wanted if cell not in shelf.actuals]
    if not lacking:
        return
    kpis = list(dict.fromkeys(kpi for kpi, _ in lacking))
    computed = compute(kpis, sorted({period for _, period in lacking}))
    if len(shelf.actuals) + len(computed) > VALUES_ON_A_SHELF:
        shelf.actuals = {cell: shelf.actuals[cell] for cell in wanted if cell in shelf.actuals}
    shelf.actuals.update(computed)


_guard = threading.Lock()
_memories: "WeakKeyDictionary[Store, Memory]" = WeakKeyDictionary()
