"""The trend of one KPI, and what a draft target would do: numbers worked out on paper in trend_company."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from bsc.errors import NotFound
from bsc.model.definitions import Target
from bsc.model.periods import Calendar, Grain
from bsc.model.view import View
from bsc.model.words import Better, Status
from bsc.scoring.judging import Anchors
from bsc.store import Store
from bsc.views.csv_text import csv_text
from bsc.views.trend import Draft, Trend, a_year_before, kpi_choices, trend
from bsc.views.trend_rows import TrendRows, trend_rows, zones
from bsc.views.trend_table import HEADER, figures_table, numbers_table
from bsc.views.workspace import Workspace
from tests.views.trend_company import TODAY, opened

SEARCH = View(filters={"channel": ("search",)})
AUGUST = date(2026, 8, 1)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = opened(tmp_path_factory.mktemp("trend"))
    yield store
    store.close()


@pytest.fixture(scope="module")
def workspace(store: Store) -> Workspace:
    return Workspace(store, TODAY)


@pytest.fixture(scope="module")
def ctr(workspace: Workspace) -> Trend:
    return trend(workspace, View(), "ctr", 12)


def draft(target: float, red_line: float, start: date = AUGUST, **where: str) -> Draft:
    return Draft(anchors=Anchors(target, red_line), start=start, where=where)


def test_the_shown_period_is_the_last_complete_one(ctr: Trend) -> None:
    assert ctr.shown.period.start == AUGUST
    assert ctr.shown.value == pytest.approx(0.05)


def test_the_running_period_follows_the_shown_one_and_is_partial(ctr: Trend) -> None:
    assert ctr.window[-1].period.start == date(2026, 9, 1)
    assert ctr.window[-1].partial
    assert len(ctr.window) == 12


def test_a_past_period_is_the_end_of_its_own_window(workspace: Workspace) -> None:
    seen = trend(workspace, View(period="2026-05"), "ctr", 12)
    assert seen.window[-1].period.start == date(2026, 5, 1)
    assert not any(reading.partial for reading in seen.window)


def test_a_gap_stays_a_gap(ctr: Trend) -> None:
    march = next(reading for reading in ctr.window if reading.period.start == date(2026, 3, 1))
    assert march.value is None
    assert march.status is Status.NO_DATA


def test_the_target_was_met_in_six_of_the_eleven_months_with_a_value(ctr: Trend) -> None:
    # 1 2 3 4 5 6 – 3 3.5 4 4.5 5 percent against 4 percent
    record = ctr.record(Anchors(0.04, 0.02))
    assert (record.met, record.of) == (6, 11)
    assert record.percentile == pytest.approx(5 / 11)


def test_a_period_that_is_not_over_counts_in_no_record(workspace: Workspace) -> None:
    running = trend(workspace, View(period="2026-09"), "ctr", 12)
    assert running.record(Anchors(0.04, 0.02)).of == 11


def test_a_draft_moves_kpi_stage_and_journey_at_once(ctr: Trend) -> None:
    scores = ctr.drafted(draft(0.06, 0.04)).scores
    assert scores is not None
    before = {(each.kind, each.id): each.before for each in scores.moved}
    after = {(each.kind, each.id): each.after for each in scores.moved}
    assert set(before.values()) == {100.0}
    assert after["kpi", "ctr"] == pytest.approx(75.0)  # 50 + 50 · (5 − 4) / (6 − 4)
    assert after["cell", "customer"] == pytest.approx(75.0)
    assert after["stage", "interest"] == pytest.approx(75.0)
    # onboarding: sign-ups 100, spend per sign-up €5 within 4 to 6: 100; journey: (75 + 100) / 2
    assert after["journey", "journey"] == pytest.approx(87.5)


def test_a_draft_asks_the_database_nothing(store: Store, ctr: Trend) -> None:
    before = store.queries
    for target in range(1, 20):
        trend_rows(ctr, ctr.drafted(draft(target / 100, 0.0)))
    assert store.queries == before


def test_the_past_keeps_its_targets(ctr: Trend) -> None:
    effect = ctr.drafted(draft(0.06, 0.04))
    held = {reading.period.start: reading.anchors for reading in effect.window}
    assert held[date(2026, 7, 1)] == Anchors(0.04, 0.02)
    assert held[AUGUST] == Anchors(0.06, 0.04)
    assert effect.in_force == (False,) * 10 + (True, True)


def test_a_draft_that_begins_later_says_so_and_still_shows_what_it_would_do(ctr: Trend) -> None:
    effect = ctr.drafted(draft(0.06, 0.04, date(2026, 10, 1)))
    assert effect.begins_later
    assert not any(effect.in_force)
    assert effect.scores is not None
    assert effect.scores.readings["ctr"].points == pytest.approx(75.0)


def test_a_later_target_takes_over_from_a_draft_that_begins_before_it(workspace: Workspace) -> None:
    seen = trend(workspace, View(period="2025-10"), "ctr", 12)
    effect = seen.drafted(draft(0.06, 0.04, date(2024, 7, 1)))
    assert effect.replaced_from == date(2025, 1, 1)


def test_a_rate_of_a_segment_may_be_held_to_the_target_of_all(workspace: Workspace) -> None:
    seen = trend(workspace, SEARCH, "ctr", 12)
    assert seen.shown.target is not None
    assert seen.segment == {"channel": "search"}
    assert seen.drafted(draft(0.06, 0.04)).scores is not None


def test_a_segment_owes_nothing_to_the_target_of_what_adds_up_over_all(workspace: Workspace) -> None:
    seen = trend(workspace, SEARCH, "sign_ups", 12)
    assert seen.shown.value == 80
    assert seen.shown.target is None
    assert seen.drafted(draft(90, 50)).scores is None
    held = seen.drafted(draft(100, 60, channel="search")).scores
    assert held is not None
    assert held.readings["sign_ups"].points == pytest.approx(75.0)  # 50 + 50 · (80 − 60) / (100 − 60)


def test_a_segments_own_target_hides_a_draft_for_everybody(workspace: Workspace) -> None:
    seen = trend(workspace, SEARCH, "ctr", 12)
    own = Target(start=date(2026, 1, 1), target=0.05, red_line=0.03, where={"channel": "search"})
    with_own = replace(seen, kpi=seen.kpi.model_copy(update={"targets": (*seen.kpi.targets, own)}))
    assert with_own.drafted(draft(0.06, 0.04)).scores is None
    assert with_own.drafted(draft(0.06, 0.04, channel="search")).scores is not None


def test_several_values_of_a_filter_are_no_segment(workspace: Workspace) -> None:
    seen = trend(workspace, View(filters={"channel": ("search", "social")}), "ctr", 12)
    assert seen.segment is None


def test_a_quarter_owes_three_months_and_a_target_of_july_counts_from_july(workspace: Workspace) -> None:
    seen = trend(workspace, View(period="2026-Q2", grain=Grain.QUARTER), "sign_ups", 4)
    assert seen.shown.anchors == Anchors(300, 180)
    effect = seen.drafted(draft(130, 60, date(2026, 5, 1)))
    shown = next(reading for reading in effect.window if reading.period == seen.shown.period)
    assert shown.anchors == Anchors(360, 180)  # 100 + 130 + 130


def test_without_a_target_the_sliders_begin_at_the_median_and_the_worse_quarter(workspace: Workspace) -> None:
    seen = trend(workspace, View(), "cost", 12)
    assert seen.published is None
    assert seen.shown.status is Status.NO_TARGET
    assert seen.suggestion == Anchors(500.0, 500.0)  # every month cost the same


def test_an_unknown_kpi_is_named_with_the_nearest(workspace: Workspace) -> None:
    with pytest.raises(NotFound, match="did you mean `sign_ups`"):
        trend(workspace, View(), "sign_up", 12)


def test_kpis_are_offered_in_the_order_of_the_journey(workspace: Workspace) -> None:
    offered = kpi_choices(workspace.scorecard)
    assert list(offered) == ["ctr", "spend", "cost", "sign_ups"]
    assert offered["ctr"] == "Click-through rate · Interest · Customer"


@pytest.mark.parametrize(
    ("grain", "day", "before"),
    [
        (Grain.MONTH, date(2026, 8, 1), date(2025, 8, 1)),
        (Grain.QUARTER, date(2026, 7, 1), date(2025, 7, 1)),
        (Grain.YEAR, date(2026, 1, 1), date(2025, 1, 1)),
        (Grain.WEEK, date(2026, 8, 31), date(2025, 9, 1)),
        (Grain.DAY, date(2024, 2, 29), date(2023, 2, 28)),
    ],
)
def test_the_same_period_of_the_year_before(grain: Grain, day: date, before: date) -> None:
    calendar = Calendar()
    assert a_year_before(calendar, calendar.period(day, grain)) == calendar.period(before, grain)


def test_every_row_of_the_chart_stands_in_one_of_its_periods(ctr: Trend) -> None:
    drawn = trend_rows(ctr, ctr.drafted(draft(0.06, 0.04)))
    labels = {row["label"] for row in drawn.periods}
    assert {row[end] for row in (*drawn.bands, *drawn.steps) for end in ("label", "until")} <= labels


def test_the_line_breaks_at_a_gap_and_is_dashed_to_what_is_not_over(ctr: Trend) -> None:
    by_label = {row["label"]: row for row in trend_rows(ctr).periods}
    assert by_label["Mar 2026"]["solid"] is None
    assert by_label["Mar 2026"]["gap"] is not None
    assert by_label["Sep 2026"]["solid"] is None
    assert by_label["Sep 2026"]["unsettled"] == pytest.approx(0.015)
    assert by_label["Aug 2026"]["dashed"] == by_label["Aug 2026"]["solid"] == pytest.approx(0.05)
    assert by_label["Jun 2026"]["dashed"] is None


def test_zones_cover_the_axis_without_a_hole(ctr: Trend) -> None:
    bands = sorted((row["low"], row["high"]) for row in trend_rows(ctr).bands if row["label"] == "Oct 2025")
    assert [high for _, high in bands[:-1]] == [low for low, _ in bands[1:]]


def test_the_axis_stays_while_a_slider_moves(ctr: Trend) -> None:
    def ends(rows: TrendRows) -> tuple[object, object]:
        return min(str(row["low"]) for row in rows.bands), max(str(row["high"]) for row in rows.bands)

    still = {ends(trend_rows(ctr, ctr.drafted(draft(target / 100, 0.01)))) for target in range(2, 7)}
    assert len(still) == 1


def test_target_and_draft_are_written_apart_at_the_edge(ctr: Trend) -> None:
    steps = trend_rows(ctr, ctr.drafted(draft(0.0401, 0.0399))).steps
    heights = sorted(float(str(row["text_level"])) for row in steps if row["text"])
    assert len(heights) == 4
    assert min(high - low for low, high in pairwise(heights)) > 0.001


def test_where_lower_is_better_the_zones_stand_upside_down() -> None:
    assert zones(Anchors(5.0, 10.0), Better.LOWER, (0.0, 20.0)) == [
        (Status.ON_TRACK, 0.0, 5.0),
        (Status.AT_RISK, 5.0, 10.0),
        (Status.OFF_TRACK, 10.0, 20.0),
    ]


def test_a_wanted_range_has_a_zone_at_risk_on_either_side() -> None:
    wanted = [zone for zone, _, _ in zones(Anchors((4.0, 6.0), (3.0, 8.0)), Better.WITHIN, (0.0, 10.0))]
    assert wanted == [Status.OFF_TRACK, Status.AT_RISK, Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK]


def test_the_table_tells_every_number_and_what_it_was_counted_from(ctr: Trend) -> None:
    august = dict(zip(HEADER, numbers_table(ctr)[-2], strict=True))
    assert august["Value"] == pytest.approx(0.05)
    assert (august["Numerator"], august["Denominator"], august["Target"]) == (50, 1000, 0.04)
    shown = figures_table(ctr)[1]
    assert (shown["Period"], shown["Value"], shown["Counted"]) == ("Aug 2026", "5.0%", "50 of 1,000")


def test_the_file_runs_nothing_in_a_spreadsheet(ctr: Trend) -> None:
    dangerous = [(*numbers_table(ctr)[0][:-1], "=1+1")]
    assert "'=1+1" in csv_text(HEADER, dangerous)


def test_a_range_is_written_as_two_numbers(workspace: Workspace) -> None:
    seen = trend(workspace, View(), "spend", 12)
    assert dict(zip(HEADER, numbers_table(seen)[-2], strict=True))["Target"] == "4 to 6"
    assert figures_table(seen)[1]["Target"] == "€4.00 – €6.00"


def test_a_count_moves_by_whole_numbers_also_where_a_quarter_is_looked_at(workspace: Workspace) -> None:
    seen = trend(workspace, View(period="2026-Q2", grain=Grain.QUARTER), "sign_ups", 4)
    assert seen.reach.step == 1


def test_the_slider_of_a_segment_does_not_reach_for_the_target_of_all_where_values_add_up(workspace: Workspace) -> None:
    everybody, search = trend(workspace, View(), "sign_ups", 12), trend(workspace, SEARCH, "sign_ups", 12)
    assert everybody.reach.high > 100  # the target of all
    assert search.reach.high == 100  # 80 sign-ups in every month, and a quarter beyond


def test_the_slider_of_a_rate_reaches_for_every_target_also_in_a_segment(workspace: Workspace) -> None:
    assert trend(workspace, SEARCH, "ctr", 12).reach.high >= 0.04
