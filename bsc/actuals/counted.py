"""Holistic aggregates that were counted ahead, for calendar periods and single values of dimensions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from bsc.actuals.series import Numbers
from bsc.model.periods import Grain, Period

GRAINS = (Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.YEAR)  # days are asked when somebody looks at them
Place = tuple[str, str]  # a dimension and its value; empty ones for all rows
ALL: Place = ("", "")


@dataclass(frozen=True)
class Counted:
    """What was counted ahead: by aggregate (its key) and place, the value of each period by grain and first day.

    A period of a known place that is not there has no rows. `size`: how many values.
    """

    values: Mapping[tuple[str, Place], Mapping[tuple[str, date], float]]
    places: frozenset[Place]
    size: int = field(default=0)

    def over(self, key: str, chosen: Mapping[str, tuple[str, ...]], periods: Sequence[Period]) -> Numbers | None:
        """Return the value of the aggregate in each of *periods* where the *chosen* values count; None: not known.

        Known are all rows, and one value of one dimension (a persona's id and name are two, of which rows have one).
        """
        place = self._place(chosen)
        if place is None or any(period.grain not in GRAINS for period in periods) or (key, ALL) not in self.values:
            return None
        known = self.values.get((key, place), {})
        return np.array([known.get((period.grain.value, period.start), np.nan) for period in periods], dtype=np.float64)

    def _place(self, chosen: Mapping[str, tuple[str, ...]]) -> Place | None:
        if not chosen:
            return ALL
        if len(chosen) > 1:
            return None
        ((dimension, values),) = chosen.items()
        known = [(dimension, value) for value in values if (dimension, value) in self.places]
        if not known and any(dimension == each for each, _ in self.places):
            return (dimension, values[0])  # all values of the dimension were counted, and no row has these
        return known[0] if len(known) == 1 else None


def counted(rows: Iterable[tuple[int, str, date, str, str, float | None]], keys: Sequence[str]) -> Counted:
    """Return what the *rows* of a counted table say; a row is an aggregate's place in *keys*, grain, first day,
    dimension, value of the dimension, and what was counted.
    """  # noqa: D205 -- one sentence, longer than a line
    found: dict[tuple[str, Place], dict[tuple[str, date], float]] = {(key, ALL): {} for key in keys}
    size = 0
    for number, grain, start, dimension, value, result in rows:
        if result is not None:
            found.setdefault((keys[number], (dimension, value)), {})[grain, start] = result
        size += 1
    return Counted(found, frozenset(place for _, place in found), size)
