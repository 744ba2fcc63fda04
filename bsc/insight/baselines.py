"""Where a series has moved to another level and stayed there: the places from which limits are calculated again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import inf, sqrt

STAY = 8  # values that make a level: as many as the rule of runs asks for
SEEN = 2  # values that make a departure: one alone may be a value outside the limits and no more
STEP = 3.5  # standard errors between two levels; noise alone reaches it once in a hundred series of 36 values
DEPARTURE = 4.0  # the same for a step that is not confirmed yet: there are more of them to be taken for one
SPREAD_OF_TWO = 1.128  # d2: how many standard deviations two values of a normal series lie apart in the mean
_ROUNDING = 1e-9  # of the largest value: nearer than that, two numbers are the same one


@dataclass(frozen=True)
class _Step:
    """A change of level before the value at `at`; real where its `weight`, height by the height wanted, is above 1."""

    at: int
    weight: float


@dataclass(frozen=True)
class Levels:
    """The places at which a level begins, the first one 0, and how many values are `settled` on levels.

    The values from `settled` on have departed from the last level, and are too few yet to make one of their own.
    """

    starts: tuple[int, ...]
    settled: int


def levels_of(values: Sequence[float], estimated: int = 0) -> Levels:
    """Return on which levels *values* lie; they are without gaps, oldest first.

    *estimated* is how many seasonal effects were taken out of them: values without their season vary less than they
    did, so that the standard error is widened by √(n / (n − estimated)).

    A level holds for at least 8 values and lies at least 3.5 standard errors from the one before. The last 2 to 7
    values have departed where they lie at least 4 standard errors from the level before them: limits are kept as they
    were before (Wheeler, Making Sense of Data, 2003), or new values would hide in limits that they have widened, and
    an older level would be taken for changed because they pull its mean. The values are cut
    where the two means differ most, and each part again (binary segmentation); the standard error is estimated from
    the moving ranges, which a single step hardly touches.
    Source: Sullivan and Woodall, A control chart for preliminary analysis of individual observations, Journal of
    Quality Technology 28 (1996); the critical value as for Hawkins, Qiu and Kang, The changepoint model for
    statistical process control, ibid. 35 (2003).
    """
    widened = sqrt(len(values) / max(len(values) - estimated, 1))
    starts = (0, *_steps(values, 0, len(values), widened))
    departed = len(values) - starts[-1] < STAY
    return Levels(starts[:-1], starts[-1]) if departed and len(starts) > 1 else Levels(starts, len(values))


def rounding(values: Sequence[float]) -> float:
    """Return how far apart two numbers made of *values* may be and still be the same one, rounded differently."""
    return _ROUNDING * max(map(abs, values), default=0.0)


def _steps(values: Sequence[float], first: int, end: int, widened: float) -> list[int]:
    shortest = SEEN if end == len(values) else STAY
    step = _highest_step(values[first:end], shortest)
    if step is None or step.weight < widened:
        return []
    at = first + step.at
    return [*_steps(values, first, at, widened), at, *_steps(values, at, end, widened)]


def _highest_step(values: Sequence[float], shortest: int) -> _Step | None:
    """Return the step that splits *values* best, at least *shortest* from their end; None where there is no room.

    A split that would be better still one value on is not there yet: it would borrow a value of the other level.
    """
    if len(values) < STAY + shortest:
        return None
    sums, ranges = list(accumulate(values, initial=0.0)), [abs(after - before) for before, after in pairwise(values)]
    slack = rounding(values)
    heights = {at: _height(sums, ranges, at, slack) for at in range(STAY - 1, len(values) - shortest + 2)}
    peaks = [at for at in heights if STAY <= at <= len(values) - shortest and heights[at] >= _beside(heights, at)]
    wanted = {at: STEP if len(values) - at >= STAY else DEPARTURE for at in peaks}
    return max((_Step(at, heights[at] / wanted[at]) for at in peaks), key=lambda step: step.weight, default=None)


def _beside(heights: Mapping[int, float], at: int) -> float:
    return max(heights[at - 1], heights[at + 1])


def _height(sums: Sequence[float], ranges: Sequence[float], at: int, slack: float) -> float:
    """Return by how many standard errors the mean from *at* on differs from the mean before it."""
    before, after = at, len(sums) - 1 - at
    difference = abs((sums[-1] - sums[at]) / after - sums[at] / before)
    if difference <= slack:
        return 0.0
    deviation = (sum(ranges) - ranges[at - 1]) / (len(ranges) - 1) / SPREAD_OF_TWO
    error = deviation * sqrt(1 / before + 1 / after)
    return difference / error if error else inf
