"""What comes back every year is a season, and no change."""

from math import sin, tau

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.datasets import elnino

from bsc.insight.seasons import Season, season_of
from bsc.insight.variation import Rule, variation

DECEMBERS = (5.0, 6.0, 4.0, 6.0, 5.0, 4.0, 6.0, 5.0, 5.0, 4.0, 6.0, 20.0)
WIGGLE = (0.3, -0.2, 0.1, 0.4, -0.3, -0.1, 0.2)  # seven long: it never comes back with the months


def _years(count: int) -> list[float]:
    return [DECEMBERS[at % 12] + WIGGLE[at % 7] for at in range(12 * count)]


def test_a_december_that_is_high_every_year_is_no_signal() -> None:
    found = variation(_years(3), season=12)
    assert found.seasonal
    assert [each for each in found.signals if each.rule is Rule.OUTSIDE] == []
    assert found.mean[11] == pytest.approx(20, abs=0.5)
    assert found.mean[12] == pytest.approx(5, abs=0.5)


def test_without_its_season_the_same_series_cries_wolf_every_december() -> None:
    outside = [each.at for each in variation(_years(3)).signals if each.rule is Rule.OUTSIDE]
    assert outside == [11, 23, 35]


def test_a_march_like_a_december_is_a_signal() -> None:
    values = _years(3)
    values[26] = 20.0
    assert [each.at for each in variation(values, season=12).signals if each.rule is Rule.OUTSIDE] == [26]


def test_two_whole_years_are_needed() -> None:
    assert not variation(_years(2)[:23], season=12).seasonal
    assert variation(_years(2), season=12).seasonal


def test_every_month_must_be_there_twice() -> None:
    values: list[float | None] = [*_years(2), *_years(1)[:6]]
    values[9] = None
    assert not variation(values, season=12).seasonal


def test_a_growing_business_has_a_season_that_grows_with_it() -> None:
    """Three per cent a month, and half as much again in summer: the effects multiply, and are found as they are."""
    factors = [1 + 0.5 * sin(tau * month / 12) for month in range(12)]
    values = [100 * 1.03**at * factors[at % 12] * (1 + WIGGLE[at % 7] / 100) for at in range(36)]
    fit = season_of(range(36), values, 12)
    assert fit is not None
    assert fit.season.factors
    assert fit.season.effects == pytest.approx(factors, rel=0.01)


def test_a_season_around_zero_adds_up() -> None:
    values = [4 * sin(tau * at / 4) + WIGGLE[at % 7] for at in range(16)]
    fit = season_of(range(16), values, 4)
    assert fit is not None
    assert not fit.season.factors
    assert fit.season.effects == pytest.approx((0, 4, 0, -4), abs=0.3)


def test_a_straight_trend_is_no_season() -> None:
    assert season_of(range(36), [float(at) + WIGGLE[at % 7] for at in range(36)], 12) is None


def test_a_level_that_never_varies_has_no_season() -> None:
    assert season_of(range(24), [5.0] * 24, 12) is None


def test_a_season_without_any_noise_is_one() -> None:
    fit = season_of(range(24), [float(at % 4) for at in range(24)], 4)
    assert fit is not None
    assert fit.chance < 1e-9


def test_a_new_level_is_found_through_the_season() -> None:
    values = [value + 8 * (at >= 20) for at, value in enumerate(_years(3))]
    found = variation(values, season=12)
    assert found.seasonal
    assert [each.first for each in found.baselines] == [0, 20]
    assert found.mean[35] - found.mean[11] == pytest.approx(8, abs=0.5)  # type: ignore[operator]


def test_the_pacific_is_warm_in_spring_every_year_and_that_is_no_news() -> None:
    """Sea surface temperatures off Peru, 2008 to 2010: without the season every year is full of signals.

    The fall of July 2010, La Niña, is news with it as well.
    """
    years = elnino.load_pandas().data.iloc[-3:, 1:]
    values = [float(value) for value in years.to_numpy().ravel()]
    found, plain = variation(values, season=12), variation(values)
    assert found.seasonal
    july = 30
    assert sum(signal.at < july for signal in found.signals) < sum(signal.at < july for signal in plain.signals) / 3
    assert {signal.first for signal in found.signals if signal.at >= july} == set(range(july, 36))
    assert {signal.side for signal in found.signals if signal.at >= july} == {"low"}


@given(st.lists(st.floats(0.1, 10), min_size=4, max_size=4), st.integers(0, 100), st.floats(-1e6, 1e6), st.booleans())
def test_a_season_put_back_is_the_value_that_it_was_taken_from(
    effects: list[float], at: int, value: float, factors: bool
) -> None:
    season = Season(tuple(effects), factors)
    assert season.restored(at, season.removed(at, value)) == pytest.approx(value, abs=1e-6)
