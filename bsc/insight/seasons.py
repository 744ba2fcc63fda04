"""Whether a series comes back every year, and the series without its season."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np
from numpy.typing import NDArray

YEARS = 2  # whole seasons that must be there before a season is looked for
CHANCE = 0.01  # how often noise may be taken for a season
_Numbers = NDArray[np.floating]


@dataclass(frozen=True)
class Season:
    """What each place of a season adds to the level, or by how much it multiplies it (`factors`).

    The effects of one whole season add nothing (their mean is 0), or keep the level (the mean factor is 1).
    """

    effects: tuple[float, ...]
    factors: bool

    def removed(self, at: int, value: float) -> float:
        """Return *value*, which stands at the place *at*, as it would be without the season."""
        effect = self.effects[at % len(self.effects)]
        return value / effect if self.factors else value - effect

    def restored(self, at: int, value: float) -> float:
        """Return *value*, which has no season, as it would be at the place *at*."""
        effect = self.effects[at % len(self.effects)]
        return value * effect if self.factors else value + effect


@dataclass(frozen=True, kw_only=True)
class Fit:
    """How well a season explains a series: F statistic, the chance (0–1) of a greater one by noise, the season."""

    statistic: float
    chance: float
    season: Season


def season_of(places: Sequence[int], values: Sequence[float], length: int, starts: Sequence[int] = (0,)) -> Fit | None:
    """Return the season of *length* places that *values*, standing at *places*, come back with; None without one.

    Needs two whole seasons and two values at every place of it. *starts* are the places at which a level begins.
    The test is the F test of fixed seasonal effects beside levels and a straight trend, at 1 %; where all values are
    positive the effects may multiply, if that explains more.
    Source: Lytras, Feldpausch and Bell, Determining seasonality: a comparison of diagnostics from X-12-ARIMA (U.S.
    Census Bureau, 2007); seasonal factors as in Wheeler, Making Sense of Data (2003).
    """
    if not tells(places, length):
        return None
    fits = [_fitted(places, values, length, starts, factors=False)]
    if all(value > 0 for value in values):
        fits.append(_fitted(places, values, length, starts, factors=True))
    best = max((fit for fit in fits if fit is not None), key=lambda fit: fit.statistic, default=None)
    return best if best is not None and best.chance < CHANCE else None


def tells(places: Sequence[int], length: int) -> bool:
    """Return whether values at *places* span two whole seasons and stand twice at every place of it."""
    if not places or places[-1] - places[0] + 1 < YEARS * length:
        return False
    seen = [place % length for place in places]
    return all(seen.count(place) >= YEARS for place in range(length))


def _fitted(
    places: Sequence[int], values: Sequence[float], length: int, starts: Sequence[int], *, factors: bool
) -> Fit | None:
    """Return the least-squares fit; None where nothing is left to judge it by."""
    observed = np.array([log(value) for value in values] if factors else values, dtype=float)
    plain = np.column_stack([_levels(places, starts), _trend(places)])
    seasonal = np.column_stack([plain, _seasonal(places, length)])
    without, _, _ = _residual(plain, observed)
    left, found, rank = _residual(seasonal, observed)
    free = len(values) - rank
    gained = without - left
    if free < 1 or gained <= 1e-12 * float(observed @ observed):
        return None
    statistic = gained / (length - 1) / (left / free) if left > 0 else float("inf")
    return Fit(
        statistic=statistic,
        chance=_chance(statistic, length - 1, free),
        season=_season([*found[plain.shape[1] :], 0.0], factors=factors),
    )


def _levels(places: Sequence[int], starts: Sequence[int]) -> _Numbers:
    """Return one column for each level, with a row for each place."""
    at, ends = np.array(places), [*starts[1:], places[-1] + 1]
    return np.column_stack([(at >= first) & (at < end) for first, end in zip(starts, ends, strict=True)]).astype(float)


def _trend(places: Sequence[int]) -> _Numbers:
    """Return the column of a straight trend."""
    return np.array(places, dtype=float) - (places[0] + places[-1]) / 2


def _seasonal(places: Sequence[int], length: int) -> _Numbers:
    """Return one column for each place of a season but its last, which the others are compared with."""
    one_for_each: _Numbers = np.eye(length)[np.array(places) % length]
    return one_for_each[:, :-1]


def _residual(design: _Numbers, observed: _Numbers) -> tuple[float, _Numbers, int]:
    """Return the sum of squares that *design* leaves, its coefficients, and its rank."""
    found, _, rank, _ = np.linalg.lstsq(design, observed, rcond=None)
    rest = observed - design @ found
    return float(rest @ rest), found, int(rank)


def _season(effects: Sequence[float], *, factors: bool) -> Season:
    if factors:
        grown = [exp(effect) for effect in effects]
        mean = sum(grown) / len(grown)
        return Season(tuple(factor / mean for factor in grown), factors=True)
    mean = sum(effects) / len(effects)
    return Season(tuple(float(effect - mean) for effect in effects), factors=False)


def _chance(statistic: float, among: int, free: int) -> float:
    from scipy.special import fdtrc  # noqa: PLC0415 -- start-up does not pay for scipy

    return float(fdtrc(among, free, statistic))
