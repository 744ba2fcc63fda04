"""How far values came to lie from what was foreseen: bands around a forecast, and how often bands like them held."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
LEAST_FREEDOM = 2.0  # degrees; with fewer a band would have no width to speak of


@dataclass(frozen=True)
class Spread:
    """How errors are spread: Student's t with so many degrees of `freedom`, times the scale of each step."""

    scales: tuple[float, ...]
    freedom: float

    def reach(self, step: int, level: float) -> float:
        """Return how far from the middle the band of *level* (0–1) reaches at *step* (0 is the next value)."""
        from scipy.special import stdtrit  # noqa: PLC0415 -- importing takes a second

        return float(stdtrit(self.freedom, (1 + level) / 2)) * self.scales[step]

    def below(self, step: int, distance: float) -> float:
        """Return the probability (0–1) that the value of *step* is not above the middle by more than *distance*."""
        from scipy.special import stdtr  # noqa: PLC0415 -- importing takes a second

        if self.scales[step] == 0:
            return float(distance >= 0)
        return float(stdtr(self.freedom, distance / self.scales[step]))


def spread(errors: Numbers) -> Spread:
    """Return the spread of *errors*: a row for each origin, a column for each step, not-a-number where none came.

    The scale of a step is the root of its mean squared error, so that a forecast that leans to one side has a wider
    band. It never shrinks from step to step (isotonic regression, weighted by the number of errors): few errors are
    no reason to know more of what is further away. Forecasts from neighbouring origins overlap, by half of their steps
    on average: so many fewer of them are independent, and that number is the degrees of freedom.
    """
    from scipy.optimize import isotonic_regression  # noqa: PLC0415 -- importing takes a second

    squares, counts = np.nanmean(errors**2, axis=0), np.sum(~np.isnan(errors), axis=0)
    rising = np.asarray(isotonic_regression(squares, weights=counts).x)
    overlap = (errors.shape[1] + 1) / 2
    return Spread(tuple(float(scale) for scale in np.sqrt(rising)), max(float(counts[0]) / overlap, LEAST_FREEDOM))


def held(errors: Numbers, levels: Sequence[float]) -> tuple[Mapping[float, float], int]:
    """Return the share of *errors* that lay within the band of each of *levels*, and how many were looked at.

    The band around each origin's forecast is made of the errors of the other origins alone (leave one out).
    """
    inside = dict.fromkeys(levels, 0)
    for origin, row in enumerate(errors):
        around = spread(np.delete(errors, origin, axis=0))
        for level in levels:
            inside[level] += sum(
                abs(error) <= around.reach(step, level) for step, error in enumerate(row) if not np.isnan(error)
            )
    checked = int(np.sum(~np.isnan(errors)))
    return {level: float(count / checked) for level, count in inside.items()}, checked
