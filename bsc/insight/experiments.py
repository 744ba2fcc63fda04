"""Two variants side by side: how many cases a test needs, and what the difference is, with its interval.

A verdict is read from the interval alone, so that no second method can contradict it.
"""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt
from typing import Final

FEWEST: Final = 2  # cases a side, for a scatter to be seen
MOST_CASES: Final = 10**7  # a side: who needs more cannot make the test
UNEVEN_BELOW: Final = 0.001  # the chance of a split at least as uneven, where every case is drawn by a coin
_NOTHING_IN_COMMON: Final = 20.0  # deviations between two sides: what lies further apart needs no more cases


@dataclass(frozen=True)
class Difference:
    """What the variant has more than the control, in their unit, and the ends of its interval."""

    estimate: float
    low: float
    high: float

    @property
    def is_visible(self) -> bool:
        """Return whether the interval leaves 0 out."""
        return not self.low <= 0 <= self.high


@dataclass(frozen=True)
class Counted:
    """How many of the cases of a variant converted."""

    successes: int
    cases: int

    @property
    def share(self) -> float:
        """Return the share (0–1) that converted."""
        return self.successes / self.cases


@dataclass(frozen=True)
class Averaged:
    """The mean of a value over the cases of a variant, and its standard deviation (n − 1)."""

    mean: float
    deviation: float
    cases: int


def cases_for_shares(baseline: float, effect: float, *, power: float, confidence: float) -> int | None:
    """Return how many cases each variant needs to find a share *effect* away from *baseline* (both 0–1).

    None where the share that is hoped for is none (not between 0 and 1), or where no test could be that large.
    Source: Cohen, Statistical Power Analysis for the Behavioral Sciences (2nd ed., 1988), 6.4: the arcsine distance h
    of two shares, two-sided. The library is statsmodels.
    """
    from statsmodels.stats.power import NormalIndPower  # noqa: PLC0415 -- importing takes seconds
    from statsmodels.stats.proportion import proportion_effectsize  # noqa: PLC0415

    hoped = baseline + effect
    if not (0 <= baseline <= 1 and 0 < hoped < 1) or effect == 0:
        return None
    distance = abs(float(proportion_effectsize(hoped, baseline)))
    return _fewest(lambda cases: NormalIndPower().power(distance, cases, 1 - confidence), power)


def cases_for_means(deviation: float, effect: float, *, power: float, confidence: float) -> int | None:
    """Return how many cases each variant needs to find a mean *effect* away, where values scatter by *deviation*.

    None where nothing is to be found or no test could be that large. Source: Cohen (1988), 2.4: the t test of two
    independent means, two-sided. The library is statsmodels.
    """
    from statsmodels.stats.power import TTestIndPower  # noqa: PLC0415 -- importing takes seconds

    if effect == 0 or deviation <= 0:
        return None
    distance = min(abs(effect) / deviation, _NOTHING_IN_COMMON)
    return _fewest(lambda cases: TTestIndPower().power(distance, cases, 1 - confidence), power)


def difference_of_shares(control: Counted, variant: Counted, *, confidence: float) -> Difference:
    """Return how much more of the variant's cases converted, as a share (−1 to 1).

    The interval holds for few cases and for shares at 0 and 1 as well. Source: Newcombe, Interval estimation for the
    difference between independent proportions (Statistics in Medicine 17, 1998), method 10. The library is statsmodels.
    """
    from statsmodels.stats.proportion import confint_proportions_2indep  # noqa: PLC0415 -- importing takes seconds

    low, high = confint_proportions_2indep(
        variant.successes,
        variant.cases,
        control.successes,
        control.cases,
        method="newcomb",
        compare="diff",
        alpha=1 - confidence,
    )
    return Difference(variant.share - control.share, float(low), float(high))


def difference_of_means(control: Averaged, variant: Averaged, *, confidence: float) -> Difference | None:
    """Return by how much the variant's mean is higher, in the values' unit; None with less than two cases a side.

    The variants may scatter differently. Source: Welch, The generalization of “Student's” problem when several
    different population variances are involved (Biometrika 34, 1947). The quantile is scipy's.
    """
    from scipy.special import stdtrit  # noqa: PLC0415 -- start-up does not pay for scipy

    if min(control.cases, variant.cases) < FEWEST:
        return None
    shares = [side.deviation**2 / side.cases for side in (control, variant)]
    estimate, error = variant.mean - control.mean, sqrt(sum(shares))
    if error == 0:
        return Difference(estimate, estimate, estimate)
    freedom = sum(shares) ** 2 / sum(
        share**2 / (side.cases - 1) for share, side in zip(shares, (control, variant), strict=True)
    )
    reach = float(stdtrit(freedom, (1 + confidence) / 2)) * error
    return Difference(estimate, estimate - reach, estimate + reach)


def is_uneven(first: int, second: int) -> bool:
    """Return whether two variants that a coin decides between would hardly ever be met by so many cases each.

    Source: Fabijan et al., Diagnosing sample ratio mismatch in online controlled experiments (KDD 2019). The exact
    two-sided binomial test is scipy's.
    """
    from scipy.stats import binomtest  # noqa: PLC0415 -- importing takes a second

    return bool(first + second) and float(binomtest(first, first + second, 0.5).pvalue) < UNEVEN_BELOW


def _fewest(found: Callable[[int], float], power: float) -> int | None:
    """Return the fewest cases a side with which an effect is *found* at least as often as *power* says."""
    sizes = range(FEWEST, MOST_CASES + 1)
    place = bisect_left(sizes, power, key=found)
    return sizes[place] if place < len(sizes) else None
