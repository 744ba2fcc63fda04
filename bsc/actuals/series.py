"""Pieces by day, in memory: any period of any grain is put together from them without a query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bsc.formula import How
from bsc.model.periods import Period

Numbers = NDArray[np.float64]  # NaN: no value
Days = NDArray[np.int64]  # days since 1970-01-01
_OPERATIONS: Mapping[How, tuple[np.ufunc, float]] = {  # and what they give where there is no day
    How.SUM: (np.add, 0.0),
    How.LEAST: (np.fmin, np.nan),
    How.GREATEST: (np.fmax, np.nan),
}
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True)
class Spans:
    """Which days of a series each of several periods has: from `first` up to, not including, `end`."""

    first: NDArray[np.intp]
    end: NDArray[np.intp]

    @property
    def empty(self) -> NDArray[np.bool_]:
        """Return for each period whether it has none of the days."""
        return self.first >= self.end


@dataclass(frozen=True)
class Series:
    """Some days that have rows, in order, and for each piece (by its key) a number a day."""

    days: Days
    pieces: Mapping[str, Numbers]

    @property
    def last_day(self) -> date | None:
        """Return the last day that has rows."""
        return date.fromordinal(int(self.days[-1]) + _EPOCH) if len(self.days) else None

    @property
    def size(self) -> int:
        """Return how many bytes of memory it takes."""
        return int(self.days.nbytes) + sum(int(numbers.nbytes) for numbers in self.pieces.values())

    def spans(self, periods: Sequence[Period]) -> Spans:
        """Return which days each of *periods* has."""
        starts, ends = _bounds(tuple(periods))
        return Spans(np.searchsorted(self.days, starts), np.searchsorted(self.days, ends))

    def with_more(self, other: "Series") -> "Series":
        """Return this series with the pieces of *other*, of the same days; *other* alone when its days are others."""
        if not np.array_equal(self.days, other.days):
            return other
        return Series(self.days, {**self.pieces, **other.pieces})

    def over(self, spans: Spans, pieces: Mapping[str, How]) -> dict[str, Numbers]:
        """Return what *pieces* (key → how) come to in each of *spans*: 0 where sums and counts have no day, or NaN."""
        by_how: dict[How, list[str]] = {}
        for key, how in pieces.items():
            by_how.setdefault(How.SUM if how is How.COUNT else how, []).append(key)
        found: dict[str, Numbers] = {}
        for how, keys in by_how.items():
            values = np.stack([self.pieces[key] for key in keys])
            found |= zip(
                keys, _latest(values, spans) if how is How.LATEST else _reduced(how, values, spans), strict=True
            )
        return found


def series(columns: Mapping[str, Any], keys: Sequence[str], names: Sequence[str]) -> Series:
    """Return the series of what a query gave: its `day`, and of each of *keys* the column of that place in *names*."""
    days = np.asarray(columns["day"]).astype("datetime64[D]").astype(np.int64)
    order = np.argsort(days, kind="stable")
    found = {key: _numbers(columns[name])[order] for key, name in zip(keys, names, strict=True)}
    return Series(days[order], found)


def _numbers(column: Any) -> Numbers:  # noqa: ANN401 -- an array, masked where values are missing
    if isinstance(column, np.ma.MaskedArray):
        return np.asarray(np.ma.filled(column.astype(np.float64), np.nan), dtype=np.float64)
    return np.asarray(column, dtype=np.float64)


def _reduced(how: How, values: Numbers, spans: Spans) -> Numbers:
    """Return the rows of *values* (pieces × days) put together over each span.

    reduceat gives the value at the begin for an empty span, and takes no begin behind the last day.
    """
    operation, nothing = _OPERATIONS[how]
    if not len(spans.first):
        return np.empty((len(values), 0))
    bounds = np.empty(2 * len(spans.first), np.intp)
    bounds[::2], bounds[1::2] = spans.first, np.maximum(spans.first, spans.end)
    ended = np.concatenate([values, np.full((len(values), 1), nothing)], axis=1)
    found = operation.reduceat(ended, bounds, axis=1)[:, ::2]
    return np.asarray(np.where(spans.empty, nothing, found), dtype=np.float64)


def _latest(values: Numbers, spans: Spans) -> Numbers:
    """Return of the rows of *values* (pieces × days) the last value in each span."""
    if not values.shape[1]:
        return np.full((len(values), len(spans.first)), np.nan)
    places = np.where(np.isnan(values), -1, np.arange(values.shape[1]))
    seen = np.maximum.accumulate(places, axis=1)[:, np.maximum(spans.end, 1) - 1]
    latest = np.take_along_axis(values, np.maximum(seen, 0), axis=1)
    return np.asarray(np.where(spans.empty | (seen < spans.first), np.nan, latest), dtype=np.float64)


@lru_cache(maxsize=64)  # the same for each of the many series of a page
def _bounds(periods: tuple[Period, ...]) -> tuple[Days, Days]:
    starts = np.fromiter((_day(period.start) for period in periods), np.int64, len(periods))
    return starts, np.fromiter((_day(period.end) for period in periods), np.int64, len(periods))


def _day(day: date) -> int:
    return day.toordinal() - _EPOCH
