"""Trends and seasons fitted to a series with gaps, and which of them suits it."""

import math
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

LEVEL, STRAIGHT = 0, 1  # degrees of a trend
NOTHING = 1e-9  # of the greatest: a column that adds nothing
PATTERN = 0.05  # how often noise may be taken for a season that no few waves describe
_TINY = float(np.finfo(float).tiny)


class Shape(NamedTuple):
    """A trend of a `degree` (0 is a level, 1 straight, 2 bent) and a season of so many `waves`."""

    degree: int
    waves: int
    season: int | None


class Known:
    """The values of a series that are known, and the places where they stand."""

    def __init__(self, series: Numbers) -> None:
        """Keep what is known of *series*, in which NaN stands for what is not."""
        at = np.flatnonzero(~np.isnan(series))
        self.length = len(series)
        self.values: Numbers = series[at]
        self.places: tuple[int, ...] = tuple(at.tolist())

    @cached_property
    def changes(self) -> "Known":
        """The changes from each place to the next, where both values are known; they stand at the second."""
        return Known(np.concatenate([[np.nan], np.diff(self.series(self.values))]))

    def series(self, values: Numbers) -> Numbers:
        """Return *values*, one for each that is known, at their places; NaN elsewhere."""
        whole = np.full(self.length, np.nan)
        whole[list(self.places)] = values
        return whole

    def rest(self, shape: Shape) -> Numbers:
        """Return what a least-squares fit of *shape* leaves of the values."""
        basis = _basis(self.places, shape)
        left: Numbers = self.values - basis @ (basis.T @ self.values)
        return left

    def squares(self, shape: Shape) -> float:
        """Return the sum of squares that a fit of *shape* leaves."""
        left = self.rest(shape)
        return max(float(left @ left), _TINY)

    def columns(self, shape: Shape) -> int:
        """Return how many columns *shape* has at the places of the series."""
        return int(_basis(self.places, shape).shape[1])


def waves_of(known: Known, season: int, degree: int) -> int:
    """Return how many waves (harmonics) the season of a series has; 0 without a season.

    As many as the corrected Akaike criterion chooses; all of them where what these leave still has a pattern.
    Source: the F test of fixed seasonal effects as in `bsc.insight.seasons`.
    """
    shapes = [Shape(degree, waves, season) for waves in range(season // 2 + 1)]
    chosen = least(known, shapes)
    return len(shapes) - 1 if _pattern_left(known, shapes[chosen], shapes[-1]) else chosen


def least(known: Known, shapes: Sequence[Shape]) -> int:
    """Return the place of the shape with the least corrected Akaike criterion.

    Source: Hurvich & Tsai, Regression and time series model selection in small samples, Biometrika 76 (1989).
    """
    fits = [_criterion(known, shape) for shape in shapes]
    return fits.index(min(fits))


def _criterion(known: Known, shape: Shape) -> float:
    parameters, count = known.columns(shape) + 1, len(known.values)  # the variance is a parameter, too
    free = count - parameters - 1
    if free < 1:
        return math.inf
    return count * math.log(known.squares(shape) / count) + 2 * parameters * count / free


def _pattern_left(known: Known, few: Shape, whole: Shape) -> bool:
    """Return whether a season of any form explains more than the few waves do, by an F test at 5 %."""
    from scipy.special import fdtrc  # noqa: PLC0415 -- start-up does not pay for scipy

    more, free = known.columns(whole) - known.columns(few), len(known.values) - known.columns(whole)
    if more < 1 or free < 1:
        return False
    left, smallest = known.squares(few), known.squares(whole)
    return bool(fdtrc(more, free, (left - smallest) / more / (smallest / free)) < PATTERN)


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
