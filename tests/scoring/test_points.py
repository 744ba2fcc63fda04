"""The tables of scoring, line by line, and the wrong answers of other tools as regressions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc.model.words import Better, Status
from bsc.scoring.judging import Anchors, Judgement, attainment, judge, met, points

HIGHER, LOWER, WITHIN = Better.HIGHER, Better.LOWER, Better.WITHIN
LATENCY = Anchors((10.0, 20.0), (5.0, 40.0))


def judged(value: float | None, target: float, red_line: float, better: Better) -> Judgement:
    return judge(value, Anchors(target, red_line), better)


@pytest.mark.parametrize(
    ("actual", "target", "red_line", "better", "reached", "status"),
    [
        (0.08, 0.05, 0.10, LOWER, 70, Status.AT_RISK),
        (3, 0, 2, LOWER, 25, Status.OFF_TRACK),
        (0, 0, 2, LOWER, 100, Status.ON_TRACK),
        (-20, -10, -20, HIGHER, 50, Status.AT_RISK),
        (5, 5, 5, HIGHER, 100, Status.ON_TRACK),
        (5, 5, 5, LOWER, 100, Status.ON_TRACK),
        (-10, -10, -20, HIGHER, 100, Status.ON_TRACK),
        (-25, -10, -20, HIGHER, 25, Status.OFF_TRACK),
        (3, 4, 2, HIGHER, 75, Status.AT_RISK),
        (2, 4, 2, HIGHER, 50, Status.AT_RISK),
        (0, 4, 2, HIGHER, 0, Status.OFF_TRACK),
        (-100, 4, 2, HIGHER, 0, Status.OFF_TRACK),
        (9, 4, 2, HIGHER, 100, Status.ON_TRACK),
        (1, 0, 0, LOWER, 0, Status.OFF_TRACK),
    ],
)
def test_points_and_status_follow_the_table(  # noqa: PLR0913, PLR0917 -- one column of the table each
    actual: float, target: float, red_line: float, better: Better, reached: float, status: Status
) -> None:
    judgement = judged(actual, target, red_line, better)
    assert judgement.points == pytest.approx(reached, abs=1e-9)
    assert judgement.status is status


def test_churn_of_8_percent_against_5_is_not_green() -> None:
    assert judged(0.08, 0.05, 0.10, LOWER).status is not Status.ON_TRACK


def test_three_complaints_against_none_are_red() -> None:
    assert judged(3, 0, 2, LOWER).status is Status.OFF_TRACK


def test_target_on_the_red_line_is_finite_and_a_step() -> None:
    assert [points(value, Anchors(5, 5), HIGHER) for value in (4.9, 5, 5.1)] == [0, 100, 100]
    assert [points(value, Anchors(5, 5), LOWER) for value in (4.9, 5, 5.1)] == [100, 100, 0]
    assert Anchors(5, 5).no_tolerance
    assert attainment(7, Anchors(5, 5), HIGHER) is None


def test_no_target_is_not_healthy() -> None:
    judgement = judge(12, None, HIGHER)
    assert (judgement.value, judgement.points, judgement.status) == (12, None, Status.NO_TARGET)


@pytest.mark.parametrize("nothing", [None, float("nan"), float("inf")])
def test_missing_is_not_zero(nothing: float | None) -> None:
    judgement = judged(nothing, 10, 5, HIGHER)
    assert (judgement.value, judgement.points, judgement.status) == (None, None, Status.NO_DATA)


def test_without_value_and_target_it_is_the_value_that_is_missing_first() -> None:
    assert judge(None, None, HIGHER).status is Status.NO_DATA


def test_a_surplus_is_capped_and_the_raw_attainment_shown_beside_it() -> None:
    judgement = judged(6, 4, 2, HIGHER)
    assert (judgement.points, judgement.attainment) == (100, 150)


def test_attainment_goes_below_zero_as_well() -> None:
    assert judged(-1, 4, 2, HIGHER).attainment == -25


@pytest.mark.parametrize(
    ("actual", "reached"),
    [(10, 100), (15, 100), (20, 100), (7.5, 75), (5, 50), (2.5, 25), (0, 0), (30, 75), (40, 50), (50, 25), (90, 0)],
)
def test_within_a_range_the_line_runs_from_the_nearer_edge_to_its_red_line(actual: float, reached: float) -> None:
    assert points(actual, LATENCY, WITHIN) == pytest.approx(reached)


def test_an_edge_that_is_its_own_red_line_is_a_step() -> None:
    cliff = Anchors((10.0, 20.0), (10.0, 40.0))
    assert [points(value, cliff, WITHIN) for value in (9.99, 10, 30)] == [0, 100, 75]


def test_inside_a_range_there_is_no_surplus() -> None:
    assert attainment(15, LATENCY, WITHIN) == 100
    assert attainment(2.5, LATENCY, WITHIN) == 25


def test_rounding_in_the_last_digit_does_not_miss_a_target() -> None:
    assert judged(0.1 + 0.2, 0.3, 0.5, LOWER).status is Status.ON_TRACK
    assert judged(0.3, 0.1 + 0.2, 0.1, HIGHER).status is Status.ON_TRACK


def test_rounding_in_the_last_digit_does_not_cross_the_red_line() -> None:
    assert judged(0.1 + 0.2, 0.1, 0.3, LOWER).status is Status.AT_RISK
    assert judged(0.1 + 0.2, 0.1, 0.3, LOWER).points == 50


def test_a_real_miss_is_a_miss_however_small() -> None:
    assert judged(0.999999, 1, 0.5, HIGHER).status is Status.AT_RISK


def test_anchors_scale_on_both_sides() -> None:
    assert Anchors(10, 4).scaled(0.5) == Anchors(5, 2)
    assert LATENCY.scaled(2) == Anchors((20.0, 40.0), (10.0, 80.0))


NUMBERS = st.floats(-1e12, 1e12, allow_nan=False)


@st.composite
def tasks(draw: st.DrawFn) -> tuple[Anchors, Better]:
    better = draw(st.sampled_from(Better))
    if better is WITHIN:
        red_low, low, high, red_high = sorted(draw(st.lists(NUMBERS, min_size=4, max_size=4)))
        return Anchors((low, high), (red_low, red_high)), better
    worse, wanted = sorted(draw(st.tuples(NUMBERS, NUMBERS)), reverse=better is LOWER)
    return Anchors(wanted, worse), better


@given(tasks(), NUMBERS)
def test_points_stay_between_0_and_100(task: tuple[Anchors, Better], actual: float) -> None:
    assert 0 <= points(actual, *task) <= 100


@given(tasks(), NUMBERS)
def test_all_points_mean_that_the_target_is_met_and_nothing_else(task: tuple[Anchors, Better], actual: float) -> None:
    assert (points(actual, *task) == 100) is met(actual, *task)


@given(tasks().filter(lambda task: task[1] is not WITHIN), NUMBERS, NUMBERS)
def test_better_never_costs_points(task: tuple[Anchors, Better], one: float, other: float) -> None:
    anchors, better = task
    worse, improved = sorted((one, other), reverse=better is LOWER)
    assert points(worse, anchors, better) <= points(improved, anchors, better)


@given(st.lists(NUMBERS, min_size=4, max_size=4).map(sorted), NUMBERS, NUMBERS)
def test_nearer_to_the_range_never_costs_points(edges: list[float], one: float, other: float) -> None:
    anchors = Anchors((edges[1], edges[2]), (edges[0], edges[3]))
    below = sorted(min(value, edges[1]) for value in (one, other))
    above = sorted((max(value, edges[2]) for value in (one, other)), reverse=True)
    for farther, nearer in (below, above):
        assert points(farther, anchors, WITHIN) <= points(nearer, anchors, WITHIN)


@given(tasks())
def test_the_red_line_is_50_points_wherever_it_lies(task: tuple[Anchors, Better]) -> None:
    anchors, better = task
    edge = anchors.red_line[0] if isinstance(anchors.red_line, tuple) else anchors.red_line
    assert points(edge, anchors, better) == (100 if met(edge, anchors, better) else 50)
