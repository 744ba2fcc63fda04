"""Why a KPI's value changed, by segment of a dimension: for a ratio the mix and the rate of each, adding up exactly.

    value = Σ shareᵢ · rateᵢ              share: the segment's part of the denominator; rate: its own ratio
    rate effectᵢ = ½ (share before + share after) · (rate after − rate before)
    mix effectᵢ  = (share after − share before) · (½ (rate before + rate after) − middle)

All shares make 1, so that rates may be counted from any level without changing a sum. They are counted from the middle
of the two values: a segment that grows moves the value by how much it differs from the whole, and one that is as good
as the whole by nothing. A segment that is there in one period only keeps its rate of that period: its coming or going
is mix.

Source: Kitagawa, Components of a difference between two rates, Journal of the American Statistical Association 50
(1955), 1168-1194.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

Component = Literal["mix", "rate", "amount"]
COMPONENTS: tuple[Component, ...] = ("mix", "rate", "amount")


@dataclass(frozen=True)
class Counted:
    """What was counted of a segment in one period. A sum or a count has no denominator: it is None."""

    numerator: float = 0.0
    denominator: float | None = None

    @property
    def value(self) -> float | None:
        """Return the segment's own value; None where there is nothing to divide by."""
        if self.denominator is None:
            return self.numerator
        return self.numerator / self.denominator if self.denominator else None


@dataclass(frozen=True, kw_only=True)
class SegmentEffect:
    """What one segment did to the value between two periods, in the value's unit.

    `share_before` and `share_after` are its parts of the denominator (of the sum, where there is none). `amount` is
    what it adds without a share: all of a sum, and of a ratio the numerator of a segment with nothing to divide by.
    """

    segment: str
    before: Counted
    after: Counted
    share_before: float
    share_after: float
    mix: float = 0.0
    rate: float = 0.0
    amount: float = 0.0

    @property
    def total(self) -> float:
        """Return the sum of the three."""
        return math.fsum((self.mix, self.rate, self.amount))


@dataclass(frozen=True)
class Split:
    """A value before and after, and the effects of its segments, which make the difference; the greatest first."""

    before: float
    after: float
    effects: tuple[SegmentEffect, ...]

    @property
    def difference(self) -> float:
        """Return after − before, in the value's unit."""
        return self.after - self.before

    def of(self, component: Component) -> float:
        """Return the effect of *component* over all segments, in the value's unit."""
        return math.fsum(getattr(effect, component) for effect in self.effects)


def contributions(before: Mapping[str, float], after: Mapping[str, float]) -> Split:
    """Return why a sum or a count changed: what each segment has more or less of it. One that is left out has 0."""
    old, new = math.fsum(before.values()), math.fsum(after.values())
    effects = [
        SegmentEffect(
            segment=segment,
            before=Counted(before.get(segment, 0.0)),
            after=Counted(after.get(segment, 0.0)),
            share_before=_share(before.get(segment, 0.0), old),
            share_after=_share(after.get(segment, 0.0), new),
            amount=after.get(segment, 0.0) - before.get(segment, 0.0),
        )
        for segment in dict.fromkeys([*before, *after])
    ]
    return Split(old, new, _greatest_first(effects))


def mix_and_rate(before: Mapping[str, Counted], after: Mapping[str, Counted]) -> Split | None:
    """Return why a ratio changed: mix and rate of each segment. A segment that is left out counted nothing.

    None where all segments together have nothing to divide by in one of the periods: no value is no difference.
    """
    old, new = _Whole.of(before), _Whole.of(after)
    if old is None or new is None:
        return None
    effects = list(_effects(old, new))
    return Split(old.value, new.value, _greatest_first(effects))


@dataclass(frozen=True)
class _Whole:
    segments: Mapping[str, Counted]
    denominator: float

    @classmethod
    def of(cls, segments: Mapping[str, Counted]) -> "_Whole | None":
        whole = math.fsum(segment.denominator or 0.0 for segment in segments.values())
        return cls(segments, whole) if whole else None

    @property
    def value(self) -> float:
        return math.fsum(segment.numerator for segment in self.segments.values()) / self.denominator

    def counted(self, segment: str) -> Counted:
        return self.segments.get(segment, Counted(0.0, 0.0))

    def share(self, segment: str) -> float:
        return (self.counted(segment).denominator or 0.0) / self.denominator

    def amount(self, segment: str) -> float:
        """Return what the segment adds to the value beyond its share × its rate: all, where it has no rate."""
        counted = self.counted(segment)
        return counted.numerator / self.denominator if counted.value is None else 0.0


def _effects(old: _Whole, new: _Whole) -> Iterator[SegmentEffect]:
    middle = (old.value + new.value) / 2
    for segment in dict.fromkeys([*old.segments, *new.segments]):
        before, after = old.counted(segment), new.counted(segment)
        was, now = _rates(before.value, after.value, middle)
        share_before, share_after = old.share(segment), new.share(segment)
        yield SegmentEffect(
            segment=segment,
            before=before,
            after=after,
            share_before=share_before,
            share_after=share_after,
            mix=(share_after - share_before) * ((was + now) / 2 - middle),
            rate=(share_before + share_after) / 2 * (now - was),
            amount=new.amount(segment) - old.amount(segment),
        )


def _rates(was: float | None, now: float | None, middle: float) -> tuple[float, float]:
    """Return the two rates of a segment; one that is missing is taken to be the other, for its share is 0 there."""
    if was is None:
        was = middle if now is None else now
    return was, was if now is None else now


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _greatest_first(effects: list[SegmentEffect]) -> tuple[SegmentEffect, ...]:
    return tuple(sorted(effects, key=lambda effect: -abs(effect.total)))
