"""The segment that got an initiative against those that did not: the difference in differences."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import fsum

from bsc.insight.effects import AFTER, NEEDED, Change, Scale, change_since, counting
from bsc.model.editing import number_of
from bsc.views.effects_series import Series


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The segment that got it against the others, which did not. `series` are the others' values.

    `change` is by how much the segment moved beyond the others, in the KPI's unit, with the segment's own means before
    and since; None with a `reason`. `ratio`: the others' growth was applied, not their difference.
    """

    segment: str
    others: str
    series: Series
    change: Change | None
    reason: str
    ratio: bool

    @property
    def means(self) -> tuple[float | None, float | None]:
        """Return the others' means before and since."""
        return mean(self.series.values[: self.series.begin]), mean(self.series.values[self.series.begin :])


@dataclass(frozen=True, kw_only=True)
class Both:
    """The values of a segment and of the rest, side by side where both are known; `begin` as in a series."""

    segment: tuple[float | None, ...]
    rest: tuple[float | None, ...]
    begin: int

    @property
    def enough(self) -> bool:
        """Return whether there are as many values as a change needs."""
        before, after = (sum(each is not None for each in part) for part in self._parts)
        return before >= NEEDED and after >= AFTER

    @property
    def _parts(self) -> tuple[tuple[float | None, ...], tuple[float | None, ...]]:
        return self.segment[: self.begin], self.segment[self.begin :]


def both(segment: Series, rest: Series) -> Both:
    """Return the two series side by side."""
    other = dict(zip(rest.periods, rest.values, strict=True))
    pairs = [(own, other.get(period)) for period, own in zip(segment.periods, segment.values, strict=True)]
    known = [pair if None not in pair else (None, None) for pair in pairs]
    return Both(segment=tuple(own for own, _ in known), rest=tuple(its for _, its in known), begin=segment.begin)


def compared(pair: Both, season: int | None, *, ratio: bool, among: int) -> tuple[Change | None, str]:
    """Return by how much the segment moved beyond the rest, or why that cannot be told.

    What moves both – season, market, prices – is in neither the difference nor the ratio of the two.
    Source: Angrist and Pischke, Mostly Harmless Econometrics (2009), chapter 5; noise that drags on is seen to as in
    `bsc.insight.effects` (Bertrand, Duflo and Mullainathan, How much should we trust differences-in-differences
    estimates?, Quarterly Journal of Economics 119, 2004).
    """
    if not pair.enough:
        return None, f"both need values in {number_of(NEEDED, 'period')} before and {AFTER} since"
    factors = ratio and all(value > 0 for value in (*pair.segment, *pair.rest) if value is not None)
    apart = tuple(_apart(own, its, ratio=factors) for own, its in zip(pair.segment, pair.rest, strict=True))
    counted = counting(pair.segment, pair.begin)
    before, after = (
        mean([each for at, each in counted.items() if (at >= pair.begin) == late]) for late in (False, True)
    )
    scale: Scale = "ratio" if factors else "plain"
    change = change_since(apart, pair.begin, season=season, scale=scale, size=after, among=among)
    if change is None or before is None or after is None:
        return None, "their difference mostly stayed the same"
    return replace(change, before=before, after=after), ""


def mean(values: Sequence[float | None]) -> float | None:
    """Return the mean of what is known; None where nothing is."""
    known = [value for value in values if value is not None]
    return fsum(known) / len(known) if known else None


def _apart(own: float | None, its: float | None, *, ratio: bool) -> float | None:
    if own is None or its is None:
        return None
    return own / its if ratio else own - its
