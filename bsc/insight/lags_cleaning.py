"""Two series without what makes unrelated ones look alike: growth, trend, season, and the weight of their own past."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

PERSISTENT = 0.4  # from here on a series leans so much on its own past that its changes are looked at
PATTERN = 0.05  # how often noise may be taken for a season that no few waves describe
LEVEL, STRAIGHT = 0, 1  # degrees of a trend
NOTHING = 1e-9  # of the greatest: a column that adds nothing
CLEARLY = 3.84  # twice the logarithm of a likelihood ratio, at 5 %


@dataclass(frozen=True)
class Shape:
    """A trend of a `degree` (0 is a level, 1 straight, 2 bent) and a season of so many `waves`."""

    degree: int
    waves: int
    season: int | None


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
    values is clearly steadier with it; then a trend, bent where either bends, and, where either shows one, a season of
    *season* periods are fitted and taken out. If either still leans on its own past (first autocorrelation above 0.4,
    corrected for its bias), the changes from period to period are looked at instead.
    Sources: Granger & Newbold, Spurious regressions in econometrics, Journal of Econometrics 2 (1974), for why; the
    bias, −(2 + 4φ)/n beside a fitted trend, after Marriott & Pope, Bias in the estimation of autocorrelations,
    Biometrika 41 (1954).
    """
    relative = (steadier_in_logarithms(cause, season), steadier_in_logarithms(effect, season))
    both = [np.log(each) if logs else each for each, logs in zip((cause, effect), relative, strict=True)]
    shape, left = _fitted(both, season, STRAIGHT)
    differenced = max(map(_persistence, left)) > PERSISTENT
    if differenced:
        both = [_changes(each) for each in both]
        shape, left = _fitted(both, season, LEVEL)
    return Cleaned(
        cause=left[0],
        effect=left[1],
        differenced=differenced,
        relative=relative,
        seasonal=shape.waves > 0,
        columns=max(_basis(_places(each), shape).shape[1] for each in both),
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
    shapes = [Shape(STRAIGHT, waves, season) for waves in ((0, 1) if season else (0,))]
    squares = [_squares(_rest(values, shape)) for shape in shapes]
    return float(np.log(max(min(*squares, float(((steps - steps.mean()) ** 2).sum())), np.finfo(float).tiny)))


def _fitted(both: Sequence[Numbers], season: int | None, degree: int) -> tuple[Shape, list[Numbers]]:
    """Return the trend and season that suit both series, and what they leave of each."""
    waves = max(_waves(each, season, degree + 1) for each in both) if season else 0
    bent = max(_least(each, [Shape(degree + bend, waves, season) for bend in (0, 1)]) for each in both)
    shape = Shape(degree + bent, waves, season)
    return shape, [_rest(each, shape) for each in both]


def _waves(values: Numbers, season: int, degree: int) -> int:
    """Return how many waves (harmonics) the season of *values* has; 0 without a season.

    As many as the corrected Akaike criterion chooses; all of them where what these leave still has a pattern.
    Source: the F test of fixed seasonal effects as in `bsc.insight.seasons`.
    """
    shapes = [Shape(degree, waves, season) for waves in range(season // 2 + 1)]
    chosen = _least(values, shapes)
    return len(shapes) - 1 if _pattern_left(values, shapes[chosen], shapes[-1]) else chosen


def _least(values: Numbers, shapes: Sequence[Shape]) -> int:
    """Return the place of the shape with the least corrected Akaike criterion.

    Source: Hurvich & Tsai, Regression and time series model selection in small samples, Biometrika 76 (1989).
    """
    count = int((~np.isnan(values)).sum())
    fits = [_criterion(*_fit(values, shape), count) for shape in shapes]
    return fits.index(min(fits))


def _criterion(squares: float, columns: int, count: int) -> float:
    parameters = columns + 1  # the variance is one, too
    free = count - parameters - 1
    if free < 1:
        return float("inf")
    return count * math.log(squares / count) + 2 * parameters * count / free


def _pattern_left(values: Numbers, few: Shape, whole: Shape) -> bool:
    """Return whether a season of any form explains more than the few waves do, by an F test at 5 %."""
    from scipy.special import fdtrc  # noqa: PLC0415 -- start-up does not pay for scipy

    (left, columns), (least, all_columns) = _fit(values, few), _fit(values, whole)
    more, free = all_columns - columns, int((~np.isnan(values)).sum()) - all_columns
    if more < 1 or free < 1:
        return False
    return bool(fdtrc(more, free, (left - least) / more / (least / free)) < PATTERN)


def _fit(values: Numbers, shape: Shape) -> tuple[float, int]:
    """Return the sum of squares that *shape* leaves of *values*, and its columns."""
    return _squares(_rest(values, shape)), _basis(_places(values), shape).shape[1]


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


def _rest(values: Numbers, shape: Shape) -> Numbers:
    """Return what a least-squares fit of trend and season leaves of *values*."""
    known = ~np.isnan(values)
    basis = _basis(_places(values), shape)
    left = np.full_like(values, np.nan)
    left[known] = values[known] - basis @ (basis.T @ values[known])
    return left


@lru_cache(maxsize=1024)  # the KPIs of a scorecard stand at the same places
def _basis(places: tuple[int, ...], shape: Shape) -> Numbers:
    """Return orthonormal columns that span what *shape* can be at *places*."""
    at = np.array(places, dtype=np.float64)
    scaled = (at - at.mean()) / max(len(at), 1)
    columns = [scaled**power for power in range(shape.degree + 1)]
    for wave in range(1, shape.waves + 1):
        turn = 2 * np.pi * wave * at / (shape.season or 1)
        columns += [np.cos(turn), np.sin(turn)]
    left, sizes, _ = np.linalg.svd(np.column_stack(columns), full_matrices=False)
    basis: Numbers = left[:, sizes > NOTHING * sizes[0]]  # the sine of the shortest wave is 0 everywhere
    return basis
