"""Two series without what makes unrelated ones look alike: growth, trend, season, and the weight of their own past."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

PERSISTENT = 0.4  # from here on a series leans so much on its own past that its changes are looked at
PATTERN = 0.05  # how often noise may be taken for a season that no few waves describe
CLEARLY = 3.84  # twice the logarithm of a likelihood ratio, at 5 %


@dataclass(frozen=True, kw_only=True)
class Cleaned:
    """What is left of a cause and an effect, a place for each period (NaN where nothing is known).

    `differenced`: changes from period to period, else distances from the trend. `relative` tells for cause and effect
    whether they are logarithms. `seasonal`: a season was taken out of both. `columns` were fitted to each, level
    included: so many values tell nothing any more.
    """

    cause: Numbers
    effect: Numbers
    differenced: bool
    relative: tuple[bool, bool]
    seasonal: bool
    columns: int


def cleaned(cause: Numbers, effect: Numbers, season: int | None) -> Cleaned:
    """Return what is left of both series, which stand side by side (NaN where a value is missing).

    The same is done to both, so that a relation keeps its lag and its sign: the logarithm where a series of positive
    values is steadier with it, then a straight trend and, where either shows one, a season of *season* periods are
    fitted and taken out. If either then still leans on its own past (first autocorrelation above 0.4, corrected for
    its bias), the changes from period to period are looked at instead.
    Sources: Granger & Newbold, Spurious regressions in econometrics, Journal of Econometrics 2 (1974), for why; the
    bias, −(2 + 4φ)/n beside a fitted trend, after Marriott & Pope, Bias in the estimation of autocorrelations,
    Biometrika 41 (1954).
    """
    relative = (steadier_in_logarithms(cause, season), steadier_in_logarithms(effect, season))
    both = [np.log(each) if logs else each for each, logs in zip((cause, effect), relative, strict=True)]
    left, waves, columns = _fitted(both, season)
    differenced = max(map(_persistence, left)) > PERSISTENT
    if differenced:
        left, waves, columns = _fitted([_changes(each) for each in both], season)
    return Cleaned(
        cause=left[0],
        effect=left[1],
        differenced=differenced,
        relative=relative,
        seasonal=waves > 0,
        columns=columns,
    )


def steadier_in_logarithms(values: Numbers, season: int | None) -> bool:
    """Return whether the logarithms of *values* are clearly closer to a trend, or change more evenly, than the values.

    Clearly: a likelihood ratio that noise would bring in 5 of 100 series. Values that vary by little are left as they
    are.
    Source: the likelihood of Box & Cox, An analysis of transformations, Journal of the Royal Statistical Society B 26
    (1964), at the two powers 0 and 1.
    """
    known = values[~np.isnan(values)]
    if known.min() <= 0:
        return False
    logarithms = np.log(values)
    stretched = 2 * float(np.log(known).mean())
    gained = _roughness(values, season) - _roughness(logarithms, season) - stretched
    return len(known) * gained > CLEARLY


def _roughness(values: Numbers, season: int | None) -> float:
    """Return the logarithm of the least sum of squares among: about a trend, a trend and a wave, or of the changes."""
    steps = _changes(values)
    steps = steps[~np.isnan(steps)]
    squares = [_squares(_rest(values, season, waves)) for waves in ((0, 1) if season else (0,))]
    return float(np.log(max(min(*squares, float(((steps - steps.mean()) ** 2).sum())), np.finfo(float).tiny)))


def _fitted(both: Sequence[Numbers], season: int | None) -> tuple[list[Numbers], int, int]:
    """Return what trend and season leave of both series, how many waves the season has, and the columns fitted."""
    waves = max(_waves(each, season) for each in both) if season else 0
    columns = max(_basis(_places(each), season, waves).shape[1] for each in both)
    return [_rest(each, season, waves) for each in both], waves, columns


def _waves(values: Numbers, season: int) -> int:
    """Return how many waves (harmonics) the season of *values* has; 0 without a season.

    As many as make the corrected Akaike criterion least; all of them where what these leave still has a pattern.
    Sources: Hurvich & Tsai, Regression and time series model selection in small samples, Biometrika 76 (1989); the F
    test of fixed seasonal effects as in `bsc.insight.seasons`.
    """
    places, count = _places(values), int((~np.isnan(values)).sum())
    fits = [(_squares(_rest(values, season, waves)), _columns(places, season, waves)) for waves in _possible(season)]
    chosen = min(range(len(fits)), key=lambda waves: _criterion(*fits[waves], count))
    return len(fits) - 1 if _pattern_left(fits[chosen], fits[-1], count) else chosen


def _possible(season: int) -> range:
    return range(season // 2 + 1)


def _criterion(squares: float, columns: int, count: int) -> float:
    parameters = columns + 1  # the variance is one, too
    free = count - parameters - 1
    if free < 1:
        return float("inf")
    return count * np.log(squares / count) + 2 * parameters * count / free


def _pattern_left(few: tuple[float, int], whole: tuple[float, int], count: int) -> bool:
    """Return whether a season of any form explains more than the few waves do, by an F test at 5 %."""
    from scipy.special import fdtrc  # noqa: PLC0415 -- start-up does not pay for scipy

    more, free = whole[1] - few[1], count - whole[1]
    if more < 1 or free < 1:
        return False
    return bool(fdtrc(more, free, (few[0] - whole[0]) / more / (whole[0] / free)) < PATTERN)


def _persistence(values: Numbers) -> float:
    """Return the first autocorrelation of *values*, corrected for the bias of short series without their trend."""
    known = values[~np.isnan(values)]
    before, after = values[:-1], values[1:]
    beside = ~np.isnan(before) & ~np.isnan(after)
    found = float(before[beside] @ after[beside] / max(float(before[beside] @ before[beside]), np.finfo(float).tiny))
    return (len(known) * found + 2) / (len(known) - 4)


def _changes(values: Numbers) -> Numbers:
    return np.concatenate([[np.nan], np.diff(values)])


def _places(values: Numbers) -> tuple[int, ...]:
    return tuple(np.flatnonzero(~np.isnan(values)).tolist())


def _squares(values: Numbers) -> float:
    return max(float(np.nansum(values**2)), np.finfo(float).tiny)


def _rest(values: Numbers, season: int | None, waves: int) -> Numbers:
    """Return what a least-squares fit of trend and season leaves of *values*."""
    known = ~np.isnan(values)
    basis = _basis(_places(values), season, waves)
    left = np.full_like(values, np.nan)
    left[known] = values[known] - basis @ (basis.T @ values[known])
    return left


def _columns(places: tuple[int, ...], season: int | None, waves: int) -> int:
    return _basis(places, season, waves).shape[1]


@lru_cache(maxsize=512)  # the KPIs of a scorecard stand at the same places
def _basis(places: tuple[int, ...], season: int | None, waves: int) -> Numbers:
    """Return orthonormal columns that span a level, a straight trend and so many *waves* of a season at *places*."""
    at = np.array(places, dtype=np.float64)
    columns = [np.ones(len(at)), at - at.mean()]
    for wave in range(1, waves + 1 if season else 1):
        turn = 2 * np.pi * wave * at / (season or 1)
        columns += [np.cos(turn), np.sin(turn)]
    scaled = np.column_stack([each / max(float(np.linalg.norm(each)), 1.0) for each in columns])
    left, sizes, _ = np.linalg.svd(scaled, full_matrices=False)
    basis: Numbers = left[:, sizes > 1e-9 * sizes[0]]  # the sine of the shortest wave is 0 everywhere
    return basis
