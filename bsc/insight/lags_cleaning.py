"""Two series without what makes unrelated ones look alike: growth, trend, season, and the weight of their own past."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bsc.insight.lags_fitting import LEVEL, STRAIGHT, Known, Numbers, Shape, least, waves_of

PERSISTENT = 0.4  # from here on a series leans so much on its own past that its changes are looked at
ROUNDING = 1e-9  # of the greatest value: less than this is how numbers are kept, not what they say
CLEARLY = 3.84  # twice the logarithm of a likelihood ratio, at 5 %


@dataclass(frozen=True, kw_only=True)
class Cleaned:
    """What is left of a cause and an effect, a place for each period (NaN where nothing is known).

    `differenced`: changes from period to period, else distances from the trend. `relative` tells for cause and effect
    whether they are logarithms. `seasonal`: a season was taken out of both. `columns` were fitted to each, level
    included: so many values tell nothing any more. `exact` tells for cause and effect whether trend and season describe
    them exactly: what is left is rounding.
    """

    cause: Numbers
    effect: Numbers
    differenced: bool
    relative: tuple[bool, bool]
    seasonal: bool
    columns: int
    exact: tuple[bool, bool]


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
    both = [Known(np.log(each) if logs else each) for each, logs in zip((cause, effect), relative, strict=True)]
    sizes = [float(np.abs(each.values).max()) for each in both]
    shape = _suiting(both, season, STRAIGHT)
    differenced = max(_persistence(each, shape) for each in both) > PERSISTENT
    if differenced:
        both = [each.changes for each in both]
        shape = _suiting(both, season, LEVEL)
    rests = [each.rest(shape) for each in both]
    one, other = (each.series(rest) for each, rest in zip(both, rests, strict=True))
    by_cause, by_effect = (bool(np.abs(rest).max() <= ROUNDING * size) for rest, size in zip(rests, sizes, strict=True))
    return Cleaned(
        cause=one,
        effect=other,
        differenced=differenced,
        relative=relative,
        seasonal=shape.waves > 0,
        columns=max(each.columns(shape) for each in both),
        exact=(by_cause, by_effect),
    )


def steadier_in_logarithms(series: Numbers, season: int | None) -> bool:
    """Return whether the logarithms of *series* are clearly closer to a trend, or change more evenly, than the values.

    Clearly: a likelihood ratio that noise would bring in 5 of 100 series. Values that vary by little are left as they
    are.
    Source: the likelihood of Box & Cox, An analysis of transformations, Journal of the Royal Statistical Society B 26
    (1964), at the two powers 0 and 1.
    """
    known = Known(series)
    if known.values.min() <= 0:
        return False
    logarithms = np.log(known.values)
    stretched = 2 * float(logarithms.mean())
    gained = _roughness(known, season) - _roughness(Known(known.series(logarithms)), season) - stretched
    return len(known.values) * gained > CLEARLY


def _roughness(known: Known, season: int | None) -> float:
    """Return the logarithm of the least sum of squares among: about a trend, a trend and a wave, or of the changes."""
    about = [known.squares(Shape(STRAIGHT, waves, season)) for waves in ((0, 1) if season else (0,))]
    return float(np.log(min(*about, known.changes.squares(Shape(LEVEL, 0, None)))))


def _suiting(both: Sequence[Known], season: int | None, degree: int) -> Shape:
    """Return the trend, of *degree* or bent once more, and the season that suit both series."""
    waves = max(waves_of(each, season, degree + 1) for each in both) if season else 0
    bent = max(least(each, [Shape(degree + bend, waves, season) for bend in (0, 1)]) for each in both)
    return Shape(degree + bent, waves, season)


def _persistence(known: Known, shape: Shape) -> float:
    """Return the first autocorrelation of what *shape* leaves, corrected for the bias of short series."""
    left = np.nan_to_num(known.series(known.rest(shape)))
    count, size = len(known.values), float(left @ left)
    found = float(left[:-1] @ left[1:]) / size if size else 0.0
    return (count * found + 2) / (count - 4)
