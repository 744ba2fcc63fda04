"""Whether an effect followed its cause in the data: the lagged relation of two series, and what may be said of it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import numpy as np

from bsc.insight.lags_cleaning import Cleaned, cleaned
from bsc.insight.lags_correlation import CHANCE, AtLag, at_lags, paired
from bsc.insight.lags_fitting import Numbers

__all__ = ["CHANCE", "ENOUGH", "MOST", "AtLag", "Pair", "Relation", "TooLittle", "Verdict", "lagged"]

MOST = 6  # periods by which an effect is looked for after its cause, unless told
ENOUGH = 18  # values that both series must have
STILL = 0.5  # of the steps of a series may be none: it must move in the others
SEASONS = 2  # whole seasons that must be there before a season is told from a relation
VISIBLE = 0.8  # a relation as strong as this must be able to stand out, or nothing is said
_STRONG = 0.5
_MODERATE = 0.3

Strength = Literal["strong", "moderate", "weak"]


class Verdict(StrEnum):
    """What the data says of an arrow from a cause to an effect."""

    SUPPORTED = "supported"
    NOT_VISIBLE = "not visible"
    CONTRADICTED = "contradicted"
    TOO_LITTLE = "too little data"


@dataclass(frozen=True)
class Pair:
    """One point of the scatter: the effect at the place `at` of its series, and the cause `lag` places before.

    Both are what is left without trend and season: in their KPI's unit, or as a share (0.1 is 10 %) where the relation
    calls them relative.
    """

    at: int
    cause: float
    effect: float


@dataclass(frozen=True, kw_only=True)
class TooLittle:
    """Why nothing can be said, as half a sentence, and from how many periods with both values."""

    reason: str
    count: int

    @property
    def verdict(self) -> Verdict:
        """Return that there is too little data."""
        return Verdict.TOO_LITTLE


@dataclass(frozen=True, kw_only=True)
class Relation:
    """How an effect moved `lag` periods after its cause: at the lag where that is least likely to be chance.

    `r` (−1…1) is the correlation of normal scores over the `count` pairs, which tell as much as `effective` independent
    ones; `low` and `high` are its 95 % interval, not corrected for the choice of the lag: the best of several is
    overstated. `p` is the probability that two unrelated series come to as much at any of the lags tried. `expected` is
    the sign that the arrow claims (0: either). `slope` is by how much the effect is greater where the cause is greater
    by one, in the units of `pairs` (Theil–Sen: the median of all pairs' slopes).

    What was done to both series before: `differenced` (changes from period to period, else distances from the trend),
    `seasonal` (a season was taken out), and for each `cause_relative`, `effect_relative` (logarithms: percent).
    """

    lag: int
    r: float
    low: float
    high: float
    p: float
    count: int
    effective: float
    threshold: float
    expected: int
    slope: float
    pairs: tuple[Pair, ...]
    lags: tuple[AtLag, ...]
    differenced: bool
    seasonal: bool
    cause_relative: bool
    effect_relative: bool

    @property
    def sign(self) -> int:
        """Return 1 where the effect rose with its cause, −1 where it fell."""
        return 1 if self.r > 0 else -1

    @property
    def verdict(self) -> Verdict:
        """Return what may be said: chance is not believed in below p = 5 %, for either direction together."""
        if self.p >= CHANCE:
            return Verdict.NOT_VISIBLE
        return Verdict.SUPPORTED if self.expected in {0, self.sign} else Verdict.CONTRADICTED

    @property
    def explained(self) -> float:
        """Return which share (0–1) of the effect's variation goes along with the cause: r²."""
        return self.r**2

    @property
    def strength(self) -> Strength:
        """Return |r| in a word: strong from 0.5, moderate from 0.3.

        Source: Cohen, Statistical power analysis for the behavioral sciences, 2nd ed. (1988), chapter 3.
        """
        size = abs(self.r)
        return "strong" if size >= _STRONG else "moderate" if size >= _MODERATE else "weak"


def lagged(
    cause: Sequence[float | None],
    effect: Sequence[float | None],
    *,
    season: int | None,
    sign: int,
    most: int = MOST,
) -> Relation | TooLittle:
    """Return how *effect* followed *cause* by 0 to *most* periods, or why that cannot be told.

    Both stand side by side, one place for each period, oldest first, None where nothing was measured. *season* is how
    many periods make a season (12 months), None without one. *sign* is what the arrow claims: 1 when the effect rises
    with its cause, −1 when it falls, 0 when either would do.
    The method and how often it is wrong: docs/evidence-on-arrows.md.
    """
    one, other = np.array(cause, dtype=np.float64), np.array(effect, dtype=np.float64)
    count = int((~np.isnan(one) & ~np.isnan(other)).sum())
    if reason := _too_little(one, other, season):
        return TooLittle(reason=reason, count=count)
    both = cleaned(one, other, season)
    if any(both.exact):
        return TooLittle(reason=_follows_exactly(both), count=count)
    found = at_lags(both, most)
    best = min(found, key=lambda each: each.p, default=None)
    if best is None or best.threshold > VISIBLE:
        return TooLittle(reason="even a strong relation (r = 0.8) would not stand out", count=count)
    return _relation(both, best, found, sign)


def _relation(both: Cleaned, best: AtLag, found: tuple[AtLag, ...], sign: int) -> Relation:
    low, high = _interval(best.r, best.effective)
    pairs = _pairs(both, best.lag)
    return Relation(
        lag=best.lag,
        r=best.r,
        low=low,
        high=high,
        p=best.p,
        count=best.count,
        effective=best.effective,
        threshold=best.threshold,
        expected=sign,
        slope=_slope(pairs),
        pairs=pairs,
        lags=found,
        differenced=both.differenced,
        seasonal=both.seasonal,
        cause_relative=both.relative[0],
        effect_relative=both.relative[1],
    )


def _too_little(cause: Numbers, effect: Numbers, season: int | None) -> str:
    """Return why the two series cannot be compared; an empty text if they can."""
    for name, values in (("cause", cause), ("effect", effect)):
        known = values[~np.isnan(values)]
        if len(known) < ENOUGH:
            return f"{ENOUGH} values are needed, the {name} has {len(known)}"
        if season and _span(values) < SEASONS * season:
            return f"{SEASONS * season} periods are needed to tell a season from a relation, not {_span(values)}"
        if float((np.diff(known) == 0).mean()) > STILL:
            return f"the {name} stays the same in most periods"
    return ""


def _follows_exactly(both: Cleaned) -> str:
    """Return which of the two series trend and season describe exactly, and what that means."""
    end = "cause" if both.exact[0] else "effect"
    course = "trend and season" if both.seasonal else "trend"
    return f"the {end} follows its {course} exactly, so that nothing is left to compare"


def _span(values: Numbers) -> int:
    known = np.flatnonzero(~np.isnan(values))
    return int(known[-1] - known[0]) + 1


def _pairs(both: Cleaned, lag: int) -> tuple[Pair, ...]:
    count = len(both.cause) - lag
    known = np.flatnonzero(~np.isnan(both.cause[:count]) & ~np.isnan(both.effect[lag:]))
    cause, effect = (
        np.expm1(values) if relative else values
        for values, relative in zip(paired(both, lag), both.relative, strict=True)
    )
    return tuple(Pair(int(at) + lag, float(x), float(y)) for at, x, y in zip(known, cause, effect, strict=True))


def _slope(pairs: Sequence[Pair]) -> float:
    """Return the median of the slopes between all pairs.

    Source: Sen, Estimates of the regression coefficient based on Kendall's tau, Journal of the American Statistical
    Association 63 (1968).
    """
    x, y = np.array([each.cause for each in pairs]), np.array([each.effect for each in pairs])
    first, second = np.triu_indices(len(pairs), 1)
    run = x[second] - x[first]
    return float(np.median((y[second] - y[first])[run != 0] / run[run != 0]))


def _interval(r: float, effective: float) -> tuple[float, float]:
    """Return the 95 % interval of a correlation by Fisher's z."""
    middle = math.atanh(max(min(r, 1 - 1e-12), 1e-12 - 1))
    reach = 1.96 / math.sqrt(effective - 3)
    return math.tanh(middle - reach), math.tanh(middle + reach)
