"""How a series usually varies, and where it has changed beyond that: natural limits, signals, baselines (XmR)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise
from math import inf
from typing import Literal

from bsc.errors import BscError
from bsc.insight.baselines import baseline_starts, rounding
from bsc.insight.seasons import Season, season_of, tells

SCALE = 2.66  # 3 / d2: three standard deviations, in mean moving ranges
ENOUGH = 8  # values that limits need
RUN = 8  # values in a row on one side of the mean
NEAR, OF = 3, 4  # values that lie nearer a limit than the mean
HALF = 0.5  # of the way from the mean to a limit
_ROUNDS = 4  # seasons and levels are looked for in turn; they settle after two

Side = Literal["high", "low"]
Bounds = tuple[float | None, float | None]
Known = Sequence[tuple[int, float]]  # places, and the values that stand there


class Rule(StrEnum):
    """What makes a signal."""

    OUTSIDE = "outside the natural limits"
    RUN = "8 in a row on one side of the mean"
    NEAR = "3 of 4 nearer a limit than the mean"
    SHIFT = "another level that stayed"


@dataclass(frozen=True)
class Signal:
    """A change beyond the usual variation, from the value at `first` to the one at `at`."""

    at: int
    first: int
    rule: Rule
    side: Side


@dataclass(frozen=True)
class Baseline:
    """The places, `first` to `last`, over which one mean and one pair of limits were calculated.

    `shifted`: it begins because the series had moved to another level.
    """

    first: int
    last: int
    shifted: bool


@dataclass(frozen=True)
class Limits:
    """Natural limits, the mean between them and the mean moving range that they rest on, in the values' unit.

    `slack` is what rounding may take a value away from where it belongs.
    """

    mean: float
    low: float
    high: float
    moving_range: float
    slack: float = 0.0

    def side(self, value: float) -> Side | None:
        """Return on which side of the mean *value* lies; None on it, as near as numbers are kept."""
        if abs(value - self.mean) <= self.slack:
            return None
        return "high" if value > self.mean else "low"

    def reach(self, value: float) -> float:
        """Return how far *value* lies from the mean, in distances from the mean to a limit."""
        away = max(abs(value - self.mean) - self.slack, 0.0)
        return away / (self.high - self.mean) if self.high > self.mean else inf if away else 0.0


@dataclass(frozen=True, kw_only=True)
class Variation:
    """The usual variation of a series; `mean`, `low` and `high` have a place for each of its values.

    `seasonal`: mean and limits follow a season. `enough` is False with too few values: then nothing else is known.
    """

    mean: tuple[float | None, ...]
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]
    signals: tuple[Signal, ...]
    baselines: tuple[Baseline, ...]
    seasonal: bool
    enough: bool

    def at(self, place: int) -> tuple[Signal, ...]:
        """Return the signals that the value at *place* is part of."""
        return tuple(signal for signal in self.signals if signal.first <= place <= signal.at)


def natural_limits(values: Sequence[float], scale: float = SCALE) -> Limits:
    """Return the XmR limits of *values*, oldest first: mean ± *scale* × mean moving range, in the values' unit.

    Raises BscError below two values.
    Source: Wheeler, Understanding Variation, 2nd ed. (2000).
    """
    if len(values) < 2:  # noqa: PLR2004 -- a moving range is between two
        raise BscError(f"natural limits – {len(values)} values – at least two are needed")
    mean = sum(values) / len(values)
    moving_range = sum(abs(after - before) for before, after in pairwise(values)) / (len(values) - 1)
    return Limits(mean, mean - scale * moving_range, mean + scale * moving_range, moving_range, rounding(values))


def variation(values: Sequence[float | None], *, season: int | None = None, bounds: Bounds = (None, None)) -> Variation:
    """Return how *values*, oldest first and None for a gap, usually vary, and where they have changed beyond that.

    *season* is how many places a year has (12 months, 4 quarters): if the series comes back every year, and two whole
    years are there, mean and limits follow the season. *bounds* are what values cannot pass; limits are cut off there.
    A gap is passed over: the values on both sides of it are neighbours. Fewer than 8 values have no limits.
    Source: Wheeler, Understanding Variation, 2nd ed. (2000); rules of runs as in his Making Sense of Data (2003).
    """
    known = [(place, float(value)) for place, value in enumerate(values) if value is not None]
    if len(known) < ENOUGH:
        return _nothing(len(values))
    found, starts = _season_and_starts(known, season)
    parts = _parts(_without(found, known), starts)
    limits = [natural_limits([value for _, value in part]) for part in parts]
    baselines = _baselines(parts, len(values))
    drawn = [
        _drawn(place, within, found, bounds)
        for baseline, within in zip(baselines, limits, strict=True)
        for place in range(baseline.first, baseline.last + 1)
    ]
    return Variation(
        mean=tuple(mean for mean, _, _ in drawn),
        low=tuple(low for _, low, _ in drawn),
        high=tuple(high for _, _, high in drawn),
        signals=tuple(sorted(_signals(parts, limits), key=lambda signal: (signal.at, signal.first))),
        baselines=baselines,
        seasonal=found is not None,
        enough=True,
    )


def _nothing(count: int) -> Variation:
    nowhere = (None,) * count
    return Variation(mean=nowhere, low=nowhere, high=nowhere, signals=(), baselines=(), seasonal=False, enough=False)


def _season_and_starts(known: Known, length: int | None) -> tuple[Season | None, tuple[int, ...]]:
    """Return the season, if there is one, and at which of *known* levels begin in the series without it.

    A value outside the limits tells nothing of the season: without it other years' values would seem to have changed.
    """
    if length is None or length < 2:  # noqa: PLR2004 -- a season of one place is none
        return None, baseline_starts([value for _, value in known])
    telling = known
    while True:
        season, starts = _untangled(telling, known, length)
        odd = _oddest(season, starts, known, telling) if season else None
        left = [each for each in telling if each[0] != odd]
        if odd is None or not tells([place for place, _ in left], length):
            return season, starts
        telling = left


def _untangled(telling: Known, known: Known, length: int) -> tuple[Season | None, tuple[int, ...]]:
    """Return the season that *telling* have, and the starts of levels in *known*, each found with the other in mind."""
    starts: tuple[int, ...] = (0,)
    for _ in range(_ROUNDS):
        levels = [telling[0][0], *(known[start][0] for start in starts[1:])]
        fit = season_of([place for place, _ in telling], [value for _, value in telling], length, levels)
        before, starts = starts, _starts_without(fit.season if fit else None, known)
        if starts == before:
            break
    return fit.season if fit else None, starts


def _starts_without(season: Season | None, known: Known) -> tuple[int, ...]:
    """Return where levels begin in *known* without its *season*."""
    plain = [value for _, value in _without(season, known)]
    return baseline_starts(plain, estimated=len(season.effects) - 1 if season else 0)


def _without(season: Season | None, known: Known) -> Known:
    return [(place, season.removed(place, value)) for place, value in known] if season else known


def _oddest(season: Season | None, starts: tuple[int, ...], known: Known, among: Known) -> int | None:
    """Return where that value *among* the known ones stands that lies farthest outside its limits; None if none."""
    parts = _parts(_without(season, known), starts)
    places = {place for place, _ in among}
    outside = [
        (within.reach(value), place)
        for part in parts
        for within in [natural_limits([value for _, value in part])]
        for place, value in part
        if place in places and 1 < within.reach(value) < inf
    ]
    return max(outside)[1] if outside else None


def _parts(plain: Known, starts: tuple[int, ...]) -> list[Known]:
    return [plain[first:end] for first, end in pairwise([*starts, len(plain)])]


def _baselines(parts: Sequence[Known], count: int) -> tuple[Baseline, ...]:
    """Return the baselines side by side over all *count* places: one ends where the next begins."""
    firsts = [0, *(part[0][0] for part in parts[1:]), count]
    return tuple(Baseline(first, end - 1, shifted=first > 0) for first, end in pairwise(firsts))


def _drawn(place: int, limits: Limits, season: Season | None, bounds: Bounds) -> tuple[float, float, float]:
    """Return mean, low and high at *place*, with the season and within the bounds."""
    levels = (limits.mean, limits.low, limits.high)
    mean, low, high = (season.restored(place, level) for level in levels) if season else levels
    lowest, highest = bounds
    return (
        mean,
        low if lowest is None else max(low, lowest),
        high if highest is None else min(high, highest),
    )


def _signals(parts: Sequence[Known], limits: Sequence[Limits]) -> Iterator[Signal]:
    for part, within in zip(parts, limits, strict=True):
        yield from _outside(part, within)
        yield from _runs(part, within)
        yield from _near(part, within)
    for part, (before, after) in zip(parts[1:], pairwise(limits), strict=True):
        yield Signal(part[0][0], part[0][0], Rule.SHIFT, "high" if after.mean > before.mean else "low")


def _outside(part: Known, limits: Limits) -> Iterator[Signal]:
    for place, value in part:
        side = limits.side(value)
        if side and limits.reach(value) > 1:
            yield Signal(place, place, Rule.OUTSIDE, side)


def _runs(part: Known, limits: Limits) -> Iterator[Signal]:
    """Yield the runs of 8 and more on one side of the mean; a value on the mean ends a run."""
    for side, run in groupby(part, key=lambda each: limits.side(each[1])):
        places = [place for place, _ in run]
        if side and len(places) >= RUN:
            yield Signal(places[-1], places[0], Rule.RUN, side)


def _near(part: Known, limits: Limits) -> Iterator[Signal]:
    """Yield the stretches in which 3 of any 4 in a row lie nearer one limit than the mean; they do not overlap."""
    for side in ("high", "low"):
        far = [limits.side(value) == side and limits.reach(value) > HALF for _, value in part]
        first = last = None
        for end in range(OF, len(part) + 1):
            if sum(far[end - OF : end]) < NEAR:
                continue
            begins = end - OF + far[end - OF : end].index(True)
            ends = max(at for at in range(end - OF, end) if far[at])
            if first is not None and last is not None and begins > last:
                yield Signal(part[last][0], part[first][0], Rule.NEAR, side)
                first = None
            first, last = begins if first is None else first, ends
        if first is not None and last is not None:
            yield Signal(part[last][0], part[first][0], Rule.NEAR, side)
