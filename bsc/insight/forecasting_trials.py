"""The back-test: what every method would have foreseen from each origin in the past, beside what came."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bsc.insight.forecasting_methods import (
    ADJUSTED,
    AVERAGE,
    CYCLES,
    NAIVE,
    Numbers,
    adjusted_smoothing,
    naive,
    smoothing,
)

LEAST_KNOWN = 10  # values before the first origin
LEAST_ORIGINS = 8
LEAST_TRIED = 3  # origins that the furthest step is tried from
CALIBRATIONS = 2  # times that parameters are estimated in one back-test


@dataclass(frozen=True)
class Trials:
    """One back-test. `foreseen` has an array for each method, `came` the values: a row an origin, a column a step.

    A value that has not come yet is not-a-number. `first` is the first origin: how many values were known there.
    """

    first: int
    foreseen: Mapping[str, Numbers]
    came: Numbers
    unit: float

    @property
    def origins(self) -> int:
        """Return how many origins there were."""
        return len(self.came)

    @property
    def horizon(self) -> int:
        """Return how many steps ahead were tried."""
        return int(self.came.shape[1])

    @cached_property
    def mase(self) -> Mapping[str, float]:
        """Return each method's mean absolute scaled error over all origins and steps, best first.

        The scale is the mean absolute change from one value to the next over the whole history, the same for all.
        Source: Hyndman & Koehler, Another look at measures of forecast accuracy, International Journal of
        Forecasting 22 (2006).
        """
        errors = {name: float(np.nanmean(np.abs(self.errors(name)))) / self.unit for name in self.foreseen}
        return dict(sorted(errors.items(), key=lambda each: each[1]))

    @property
    def naive(self) -> str:
        """Return the better naive method."""
        return next(name for name in self.mase if name in NAIVE)

    @property
    def best(self) -> str:
        """Return the best method that is not naive."""
        return next(name for name in self.mase if name not in NAIVE)

    def errors(self, name: str) -> Numbers:
        """Return what came minus what the method called *name* foresaw."""
        return self.came - self.foreseen[name]

    @property
    def clearly_better(self) -> bool:
        """Return whether the best method beats the naive one, and not by luck.

        Of many methods one always wins. So it must win by more than one standard error (Breiman et al., Classification
        and Regression Trees, 1984, for the rule) and in both halves of the back-test, and the average of the methods,
        which nothing has chosen, must win as well.
        """
        gains = self._gains(self.best)
        halves = np.array_split(gains, 2)
        error = float(gains.std(ddof=1)) / math.sqrt(len(gains))
        average = (ADJUSTED if self.best.startswith(ADJUSTED) else "") + AVERAGE
        return bool(
            gains.mean() > error
            and all(half.mean() > 0 for half in halves)
            and self.mase[average] < self.mase[self.naive]
        )

    def _gains(self, name: str) -> Numbers:
        """Return by how much the method called *name* came closer than the naive one, on average from each origin."""
        gains: Numbers = np.nanmean(np.abs(self.errors(self.naive)) - np.abs(self.errors(name)), axis=1)
        return gains


def needed(season: int | None) -> int:
    """Return how many values a back-test needs at least, with a *season* that is to be adjusted for or without."""
    return max(LEAST_KNOWN, CYCLES * (season or 0)) + LEAST_ORIGINS


def tried(values: Sequence[float], season: int | None, horizon: int) -> Trials:
    """Return the back-test on *values*, oldest first, of at most *horizon* steps; there must be enough of them.

    It begins in the middle of the history or, with a season, not before two seasons are known, where so many are.
    """
    known = np.asarray(values, dtype=np.float64)
    count = len(known)
    least = CYCLES * season if season and count >= needed(season) else LEAST_KNOWN
    first = max(least, count // 2)
    steps = min(horizon, count - first - LEAST_TRIED + 1)
    blocks = np.array_split(np.arange(first, count), CALIBRATIONS)
    foreseen = [_foreseen(known[: block[-1]], int(block[0]), steps, season) for block in blocks if len(block)]
    common = set.intersection(*(set(block) for block in foreseen))
    return Trials(
        first=first,
        foreseen={name: np.concatenate([block[name] for block in foreseen]) for name in foreseen[0] if name in common},
        came=_came(known, first, steps),
        unit=float(np.abs(np.diff(known)).mean()),
    )


def _foreseen(known: Numbers, first: int, steps: int, season: int | None) -> dict[str, Numbers]:
    plain = naive(known, first, steps, season) | smoothing(known, first, steps)
    return plain | adjusted_smoothing(known, first, steps, season)


def _came(known: Numbers, first: int, steps: int) -> Numbers:
    longer = np.concatenate([known, np.full(steps, np.nan)])
    came: Numbers = longer[np.arange(first, len(known))[:, None] + np.arange(steps)]
    return came
