"""One value against its target: points, status, attainment.

    points = clamp(50 + 50 · (actual − R) / (T − R), 0, 100)

100 means that the target T is met, 50 is the red line R. Nothing is divided by the target, so that zero and negative
targets are safe, and lower-is-better is the same line with T < R. A range is two such lines, one at each edge.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from bsc.model.definitions import Level, Target
from bsc.model.words import Better, Status
from bsc.scoring.samples import too_few_to_call

FULL = 100.0
RED_LINE = 50.0
TOLERANCE = 1e-9  # of the larger anchor: 0.1 + 0.2 meets 0.3


@dataclass(frozen=True)
class Anchors:
    """The target and the red line that a value is held to, in the KPI's unit: two numbers, or two ranges."""

    target: Level
    red_line: Level

    @classmethod
    def of(cls, target: Target) -> "Anchors":
        """Return the anchors of a defined *target*."""
        return cls(target.target, target.red_line)

    @property
    def no_tolerance(self) -> bool:
        """Return whether target and red line are the same, so that a value is met or not met and nothing between."""
        return self.target == self.red_line

    def scaled(self, factor: float) -> "Anchors":
        """Return the anchors times *factor*, as for a longer or shorter period."""
        return Anchors(_times(self.target, factor), _times(self.red_line, factor))


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """A value, what it was held to, and what came of it. `points` is None where nothing can be said.

    `attainment` goes on above 100 where the value is better than its target. `partial` means that the value's period
    is not over; `too_few`, that its 95 % interval reaches from off track to on track.
    """

    value: float | None
    anchors: Anchors | None
    better: Better
    points: float | None
    status: Status
    attainment: float | None = None
    too_few: bool = False
    partial: bool = False


def judge(
    value: float | None,
    anchors: Anchors | None,
    better: Better,
    *,
    share: tuple[float, float] | None = None,
    partial: bool = False,
) -> Judgement:
    """Return the judgement of *value* held to *anchors*; without either it has no points, and never 0.

    *share* is the numerator and denominator behind a value that is a share of cases.
    """
    if value is None or not math.isfinite(value):
        return Judgement(
            value=None, anchors=anchors, better=better, points=None, status=Status.NO_DATA, partial=partial
        )
    if anchors is None:
        return Judgement(
            value=value, anchors=None, better=better, points=None, status=Status.NO_TARGET, partial=partial
        )
    reached = points(value, anchors, better)
    return Judgement(
        value=value,
        anchors=anchors,
        better=better,
        points=reached,
        status=status(reached),
        attainment=attainment(value, anchors, better),
        too_few=share is not None
        and too_few_to_call(*share, _at_least(anchors.target, better), _at_least(anchors.red_line, better)),
        partial=partial,
    )


def points(actual: float, anchors: Anchors, better: Better) -> float:
    """Return 0–100 points of *actual*: 100 at the target, 50 at the red line, straight between and beyond.

    Where target and red line are the same it is a step: 100 when met, else 0. The anchors face the way that *better*
    says, as the model makes sure of.
    """
    return min(side.points(actual) for side in _sides(anchors, better))


def status(reached: float) -> Status:
    """Return the status of a KPI that has *reached* so many points: all of them, at least the red line's, fewer."""
    if reached >= FULL:
        return Status.ON_TRACK
    return Status.AT_RISK if reached >= RED_LINE else Status.OFF_TRACK


def met(actual: float, anchors: Anchors, better: Better) -> bool:
    """Return whether *actual* meets the target."""
    return all(side.reaches(actual, side.target) for side in _sides(anchors, better))


def attainment(actual: float, anchors: Anchors, better: Better) -> float | None:
    """Return the points before they are cut off at 0 and 100, so that a surplus shows; None without a tolerance.

    Inside a range there is no surplus: 100 is all.
    """
    lines = [side.line(actual) for side in _sides(anchors, better)]
    known = [line for line in lines if line is not None]
    if not known:
        return None
    return min(*known, FULL) if better is Better.WITHIN else known[0]


@dataclass(frozen=True)
class _Side:
    """One line from a red line to a target; `upwards` where more is better."""

    target: float
    red_line: float
    upwards: bool

    def points(self, actual: float) -> float:
        if self.reaches(actual, self.target):
            return FULL
        line = self.line(actual)
        if line is None:
            return 0.0
        floor = RED_LINE if self.reaches(actual, self.red_line) else 0.0
        return min(max(line, floor), FULL)

    def line(self, actual: float) -> float | None:
        if self.target == self.red_line:
            return None
        return RED_LINE + RED_LINE * (actual - self.red_line) / (self.target - self.red_line)

    def reaches(self, actual: float, level: float) -> bool:
        slack = TOLERANCE * max(abs(self.target), abs(self.red_line))
        return actual >= level - slack if self.upwards else actual <= level + slack


def _sides(anchors: Anchors, better: Better) -> Iterator[_Side]:
    target, red_line = anchors.target, anchors.red_line
    if isinstance(target, tuple) and isinstance(red_line, tuple):
        yield _Side(target[0], red_line[0], upwards=True)
        yield _Side(target[1], red_line[1], upwards=False)
    elif not isinstance(target, tuple) and not isinstance(red_line, tuple):
        yield _Side(target, red_line, upwards=better is Better.HIGHER)


def _at_least(level: Level, better: Better) -> tuple[float, float]:
    """Return the values that are at least as good as *level*."""
    if isinstance(level, tuple):
        return level
    return (level, math.inf) if better is Better.HIGHER else (-math.inf, level)


def _times(level: Level, factor: float) -> Level:
    return (level[0] * factor, level[1] * factor) if isinstance(level, tuple) else level * factor
