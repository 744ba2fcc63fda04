"""How far sliders reach, and what a moved one pushes along."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc.model.words import Better, Unit
from bsc.views.reach import Reach, nice, pushed, reach


@pytest.mark.parametrize(("size", "step"), [(1.0, 1), (1.1, 2), (0.0021, 0.005), (6, 10), (0.0005, 0.0005)])
def test_a_step_is_one_two_or_five_times_a_power_of_ten(size: float, step: float) -> None:
    assert nice(size) == step


def test_a_slider_reaches_a_quarter_of_the_span_beyond_what_was_seen() -> None:
    assert reach([10.0, 20.5, 30.0], Unit.DAYS) == Reach(5.0, 35.0, 0.2)


def test_a_share_stays_between_nothing_and_all() -> None:
    found = reach([0.05, 0.95], Unit.PERCENT)
    assert (found.low, found.high) == (0.0, 1.0)


def test_what_was_never_negative_does_not_go_below_zero() -> None:
    assert reach([1, 100], Unit.NUMBER).low == 0


def test_what_was_negative_may_go_further_down() -> None:
    assert reach([-20, 20], Unit.RATIO).low < -20


def test_whole_numbers_move_by_whole_numbers() -> None:
    assert reach([3, 4], Unit.NUMBER, whole=True).step == 1
    assert reach([3, 4.5], Unit.NUMBER).step < 1


def test_without_any_value_there_is_still_a_slider() -> None:
    assert reach([], Unit.PERCENT).high == 1.0
    assert reach([], Unit.NUMBER).high > 100


def test_one_single_value_still_gives_a_span() -> None:
    found = reach([0.0], Unit.NUMBER)
    assert found.low < found.high


def test_the_slider_stands_on_a_whole_step() -> None:
    slider = Reach(0.0, 0.1, 0.005)
    assert slider.within(0.0666) == pytest.approx(0.065)
    assert slider.within(5) == 0.1
    assert slider.within(-5) == 0.0


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=20), st.sampled_from([Unit.NUMBER, Unit.CURRENCY]))
def test_everything_that_was_seen_is_within_reach(values: list[float], unit: Unit) -> None:
    found = reach(values, unit)
    slack = 1e-6 * max(1.0, *map(abs, values))
    assert found.low <= min(values) + slack
    assert found.high >= max(values) - slack
    assert found.step > 0


def test_a_target_that_falls_takes_the_red_line_along() -> None:
    assert pushed(Better.HIGHER, 0.03, 0.04, target_moved=True) == 0.03
    assert pushed(Better.HIGHER, 0.05, 0.04, target_moved=True) == 0.04


def test_where_lower_is_better_a_rising_target_takes_the_red_line_along() -> None:
    assert pushed(Better.LOWER, 7.0, 5.0, target_moved=True) == 7.0
    assert pushed(Better.LOWER, 3.0, 5.0, target_moved=True) == 5.0


def test_a_red_line_that_rises_takes_the_target_along() -> None:
    assert pushed(Better.HIGHER, 0.06, 0.05, target_moved=False) == 0.06
    assert pushed(Better.LOWER, 2.0, 5.0, target_moved=False) == 2.0


def test_a_wider_range_widens_the_red_one_around_it() -> None:
    assert pushed(Better.WITHIN, (1.0, 9.0), (2.0, 8.0), target_moved=True) == (1.0, 9.0)


def test_a_narrower_red_range_presses_the_wanted_one_together() -> None:
    assert pushed(Better.WITHIN, (3.0, 5.0), (2.0, 8.0), target_moved=False) == (3.0, 5.0)


def test_a_value_at_the_very_edge_of_what_a_double_holds_has_a_slider() -> None:
    found = reach([5e-324], Unit.NUMBER)
    assert found.low <= 5e-324 <= found.high
    assert found.step > 0
