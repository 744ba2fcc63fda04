"""The scale of an emotion, −2 … +2: its words, and how what a KPI measures is put on it."""

from collections.abc import Iterable
from typing import Final

from bsc.model.words import Better, Unit

EMOTION_REACH: Final = 2.0  # the scale goes from −2 to +2
NEUTRAL: Final = 0.25
_FULL: Final = 100.0
_RATINGS: Final = ((1.0, 5.0), (0.0, 10.0), (0.0, 100.0))  # the usual ones, the narrowest first
_PROMOTERS: Final = (-100.0, 100.0)  # promoters less detractors


def emotion_word(value: float | None) -> str:
    """Return the word for an emotion."""
    if value is None:
        return "Not known"
    if is_neutral(value):
        return "Neutral"
    return "Positive" if value > 0 else "Negative"


def is_neutral(value: float) -> bool:
    """Return whether an emotion is so near to the middle that it says neither."""
    return abs(value) <= NEUTRAL


def signed(value: float) -> str:
    """Return an emotion in figures: `+1`, `−1.5`, `0`."""
    figures = f"{abs(value):.1f}".removesuffix(".0")
    if figures == "0":
        return figures
    return f"{'+' if value > 0 else '−'}{figures}"


def of_points(points: float) -> float:
    """Return the emotion of a value that has a target: +2 at 100 points, 0 at 50 (the red line), −2 at none."""
    return (2 * points / _FULL - 1) * EMOTION_REACH


def natural_scale(unit: Unit, values: Iterable[float]) -> tuple[float, float] | None:
    """Return the ends of the scale that a KPI without a target is read on; None where its unit has none.

    A share goes from 0 to 1. Points go from 1 to 5, from 0 to 10, from 0 to 100 or from −100 to 100: the narrowest that
    holds all known *values*. So a rating out of ten that never rose above five is taken for one out of five, and seems
    better than it is: a target says what is good, whatever the scale.
    """
    seen = list(values)
    if unit is Unit.PERCENT:
        return 0.0, 1.0
    if unit is not Unit.POINTS or not seen:
        return None
    ends = (*_RATINGS, _PROMOTERS)
    return next(((low, high) for low, high in ends if low <= min(seen) and max(seen) <= high), None)


def of_scale(value: float, scale: tuple[float, float], better: Better) -> float | None:
    """Return the emotion of *value* on a natural *scale*: −2 at its worse end, +2 at its better one.

    None where neither end is the better one.
    """
    low, high = scale
    across = (min(max(value, low), high) - low) / (high - low)
    if better is Better.WITHIN:
        return None
    return (2 * across - 1) * EMOTION_REACH * (1 if better is Better.HIGHER else -1)
