"""Natural limits, and the rules by which values beyond their usual variation are told from the others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise
from math import inf
from typing import Literal

from bsc.errors import BscError
from bsc.insight.baselines import rounding

SCALE = 2.66  # 3 / d2: three standard deviations, in mean moving ranges
RUN = 8  # values in a row on one side of the mean
NEAR, OF = 3, 4  # values that lie nearer a limit than the mean
HALF = 0.5  # of the way from the mean to a limit

Side = Literal["high", "low"]
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


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Natural limits, the mean between them and the mean moving range that they rest on, in the values' unit.

    `slack` is what rounding may take a value away from where it belongs. `still`: the values mostly stay as they are,
    so that they have no usual variation: more than half of the moving ranges are 0.
    """

    mean: float
    low: float
    high: float
    moving_range: float
    slack: float = 0.0
    still: bool = False

    def side(self, value: float) -> Side | None:
        """Return on which side of the mean *value* lies; None on it, as near as numbers are kept."""
        if abs(value - self.mean) <= self.slack:
            return None
        return "high" if value > self.mean else "low"

    def reach(self, value: float) -> float:
        """Return how far *value* lies from the mean, in distances from the mean to a limit."""
        away = max(abs(value - self.mean) - self.slack, 0.0)
        return away / (self.high - self.mean) if self.high > self.mean else inf if away else 0.0


def natural_limits(values: Sequence[float], scale: float = SCALE) -> Limits:
    """Return the XmR limits of *values*, oldest first: mean ± *scale* × mean moving range, in the values' unit.

    Raises BscError below two values.
    Source: Wheeler, Understanding Variation, 2nd ed. (2000).
    """
    if len(values) < 2:  # noqa: PLR2004 -- a moving range is between two
        raise BscError(f"natural limits – {len(values)} values – at least two are needed")
    mean = sum(values) / len(values)
    ranges, slack = [abs(after - before) for before, after in pairwise(values)], rounding(values)
    moving_range = sum(ranges) / len(ranges)
    return Limits(
        mean=mean,
        low=mean - scale * moving_range,
        high=mean + scale * moving_range,
        moving_range=moving_range,
        slack=slack,
        still=sum(each <= slack for each in ranges) > len(ranges) / 2,
    )


def signals(part: Known, limits: Limits) -> Iterator[Signal]:
    """Yield the signals of one baseline's values, oldest first, held against its *limits*; none where they stay still.

    Source: Wheeler, Making Sense of Data (2003): a value outside, eight in a row on one side, three of four near.
    """
    if not limits.still:
        yield from _outside(part, limits)
        yield from _runs(part, limits)
        yield from _near(part, limits)


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
