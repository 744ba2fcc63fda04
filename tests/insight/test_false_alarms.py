"""How often noise is taken for a change, and how often a change is found: measured on seeded random series.

The bounds are what was measured with other seeds and 600 series each, rounded up; `docs/signals.md` has the numbers.
"""

import math
import random
from collections.abc import Callable

import pytest

from bsc.insight.variation import Rule, Variation, variation

SERIES = 200
LENGTH = 36
Made = Callable[[random.Random], list[float]]


def _noise(chance: random.Random) -> list[float]:
    return [chance.gauss(0, 1) for _ in range(LENGTH)]


def _seasonal(chance: random.Random) -> list[float]:
    return [100 * (1 + 0.4 * math.sin(math.tau * at / 12)) * chance.gauss(1, 0.05) for at in range(LENGTH)]


def _shifted(chance: random.Random, by: float) -> list[float]:
    return [value + by * (at >= LENGTH - 10) for at, value in enumerate(_noise(chance))]


def _seen(made: Made, season: int | None = 12) -> list[Variation]:
    chance = random.Random("signals")  # noqa: S311 -- seeded on purpose
    return [variation(made(chance), season=season) for _ in range(SERIES)]


def _share(found: list[Variation], holds: Callable[[Variation], bool]) -> float:
    return sum(map(holds, found)) / len(found)


@pytest.fixture(scope="module")
def noise() -> list[Variation]:
    return _seen(_noise)


@pytest.fixture(scope="module")
def seasonal() -> list[Variation]:
    return _seen(_seasonal)


def test_noise_shows_a_change_in_the_latest_period_at_most_three_times_in_a_hundred(noise: list[Variation]) -> None:
    assert _share(noise, lambda found: bool(found.at(LENGTH - 1))) <= 0.03


def test_noise_shows_no_change_anywhere_in_three_series_of_four(noise: list[Variation]) -> None:
    assert _share(noise, lambda found: not found.signals) >= 0.75


def test_noise_is_seldom_taken_for_a_season_or_another_level(noise: list[Variation]) -> None:
    assert _share(noise, lambda found: found.seasonal) <= 0.03
    assert _share(noise, lambda found: len(found.baselines) > 1) <= 0.03


def test_a_season_is_found_and_does_not_cry_wolf(seasonal: list[Variation]) -> None:
    assert _share(seasonal, lambda found: found.seasonal) >= 0.98
    assert _share(seasonal, lambda found: bool(found.at(LENGTH - 1))) <= 0.05
    assert _share(seasonal, lambda found: len(found.baselines) > 1) <= 0.04
    without = _seen(_seasonal, season=None)
    assert _share(without, lambda found: bool(found.signals)) >= 0.98


@pytest.mark.parametrize(("deviations", "at_least"), [(1.5, 0.6), (2.0, 0.9), (3.0, 0.99)])
def test_a_level_that_has_moved_is_found_ten_periods_later(deviations: float, at_least: float) -> None:
    found = _seen(lambda chance: _shifted(chance, deviations), season=None)
    assert _share(found, lambda each: any(signal.rule is Rule.SHIFT for signal in each.signals)) >= at_least
    begun = [each.baselines[-1].first for each in found if len(each.baselines) > 1]
    assert sum(abs(first - (LENGTH - 10)) <= 2 for first in begun) / len(begun) >= 0.7


def test_a_single_value_five_deviations_off_is_found_in_the_period_it_comes() -> None:
    def spiked(chance: random.Random) -> list[float]:
        return [*_noise(chance)[:-1], 5.0]

    assert _share(_seen(spiked, season=None), lambda found: bool(found.at(LENGTH - 1))) >= 0.95
