"""How often signals are wrong: on seeded series in which nothing has changed, and on ones in which a level has."""

import math
import random
import sys
from collections.abc import Callable

from bsc.insight.rules import Rule
from bsc.insight.variation import Variation, variation

SERIES = 1000
LENGTH = 36
YEAR = 12
Made = Callable[[random.Random, int], list[float]]


def run(series: int = SERIES) -> None:
    """Print what share of so many *series* of each kind is said to have changed, in percent."""
    print(f"\nsignals, {series} series of each kind: 36 places (24 in brackets)")
    kinds: dict[str, tuple[Made, int | None]] = {
        "normal noise": (_noise, YEAR),
        "seasonal, ± 40 %, noise of 5 %": (_seasonal, YEAR),
        "the same, no season looked for": (_seasonal, None),
        "exponential noise": (lambda chance, length: [chance.expovariate(1) for _ in range(length)], YEAR),
        "drags on half": (_dragging, YEAR),
    }
    for name, (made, season) in kinds.items():
        whole, shorter = (_told(_seen(made, series, length, season)) for length in (LENGTH, 24))
        print(f"  {name:<32} {whole}  ({shorter})")
    for late in (3, 8, 12):
        for by in (1, 1.5, 2, 3):
            found = _seen(_shifted(by, late), series, LENGTH, None)
            level = _share(found, lambda each: any(signal.rule is Rule.SHIFT for signal in each.signals))
            signal = _share(found, _signals_since(LENGTH - late))
            print(f"  {by} σ for {late:>2} values: a signal {signal:.0f}, another level {level:.0f}")
    for by in (3, 4, 5):
        found = _seen(_spiked(by), series, LENGTH, None)
        print(f"  one value {by} σ off: {_share(found, lambda each: bool(each.at(LENGTH - 1))):.0f}")


def _noise(chance: random.Random, length: int) -> list[float]:
    return [chance.gauss(0, 1) for _ in range(length)]


def _seasonal(chance: random.Random, length: int) -> list[float]:
    return [100 * (1 + 0.4 * math.sin(math.tau * at / YEAR)) * chance.gauss(1, 0.05) for at in range(length)]


def _dragging(chance: random.Random, length: int) -> list[float]:
    values = [0.0]
    for _ in range(length + 20):
        values.append(0.5 * values[-1] + chance.gauss(0, 1))
    return values[21:]


def _shifted(by: float, late: int) -> Made:
    return lambda chance, length: [x + by * (at >= length - late) for at, x in enumerate(_noise(chance, length))]


def _spiked(by: float) -> Made:
    return lambda chance, length: [*_noise(chance, length)[:-1], by]


def _seen(made: Made, series: int, length: int, season: int | None) -> list[Variation]:
    chance = random.Random("documents")  # noqa: S311 -- seeded on purpose
    return [variation(made(chance, length), season=season) for _ in range(series)]


def _signals_since(place: int) -> Callable[[Variation], bool]:
    return lambda each: any(signal.at >= place for signal in each.signals)


def _told(found: list[Variation]) -> str:
    shares = {
        "latest": _share(found, lambda each: bool(each.at(len(each.mean) - 1))),
        "any": _share(found, lambda each: bool(each.signals)),
        "level": _share(found, lambda each: len(each.baselines) > 1),
        "season": _share(found, lambda each: each.seasonal),
    }
    return ", ".join(f"{name} {share:.1f}" for name, share in shares.items())


def _share(found: list[Variation], holds: Callable[[Variation], bool]) -> float:
    return 100 * sum(map(holds, found)) / len(found)


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else SERIES)
