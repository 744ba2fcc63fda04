"""Seeded draws that give the same numbers on every machine and Python version."""

import math
import random
from collections.abc import Mapping, Sequence
from typing import TypeVar

Thing = TypeVar("Thing")


class Draws:
    """Draws for one purpose: two purposes never share a stream, so that changing one leaves the other as it was.

    Everything rests on `random()`, the only method whose sequence Python promises to keep.
    """

    def __init__(self, purpose: str) -> None:
        """Seed the stream with *purpose*."""
        self._random = random.Random(f"rosterlane/{purpose}")

    def share(self) -> float:
        """Return a number from 0 up to, not including, 1."""
        return self._random.random()

    def chance(self, probability: float) -> bool:
        """Return True with *probability*."""
        return self.share() < probability

    def between(self, low: float, high: float) -> float:
        """Return a number evenly spread from *low* to *high*."""
        return low + (high - low) * self.share()

    def whole(self, low: int, high: int) -> int:
        """Return a whole number from *low* to *high*, both included."""
        return low + int((high - low + 1) * self.share())

    def normal(self, mean: float, deviation: float) -> float:
        """Return a normally distributed number (Box and Muller)."""
        radius = math.sqrt(-2 * math.log(1 - self.share()))
        return mean + deviation * radius * math.cos(2 * math.pi * self.share())

    def around(self, median: float, spread: float) -> float:
        """Return a log-normal number: long waits are commoner than very short ones."""
        return median * math.exp(self.normal(0, spread))

    def count(self, mean: float) -> int:
        """Return a Poisson number, by the normal curve where the mean is large."""
        if mean > 30:
            return max(round(self.normal(mean, math.sqrt(mean))), 0)
        limit, product, seen = math.exp(-mean), self.share(), 0
        while product > limit:
            product, seen = product * self.share(), seen + 1
        return seen

    def part(self, whole: int, share: float) -> int:
        """Return how many of *whole* it hits, each with probability *share*."""
        if whole > 60:
            deviation = math.sqrt(max(whole * share * (1 - share), 0))
            return min(max(round(self.normal(whole * share, deviation)), 0), whole)
        return sum(self.chance(share) for _ in range(whole))

    def one(self, things: Sequence[Thing]) -> Thing:
        """Return one of *things*, each as likely."""
        return things[int(len(things) * self.share())]

    def weighed(self, weights: Mapping[Thing, float]) -> Thing:
        """Return one key of *weights*, as likely as its weight."""
        left = self.share() * sum(weights.values())
        for thing, weight in weights.items():
            left -= weight
            if left < 0:
                return thing
        return list(weights)[-1]
