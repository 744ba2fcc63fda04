"""How often an arrow's evidence is wrong: on seeded pairs of unrelated series, and on pairs in which one follows.

A false alarm is an arrow that is called supported, or contradicted, between series that know nothing of each other.
"""

import math
import random
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate

from bsc.insight.lags import MOST, Relation, TooLittle, Verdict, lagged

PAIRS = 500
LENGTHS = (24, 30, 36)
YEAR = 12
ARROWS = 40
_BEFORE = 60  # values that come before the first one, until a series has forgotten how it began

Made = Callable[[random.Random, int], list[float]]
Found = Relation | TooLittle


def noise(chance: random.Random, length: int) -> list[float]:
    """Return values that know nothing of one another."""
    return [chance.gauss(0, 1) for _ in range(length)]


def walk(chance: random.Random, length: int) -> list[float]:
    """Return a random walk."""
    return list(accumulate(noise(chance, length)))


def leaning(on: float) -> Made:
    """Return how a series is made whose values keep a share *on* of the one before: AR(1)."""

    def made(chance: random.Random, length: int) -> list[float]:
        values = accumulate(noise(chance, length + _BEFORE), lambda before, new: on * before + new)
        return list(values)[_BEFORE:]

    return made


def seasonal(chance: random.Random, length: int) -> list[float]:
    """Return a season like everybody's, with as much noise as half of its height."""
    return [2 * math.sin(math.tau * at / YEAR) + new for at, new in enumerate(noise(chance, length))]


def december(chance: random.Random, length: int) -> list[float]:
    """Return noise with a December four times as high."""
    return [4 * (at % YEAR == YEAR - 1) + new for at, new in enumerate(noise(chance, length))]


def growing(chance: random.Random, length: int) -> list[float]:
    """Return growth of 5 % a period, with noise of 10 %."""
    return [100 * math.exp(0.05 * at + 0.1 * new) for at, new in enumerate(noise(chance, length))]


def growing_season(chance: random.Random, length: int) -> list[float]:
    """Return growth of 2 % a period with a season of ± 40 %, and noise of 10 %."""
    return [100 * math.exp(0.02 * at + 0.1 * new) * _swing(at) for at, new in enumerate(noise(chance, length))]


def bent(chance: random.Random, length: int) -> list[float]:
    """Return growth that gathers speed, with noise."""
    return [at * at / 100 + new for at, new in enumerate(noise(chance, length))]


def stepped(chance: random.Random, length: int) -> list[float]:
    """Return noise that moves to another level, three standard deviations up, at a moment of its own."""
    moved = chance.randrange(6, length - 6)
    return [3 * (at >= moved) + new for at, new in enumerate(noise(chance, length))]


def pulsed(chance: random.Random, length: int) -> list[float]:
    """Return noise with three high values in a row, at a moment of its own: a campaign."""
    begun = chance.randrange(4, length - 6)
    return [4 * (begun <= at < begun + 3) + new for at, new in enumerate(noise(chance, length))]


def lopsided(chance: random.Random, length: int) -> list[float]:
    """Return values of which a few are very large."""
    return [math.exp(1.5 * new) for new in noise(chance, length)]


def counted(chance: random.Random, length: int) -> list[float]:
    """Return small counts: how many of 20 come, at 10 % each."""
    return [float(sum(chance.random() < 0.1 for _ in range(20))) for _ in range(length)]


def rolling(over: int) -> Made:
    """Return how means over the last *over* values of noise are made."""

    def made(chance: random.Random, length: int) -> list[float]:
        values = noise(chance, length + over - 1)
        return [statistics.fmean(values[at : at + over]) for at in range(length)]

    return made


def both(one: Made, other: Made) -> Made:
    """Return how the sum of two kinds of series is made."""
    return lambda chance, length: [x + y for x, y in zip(one(chance, length), other(chance, length), strict=True)]


UNRELATED: Mapping[str, tuple[Made, Made]] = {
    "random walks": (walk, walk),
    "noise": (noise, noise),
    "AR(0.3)": (leaning(0.3), leaning(0.3)),
    "AR(0.5)": (leaning(0.5), leaning(0.5)),
    "AR(0.7)": (leaning(0.7), leaning(0.7)),
    "AR(0.9)": (leaning(0.9), leaning(0.9)),
    "AR(−0.4)": (leaning(-0.4), leaning(-0.4)),
    "a random walk and noise": (walk, noise),
    "noise and a random walk": (noise, walk),
    "the same season": (seasonal, seasonal),
    "the same season on random walks": (both(seasonal, walk), both(seasonal, walk)),
    "the same high December": (december, december),
    "growth of 5 %": (growing, growing),
    "growth of 2 %, season of ± 40 %": (growing_season, growing_season),
    "growth that gathers speed": (bent, bent),
    "one step each, 3 σ": (stepped, stepped),
    "one campaign each, 4 σ": (pulsed, pulsed),
    "a few very large values": (lopsided, lopsided),
    "small counts": (counted, counted),
    "rolling means of 3": (rolling(3), rolling(3)),
    "rolling means of 6": (rolling(6), rolling(6)),
    "rolling means of 12": (rolling(12), rolling(12)),
}
RELATED: Mapping[str, tuple[Made, Made]] = {
    "noise after noise": (noise, noise),
    "random walk after random walk": (walk, walk),
    "AR(0.5) after AR(0.5)": (leaning(0.5), leaning(0.5)),
    "noise on AR(0.7)": (leaning(0.7), noise),
    "noise on a random walk": (walk, noise),
    "a random walk on noise": (noise, walk),
    "with the same season": (seasonal, seasonal),
}


def unrelated(kind: str, length: int, pairs: int, seed: str = "documents") -> list[Found]:
    """Return what is said of so many *pairs* of series of one *kind* that know nothing of each other."""
    chance = random.Random(f"{seed} {kind} {length}")  # noqa: S311 -- seeded on purpose
    one, other = UNRELATED[kind]
    return [_said(one(chance, length), other(chance, length), 1) for _ in range(pairs)]


def related(kind: str, length: int, pairs: int, times: float, seed: str = "documents") -> list[tuple[int, Found]]:
    """Return the planted lag and what is said of so many *pairs* of series, of which the second follows the first.

    The second is *times* the first, some periods before, and a series of its own of the *kind*; the lag goes through 0
    to 6, the sign is in turn + and −, and is the one that the arrow claims.
    """
    chance = random.Random(f"{seed} {kind} {length}")  # noqa: S311 -- seeded on purpose
    first, own = RELATED[kind]
    found = []
    for number in range(pairs):
        lag, sign = number % (MOST + 1), 1 if number % 2 else -1
        cause, rest = first(chance, length + lag), own(chance, length)
        effect = [sign * times * x + y for x, y in zip(cause, rest, strict=False)]
        found.append((lag, _said(cause[lag:], effect, sign)))
    return found


def share(found: Sequence[Found], verdict: Verdict) -> float:
    """Return the share (0–1) of *found* that has this *verdict*."""
    return sum(each.verdict is verdict for each in found) / len(found)


def run(pairs: int = PAIRS) -> None:
    """Print what share of so many *pairs* of each kind is said to be what, in percent; then how long it takes."""
    print(f"\nevidence on arrows, {pairs} unrelated pairs of each kind: supported + contradicted (too little), in %")
    print(f"  {'':<34}" + "".join(f"{f'{length} values':>18}" for length in LENGTHS))
    for kind in UNRELATED:
        told = [_false(unrelated(kind, length, pairs)) for length in LENGTHS]
        print(f"  {kind:<34}" + "".join(f"{each:>18}" for each in told), flush=True)
    for times in (0.7, 1.0, 1.5):
        print(f"\n{pairs} pairs, the effect moved {times} × as much as it moves by itself: found, and at its lag, in %")
        for kind in RELATED:
            told = [_true(related(kind, length, pairs, times)) for length in LENGTHS]
            print(f"  {kind:<34}" + "".join(f"{each:>18}" for each in told), flush=True)
    _timed()


def _swing(at: int) -> float:
    return 1 + 0.4 * math.sin(math.tau * at / YEAR)


def _said(cause: list[float], effect: list[float], sign: int) -> Found:
    return lagged(cause, effect, season=YEAR, sign=sign)


def _false(found: Sequence[Found]) -> str:
    supported, against, little = (
        100 * share(found, verdict) for verdict in (Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.TOO_LITTLE)
    )
    return f"{supported:.1f} + {against:.1f} ({little:.0f})"


def _true(found: Sequence[tuple[int, Found]]) -> str:
    supported = [(lag, each) for lag, each in found if each.verdict is Verdict.SUPPORTED]
    at_lag = sum(isinstance(each, Relation) and each.lag == lag for lag, each in supported)
    against = 100 * share([each for _, each in found], Verdict.CONTRADICTED)
    return f"{100 * len(supported) / len(found):.0f}, {100 * at_lag / len(found):.0f} ({against:.1f})"


def _timed() -> None:
    chance = random.Random("time")  # noqa: S311 -- seeded on purpose
    arrows = [(made(chance, 36), made(chance, 36)) for made in (noise, walk, seasonal, growing) * (ARROWS // 4)]
    begun = time.perf_counter()
    for cause, effect in arrows:
        _said(cause, effect, 1)
    print(f"\n{ARROWS} arrows of 36 values: {time.perf_counter() - begun:.2f} s")


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else PAIRS)
