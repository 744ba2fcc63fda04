"""Targets that are reached step by step."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc.model.definitions import Kpi, Target
from bsc.model.periods import Calendar, Grain, Period
from bsc.model.words import Better
from bsc.scoring.glide import at_value, ramp
from bsc.scoring.judging import Anchors


def months(count: int) -> list[Period]:
    calendar = Calendar()
    first = calendar.period(date(2026, 10, 1), Grain.MONTH)
    return [calendar.shifted(first, step) for step in range(count)]


def test_from_40_to_50_percent_in_five_months_is_two_and_a_half_points_a_month() -> None:
    steps = ramp(Anchors(0.40, 0.30), Anchors(0.50, 0.40), months(5))
    assert [step.target for step in steps] == pytest.approx([0.40, 0.425, 0.45, 0.475, 0.50])
    assert [step.red_line for step in steps] == pytest.approx([0.30, 0.325, 0.35, 0.375, 0.40])
    assert [(step.start.year, step.start.month) for step in steps][-3:] == [(2026, 12), (2027, 1), (2027, 2)]


def test_a_count_goes_up_in_whole_numbers() -> None:
    steps = ramp(Anchors(100, 60), Anchors(110, 60), months(4), decimals=0)
    assert [step.target for step in steps] == [100, 103, 107, 110]


def test_rounding_never_goes_past_the_end() -> None:
    steps = ramp(Anchors(0.0, 0.0), Anchors(0.0595, 0.0), months(41), decimals=2)
    assert max(step.target for step in steps) == 0.0595


def test_one_period_owes_the_end_at_once() -> None:
    (only,) = ramp(Anchors(1, 0), Anchors(2, 1), months(1))
    assert (only.target, only.red_line) == (2, 1)


def test_a_range_moves_both_of_its_ends() -> None:
    steps = ramp(Anchors((4.0, 6.0), (3.0, 8.0)), Anchors((5.0, 6.0), (4.0, 7.0)), months(3))
    assert steps[1].target == (4.5, 6.0)
    assert steps[1].red_line == (3.5, 7.5)


def test_a_ramp_of_a_segment_is_for_that_segment() -> None:
    assert {step.where["channel"] for step in ramp(Anchors(1, 0), Anchors(2, 1), months(3), {"channel": "ads"})} == {
        "ads"
    }


def test_what_is_reached_today_keeps_the_distance_of_the_wanted_red_line() -> None:
    begun = at_value(0.42, Anchors(0.5, 0.4))
    assert begun is not None
    assert (begun.target, begun.red_line) == pytest.approx((0.42, 0.32))
    lower = at_value(9.0, Anchors(5.0, 7.0))
    assert lower == Anchors(9.0, 11.0)
    assert at_value(5.0, Anchors((4.0, 6.0), (3.0, 8.0))) is None


@st.composite
def anchors(draw: st.DrawFn) -> Anchors:
    target = draw(st.floats(-1e6, 1e6, allow_subnormal=False))
    return Anchors(target, target - draw(st.floats(0, 1e3)))


@given(anchors(), anchors(), st.integers(1, 40), st.sampled_from([None, 0, 2]))
def test_a_ramp_has_exact_ends_goes_one_way_and_is_a_target_that_its_kpi_may_have(
    begin: Anchors, end: Anchors, count: int, decimals: int | None
) -> None:
    steps = ramp(begin, end, months(count), decimals=decimals)
    assert (steps[-1].target, steps[-1].red_line) == (end.target, end.red_line)
    if count > 1:
        assert (steps[0].target, steps[0].red_line) == (begin.target, begin.red_line)
    assert one_way([step.target for step in steps])  # type: ignore[misc]  # plain numbers
    assert one_way([step.red_line for step in steps])  # type: ignore[misc]
    held(steps)


def one_way(numbers: list[float]) -> bool:
    pairs = list(pairwise(numbers))
    return all(early <= late for early, late in pairs) or all(early >= late for early, late in pairs)


def held(steps: tuple[Target, ...]) -> Kpi:
    return Kpi(
        id="leads",
        name="Leads",
        objective="grow",
        dataset="forms",
        formula="count(*)",
        better=Better.HIGHER,
        targets=steps,
    )
