"""Natural limits and signals: worked examples from the literature to the printed digits, and laws."""

from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc.errors import BscError
from bsc.insight.variation import ENOUGH, Baseline, Rule, Signal, natural_limits, variation

THREE_OVER_D2 = 3 / 1.128  # what 2.66 is rounded from; two of the sources do not round it

# NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2: flow rates of ten batches.
FLOW_RATES = (49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1)
# Montgomery, Introduction to Statistical Quality Control: viscosity of 15 batches, limits as qcc (R) has them.
VISCOSITY = (33.75, 33.05, 34, 33.81, 33.46, 34.02, 33.68, 33.27, 33.49, 33.20, 33.62, 33.00, 33.54, 33.12, 33.84)
# Wetherill and Brown, Statistical Process Control (1991), p. 120: water content of antifreeze, limits as qcc has them.
WATER = (
    *(2.23, 2.53, 2.62, 2.63, 2.58, 2.44, 2.49, 2.34, 2.95, 2.54, 2.60, 2.45, 2.17, 2.58, 2.57, 2.44, 2.38),
    *(2.23, 2.23, 2.54, 2.66, 2.84, 2.81, 2.39, 2.56, 2.70, 3.00, 2.81, 2.77, 2.89, 2.54, 2.98, 2.35, 2.53),
)
# Counts of 38 months in the documentation of spc_plotly, an implementation of Wheeler's charts.
COUNTS = (
    *(2478, 2350, 2485, 2296, 2359, 2567, 3089, 2668, 1788, 2854, 2365, 1883, 1959, 1927, 2640, 2626, 2144, 2409, 4412),
    *(3287, 3049, 3364, 3078, 2972, 3415, 2753, 3102, 2191, 3693, 4385, 4699, 3031, 2659, 3885, 2628, 2621, 3071, 2002),
)
# Wheeler, Understanding Variation: US trade deficits of 1987 and 1988, month by month, in billions of dollars.
DEFICITS_OF_1987 = (10.7, 13.0, 11.4, 11.5, 12.5, 14.1, 14.8, 14.1, 12.6, 16.0, 11.7, 10.6)
DEFICITS_OF_1988 = (10.0, 11.4, 7.9, 9.5, 8.0, 11.8, 10.5, 11.2, 9.2, 10.1, 10.4, 10.5)

STEADY = (5.0, 7.0) * 6  # mean 6, mean moving range 2, limits 0.68 and 11.32


def _signals(values: tuple[float | None, ...], rule: Rule) -> list[Signal]:
    return [signal for signal in variation(values).signals if signal.rule is rule]


def test_the_flow_rates_of_the_nist_handbook_are_reproduced_to_the_printed_digits() -> None:
    limits = natural_limits(FLOW_RATES, THREE_OVER_D2)
    assert round(limits.mean, 2) == 50.81
    assert round(limits.moving_range, 4) == 1.8778
    assert (round(limits.low, 4), round(limits.high, 4)) == (45.8159, 55.8041)


def test_the_viscosities_of_montgomery_are_reproduced_to_the_printed_digits() -> None:
    limits = natural_limits(VISCOSITY, THREE_OVER_D2)
    assert (round(limits.mean, 5), round(limits.moving_range / 1.128, 7)) == (33.52333, 0.4261651)
    assert (round(limits.low, 5), round(limits.high, 5)) == (32.24484, 34.80183)


def test_the_water_contents_of_wetherill_and_brown_are_reproduced_to_the_printed_digits() -> None:
    limits = natural_limits(WATER, THREE_OVER_D2)
    assert (round(limits.mean, 6), round(limits.moving_range / 1.128, 7)) == (2.569706, 0.1794541)
    assert (round(limits.low, 6), round(limits.high, 6)) == (2.031344, 3.108068)


def test_an_implementation_of_wheelers_charts_has_the_same_limits_to_the_last_digit() -> None:
    limits = natural_limits(COUNTS)
    assert limits.mean == pytest.approx(2820.6315789473683, abs=1e-10)
    assert limits.moving_range == pytest.approx(571.8918918918919, abs=1e-10)
    assert limits.high == pytest.approx(4341.864011379801, abs=1e-9)


def test_the_example_of_statprocon_is_reproduced() -> None:
    """Moving ranges 40, 10 and 10: 20 in the mean; 32.5 ± 2.66 × 20."""
    limits = natural_limits((10, 50, 40, 30))
    assert (limits.mean, limits.moving_range) == (32.5, 20)
    assert (limits.low, limits.high) == pytest.approx((-20.7, 85.7))


def test_wheelers_trade_deficits_of_1987_vary_within_their_limits() -> None:
    """153.0 in twelve months; moving ranges of 18.3 in eleven steps: 12.75 ± 2.66 × 18.3 / 11."""
    found = variation(DEFICITS_OF_1987)
    assert found.mean[0] == pytest.approx(12.75)
    assert found.high[0] == pytest.approx(12.75 + 2.66 * 18.3 / 11)
    assert found.low[0] == pytest.approx(12.75 - 2.66 * 18.3 / 11)
    assert found.signals == ()


def test_after_the_fall_of_the_trade_deficits_limits_are_calculated_again() -> None:
    """From November 1987 on the deficits lie lower and stay there: 130.7 in ten months, then 142.8 in fourteen."""
    found = variation((*DEFICITS_OF_1987, *DEFICITS_OF_1988))
    assert found.baselines == (Baseline(0, 9, shifted=False), Baseline(10, 23, shifted=True))
    assert found.mean[9] == pytest.approx(13.07)
    assert found.mean[10] == pytest.approx(10.2)
    assert Signal(10, 10, Rule.SHIFT, "low") in found.signals


def test_a_value_outside_the_limits_is_a_signal() -> None:
    """A mean of 104 / 15; thirteen moving ranges of 2 and one of 13: the upper limit is 6.93 + 2.66 × 39 / 14."""
    values = (*STEADY, 5.0, 7.0, 20.0)
    assert variation(values).high[14] == pytest.approx(104 / 15 + 2.66 * 39 / 14)
    assert _signals(values, Rule.OUTSIDE) == [Signal(14, 14, Rule.OUTSIDE, "high")]
    assert variation(values).at(14) == (Signal(14, 14, Rule.OUTSIDE, "high"),)
    assert variation(values).at(13) == ()


def test_a_value_on_a_limit_is_none() -> None:
    assert natural_limits((10.0, 10.0, 10.0)).low == 10
    assert variation((10.0,) * 12).signals == ()


def test_eight_in_a_row_above_the_mean_are_a_signal_and_seven_are_none() -> None:
    """The mean is 111 / 19 with eight of them, 103 / 18 with seven: below 7 and 8, above 1."""
    before, above = (9.0, 1.0) * 5, (7.0, 8.0) * 4
    assert _signals((*before, *above, 1.0), Rule.RUN) == [Signal(17, 10, Rule.RUN, "high")]
    assert _signals((*before, *above[:7], 1.0), Rule.RUN) == []


def test_a_value_on_the_mean_ends_a_run() -> None:
    values = (0.0, 12.0) * 4 + (5.0,) * 4 + (6.0,) + (5.0,) * 4 + (14.0,)
    assert mean(values) == 6
    assert _signals(values, Rule.RUN) == []


def test_three_of_four_nearer_a_limit_than_the_mean_are_a_signal() -> None:
    """Mean 137 / 21, mean moving range 46 / 20: what is above 6.52 + 3.06 is nearer the upper limit than the mean."""
    values = (*STEADY, 10.0, 10.0, 6.0, 10.0, 5.0, 7.0, 5.0, 7.0, 5.0)
    assert _signals(values, Rule.NEAR) == [Signal(15, 12, Rule.NEAR, "high")]
    assert _signals((*STEADY, 10.0, 10.0, 5.0, 7.0, 5.0, 7.0, 5.0), Rule.NEAR) == []


def test_two_stretches_near_a_limit_are_two_signals() -> None:
    high = (10.0, 10.0, 10.0)
    values = (*STEADY, *high, *STEADY, *high, 5.0)
    assert _signals(values, Rule.NEAR) == [Signal(14, 12, Rule.NEAR, "high"), Signal(29, 27, Rule.NEAR, "high")]


def test_with_fewer_than_eight_values_there_are_no_limits() -> None:
    found = variation((1.0, 2.0, None, 3.0, 4.0, 5.0, 6.0, 7.0))
    assert not found.enough
    assert found.mean == found.low == found.high == (None,) * 8
    assert (found.signals, found.baselines) == ((), ())


def test_one_value_has_no_moving_range() -> None:
    with pytest.raises(BscError, match="at least two are needed"):
        natural_limits((1.0,))


def test_a_gap_is_passed_over_and_still_has_limits() -> None:
    """A gap is no zero and no jump: the values on both sides of it are neighbours."""
    with_gaps = variation((None, *STEADY[:5], None, None, *STEADY[5:], None))
    without = variation(STEADY)
    assert len(with_gaps.mean) == 16
    assert set(with_gaps.mean) == set(without.mean) == {6.0}
    assert list(with_gaps.high) == pytest.approx([11.32] * 16)
    assert with_gaps.signals == ()


def test_limits_do_not_leave_what_is_possible_but_signals_are_judged_by_the_whole_ones() -> None:
    """6 ± 5.32 is cut off at 2 and 9; a value of 2 is not nearer a limit than the mean for all that."""
    found = variation(STEADY, bounds=(2.0, 9.0))
    assert (found.low[0], found.high[0]) == (2.0, 9.0)
    assert found.signals == ()


def test_values_that_mostly_stay_as_they_are_have_no_usual_variation() -> None:
    """A stock that moves twice a year: each move would lie outside limits that the months between made narrow."""
    stock = (0.54,) * 5 + (0.57,) * 6 + (0.6,) * 4
    found = variation(stock)
    assert found.enough
    assert set(found.low) == set(found.high) == {None}
    assert found.signals == ()
    moving = variation((0.54, 0.54, 0.55) * 4)
    assert None not in moving.low


def test_another_level_is_told_even_where_values_stay_as_they_are() -> None:
    found = variation((0.54,) * 9 + (0.6,) * 9)
    assert found.signals == (Signal(9, 9, Rule.SHIFT, "high"),)
    assert [each.first for each in found.baselines] == [0, 9]


@pytest.mark.parametrize("value", [0.1, 0.7, 1 / 3, 1e9 / 7])
def test_rounding_is_no_change(value: float) -> None:
    """The mean of thirty times 0.1 is not 0.1 to the last digit, and a season taken out leaves such digits behind."""
    assert variation((value,) * 30).signals == ()
    assert variation((value, 3 * value, value, 2 * value) * 9, season=12).signals == ()


finite = st.floats(-1e6, 1e6)
series = st.lists(finite, min_size=ENOUGH, max_size=40)


@given(series, st.floats(-1000, 1000))
def test_another_zero_moves_the_limits_and_no_signal(values: list[float], moved: float) -> None:
    whole = [float(round(value)) for value in values]
    by = float(round(moved))
    here, there = variation(whole), variation([value + by for value in whole])
    assert there.mean == pytest.approx([None if mean is None else mean + by for mean in here.mean], abs=1e-6)
    assert len(there.baselines) == len(here.baselines)


@given(series)
def test_upside_down_high_and_low_change_places(values: list[float]) -> None:
    here, there = variation(values), variation([-value for value in values])
    turned = {"high": "low", "low": "high"}
    assert {(each.at, each.first, each.rule, turned[each.side]) for each in there.signals} == {
        (each.at, each.first, each.rule, each.side) for each in here.signals
    }


@given(st.lists(st.none() | finite, max_size=40), st.sampled_from([None, 4, 7, 12]))
def test_every_place_has_its_mean_or_none_has(values: list[float | None], season: int | None) -> None:
    found = variation(values, season=season)
    assert len(found.mean) == len(found.low) == len(found.high) == len(values)
    assert all((level is not None) == found.enough for level in found.mean)
    assert all((low is None) == (high is None) for low, high in zip(found.low, found.high, strict=True))
    if found.enough:
        covered = [place for each in found.baselines for place in range(each.first, each.last + 1)]
        assert covered == list(range(len(values)))


@given(st.lists(st.none() | finite, max_size=40), st.sampled_from([None, 4, 12]))
def test_a_signal_stands_where_a_value_stands(values: list[float | None], season: int | None) -> None:
    for signal in variation(values, season=season).signals:
        assert 0 <= signal.first <= signal.at < len(values)
        assert values[signal.first] is not None
        assert values[signal.at] is not None
