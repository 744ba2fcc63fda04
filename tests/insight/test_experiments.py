"""Two variants side by side: published intervals to the printed digits, and laws that hold for all of them."""

from math import asin, ceil, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc.insight.experiments import (
    MOST_CASES,
    Averaged,
    Counted,
    cases_for_means,
    cases_for_shares,
    difference_of_means,
    difference_of_shares,
    is_uneven,
)

Z_975, Z_80 = 1.959964, 0.841621  # quantiles of the standard normal distribution
counted = st.integers(1, 400).flatmap(lambda cases: st.builds(Counted, st.integers(0, cases), st.just(cases)))


@pytest.mark.parametrize(
    ("variant", "control", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_the_intervals_of_newcombes_table_come_out_to_its_digits(
    variant: tuple[int, int], control: tuple[int, int], low: float, high: float
) -> None:
    found = difference_of_shares(Counted(*control), Counted(*variant), confidence=0.95)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_shares_need_as_many_cases_as_cohens_formula_says() -> None:
    distance = 2 * (asin(sqrt(0.12)) - asin(sqrt(0.10)))
    by_hand = ceil(2 * ((Z_975 + Z_80) / distance) ** 2)
    assert cases_for_shares(0.10, 0.02, power=0.8, confidence=0.95) == by_hand == 3835


@pytest.mark.parametrize(("effect", "cases"), [(0.2, 394), (0.5, 64), (0.8, 26)])
def test_means_need_as_many_cases_as_cohens_table_says(effect: float, cases: int) -> None:
    assert cases_for_means(1.0, effect, power=0.8, confidence=0.95) == cases
    assert cases_for_means(12.5, -effect * 12.5, power=0.8, confidence=0.95) == cases


def test_welchs_interval_is_the_one_by_hand() -> None:
    # errors: 16/8 + 9/9 = 3; degrees of freedom 3² / (2²/7 + 1²/8) = 12.92; t(0.975; 12.92) = 2.1618
    found = difference_of_means(Averaged(20.0, 4.0, 8), Averaged(26.0, 3.0, 9), confidence=0.95)
    assert found is not None
    assert found.estimate == 6.0
    assert found.high - found.estimate == pytest.approx(2.1618 * sqrt(3), abs=1e-3)
    assert found.estimate - found.low == pytest.approx(found.high - found.estimate)


def test_one_case_a_side_has_no_scatter() -> None:
    assert difference_of_means(Averaged(1.0, 0.0, 1), Averaged(2.0, 1.0, 50), confidence=0.95) is None


def test_sides_that_do_not_scatter_differ_by_exactly_their_difference() -> None:
    found = difference_of_means(Averaged(1.0, 0.0, 5), Averaged(2.0, 0.0, 5), confidence=0.95)
    assert found is not None
    assert (found.low, found.estimate, found.high) == (1.0, 1.0, 1.0)
    assert found.is_visible


@pytest.mark.parametrize(
    ("baseline", "effect"), [(0.1, 0.0), (0.1, -0.1), (0.9, 0.1), (1.4, -0.1), (0.5, 1e-6)], ids=str
)
def test_a_share_that_cannot_be_or_be_found_has_no_number_of_cases(baseline: float, effect: float) -> None:
    assert cases_for_shares(baseline, effect, power=0.8, confidence=0.95) is None


def test_an_effect_too_small_for_any_test_has_no_number_of_cases() -> None:
    assert cases_for_means(1.0, 1e-7, power=0.8, confidence=0.95) is None
    assert cases_for_means(0.0, 1.0, power=0.8, confidence=0.95) is None


def test_a_split_that_a_coin_would_hardly_make_is_uneven() -> None:
    assert is_uneven(5000, 4200)
    assert not is_uneven(510, 490)
    assert not is_uneven(0, 0)


@given(counted, counted)
def test_turning_the_sides_around_turns_the_interval_around(one: Counted, other: Counted) -> None:
    there, back = (difference_of_shares(*pair, confidence=0.95) for pair in ((one, other), (other, one)))
    assert there.low == pytest.approx(-back.high, abs=1e-9)
    assert there.low - 1e-9 <= there.estimate <= there.high + 1e-9
    assert -1 - 1e-9 <= there.low <= there.high <= 1 + 1e-9


@given(counted, counted)
def test_more_confidence_never_makes_a_narrower_interval(one: Counted, other: Counted) -> None:
    sure, surer = (difference_of_shares(one, other, confidence=each) for each in (0.8, 0.99))
    assert surer.low <= sure.low + 1e-9
    assert sure.high <= surer.high + 1e-9


@given(st.floats(0.05, 0.9), st.floats(0.01, 0.05), st.floats(0.5, 0.95))
def test_a_larger_effect_needs_no_more_cases(baseline: float, effect: float, power: float) -> None:
    small = cases_for_shares(baseline, effect, power=power, confidence=0.95)
    large = cases_for_shares(baseline, effect + 0.04, power=power, confidence=0.95)
    assert large is not None
    assert small is not None
    assert 2 <= large <= small <= MOST_CASES
