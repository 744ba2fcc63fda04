"""What the engine remembers of a store: days of pieces and counted values, so that another period asks nothing.

One memory hangs on each store. What it keeps is keyed by the versions of the datasets that it was made of, and bounded.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any
from weakref import WeakKeyDictionary

from bsc.actuals.counted import Counted, counted
from bsc.actuals.plan import Planned, planned
from bsc.actuals.rollup import Spec
from bsc.actuals.series import Series
from bsc.actuals.statements import Reader, statement
from bsc.formula import Catalogue, Frame, How, Piece
from bsc.formula.writing import quoted
from bsc.model.definitions import Kpi, Scorecard
from bsc.model.shape import DatasetShape
from bsc.store.rollups import Rollup

MOST_BYTES = 128 * 2**20
_BYTES_OF_A_COUNTED_VALUE = 200
_BYTES_OF_AN_ENTRY = 500


class Memory:
    """Series and counted values of one store, the least recently used leaving first."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        """Hold at most *most_bytes* bytes."""
        self._most = most_bytes
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._bytes = 0
        self._catalogue: Catalogue | None = None
        self._shapes: Mapping[str, DatasetShape] = {}
        self._plans: dict[int, tuple[Planned, Frame]] = {}
        self._found: dict[Hashable, str] = {}

    def series(self, what: Hashable, pieces: Iterable[Piece], ask: Callable[[list[Piece]], Series]) -> Series:
        """Return the series of *pieces* of *what*; *ask* for those that are not known. States are in no series."""
        key = ("series", what)
        wanted = [piece for piece in pieces if piece.how is not How.STATE]
        known: Series | None = self._get(key)
        lacking = [piece for piece in wanted if known is None or piece.key not in known.pieces]
        if known is not None and not lacking:
            return known
        asked = ask(lacking)
        found = asked if known is None else known.with_more(asked)
        if any(piece.key not in found.pieces for piece in wanted):  # the days have changed meanwhile
            found = ask(wanted)
        self._keep(key, found, found.size + _BYTES_OF_AN_ENTRY)
        return found

    def counted(self, reader: Reader, rollup: Rollup, spec: Spec) -> Counted | None:
        """Return what *rollup* has counted ahead; None when nothing."""
        if not spec.counted_table:
            return None
        key = ("counted", rollup.id, rollup.made_at, rollup.touched)
        known: Counted | None = self._get(key)
        if known is None:
            table = f"rollup.{quoted(spec.counted_table)}"
            rows = reader.read(statement("counted", counted=table))
            known = counted(rows, spec.counted)
            self._keep(key, known, known.size * _BYTES_OF_A_COUNTED_VALUE + _BYTES_OF_AN_ENTRY)
        return known

    def once(self, what: Hashable, ask: Callable[[], Any]) -> Any:  # noqa: ANN401 -- what *ask* gives
        """Return what *ask* gives, which is always the same for *what*."""
        key = ("once", what)
        known = self._get(key)
        if known is None:
            known = (ask(),)
            self._keep(key, known, _BYTES_OF_AN_ENTRY)
        return known[0]

    def catalogue(self, scorecard: Scorecard, shapes: Mapping[str, DatasetShape]) -> Catalogue:
        """Return the catalogue of *scorecard* and *shapes*: the same one as long as these are the same objects."""
        with self._lock:
            if self._catalogue is None or self._catalogue.scorecard is not scorecard or self._shapes is not shapes:
                self._catalogue, self._shapes = Catalogue(scorecard, shapes), shapes
                self._plans, self._found = {}, {}
            return self._catalogue

    def planned(self, kpi: Kpi, catalogue: Catalogue) -> tuple[Planned, Frame]:
        """Return how *kpi* is computed; raises FormulaProblem when it cannot be. It is found out once."""
        plans = self._plans if catalogue is self._catalogue else {}
        known = plans.get(id(kpi))
        if known is None or known[0].kpi is not kpi:  # the kept plan holds its KPI, so that no other has its id
            known = plans[id(kpi)] = planned(kpi, catalogue)
        return known

    def found_out(self, catalogue: Catalogue, what: Hashable, find: Callable[[], str]) -> str:
        """Return what *find* finds, which follows from *catalogue* and *what* alone."""
        known = self._found if catalogue is self._catalogue else {}
        if what not in known:
            known[what] = find()
        return known[what]

    def forget(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
            self._bytes = 0

    def _get(self, key: Hashable) -> Any:  # noqa: ANN401 -- what was kept under the key
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def _keep(self, key: Hashable, value: object, size: int) -> None:
        with self._lock:
            _, before = self._kept.pop(key, (None, 0))
            self._kept[key] = (value, size)
            self._bytes += size - before
            while self._bytes > self._most and len(self._kept) > 1:
                _, (_, gone) = self._kept.popitem(last=False)
                self._bytes -= gone


def memory_of(reader: Reader) -> Memory:
    """Return the memory that hangs on *reader*, the same for all who ask."""
    with _guard:
        return _memories.setdefault(reader.whole, Memory())


_guard = threading.Lock()
_memories: "WeakKeyDictionary[Reader, Memory]" = WeakKeyDictionary()
