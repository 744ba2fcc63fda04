"""How alike two series are at every lag, and from where on that is more than chance would bring."""

from dataclasses import dataclass

import numpy as np

from bsc.insight.lags_cleaning import Cleaned
from bsc.insight.lags_fitting import Numbers

CHANCE = 0.05  # how often a relation may be seen, in either direction and at any lag, where there is none
PAIRS = 12  # without so many a lag is not tried
REACH = 6  # lags at which the own past of both series is taken into account
_FREE = 4.0  # degrees of freedom that a correlation must be left with


@dataclass(frozen=True, kw_only=True)
class AtLag:
    """The correlation `r` when the effect is compared with the cause `lag` periods before, over `count` pairs.

    `effective`: so many independent pairs tell as much. |r| above `threshold` would come by chance at one of all the
    lags tried in 5 of 100 unrelated pairs of series; `p` is that probability for this r.
    """

    lag: int
    r: float
    count: int
    effective: float
    threshold: float
    p: float


def at_lags(both: Cleaned, most: int) -> tuple[AtLag, ...]:
    """Return the correlation of what is left of cause and effect at the lags from 0 to *most* that have enough pairs.

    Correlated are normal scores (van der Waerden): ranks as a normal distribution would spread them, so that no single
    value makes a relation. Pairs count as fewer where both series depend on their own past (Bartlett), and by what was
    fitted to both; the probability is Student's, corrected for the lags tried (Šidák).
    Sources: Bartlett, Some aspects of the time-correlation problem, Journal of the Royal Statistical Society 98 (1935);
    Haugh, Checking the independence of two covariance-stationary time series, Journal of the American Statistical
    Association 71 (1976); Šidák, Rectangular confidence regions, the same journal 62 (1967).
    """
    weight = pairs_per_independent(both.cause, both.effect)
    found = []
    for lag in range(min(most, len(both.cause) - 1) + 1):
        cause, effect = paired(both, lag)
        effective = (len(cause) - (both.columns - 1)) / weight
        if len(cause) >= PAIRS and effective - 2 >= _FREE:
            found.append((lag, _correlation(_scores(cause), _scores(effect)), len(cause), effective))
    return tuple(_judged(*each, tried=len(found)) for each in found)


def paired(both: Cleaned, lag: int) -> tuple[Numbers, Numbers]:
    """Return the causes and, beside each, the effect *lag* periods later, where both are known."""
    count = len(both.cause) - lag
    cause, effect = both.cause[:count], both.effect[lag:]
    known = ~np.isnan(cause) & ~np.isnan(effect)
    return cause[known], effect[known]


def pairs_per_independent(one: Numbers, other: Numbers) -> float:
    """Return how many pairs of the two series tell as much as one independent pair; at least 1.

    1 + 2 Σ (1 − h/n) ρ₁(h) ρ₂(h) over the lags h up to 6: the variance of a correlation of two autocorrelated series.
    """
    count = min(int((~np.isnan(one)).sum()), int((~np.isnan(other)).sum()))
    lags = range(1, min(REACH, count - 1) + 1)
    one, other = np.nan_to_num(one), np.nan_to_num(other)
    together = [(1 - lag / count) * _autocorrelation(one, lag) * _autocorrelation(other, lag) for lag in lags]
    return max(1 + 2 * sum(together), 1.0)


def _judged(lag: int, r: float, count: int, effective: float, *, tried: int) -> AtLag:
    from scipy.special import stdtr, stdtrit  # noqa: PLC0415 -- start-up does not pay for scipy

    free = effective - 2
    single = 1 - (1 - CHANCE) ** (1 / tried)
    needed = float(stdtrit(free, 1 - single / 2))
    statistic = abs(r) * np.sqrt(free / max(1 - r * r, np.finfo(float).eps))
    return AtLag(
        lag=lag,
        r=r,
        count=count,
        effective=effective,
        threshold=float(needed / np.sqrt(free + needed**2)),
        p=float(1 - (1 - 2 * stdtr(free, -statistic)) ** tried),
    )


def _autocorrelation(values: Numbers, lag: int) -> float:
    """Return the autocorrelation of *values*, whose mean is 0; an unknown one is 0, too, and adds nothing."""
    total = float(values @ values)
    return float(values[:-lag] @ values[lag:]) / total if total else 0.0


def _scores(values: Numbers) -> Numbers:
    """Return the normal scores of *values*; equal ones share the mean of their ranks."""
    from scipy.special import ndtri  # noqa: PLC0415 -- start-up does not pay for scipy

    _, which, often = np.unique(values, return_inverse=True, return_counts=True)
    ranks = np.cumsum(often) - (often - 1) / 2
    scores: Numbers = ndtri(ranks[which] / (len(values) + 1))
    return scores


def _correlation(one: Numbers, other: Numbers) -> float:
    one, other = one - one.mean(), other - other.mean()
    size = float(np.sqrt((one @ one) * (other @ other)))
    return float(one @ other) / size if size else 0.0
