"""What stands beside a KPI's line: earlier periods, natural limits, a forecast, and what happened."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc import actions
from bsc.insight.forecasting import Forecast, NoForecast, foresee
from bsc.model.definitions import Initiative
from bsc.model.periods import Calendar, Grain
from bsc.model.view import View
from bsc.store import Store
from bsc.views.forecast import KpiForecast, forecast
from bsc.views.signals import kpi_variation
from bsc.views.trend import Trend, trend
from bsc.views.trend_beside import layers
from bsc.views.trend_layers import Layer, MarkKind
from bsc.views.trend_marks import marks, place_of
from bsc.views.trend_rows import trend_rows
from bsc.views.workspace import Workspace
from tests.views.trend_company import TODAY, opened

WHO = "a test"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = opened(tmp_path_factory.mktemp("beside"))
    yield store
    store.close()


@pytest.fixture
def workspace(store: Store) -> Workspace:
    return Workspace(store, TODAY)


@pytest.fixture
def ctr(workspace: Workspace) -> Trend:
    return trend(workspace, View(), "ctr", 12)


def test_nothing_is_there_that_was_not_asked_for(workspace: Workspace, ctr: Trend) -> None:
    found = layers(workspace, View(), ctr, ())
    assert (found.limits, found.fan, found.comparisons, found.marks) == (None, None, (), ())


def test_each_period_is_compared_with_the_same_one_a_year_before(workspace: Workspace, ctr: Trend) -> None:
    line = layers(workspace, View(), ctr, [Layer.YEAR_BEFORE]).comparisons[0]
    assert line.labels[-1] == "Sep 2025"
    assert line.values[-1] == pytest.approx(0.01)  # 10 of 1,000
    assert line.values[:-1] == (None,) * 11  # nothing was measured before


def test_the_periods_before_go_on_where_the_window_begins(workspace: Workspace) -> None:
    short = replace(trend(workspace, View(), "ctr", 12), window=trend(workspace, View(), "ctr", 12).window[-3:])
    line = layers(workspace, View(), short, [Layer.PERIODS_BEFORE]).comparisons[0]
    assert line.labels == ("Apr 2026", "May 2026", "Jun 2026")
    assert line.values == pytest.approx((0.03, 0.035, 0.04))


def test_twelve_months_before_are_a_year_before_and_drawn_once(workspace: Workspace, ctr: Trend) -> None:
    both = layers(workspace, View(), ctr, [Layer.YEAR_BEFORE, Layer.PERIODS_BEFORE]).comparisons
    assert [line.layer for line in both] == [Layer.YEAR_BEFORE]


def test_natural_limits_stand_at_their_periods_and_not_at_one_that_is_not_over(
    workspace: Workspace, ctr: Trend
) -> None:
    limits = layers(workspace, View(), ctr, [Layer.LIMITS]).limits
    usual = kpi_variation(workspace, View(), "ctr")
    assert limits is not None
    assert len(limits.low) == len(ctr.window)
    assert limits.low[-1] is None
    august = usual.periods.index(ctr.shown.period)
    assert limits.high[-2] == usual.variation.high[august]


def test_too_few_values_have_no_limits_and_it_is_said(workspace: Workspace) -> None:
    early = trend(workspace, View(period="2026-01"), "ctr", 12)
    limits = layers(workspace, View(period="2026-01"), early, [Layer.LIMITS]).limits
    assert limits is not None
    assert set(limits.low) == {None}
    assert "fewer than 8" in limits.said


def test_without_a_forecast_there_is_no_fan_and_nothing_ahead(workspace: Workspace, ctr: Trend) -> None:
    foreseen = forecast(workspace, View(), "ctr")
    assert isinstance(foreseen.outlook, NoForecast)
    found = layers(workspace, View(), ctr, [Layer.FORECAST], foreseen)
    assert (found.fan, found.ahead) == (None, ())


def test_a_note_stands_on_the_axis_until_it_is_withdrawn(store: Store, workspace: Workspace, ctr: Trend) -> None:
    number = actions.write_note(store, "ctr", date(2026, 6, 16), "New ads <b>on air</b>", WHO)
    actions.write_note(store, "cost", date(2026, 6, 16), "Of another KPI", WHO)
    noted = [mark for mark in layers(workspace, View(), ctr, [Layer.NOTES]).marks if mark.kind is MarkKind.NOTE]
    assert [mark.said for mark in noted] == [("16 Jun 2026, a test: New ads <b>on air</b>",)]
    assert noted[0].at == pytest.approx(8 + 15 / 30)  # June is place 8 of October to September
    actions.withdraw_note(store, number, WHO)
    left = layers(workspace, View(), ctr, [Layer.NOTES]).marks
    assert not [mark for mark in left if mark.kind is MarkKind.NOTE]


def test_a_target_is_marked_with_its_reason_where_it_begins(ctr: Trend) -> None:
    steps = [step.model_copy(update={"start": date(2026, 2, 1), "note": "Agreed"}) for step in ctr.kpi.targets]
    seen = replace(ctr, kpi=ctr.kpi.model_copy(update={"targets": tuple(steps)}))
    found = marks(seen, (), (), [reading.period for reading in ctr.window])
    assert [(mark.kind, mark.at) for mark in found] == [(MarkKind.TARGET, 4.0)]
    assert found[0].said == ("1 Feb 2026: 4.0%, red line 2.0% – Agreed",)


def test_the_target_of_another_segment_is_not_marked(ctr: Trend) -> None:
    step = ctr.kpi.targets[0].model_copy(update={"start": date(2026, 2, 1), "where": {"channel": "search"}})
    axis = [reading.period for reading in ctr.window]
    held = replace(ctr, kpi=ctr.kpi.model_copy(update={"targets": (step,)}))
    assert not marks(held, (), (), axis)
    assert marks(replace(held, filters={"channel": ("search",)}), (), (), axis)


def test_an_initiative_lasts_from_its_start_to_its_due_day_inside_the_axis(ctr: Trend) -> None:
    axis = [reading.period for reading in ctr.window]
    begun = Initiative(id="a", name="Better ads", kpis=("ctr",), start=date(2024, 1, 1), due=date(2026, 4, 1))
    later = Initiative(id="b", name="Relaunch", objective="content", start=date(2026, 9, 1))
    other = Initiative(id="c", name="Of another KPI", kpis=("cost",), start=date(2026, 1, 1))
    over = Initiative(id="d", name="Long over", kpis=("ctr",), start=date(2024, 1, 1), due=date(2024, 3, 1))
    found = {mark.name: (mark.at, mark.until) for mark in marks(ctr, (begun, later, other, over), (), axis)}
    found.pop("Target", None)
    assert found == {"Better ads": (0.0, 6.0), "Relaunch": (11.0, 12.0)}


@given(st.dates(date(2024, 1, 1), date(2027, 12, 31)), st.sampled_from(list(Grain)))
def test_a_day_stands_in_the_period_that_holds_it(day: date, grain: Grain) -> None:
    calendar = Calendar()
    axis = calendar.periods(date(2025, 1, 1), date(2026, 12, 31) + timedelta(days=1), grain)
    at = place_of(day, axis)
    if axis[0].start <= day < axis[-1].end:
        assert at is not None
        assert day in axis[int(at)]
        assert 0 <= at - int(at) < 1
    else:
        assert at is None


def test_the_file_shows_the_same_layers_as_the_page(workspace: Workspace, ctr: Trend) -> None:
    found = layers(workspace, View(), ctr, list(Layer))
    rows = trend_rows(ctr, None, found)
    labels = {row["label"] for row in rows.periods}
    drawn = (*rows.limits, *rows.compared, *rows.marks, *rows.bands, *rows.steps)
    assert {row["label"] for row in drawn} <= labels
    assert len(rows.limits) == len(ctr.window)
    assert [row["text"] for row in rows.compared if row["text"]] == ["A year before"]


@pytest.fixture(scope="module")
def foreseen(workspace_once: Workspace) -> KpiForecast:
    """Return a forecast of a series that grows and comes back every year, told from September 2026."""
    outlook = foresee([10 + at / 10 + 5 * (at % 12 == 5) for at in range(60)], season=12, horizon=3)
    assert isinstance(outlook, Forecast)
    known = forecast(workspace_once, View(), "ctr")
    running = known.calendar.period(TODAY, Grain.MONTH)
    periods = tuple(known.calendar.shifted(running, step) for step in range(len(outlook.middle)))
    return replace(known, periods=periods, outlook=outlook)


@pytest.fixture(scope="module")
def workspace_once(store: Store) -> Workspace:
    return Workspace(store, TODAY)


def test_a_fan_begins_with_the_running_period_and_goes_on_behind_the_window(
    workspace: Workspace, ctr: Trend, foreseen: KpiForecast
) -> None:
    found = layers(workspace, View(), ctr, [Layer.FORECAST], foreseen)
    assert found.fan is not None
    assert found.fan.first == 11
    assert [period.start for period in found.ahead] == [date(2026, 10, 1), date(2026, 11, 1)]
    assert [level for level, _ in found.fan.bands] == [0.5, 0.8, 0.95]
    widths = [[high - low for low, high in band] for _, band in found.fan.bands]
    assert all(narrow <= wide for one, other in pairwise(widths) for narrow, wide in zip(one, other, strict=True))
    rows = trend_rows(ctr, None, found)
    assert [row["label"] for row in rows.periods][-2:] == ["Oct 2026", "Nov 2026"]
    assert {row["label"] for row in rows.fan} == {"Sep 2026", "Oct 2026", "Nov 2026"}


def test_a_forecast_that_begins_before_the_window_is_drawn_from_its_first_period_on(
    workspace: Workspace, ctr: Trend, foreseen: KpiForecast
) -> None:
    # Once an exception: of daily data thirteen days late, beside a window of twelve days.
    short = replace(ctr, window=ctr.window[-1:])
    late = replace(foreseen, periods=tuple(ctr.calendar.shifted(each, -1) for each in foreseen.periods))
    found = layers(workspace, View(), short, [Layer.FORECAST], late)
    assert found.fan is not None
    assert isinstance(late.outlook, Forecast)
    assert (found.fan.first, found.fan.middle) == (0, late.outlook.middle[1:])
    assert {len(band) for _, band in found.fan.bands} == {2}
    assert [period.start for period in found.ahead] == [date(2026, 10, 1)]
    assert {row["label"] for row in trend_rows(short, None, found).fan} == {"Sep 2026", "Oct 2026"}


def test_a_forecast_that_begins_after_the_window_has_no_fan(workspace: Workspace, foreseen: KpiForecast) -> None:
    past = trend(workspace, View(period="2026-03"), "ctr", 12)
    found = layers(workspace, View(period="2026-03"), past, [Layer.FORECAST], foreseen)
    assert (found.fan, found.ahead) == (None, ())
