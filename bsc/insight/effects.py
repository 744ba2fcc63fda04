"""Did it work? Whether a series stands at another level since a day than its own past lets one expect."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from bsc.insight.effects_models import COLUMNS, Models, Numbers, models_at

BEFORE: Final = 8  # values before the day that must count
NEEDED: Final = BEFORE + 1  # the last one before does not
AFTER: Final = 3  # values after it: fewer are too early
SURE: Final = 0.985  # of the side: an interval of 97 %; so measured that in no kind of series 5 % are false

_HALF = 0.5
_UNLIKELY = 1e-4  # models so unlikely that they change nothing that is shown
_NEAR = 1e-4  # of the standard error: how exactly the ends of an interval are told
_TINY = float(np.finfo(float).tiny)
_DOUBLINGS = 64  # of the reach in which the end of an interval is looked for
_LARGEST_LOG = 700.0  # whose power of e is a number
_SAME = 1e-9  # of a value: a mean of prices that stay the same differs by less, through rounding

Scale = Literal["either", "plain", "ratio"]


class Verdict(StrEnum):
    """What is said of an initiative and one KPI that it is meant to move."""

    SUPPORTED = "supported"
    NOT_VISIBLE = "no visible change"
    OTHER_WAY = "moved the other way"
    TOO_EARLY = "too early"
    CANNOT_BE_TOLD = "cannot be told"


@dataclass(frozen=True, kw_only=True)
class Change:
    """By how much a series stands higher since a day than without it, in its unit, with the interval of 97 %.

    `before` and `after` are plain means. `change` is what is left of their difference without the trend and the season.
    `rising` is the probability (0–1) that it is above zero. `seasonal`: a season was more likely than none.
    """

    before: float
    after: float
    change: float
    low: float
    high: float
    rising: float
    seasonal: bool

    @property
    def without(self) -> float:
        """Return the level that the values after the day would have had without the change."""
        return self.after - self.change

    def verdict(self, wanted: Literal["up", "down"]) -> Verdict:
        """Return the verdict where the series was meant to go the way *wanted*: by the side of 0 the interval lies."""
        if self.low <= 0 <= self.high:
            return Verdict.NOT_VISIBLE
        return Verdict.SUPPORTED if (self.low > 0) == (wanted == "up") else Verdict.OTHER_WAY


@dataclass(frozen=True, kw_only=True)
class _Weighed:
    """The change by each model, on its own scale, with the probability of each model."""

    weights: Numbers
    steps: Numbers
    errors: Numbers
    free: Numbers
    grown: NDArray[np.bool_]  # whether the model is one of logarithms
    size: float  # mean of the values after the day, by which a factor becomes a change

    def below(self, change: float) -> float:
        """Return the probability that the change is less than *change*."""
        from scipy.special import stdtr  # noqa: PLC0415 -- start-up does not pay for scipy

        left = 1 - change / self.size if self.size > 0 else 1.0
        factor = -math.log(left) if left > 0 else math.inf
        reach = np.where(self.grown, factor, change)
        return float(self.weights @ stdtr(self.free, (reach - self.steps) / self.errors))

    def within(self, share: float) -> float:
        """Return the change that lies above so large a *share* of the probability."""
        from scipy.optimize import brentq  # noqa: PLC0415 -- as above

        factors = -np.expm1(np.clip(-self.steps, -_LARGEST_LOG, _LARGEST_LOG))
        plain = np.where(self.grown, self.size * factors, self.steps)
        wide = np.where(self.grown, self.size * self.errors, self.errors)
        middle = float(self.weights @ plain)
        reach = float(np.sqrt(self.weights @ (wide**2 + (plain - middle) ** 2))) + _TINY
        for _ in range(_DOUBLINGS):
            low, high = middle - 2 * reach, middle + 2 * reach
            if self.below(low) <= share <= self.below(high):
                return float(brentq(lambda at: self.below(at) - share, low, high, xtol=reach * _NEAR))
            reach *= 2
        return math.nan  # it lies further away than a number can tell


def change_since(  # noqa: PLR0913 -- the series, and what is known of it
    values: Sequence[float | None],
    begin: int,
    *,
    season: int | None = None,
    scale: Scale = "either",
    size: float | None = None,
    among: int = 1,
) -> Change | None:
    """Return the change of *values*, oldest first and None for a gap, that there is from the place *begin* on.

    None where fewer than 8 values before count or 3 after, where those before mostly stay the same, or where one is no
    finite number. The last one before does not count: what is bad enough to act on is better the next time anyhow
    (Ashenfelter's dip).
    *season* is how many places a year has. *scale* is `plain`, or `ratio` for what grows by factors, or `either`:
    the likelier one where all values are positive. Of a `ratio`, *size* is what the factor applies to.
    *among* is how many series are asked at once: their intervals are widened to be sure together (Bonferroni).

    A regression on level, change and trend (interrupted time series), and season, by generalized least squares; as it
    is not known how the noise drags on, it is done for many kinds of it, from white noise to the random walk, and each
    counts as much as it is likely (a flat prior on the coefficients, the unit-information prior on those of a season).
    Source: Wagner et al., Segmented regression analysis of interrupted time series, J. Clin. Pharm. Ther. 27 (2002);
    Ashenfelter, Estimating the effect of training programs on earnings, Review of Economics and Statistics 60 (1978);
    Zellner and Tiao, Bayesian analysis of the regression model with autocorrelated errors, J. Am. Stat. Assoc. 59
    (1964); Harville, Bayesian inference for variance components using only error contrasts, Biometrika 61 (1974);
    Kass and Wasserman, A reference Bayesian test and its relationship to the Schwarz criterion, JASA 90 (1995).
    """
    known = counting(values, begin)
    unit = _unit(list(known.values()))
    if unit is None or (size is not None and size <= 0):
        return None
    known = {place: value / unit for place, value in known.items()}
    before, after = ([value for place, value in known.items() if (place >= begin) == late] for late in (False, True))
    if len(before) < BEFORE or len(after) < AFTER or _is_still(before):
        return None
    numbers = np.array(list(known.values()))
    models = models_at(tuple(known), begin, season)
    mean, tail = math.fsum(after) / len(after), (1 - SURE) / among
    weighed, seasonal = _weighed(models, numbers, scale, mean if size is None else size / unit)
    change, low, high = (weighed.within(share) * unit for share in (0.5, tail, 1 - tail))
    if not all(map(math.isfinite, (change, low, high))):
        return None
    return Change(
        before=math.fsum(before) / len(before) * unit,
        after=mean * unit,
        change=change,
        low=low,
        high=high,
        rising=1 - weighed.below(0.0),
        seasonal=seasonal,
    )


def _unit(values: Collection[float]) -> float | None:
    """Return the power of two below the largest of *values*, in which they are counted; None where one is no number."""
    if not all(map(math.isfinite, values)):
        return None
    largest = max(map(abs, values), default=0.0)
    return 2.0 ** (math.frexp(largest)[1] - 1) if largest else 1.0


def counting(values: Sequence[float | None], begin: int) -> dict[int, float]:
    """Return the values that count by their places, in order: all that are known but the last one before *begin*."""
    known = {place: float(value) for place, value in enumerate(values) if value is not None}
    last = max((place for place in known if place < begin), default=None)
    return {place: value for place, value in known.items() if place != last}


def _is_still(before: Sequence[float]) -> bool:
    """Return whether more than half of *before* are the same as the value ahead of them: then no move is usual."""
    same = sum(math.isclose(first, second, rel_tol=_SAME) for first, second in pairwise(before))
    return same > (len(before) - 1) / 2


def _weighed(models: Models, values: Numbers, scale: Scale, size: float) -> tuple[_Weighed, bool]:
    """Return the change by each model, each as likely as it is, and whether a season is likelier than none."""
    found = [] if scale == "ratio" else _fits(models, values, grown=False)
    if scale != "plain" and values.min() > 0:
        found += _fits(models, np.log(values), grown=True)
    likely = np.concatenate([each.likely for each in found])
    weights = np.exp(likely - likely.max())
    seasonal = float(weights @ _each(found, "seasonal")) / float(weights.sum())
    kept = weights > _UNLIKELY * weights.sum()
    weighed = _Weighed(
        weights=weights[kept] / weights[kept].sum(),
        steps=np.concatenate([each.steps for each in found])[kept],
        errors=np.concatenate([each.errors for each in found])[kept],
        free=_each(found, "free")[kept],
        grown=_each(found, "grown")[kept] > 0,
        size=size,
    )
    return weighed, seasonal > _HALF


def _each(found: Sequence["_Fit"], name: str) -> Numbers:
    """Return what each fit has as *name*, once for every kind of noise."""
    return np.concatenate([np.full(len(each.likely), float(getattr(each, name))) for each in found])


@dataclass(frozen=True)
class _Fit:
    """One design under every kind of noise: the log likelihood of each, the change and its standard error."""

    likely: Numbers
    steps: Numbers
    errors: Numbers
    free: int
    seasonal: bool
    grown: bool


def _fits(models: Models, values: Numbers, *, grown: bool) -> list[_Fit]:
    """Return the fit of each design; values that are logarithms are made comparable by their geometric mean.

    Source for that: Box and Cox, An analysis of transformations, Journal of the Royal Statistical Society B 26 (1964).
    """
    level = float(values.mean())
    scaled = 2 * level if grown else 0.0
    around = values - level
    power = (len(values) - COLUMNS) / 2
    return [
        _Fit(
            likely=design.weight - power * (np.log(np.maximum(squares, _TINY)) + scaled),
            steps=design.step @ around,
            errors=np.sqrt(design.spread * np.maximum(squares, _TINY) / design.free),
            free=design.free,
            seasonal=design.seasonal,
            grown=grown,
        )
        for design, squares in zip(models.designs, models.squares(around), strict=True)
    ]
