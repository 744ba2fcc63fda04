"""The actuals in memory: what was computed once is not asked of the database again, by any session.

One memory hangs on each open store. It is keyed by what a value depends on (data version, definitions version, filters,
today) and holds the values by KPI and period, so that a page that needs a little more asks only for the rest.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from weakref import WeakKeyDictionary

from bsc.actuals import Actual
from bsc.model.periods import Period
from bsc.model.view import View
from bsc.store import Store
from bsc.views.readings import Reading

Cell = tuple[str, Period]  # a KPI's id, and a period
Value = TypeVar("Value")
SHELVES = 32
KEPT = 256  # read models of pages, inputs of scores: some 100 KB each
USES_COUNTED = 500
VALUES_ON_A_SHELF = 20_000  # some 20 MB with their readings: a year of days of 56 KPIs


@dataclass
class Shelf:
    """The actuals under one key, and their readings; the lock keeps two sessions from computing the same ones."""

    actuals: dict[Cell, Actual] = field(default_factory=dict)
    readings: dict[Cell, Reading] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Memory:
    """What sessions share: shelves of actuals and single kept values, the least recently used leaving first."""

    def __init__(self, shelves: int = SHELVES, kept: int = KEPT) -> None:
        """Hold at most *shelves* shelves and *kept* values."""
        self._most_shelves = shelves
        self._most_kept = kept
        self._lock = threading.Lock()
        self._shelves: OrderedDict[Hashable, Shelf] = OrderedDict()
        self._kept: OrderedDict[Hashable, object] = OrderedDict()
        self._uses: dict[Hashable, tuple[int, str, View]] = {}

    def shelf(self, key: Hashable) -> Shelf:
        """Return the shelf under *key*, a new one when there is none."""
        with self._lock:
            shelf = self._shelves.setdefault(key, Shelf())
            self._shelves.move_to_end(key)
            while len(self._shelves) > self._most_shelves:
                self._shelves.popitem(last=False)
            return shelf

    def kept(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return the value kept under *key*; *make* it when there is none."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]  # type: ignore[return-value]  # a key holds what its own make returned
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._most_kept:
                self._kept.popitem(last=False)
        return made

    def used(self, name: str, view: View) -> None:
        """Take note that the read model called *name* was asked for *view*."""
        key = (name, seen(view))
        with self._lock:
            times, *_ = self._uses.pop(key, (0, name, view))
            self._uses[key] = (times + 1, name, view)
            if len(self._uses) > USES_COUNTED:  # what was asked for longest ago is forgotten
                self._uses.pop(next(iter(self._uses)))

    def most_used(self, count: int) -> list[tuple[str, View]]:
        """Return the *count* read models, by name and view, that were asked for most."""
        with self._lock:
            ordered = sorted(self._uses.values(), key=lambda use: -use[0])
        return [(name, view) for _, name, view in ordered[:count]]


def seen(view: View) -> Hashable:
    """Return what a read model depends on of *view*: persona, filters, period and grain."""
    return (view.persona, tuple(sorted(view.filters.items())), view.period, view.grain)


def memory_of(store: Store) -> Memory:
    """Return the memory that hangs on *store*; all sessions of the process share it."""
    with _guard:
        return _memories.setdefault(store.whole, Memory())


def read(shelf: Shelf, wanted: Iterable[Cell], make: Callable[[Cell], Reading]) -> dict[Cell, Reading]:
    """Return the *wanted* readings, making those that the shelf lacks; two sessions may make the same one."""
    known = shelf.readings
    found = {cell: known[cell] if cell in known else make(cell) for cell in wanted}
    if len(known) + len(found) > VALUES_ON_A_SHELF:
        shelf.readings = found
    else:
        known.update(found)
    return found


def completed(
    shelf: Shelf,
    wanted: list[Cell],
    compute: Callable[[list[str], list[Period]], Mapping[Cell, Actual]],
) -> dict[Cell, Actual]:
    """Return the *wanted* actuals (KPI id, period), computing those that the shelf lacks in one go."""
    known = shelf.actuals  # a full shelf is replaced, never emptied: what is read here stays whole
    if any(cell not in known for cell in wanted):
        with shelf.lock:
            _complete(shelf, wanted, compute)
            known = shelf.actuals
    return {cell: known[cell] for cell in wanted}


def _complete(
    shelf: Shelf,
    wanted: list[Cell],
    compute: Callable[[list[str], list[Period]], Mapping[Cell, Actual]],
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
