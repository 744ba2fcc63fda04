"""The trend as the page's chart reads it: who is held to what, where, and in which words."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc.model.definitions import Target
from bsc.model.periods import Grain
from bsc.model.view import View
from bsc.model.words import Unit
from bsc.scoring.judging import Anchors
from bsc.store import Store
from bsc.views.trend import Draft, Trend, trend
from bsc.views.trend_layers import Fan, Layers, Limits, Remark
from bsc.views.trend_picture import drafted_levels, picture, ticks
from bsc.views.trend_rows import extent
from bsc.views.workspace import Workspace
from tests.views.trend_company import TODAY, opened

AUGUST = date(2026, 8, 1)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = opened(tmp_path_factory.mktemp("picture"))
    yield store
    store.close()


@pytest.fixture(scope="module")
def workspace(store: Store) -> Workspace:
    return Workspace(store, TODAY)


@pytest.fixture(scope="module")
def ctr(workspace: Workspace) -> Trend:
    return trend(workspace, View(), "ctr", 12)


def test_every_period_is_a_place_with_what_it_is_held_to(ctr: Trend) -> None:
    drawn = picture(ctr, Layers())
    assert [place.label for place in drawn.places][-2:] == ["Aug 2026", "Sep 2026"]
    august = drawn.places[-2]
    assert august.shown
    assert august.settled
    assert august.held == (0.04, 0.04, 0.02, 0.02)
    assert dict(august.tip)["Counted"] == "50 of 1,000"
    assert drawn.places[-1].partial


def test_a_range_has_four_levels(workspace: Workspace) -> None:
    drawn = picture(trend(workspace, View(), "spend", 12), Layers())
    assert drawn.places[-2].held == (4.0, 6.0, 3.0, 8.0)
    assert drawn.grip is not None
    assert (drawn.grip.target, drawn.grip.red_line) == ((4.0, 6.0), (3.0, 8.0))


def test_a_quarter_of_a_monthly_flow_is_gripped_at_a_month_and_drawn_at_three(workspace: Workspace) -> None:
    seen = trend(workspace, View(period="2026-Q2", grain=Grain.QUARTER), "sign_ups", 4)
    grip = picture(seen, Layers()).grip
    assert grip is not None
    assert (grip.target, grip.owed, grip.per) == ((100.0,), 3.0, "month")


def test_without_a_target_what_can_be_dragged_begins_at_the_suggestion(workspace: Workspace) -> None:
    grip = picture(trend(workspace, View(), "cost", 12), Layers()).grip
    assert grip is not None
    assert not grip.published
    assert grip.target == (500.0,)


def test_a_draft_is_drawn_as_if_it_had_always_held(ctr: Trend) -> None:
    effect = ctr.drafted(Draft(anchors=Anchors(0.06, 0.04), start=AUGUST, where={}))
    steps = drafted_levels(ctr, effect)
    assert {step.held for step in steps} == {(0.06, 0.06, 0.04, 0.04)}
    assert [step.label for step in steps] == [ctr.calendar.label(reading.period) for reading in ctr.window]


def test_a_ramp_goes_on_behind_the_window_and_is_held_at_its_end(ctr: Trend) -> None:
    glide = tuple(
        Target(start=date(2026, month, 1), target=level, red_line=0.02)
        for month, level in ((9, 0.045), (10, 0.05), (11, 0.06))
    )
    effect = ctr.drafted(Draft(anchors=Anchors(0.06, 0.02), start=date(2026, 9, 1), where={}, glide=glide))
    december = ctr.calendar.period(date(2026, 12, 1), Grain.MONTH)
    steps = {step.label: step.held for step in drafted_levels(ctr, effect, [december])}
    assert steps["Aug 2026"] == (0.04, 0.04, 0.02, 0.02)
    assert steps["Oct 2026"] == (0.05, 0.05, 0.02, 0.02)
    assert steps["Nov 2026"] == pytest.approx((0.06, 0.06, 0.02, 0.02))
    assert steps["Dec 2026"] == pytest.approx((0.06, 0.06, 0.02, 0.02))


def test_a_period_ahead_has_no_value_and_owes_its_target(ctr: Trend) -> None:
    october = ctr.calendar.period(date(2026, 10, 1), Grain.MONTH)
    fan = Fan(first=12, middle=(0.05,), bands=((0.8, ((0.03, 0.07),)),))
    ahead = picture(ctr, Layers(ahead=(october,), fan=fan)).places[-1]
    assert (ahead.label, ahead.value, ahead.ahead) == ("Oct 2026", None, True)
    assert ahead.held == (0.04, 0.04, 0.02, 0.02)
    assert dict(ahead.tip) == {"Forecast": "5.0%", "80 of 100 in": "3.0% – 7.0%"}


def test_a_signal_is_said_where_it_is_and_the_limits_beside_each_value(ctr: Trend) -> None:
    count = len(ctr.window)
    limits = Limits(
        mean=(0.03,) * count,
        low=(0.01,) * count,
        high=(0.05,) * count,
        signals=(Remark(at=4, said="outside the natural limits, above"),),
    )
    tip = dict(picture(ctr, Layers(limits=limits)).places[4].tip)
    assert tip["Changed"] == "outside the natural limits, above"
    assert tip["Natural limits"] == "1.0% – 5.0%"


def test_the_axis_holds_all_layers_and_a_wide_fan_makes_it_three_times_as_high_at_most(ctr: Trend) -> None:
    plain = extent(ctr, ctr.window)
    wide = Fan(first=12, middle=(0.05,), bands=((0.95, ((-9.0, 9.0),)),))
    low, high = extent(ctr, ctr.window, Layers(fan=wide))
    assert low < plain[0]
    assert high > plain[1]
    assert high - low <= 3.3 * (plain[1] - plain[0])


@pytest.mark.parametrize(
    ("low", "high", "unit", "texts"),
    [
        (0.25, 0.82, Unit.PERCENT, ["30%", "40%", "50%", "60%", "70%", "80%"]),
        (0, 26_000, Unit.NUMBER, ["0k", "5k", "10k", "15k", "20k", "25k"]),
        (-3, 4, Unit.CURRENCY, ["−€3", "−€2", "−€1", "€0", "€1", "€2", "€3", "€4"]),
        (0, 0.6, Unit.DAYS, ["0.0 d", "0.1 d", "0.2 d", "0.3 d", "0.4 d", "0.5 d", "0.6 d"]),
    ],
)
def test_the_axis_is_written_in_the_kpis_unit(low: float, high: float, unit: Unit, texts: list[str]) -> None:
    assert [text for _, text in ticks(low, high, unit, "EUR")] == texts


@given(st.floats(-1e9, 1e9), st.floats(1e-3, 1e9), st.sampled_from(list(Unit)))
def test_ticks_lie_inside_and_no_two_read_alike(low: float, span: float, unit: Unit) -> None:
    found = ticks(low, low + span, unit, "EUR")
    slack = 1e-6 * max(abs(low), span)
    assert all(low - slack <= value <= low + span + slack for value, _ in found)
    assert 2 <= len(found) <= 9
    if span > 1e-5 * abs(low):
        assert len({text for _, text in found}) == len(found)
