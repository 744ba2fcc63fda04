"""The methods that are tried, the errors they make, and when one is called better."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from statsmodels.tsa.forecasting.theta import ThetaModel
from statsmodels.tsa.holtwinters import ExponentialSmoothing

from bsc.insight.forecasting_bands import held, spread
from bsc.insight.forecasting_methods import (
    ADJUSTED,
    AVERAGE,
    DAMPED,
    LAST_SEASON,
    LAST_VALUE,
    SMOOTHING,
    THETA,
    Numbers,
    adjusted_smoothing,
    naive,
    smoothing,
)
from bsc.insight.forecasting_trials import Trials, needed, tried

QUARTERS = 4


def rising(count: int) -> Numbers:
    draw = np.random.default_rng(5)
    return np.asarray(50 + np.arange(count) * 1.5 + 4 * draw.normal(size=count))


def trials(mine: list[float], others: list[float]) -> Trials:
    """Return a back-test of one step whose best method erred by *mine* and whose naive one by *others*."""
    came = np.zeros((len(mine), 1))
    foreseen = {name: np.array(mine)[:, None] for name in (SMOOTHING, AVERAGE)} | {
        LAST_VALUE: np.array(others)[:, None]
    }
    return Trials(first=10, foreseen=foreseen, came=came, unit=2.0)


def test_the_naive_methods_repeat_the_last_value_and_the_last_season() -> None:
    values = np.arange(1.0, 11.0)  # 1 … 10
    found = naive(values, 9, 6, QUARTERS)
    assert found[LAST_VALUE].tolist() == [[9] * 6, [10] * 6]
    assert found[LAST_SEASON].tolist() == [[6, 7, 8, 9, 6, 7], [7, 8, 9, 10, 7, 8]]


def test_theta_is_that_of_its_library() -> None:
    values = rising(60)
    own = smoothing(values, 60, 6)[THETA][0]
    assert_allclose(own, ThetaModel(values, deseasonalize=False).fit().forecast(6), rtol=1e-3)


def test_a_damped_trend_is_that_of_its_library() -> None:
    values = rising(40)
    middle, spreads = values.mean(), values.std()
    model = ExponentialSmoothing((values - middle) / spreads, trend="add", damped_trend=True)
    library = middle + spreads * np.asarray(model.fit().forecast(6))
    assert_allclose(smoothing(values, 40, 6)[DAMPED][0], library, rtol=1e-9)


def test_the_average_is_the_mean_of_the_three() -> None:
    found = smoothing(rising(30), 30, 3)
    assert_allclose(found[AVERAGE], (found[SMOOTHING] + found[DAMPED] + found[THETA]) / 3)


def test_a_season_is_adjusted_for_once_it_was_seen_twice() -> None:
    values = np.resize([10.0, 30.0, 20.0, 40.0], 16) + rising(16)
    assert adjusted_smoothing(values, 7, 2, QUARTERS) == {}
    assert set(adjusted_smoothing(values, 8, 2, QUARTERS)) == {
        ADJUSTED + name for name in (SMOOTHING, DAMPED, THETA, AVERAGE)
    }


def test_a_season_of_values_below_zero_is_added_instead_of_multiplied() -> None:
    values = np.resize([-30.0, 10.0, 20.0, 0.0], 24)
    assert_allclose(adjusted_smoothing(values, 24, 4, QUARTERS)[ADJUSTED + SMOOTHING][0], [-30, 10, 20, 0], atol=1e-6)


@settings(max_examples=3, deadline=None)
@given(st.integers(1, 5), st.floats(-100, 100))
def test_what_is_foreseen_knows_nothing_of_what_comes_later(origin: int, surprise: float) -> None:
    values = rising(20)
    other = values.copy()
    other[14 + origin :] += surprise
    before, after = (smoothing(each, 14, 3) | adjusted_smoothing(each, 14, 3, QUARTERS) for each in (values, other))
    for name, foreseen in before.items():
        assert_allclose(foreseen[: origin + 1], after[name][: origin + 1])


def test_a_back_test_begins_where_two_seasons_are_known_and_needs_eight_starting_points() -> None:
    assert needed(None) == 18
    assert needed(12) == 32
    assert tried(rising(31).tolist(), 12, 6).first == 15
    assert tried(rising(32).tolist(), 12, 6).first == 24


def test_an_error_of_one_is_that_of_the_usual_change() -> None:
    # Errors 1, 3, 2, 2 over a usual change of 2 make a mean of 2 / 2.
    assert trials([1, -3, 2, -2], [4, 4, 4, 4]).mase[SMOOTHING] == 1.0


def test_the_better_naive_method_is_what_must_be_beaten() -> None:
    found = tried(np.resize([1.0, 9.0, 5.0, 7.0], 30).tolist(), QUARTERS, 4)
    assert found.naive == LAST_SEASON


def test_a_method_that_always_comes_closer_is_better() -> None:
    assert trials([1] * 8, [2, 3] * 4).clearly_better


def test_a_method_that_came_closer_only_of_late_is_not() -> None:
    assert not trials([2] * 8, [1.9] * 4 + [9] * 4).clearly_better


def test_a_method_that_came_closer_by_less_than_a_standard_error_is_not() -> None:
    # Gains of 5, −4.9, 5, −4.9 … in both halves: on average 0.05, by chance.
    assert not trials([5] * 8, [10, 0.1] * 4).clearly_better


def test_a_method_that_wins_alone_while_the_average_loses_is_not() -> None:
    found = trials([1] * 8, [2, 3] * 4)
    lucky = Trials(10, {**found.foreseen, AVERAGE: np.full((8, 1), 4.0)}, found.came, 2.0)
    assert lucky.best == SMOOTHING
    assert not lucky.clearly_better


def test_the_scale_of_a_step_is_its_root_mean_squared_error() -> None:
    errors = np.array([[3.0], [-4.0], [0.0], [5.0]])
    found = spread(errors)
    assert found.scales == pytest.approx([np.sqrt(50 / 4)])
    assert found.freedom == 4
    assert found.reach(0, 0.5) == pytest.approx(0.7407 * np.sqrt(12.5), rel=1e-3)  # Student's t: 75 % at 4 degrees


def test_steps_overlap_so_that_fewer_forecasts_are_independent() -> None:
    assert spread(np.ones((8, 6))).freedom == pytest.approx(8 / 3.5)


def test_a_scale_does_not_shrink_with_the_distance() -> None:
    errors = np.array([[1.0, 5.0, 3.0], [1.0, 5.0, 3.0], [1.0, 5.0, 3.0]])
    assert spread(errors).scales == pytest.approx([1, np.sqrt(17), np.sqrt(17)])  # (25 + 9) / 2 for both


def test_a_band_is_held_against_values_that_it_was_not_made_of() -> None:
    # Nine errors of size 1: bands of the other eight reach 0.706 (50 %), 1.397 (80 %) and 2.306 (95 %).
    shares, checked = held(np.resize([1.0, -1.0], 9)[:, None], (0.5, 0.8, 0.95))
    assert (dict(shares), checked) == ({0.5: 0, 0.8: 1, 0.95: 1}, 9)


def test_an_error_greater_than_all_others_lies_outside_the_band_made_of_them() -> None:
    shares, _ = held(np.array([1.0, -1, 1, -1, 1, -1, 1, -1, 30])[:, None], (0.95,))
    assert shares[0.95] == pytest.approx(8 / 9)
