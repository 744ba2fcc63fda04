"""Whether a series stands at another level since a day: numbers that can be followed, and laws."""

import math
from itertools import pairwise

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from bsc.insight.effects import Change, Verdict, change_since, counting
from bsc.insight.effects_models import models_at

WIGGLE = [0.3, -0.2, 0.1, -0.4, 0.2, 0.0, -0.1, 0.4, -0.3, 0.1, 0.2, -0.2, -0.1, 0.3, -0.3, 0.0, 0.2, -0.1, 0.1, -0.2]


def _noise(length: int, seed: int = 3) -> list[float]:
    return [10 + float(each) for each in np.random.default_rng(seed).standard_normal(length)]


def _known(found: Change | None) -> Change:
    assert found is not None
    return found


def test_a_step_of_five_in_a_wiggle_of_a_quarter_is_five_and_supported() -> None:
    values = [10 + each + 5 * (at >= 14) for at, each in enumerate(WIGGLE)]
    found = _known(change_since(values, 14))
    assert found.change == pytest.approx(5, abs=0.5)
    assert found.low < 5 < found.high
    assert found.verdict("up") is Verdict.SUPPORTED
    assert found.verdict("down") is Verdict.OTHER_WAY
    assert found.without == pytest.approx(found.after - found.change)


def test_what_rose_before_already_is_not_credited() -> None:
    values = [10 + at + each for at, each in enumerate(WIGGLE)]
    found = _known(change_since(values, 14))
    assert found.after - found.before > 9  # the means of 0 … 12 and 14 … 19 lie 10.5 apart
    assert found.verdict("up") is Verdict.NOT_VISIBLE
    assert found.low < 0 < found.high


def test_growth_by_a_factor_is_not_taken_for_a_change_either() -> None:
    values = [100 * math.exp(0.05 * at + each / 20) for at, each in enumerate(WIGGLE)]
    assert _known(change_since(values, 14)).verdict("up") is Verdict.NOT_VISIBLE


def test_the_last_value_before_does_not_count() -> None:
    values = _noise(20)
    assert change_since(values, 14) == change_since([*values[:13], -500.0, *values[14:]], 14)
    assert list(counting([1.0, None, 3.0, None, 5.0], 3)) == [0, 4]


def test_eight_values_must_count_before_and_three_since() -> None:
    values = _noise(20)
    assert change_since(values[:12], 9) is not None
    assert change_since(values[:12], 8) is None  # one of the eight is the last before
    assert change_since(values[:11], 9) is None
    assert change_since([*values[:4], None, *values[5:12]], 9) is None


def test_values_that_mostly_stay_the_same_have_no_usual_move() -> None:
    assert change_since([5.0] * 12 + [6.0, 7.0, 8.0], 12) is None


def test_more_questions_at_once_make_each_answer_less_sure_of_itself() -> None:
    one, three = (_known(change_since(_noise(24), 18, among=count)) for count in (1, 3))
    assert three.low < one.low < one.high < three.high
    assert three.change == one.change


def test_a_season_that_two_years_show_is_taken_out_and_not_credited() -> None:
    high = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6, 9]
    values = [20 + high[at % 12] + each for at, each in zip(range(36), WIGGLE * 2, strict=False)]
    with_it = _known(change_since(values, 33, season=12))  # October to December
    assert with_it.after - with_it.before > 3
    assert with_it.seasonal
    assert with_it.verdict("up") is Verdict.NOT_VISIBLE


def test_a_factor_becomes_a_change_of_what_it_applies_to() -> None:
    values = [2 * (1.25 if at >= 14 else 1) * math.exp(each / 50) for at, each in enumerate(WIGGLE)]
    found = _known(change_since(values, 14, scale="ratio", size=500))
    assert found.change == pytest.approx(100, abs=12)  # 500 is 1.25 times 400
    assert found.verdict("up") is Verdict.SUPPORTED


def test_a_gap_keeps_its_place() -> None:
    values: list[float | None] = [float(at) + each for at, each in enumerate(WIGGLE)]
    values[5] = values[16] = None
    found = _known(change_since(values, 14))
    assert abs(found.change) < 1  # closed gaps would bend the straight line


@pytest.mark.parametrize("drag", [0.0, 0.6])
def test_each_model_is_the_generalized_least_squares_of_statsmodels(drag: float) -> None:
    places = tuple(range(20))
    values = np.array(_noise(20))
    design = np.column_stack([np.ones(20), np.arange(20) >= 14, (np.arange(20) - 9.5) / 20])
    sigma = drag ** np.abs(np.subtract.outer(np.arange(20), np.arange(20)))
    fitted = sm.GLS(values, design, sigma=sigma).fit()
    models = models_at(places, 14, None)
    kind, plain = (0, 5)[drag > 0], models.designs[0]
    around = values - values.mean()
    squares = models.squares(around)[0][kind]
    assert plain.step[kind] @ around == pytest.approx(fitted.params[1])
    assert math.sqrt(plain.spread[kind] * squares / plain.free) == pytest.approx(fitted.bse[1])


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 1000), by=st.floats(0.01, 100), up=st.floats(-1000, 1000))
def test_another_unit_changes_the_numbers_and_not_the_verdict(seed: int, by: float, up: float) -> None:
    values = _noise(18, seed)
    plain = _known(change_since(values, 13, scale="plain"))
    other = _known(change_since([by * each + up for each in values], 13, scale="plain"))
    assert other.change == pytest.approx(by * plain.change, abs=by * 5e-3)
    assert other.low == pytest.approx(by * plain.low, abs=by * 5e-3)
    turned = _known(change_since([-each for each in values], 13, scale="plain"))
    assert turned.high == pytest.approx(-plain.low, abs=5e-3)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 1000), step=st.floats(-20, 20))
def test_the_ends_of_the_interval_and_the_estimate_stand_in_order(seed: int, step: float) -> None:
    values = [each + step * (at >= 13) for at, each in enumerate(_noise(18, seed))]
    found = _known(change_since(values, 13))
    assert all(lower <= higher for lower, higher in pairwise([found.low, found.change, found.high]))
    assert 0 <= found.rising <= 1


@pytest.mark.parametrize("odd", [float("nan"), float("inf"), -float("inf")])
def test_a_value_that_is_no_number_ends_in_no_verdict_and_not_in_a_search_without_end(odd: float) -> None:
    values = [50.0 + place % 5 for place in range(12)]
    assert change_since([*values, odd, 60.0, 61.0, 62.0], 12) is None
    assert change_since([*values, 60.0, 61.0, 62.0], 12, scale="ratio", size=0.0) is None


@pytest.mark.parametrize("unit", [1e-290, 1e-9, 1e9, 1e290])
def test_the_unit_of_a_series_changes_nothing_but_the_unit(unit: float) -> None:
    values = [50.0 + (place * 7) % 5 for place in range(14)] + [60.0, 61.5, 62.0, 60.5]
    plain, scaled = change_since(values, 14), change_since([value * unit for value in values], 14)
    assert plain is not None
    assert scaled is not None
    assert (scaled.change, scaled.low, scaled.high) == pytest.approx(
        (plain.change * unit, plain.low * unit, plain.high * unit), rel=1e-3
    )


def test_a_price_that_stays_the_same_but_for_rounding_says_nothing_of_a_change() -> None:
    still = [19.99 + (place % 3 - 1) * 2e-13 for place in range(14)]
    assert len(set(still)) == 3
    assert change_since([*still, 20.19, 20.19, 20.19], 14) is None
