"""How often "did it work?" is wrong: on seeded series without an effect, and on ones in which one is planted.

A false alarm is a series without an effect that is called supported. `python -m benchmarks effects`; one alone runs
with `python -m benchmarks.effects [series of each kind and length]`.
"""

import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bsc.insight.effects import Change, Verdict, change_since

Numbers = NDArray[np.float64]
Made = Callable[[np.random.Generator, int], Numbers]

SERIES = 200
LENGTHS = ((12, 3), (12, 8), (16, 4), (18, 12), (24, 3), (24, 6), (30, 6), (30, 12))  # periods before and since
EFFECTS = (1.0, 2.0, 3.0)  # standard deviations of the noise
YEAR = 12
LEVEL = 30.0  # of what is not a factor: no value falls below zero
_BEFORE = 60  # values that come before the first one, until a series has forgotten how it began
_CANDIDATES = 6  # days on which work may begin, of which the one after the worst value is taken


def noise(chance: np.random.Generator, length: int) -> Numbers:
    """Return values that know nothing of one another."""
    made: Numbers = LEVEL + chance.standard_normal(length)
    return made


def leaning(on: float) -> Made:
    """Return how a series is made whose values keep a share *on* of the one before: AR(1)."""

    def made(chance: np.random.Generator, length: int) -> Numbers:
        values: Numbers = np.zeros(length + _BEFORE)
        for at in range(1, length + _BEFORE):
            values[at] = on * values[at - 1] + chance.standard_normal()
        return LEVEL + values[_BEFORE:]

    return made


def walk(chance: np.random.Generator, length: int) -> Numbers:
    """Return a random walk."""
    return LEVEL + chance.standard_normal(length).cumsum()


def seasonal(height: float) -> Made:
    """Return how noise around one wave a year, so many of its deviations high, is made; it may begin in any month."""

    def made(chance: np.random.Generator, length: int) -> Numbers:
        turn = 2 * np.pi * (np.arange(length) + chance.uniform(0, YEAR)) / YEAR
        return noise(chance, length) + height * np.sin(turn)

    return made


def december(chance: np.random.Generator, length: int) -> Numbers:
    """Return noise with one month of every year five deviations higher."""
    made: Numbers = noise(chance, length) + 5.0 * ((np.arange(length) + chance.integers(YEAR)) % YEAR == 0)
    return made


def growing_season(chance: np.random.Generator, length: int) -> Numbers:
    """Return growth of 2 % a month with a season of ± 40 % and noise of 5 %, all by factors."""
    at = np.arange(length)
    season = 1 + 0.4 * np.sin(2 * np.pi * (at + chance.uniform(0, YEAR)) / YEAR)
    made: Numbers = 100 * np.exp(0.02 * at) * season * (1 + 0.05 * chance.standard_normal(length))
    return made


def _drifting(made: Made, by: float) -> Made:
    return lambda chance, length: made(chance, length) + by * np.arange(length)


def _counts(mean: float) -> Made:
    return lambda chance, length: chance.poisson(mean, length).astype(float)


KINDS: Mapping[str, Made] = {
    "white noise": noise,
    "AR(0.3)": leaning(0.3),
    "AR(0.6)": leaning(0.6),
    "AR(0.8)": leaning(0.8),
    "random walk": walk,
    "random walk with drift": _drifting(walk, 0.3),
    "walk beneath noise": lambda chance, length: 0.4 * (walk(chance, length) - LEVEL) + noise(chance, length),
    "trend": _drifting(noise, 0.2),
    "trend, AR(0.5)": _drifting(leaning(0.5), 0.2),
    "growth of 2 %, noise of 10 %": lambda chance, length: np.exp(
        0.02 * np.arange(length) + 0.1 * chance.standard_normal(length)
    ),
    "season of 1 σ": seasonal(1.0),
    "season of 3 σ": seasonal(3.0),
    "season and trend": _drifting(seasonal(3.0), 0.1),
    "growing season of ± 40 %": growing_season,
    "a high December": december,
    "counts around 3": _counts(3.0),
    "counts around 30": _counts(30.0),
    "exponential noise": lambda chance, length: chance.exponential(1.0, length),
}


@dataclass(frozen=True)
class Share:
    """How many of a number of series were called so; with the 95 % interval of Wilson (1927)."""

    hits: int
    of: int

    @property
    def percent(self) -> float:
        """Return the share in percent."""
        return 100 * self.hits / self.of

    @property
    def interval(self) -> tuple[float, float]:
        """Return the ends of the interval in percent."""
        z, share = 1.96, self.hits / self.of
        middle = share + z * z / (2 * self.of)
        reach = z * np.sqrt(share * (1 - share) / self.of + z * z / (4 * self.of**2))
        low, high = ((middle + side * reach) / (1 + z * z / self.of) for side in (-1, 1))
        return 100 * float(max(low, 0.0)), 100 * float(high)


def changes(  # noqa: PLR0913 -- what is made, and how often
    made: Made, before: int, since: int, series: int, *, effect: float = 0.0, seed: int = 1
) -> list[Change | None]:
    """Return the change of so many *series*, in which *effect* was added to every value since the day."""
    chance = np.random.default_rng([seed, before, since])
    found = []
    for _ in range(series):
        values = made(chance, before + since)
        values[before:] += effect
        found.append(change_since(values.tolist(), before, season=YEAR))
    return found


def after_the_worst(made: Made, before: int, since: int, series: int, *, seed: int = 1) -> list[Change | None]:
    """Return the same where work begins after the lowest of six values: what is bad is better the next time anyhow."""
    chance = np.random.default_rng([seed, before, since])
    found = []
    for _ in range(series):
        values = made(chance, before + since + _CANDIDATES - 1)
        first = int(np.argmin(values[before - 1 : before - 1 + _CANDIDATES]))
        found.append(change_since(values[first : first + before + since].tolist(), before, season=YEAR))
    return found


def compared(  # noqa: PLR0913 -- as above
    made: Made, before: int, since: int, series: int, *, effect: float = 0.0, seed: int = 1
) -> list[Change | None]:
    """Return the change of a segment against others of its kind; what both share is in their difference no more."""
    chance = np.random.default_rng([seed, before, since, 2])
    found = []
    for _ in range(series):
        own, its = made(chance, before + since), made(chance, before + since)
        own[before:] += effect
        found.append(change_since((own - its).tolist(), before, season=YEAR, scale="plain"))
    return found


def called(found: Sequence[Change | None], verdict: Verdict = Verdict.SUPPORTED) -> Share:
    """Return how many of *found* are called *verdict* where more is better; what cannot be told counts as not."""
    return Share(sum(each is not None and each.verdict("up") is verdict for each in found), len(found))


def run(series: int = SERIES) -> None:
    """Print what share of series is called supported: without an effect, and with one planted."""
    print(f"\ndid it work? {series} series of each kind and length; called supported, in percent")
    print("  periods before/since         " + "".join(f"{f'{before}/{since}':>8}" for before, since in LENGTHS))
    begun = time.perf_counter()
    every: list[Share] = []
    for name, made in KINDS.items():
        every += _line(name, [called(changes(made, *length, series)) for length in LENGTHS])
    for name in ("white noise", "AR(0.6)", "random walk", "season of 3 σ"):
        line = [called(after_the_worst(KINDS[name], *length, series)) for length in LENGTHS]
        every += _line(f"{name}, after the worst", line)
    for name in ("white noise", "AR(0.6)", "random walk", "season of 3 σ"):
        every += _line(f"{name}, compared", [called(compared(KINDS[name], *length, series)) for length in LENGTHS])
    worst = max(every, key=lambda share: share.percent)
    whole = Share(sum(each.hits for each in every), sum(each.of for each in every))
    print(f"  without an effect, all together: {_said(whole)}; the worst of {len(every)} cells: {_said(worst)}")
    for name in ("white noise", "AR(0.6)", "random walk", "season of 3 σ"):
        for effect in EFFECTS:
            line = [called(changes(KINDS[name], *length, series // 2, effect=effect)) for length in LENGTHS]
            _line(f"{name}, {effect:.0f} σ planted", line)
    for effect in EFFECTS:
        line = [called(compared(noise, *length, series // 2, effect=effect)) for length in LENGTHS]
        _line(f"compared, {effect:.0f} σ planted", line)
    print(f"  {time.perf_counter() - begun:.0f} s")


def _line(name: str, shares: Sequence[Share]) -> Sequence[Share]:
    whole = Share(sum(each.hits for each in shares), sum(each.of for each in shares))
    print(f"  {name:<29}" + "".join(f"{each.percent:8.1f}" for each in shares) + f"   {_said(whole)}", flush=True)
    return shares


def _said(share: Share) -> str:
    low, high = share.interval
    return f"{share.percent:.1f} ({low:.1f} to {high:.1f})"


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else SERIES)
