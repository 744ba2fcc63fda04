"""Pieces by day, in memory: any period of any grain is put together from them without a query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bsc.formula import How
from bsc.model.periods import Period

Numbers = NDArray[np.float64]  # NaN: no value
Days = NDArray[np.int64]  # days since 1970-01-01
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
        starts = np.fromiter((_day(period.start) for period in periods), np.int64, len(periods))
        ends = np.fromiter((_day(period.end) for period in periods), np.int64, len(periods))
        return Spans(np.searchsorted(self.days, starts), np.searchsorted(self.days, ends))

    def with_more(self, other: "Series") -> "Series":
        """Return this series with the pieces of *other*, of the same days; *other* alone when its days are others."""
        if not np.array_equal(self.days, other.days):
            return other
        return Series(self.days, {**self.pieces, **other.pieces})

    def over(self, spans: Spans, how: How, key: str) -> Numbers:
        """Return what the piece *key* comes to in each of *spans*: 0 where sums and counts have no day, else NaN."""
        values = self.pieces[key]
        match how:
            case How.SUM | How.COUNT:
                return _reduced(np.add, values, spans, 0.0)
            case How.LEAST:
                return _reduced(np.fmin, values, spans, np.nan)
            case How.GREATEST:
                return _reduced(np.fmax, values, spans, np.nan)
            case How.LATEST:
                return _latest(values, spans)
            case How.STATE:
                raise AssertionError(key)


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


def _reduced(operation: np.ufunc, values: Numbers, spans: Spans, nothing: float) -> Numbers:
    """Return *operation* over the values of each span; reduceat gives the value at the begin for an empty one."""
    if not len(spans.first):
        return np.empty(0)
    ends = np.empty(2 * len(spans.first), np.intp)
    ends[::2], ends[1::2] = spans.first, np.maximum(spans.first, spans.end)
    found = operation.reduceat(np.append(values, nothing), ends)[::2]
    return np.asarray(np.where(spans.empty, nothing, found), dtype=np.float64)


def _latest(values: Numbers, spans: Spans) -> Numbers:
    if not len(values):
        return np.full(len(spans.first), np.nan)
    places = np.where(np.isnan(values), -1, np.arange(len(values)))
    seen = np.maximum.accumulate(places)[np.maximum(spans.end, 1) - 1]
    return np.asarray(np.where(spans.empty | (seen < spans.first), np.nan, values[seen]), dtype=np.float64)


def _day(day: date) -> int:
    return day.toordinal() - _EPOCH
