"""How far a target's slider reaches, and how finely it moves."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from bsc.model.definitions import Level
from bsc.model.words import Better, Unit

STEPS = 100  # the slider's length in steps, about
MARGIN = 0.25  # of what was seen, on either side
FINEST = 1e-9  # no KPI is told finer, and a double has no steps near its least value
_NICE = (1, 2, 5, 10)


@dataclass(frozen=True)
class Reach:
    """The slider from `low` to `high`, in the KPI's unit; it moves by `step`, which has so many `decimals`."""

    low: float
    high: float
    step: float

    @property
    def decimals(self) -> int:
        """Return how many decimals a value on the slider needs."""
        return max(0, -math.floor(math.log10(self.step) + 1e-9))

    def within(self, value: float) -> float:
        """Return *value* where the slider can stand: inside, on a whole step."""
        steps = round((min(max(value, self.low), self.high) - self.low) / self.step)
        return min(self.rounded(self.low + steps * self.step), self.high)

    def rounded(self, value: float) -> float:
        """Return *value* without the noise behind the step's decimals."""
        return round(value, self.decimals + 2)


def reach(values: Iterable[float], unit: Unit, *, whole: bool = False) -> Reach:
    """Return the slider that covers *values* (the KPI's history and targets) with a margin; a share stays in 0–1.

    What never was below zero does not go there. What is *whole* (a count) moves by whole numbers.
    """
    seen = sorted(values) or [0.0, 1.0 if unit is Unit.PERCENT else 100.0]
    low, high = seen[0], seen[-1]
    span = max(high - low or abs(high) or 1.0, FINEST)
    step = max(nice(span / STEPS), 1.0) if whole else nice(span / STEPS)
    floor = math.floor((low - MARGIN * span) / step) * step
    top = math.ceil((high + MARGIN * span) / step) * step
    if low >= 0:
        floor = max(floor, 0.0)
    if unit is Unit.PERCENT and high <= 1:
        top = min(top, 1.0)
    plain = Reach(floor, top, step)
    return Reach(plain.rounded(floor), plain.rounded(top), step)


def nice(size: float) -> float:
    """Return the nearest 1, 2 or 5 times a power of ten that is at least *size*."""
    power = 10.0 ** math.floor(math.log10(size))
    factor = next(each for each in _NICE if each * power >= size * (1 - 1e-9))
    exponent = math.floor(math.log10(size))
    return float(f"{factor}e{exponent}")


def numbers(level: Level) -> tuple[float, ...]:
    """Return the one or two numbers of *level*."""
    return level if isinstance(level, tuple) else (level,)


def pushed(better: Better, moved: Level, other: Level, *, target_moved: bool) -> Level:
    """Return where *other* (red line or target) ends up when *moved* has come to stand: pushed along, if in the way.

    The red line is never on the better side of the target; a range that is off track lies around the one wanted.
    """
    if isinstance(moved, tuple) and isinstance(other, tuple):
        if target_moved:
            return min(other[0], moved[0]), max(other[1], moved[1])
        return _between(other[0], moved), _between(other[1], moved)
    if isinstance(moved, tuple) or isinstance(other, tuple):
        return other
    keeps_below = target_moved is (better is Better.HIGHER)
    return min(other, moved) if keeps_below else max(other, moved)


def _between(value: float, ends: tuple[float, float]) -> float:
    return min(max(value, ends[0]), ends[1])
