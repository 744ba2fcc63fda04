"""How a series usually varies, and where it has changed beyond that: natural limits, signals, baselines (XmR)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bsc.insight.baselines import Levels, levels_of
from bsc.insight.rules import Known, Limits, Rule, Side, Signal, natural_limits, signals
from bsc.insight.seasons import Season, season_of, tells

__all__ = [
    "ENOUGH",
    "Baseline",
    "Bounds",
    "Limits",
    "Rule",
    "Side",
    "Signal",
    "Variation",
    "natural_limits",
    "variation",
]

ENOUGH = 8  # values that limits need
_ROUNDS = 4  # seasons and levels are looked for in turn; they settle after two

Bounds = tuple[float | None, float | None]
_Drawn = tuple[float, float | None, float | None]


@dataclass(frozen=True)
class Baseline:
    """The places, `first` to `last`, over which one mean and one pair of limits were calculated.

    `shifted`: it begins because the series had moved to another level.
    """

    first: int
    last: int
    shifted: bool


@dataclass(frozen=True, kw_only=True)
class Variation:
    """The usual variation of a series; `mean`, `low` and `high` have a place for each of its values.

    `seasonal`: mean and limits follow a season. `enough` is False with too few values: then nothing else is known.
    `low` and `high` are None, too, where the values of a baseline mostly stay as they are: no move of theirs is usual.
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


def variation(values: Sequence[float | None], *, season: int | None = None, bounds: Bounds = (None, None)) -> Variation:
    """Return how *values*, oldest first and None for a gap, usually vary, and where they have changed beyond that.

    *season* is how many places a year has (12 months, 4 quarters): if the series comes back every year, and two whole
    years are there, mean and limits follow the season. *bounds* are what values cannot pass; limits are cut off there.
    Limits are those of the levels that values are settled on; what has departed from the last one is held against it.
    A gap is passed over: the values on both sides of it are neighbours. Fewer than 8 values have no limits, and neither
    have values that mostly stay as they are (more than half of the moving ranges are 0).
    Source: Wheeler, Understanding Variation, 2nd ed. (2000); rules of runs as in his Making Sense of Data (2003).
    """
    known = [(place, float(value)) for place, value in enumerate(values) if value is not None]
    if len(known) < ENOUGH:
        return _nothing(len(values))
    found, levels = _season_and_levels(known, season)
    parts, limits = _parts_and_limits(_without(found, known), levels)
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


def _season_and_levels(known: Known, length: int | None) -> tuple[Season | None, Levels]:
    """Return the season, if there is one, and the levels of *known* without it.

    A value outside the limits tells nothing of the season: without it other years' values would seem to have changed.
    """
    if length is None or length < 2:  # noqa: PLR2004 -- a season of one place is none
        return None, levels_of([value for _, value in known])
    telling = known
    while True:
        season, levels = _untangled(telling, known, length)
        odd = _oddest(season, levels, known, telling) if season else None
        left = [each for each in telling if each[0] != odd]
        if odd is None or not tells([place for place, _ in left], length):
            return season, levels
        telling = left


def _untangled(telling: Known, known: Known, length: int) -> tuple[Season | None, Levels]:
    """Return the season that *telling* have, and the levels of *known*, each found with the other in mind."""
    levels = Levels((0,), len(known))
    for _ in range(_ROUNDS):
        begun = [*levels.starts[1:], *([levels.settled] if levels.settled < len(known) else [])]
        firsts = [telling[0][0], *(known[start][0] for start in begun)]
        fit = season_of([place for place, _ in telling], [value for _, value in telling], length, firsts)
        before, levels = levels, _levels_without(fit.season if fit else None, known)
        if levels == before:
            break
    return fit.season if fit else None, levels


def _levels_without(season: Season | None, known: Known) -> Levels:
    """Return the levels of *known* without its *season*."""
    plain = [value for _, value in _without(season, known)]
    return levels_of(plain, estimated=len(season.effects) - 1 if season else 0)


def _without(season: Season | None, known: Known) -> Known:
    return [(place, season.removed(place, value)) for place, value in known] if season else known


def _oddest(season: Season | None, levels: Levels, known: Known, among: Known) -> int | None:
    """Return where that value *among* the settled ones stands that lies farthest outside its limits; None if none."""
    parts, limits = _parts_and_limits(_without(season, known)[: levels.settled], levels)
    places = {place for place, _ in among}
    outside = [
        (within.reach(value), place)
        for part, within in zip(parts, limits, strict=True)
        for place, value in part
        if place in places and not within.still and within.reach(value) > 1
    ]
    return max(outside)[1] if outside else None


def _parts_and_limits(plain: Known, levels: Levels) -> tuple[list[Known], list[Limits]]:
    """Return *plain* cut where levels begin, and the limits of each part: those of its settled values."""
    parts = [plain[first:end] for first, end in pairwise([*levels.starts, len(plain)])]
    settled = [plain[first:end] for first, end in pairwise([*levels.starts, levels.settled])]
    return parts, [natural_limits([value for _, value in part]) for part in settled]


def _baselines(parts: Sequence[Known], count: int) -> tuple[Baseline, ...]:
    """Return the baselines side by side over all *count* places: one ends where the next begins."""
    firsts = [0, *(part[0][0] for part in parts[1:]), count]
    return tuple(Baseline(first, end - 1, shifted=first > 0) for first, end in pairwise(firsts))


def _drawn(place: int, limits: Limits, season: Season | None, bounds: Bounds) -> _Drawn:
    """Return mean, low and high at *place*, with the season and within the bounds."""
    levels = (limits.mean, limits.low, limits.high)
    mean, low, high = (season.restored(place, level) for level in levels) if season else levels
    if limits.still:
        return mean, None, None
    lowest, highest = bounds
    return (
        mean,
        low if lowest is None else max(low, lowest),
        high if highest is None else min(high, highest),
    )


def _signals(parts: Sequence[Known], limits: Sequence[Limits]) -> Iterator[Signal]:
    for part, within in zip(parts, limits, strict=True):
        yield from signals(part, within)
    for part, (before, after) in zip(parts[1:], pairwise(limits), strict=True):
        yield Signal(part[0][0], part[0][0], Rule.SHIFT, "high" if after.mean > before.mean else "low")
