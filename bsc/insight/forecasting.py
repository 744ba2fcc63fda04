"""Forecasts: what a KPI is likely to come to, by the method that has done best on its own history, or none."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from bsc.insight.forecasting_bands import Spread, held, spread
from bsc.insight.forecasting_methods import ADJUSTED, Numbers, adjusted_smoothing, smoothing
from bsc.insight.forecasting_trials import Trials, needed, tried

LEVELS = (0.5, 0.8, 0.95)
HALF = 0.5
ROUNDING = 1e-9  # of a target, which may be a sum of parts of others
BAND = 0.8  # the level of the band in the back-test
Bounds = tuple[float | None, float | None]


@dataclass(frozen=True, kw_only=True)
class Tried:
    """One value that the chosen method foresaw in the back-test.

    `at` is its place in the history, `step` how far ahead it was foreseen (1 is the next value), `came` what it was.
    `low` and `high` are the 80 % band around it.
    """

    at: int
    step: int
    foreseen: float
    naive: float
    came: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """What the next values are likely to be: `middle` and, for each level, the `bands` (low, high) around it.

    Both may be shorter than was asked: it is not foreseen further than the back-test could try. `mase` is the error of
    the chosen `method` in the back-test from so many `origins`, `naive_mase` that of the better `naive` method,
    `tested` that of every method, best first. `coverage` tells for each level which share of the `checked` values lay
    in the band. `whole`: all values so far were whole numbers.
    """

    method: str
    middle: tuple[float, ...]
    bands: Mapping[float, tuple[tuple[float, float], ...]]
    mase: float
    naive_mase: float
    naive: str
    origins: int
    coverage: Mapping[float, float]
    checked: int
    tested: Mapping[str, float]
    trials: tuple[Tried, ...]
    spread: Spread
    bounds: Bounds = (None, None)
    whole: bool = False

    def chance(self, step: int, low: float | None = None, high: float | None = None) -> float:
        """Return the probability (0–1) that the value of *step* (0 is the next one) lies from *low* to *high*.

        None is open. What would lie beyond the bounds of what is possible counts as lying on them. Where values are
        whole, at least 2 begins at 1.5 (the continuity correction), and so does at least 2 but for rounding.
        """
        if self.whole:
            low, high = (
                None if low is None else math.ceil(low - ROUNDING * abs(low)) - HALF,
                None if high is None else math.floor(high + ROUNDING * abs(high)) + HALF,
            )
        below = 0.0 if low is None else self._below(step, low)
        return max((1.0 if high is None else self._up_to(step, high)) - below, 0.0)

    def _below(self, step: int, value: float) -> float:
        low, high = self.bounds
        if low is not None and value <= low:
            return 0.0
        return 1.0 if high is not None and value > high else self.spread.below(step, value - self.middle[step])

    def _up_to(self, step: int, value: float) -> float:
        low, high = self.bounds
        if high is not None and value >= high:
            return 1.0
        return 0.0 if low is not None and value < low else self.spread.below(step, value - self.middle[step])


@dataclass(frozen=True, kw_only=True)
class NoForecast:
    """Why nothing is foreseen, as a sentence; with the error of every method where a back-test was made, best first."""

    reason: str
    tested: Mapping[str, float] = field(default_factory=dict)


def foresee(
    values: Sequence[float], *, season: int | None, horizon: int, bounds: Bounds = (None, None)
) -> Forecast | NoForecast:
    """Return what the next *horizon* values are likely to be, or why that cannot be told.

    *values* are finite, oldest first, without a gap; *season* is how many make a season (12 months), None without one;
    *bounds* are the least and greatest value that is possible.
    """
    if len(values) < needed(None):
        return NoForecast(reason=f"{needed(None)} values without a gap are needed, not {len(values)}")
    if len(set(values)) == 1:
        return NoForecast(reason="the value has never changed")
    trials = tried(values, season, horizon)
    if not trials.clearly_better:
        return NoForecast(
            reason="on its own history no method was clearly better than the naive one", tested=trials.mase
        )
    return _forecast(np.asarray(values, dtype=np.float64), trials, season, bounds)


def _forecast(values: Numbers, trials: Trials, season: int | None, bounds: Bounds) -> Forecast:
    name, steps, count = trials.best, trials.horizon, len(values)
    adjusted = name.startswith(ADJUSTED)
    found = adjusted_smoothing(values, count, steps, season) if adjusted else smoothing(values, count, steps)
    middle = tuple(_within(float(value), bounds) for value in found[name][-1])
    around = spread(trials.errors(name))
    coverage, checked = held(trials.errors(name), LEVELS)
    return Forecast(
        method=name,
        middle=middle,
        bands={level: _band(middle, around, level, bounds) for level in LEVELS},
        mase=trials.mase[name],
        naive_mase=trials.mase[trials.naive],
        naive=trials.naive,
        origins=trials.origins,
        coverage=coverage,
        checked=checked,
        tested=trials.mase,
        trials=tuple(_tried(trials, around, bounds)),
        spread=around,
        bounds=bounds,
        whole=all(float(value).is_integer() for value in values),
    )


def _tried(trials: Trials, around: Spread, bounds: Bounds) -> Iterator[Tried]:
    foreseen, by_naive = trials.foreseen[trials.best], trials.foreseen[trials.naive]
    for (row, column), came in np.ndenumerate(trials.came):
        if not np.isnan(came):
            middle, reach = float(foreseen[row, column]), around.reach(column, BAND)
            yield Tried(
                at=trials.first + row + column,
                step=column + 1,
                foreseen=_within(middle, bounds),
                naive=float(by_naive[row, column]),
                came=float(came),
                low=_within(middle - reach, bounds),
                high=_within(middle + reach, bounds),
            )


def _band(middle: Sequence[float], around: Spread, level: float, bounds: Bounds) -> tuple[tuple[float, float], ...]:
    reaches = [around.reach(step, level) for step in range(len(middle))]
    return tuple(
        (_within(value - reach, bounds), _within(value + reach, bounds))
        for value, reach in zip(middle, reaches, strict=True)
    )


def _within(value: float, bounds: Bounds) -> float:
    low, high = bounds
    return min(max(value, -math.inf if low is None else low), math.inf if high is None else high)
