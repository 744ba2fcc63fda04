"""Shares of few cases are not called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc.model.words import Better
from bsc.scoring.judging import Anchors, judge
from bsc.scoring.samples import wilson


def test_wilson_interval_of_8_in_10() -> None:
    # p̂ = 0.8, n = 10, z² = 3.841459: middle (0.8 + 0.192073) / 1.384146, reach 1.416 · sqrt(0.016 + 0.009604)
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)


@pytest.mark.parametrize(
    ("numerator", "denominator", "interval"),
    [
        (81, 263, (0.2553, 0.3662)),
        (15, 148, (0.0624, 0.1605)),
        (0, 20, (0.0000, 0.1611)),
        (1, 29, (0.0061, 0.1718)),
    ],
)
def test_wilson_intervals_as_newcombe_prints_them(
    numerator: float, denominator: float, interval: tuple[float, float]
) -> None:
    # Newcombe, Statistics in Medicine 17 (1998), 857–872, table I, method 3
    assert tuple(round(end, 4) for end in wilson(numerator, denominator)) == interval


def test_wilson_interval_of_none_and_of_all_does_not_leave_the_shares() -> None:
    assert wilson(0, 10) == pytest.approx((0.0, 0.2775), abs=1e-4)
    assert wilson(10, 10) == pytest.approx((0.7225, 1.0), abs=1e-4)


def is_too_few(numerator: float, denominator: float, anchors: Anchors, better: Better = Better.HIGHER) -> bool:
    return judge(numerator / denominator, anchors, better, share=(numerator, denominator)).too_few


def test_one_sale_of_twenty_is_too_few_to_call_against_10_and_3_percent() -> None:
    assert is_too_few(1, 20, Anchors(0.10, 0.03))


def test_a_thousand_cases_are_enough() -> None:
    assert not is_too_few(50, 1000, Anchors(0.10, 0.03))


def test_an_interval_that_reaches_the_target_but_keeps_the_red_line_is_called() -> None:
    assert not is_too_few(18, 20, Anchors(0.95, 0.50))


def test_lower_is_better_is_called_by_the_same_rule() -> None:
    assert is_too_few(2, 20, Anchors(0.05, 0.15), Better.LOWER)
    assert not is_too_few(100, 1000, Anchors(0.05, 0.15), Better.LOWER)


def test_a_range_is_too_few_to_call_when_the_interval_reaches_from_inside_to_beyond_its_red_line() -> None:
    assert is_too_few(1, 20, Anchors((0.03, 0.08), (0.01, 0.15)), Better.WITHIN)
    assert not is_too_few(500, 1000, Anchors((0.4, 0.6), (0.3, 0.7)), Better.WITHIN)


def test_ten_of_ten_within_a_range_that_ends_at_all_is_called() -> None:
    assert not is_too_few(10, 10, Anchors((0.5, 1.0), (0.3, 1.0)), Better.WITHIN)


@pytest.mark.parametrize("share", [(30, 20), (-1, 20), (0, 0)])
def test_what_is_not_a_share_of_cases_is_never_too_few(share: tuple[float, float]) -> None:
    assert not judge(0.05, Anchors(0.10, 0.03), Better.HIGHER, share=share).too_few


@given(st.integers(1, 10**6).flatmap(lambda cases: st.tuples(st.integers(0, cases), st.just(cases))))
def test_the_interval_holds_the_share_and_stays_between_0_and_1(share: tuple[int, int]) -> None:
    low, high = wilson(*share)
    assert 0 <= low <= share[0] / share[1] + 1e-12
    assert share[0] / share[1] - 1e-12 <= high <= 1
