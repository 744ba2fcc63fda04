"""Whether a KPI has changed beyond its usual variation, on a company whose months are written down here."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from bsc.actions.definitions import apply_definitions
from bsc.errors import NotFound
from bsc.insight.variation import Rule
from bsc.model.periods import Grain
from bsc.model.view import View
from bsc.model.words import Status
from bsc.store import Store
from bsc.views.forecast import possible
from bsc.views.journey_map import journey_map
from bsc.views.signals import Changed, KpiVariation, kpi_variation, variations
from bsc.views.stage import stage_page
from bsc.views.trend import trend
from bsc.views.trend_beside import layers
from bsc.views.trend_layers import Layer
from bsc.views.workspace import Workspace
from tests.views.trend_company import SCORECARD, TODAY, WHO, Row, brought_in

STEADY = (90, 110) * 11  # twenty-two months: a mean of 100, moving ranges of 20
UNEVEN = (90, 110, 100, 95, 105)  # a mean of 100, and no season: it never comes back with the months
AUGUST = date(2026, 8, 5)  # the last complete month

Grown = Callable[[Sequence[int]], Workspace]


@pytest.fixture
def grown(tmp_path: Path) -> Iterator[Grown]:
    """Open a company whose sign-ups were these, month by month, up to August 2026; each of them cost a euro."""
    opened: list[Store] = []

    def open_company(sign_ups: Sequence[int]) -> Workspace:
        return Workspace(_company(tmp_path, opened, _months(sign_ups)), TODAY)

    yield open_company
    for store in opened:
        store.close()


def _company(folder: Path, opened: list[Store], rows: list[Row]) -> Store:
    store = Store.open(folder / f"company{len(opened)}.duckdb")
    opened.append(store)
    apply_definitions(store, SCORECARD, WHO)
    brought_in(store, "ads", rows)
    return store


def _months(sign_ups: Sequence[int]) -> list[Row]:
    return [_row(_month(AUGUST, step), count) for step, count in enumerate(reversed(sign_ups))]


def _month(day: date, before: int) -> date:
    months = day.year * 12 + day.month - 1 - before
    return date(months // 12, months % 12 + 1, day.day)


def _row(day: date, sign_ups: int) -> Row:
    clicks = 40 + UNEVEN[(day.year * 12 + day.month) % 5] // 50
    shown = {"impressions": 1000, "clicks": clicks, "sign_ups": sign_ups, "cost": float(sign_ups)}
    return {"day": day, "channel": "search", **shown}


def _changed(workspace: Workspace, kpi: str, view: View | None = None) -> Changed | None:
    return kpi_variation(workspace, view or View(), kpi).changed


def test_a_value_beyond_the_limits_has_changed_in_this_period(grown: Grown) -> None:
    """2,490 in 24 months; moving ranges of 20, and one of 110: 103.75 ± 2.66 × 550 / 23."""
    changed = _changed(grown((*STEADY, 90, 200)), "sign_ups")
    assert changed is not None
    assert changed.sentence == "200 is above its natural limits, 40.1 to 167.4."
    assert (changed.rule, changed.side, changed.better) == (Rule.OUTSIDE, "high", True)
    assert changed.since.start == date(2026, 8, 1)


def test_what_is_better_high_for_one_kpi_is_worse_for_another(grown: Grown) -> None:
    workspace = grown((*STEADY, 90, 200))
    cost = _changed(workspace, "cost")
    assert cost is not None
    assert (cost.sentence, cost.better) == ("€200 is above its natural limits, €40.14 to €167.", False)


def test_usual_values_have_not_changed(grown: Grown) -> None:
    found = kpi_variation(grown((*UNEVEN * 5,)), View(), "sign_ups")
    assert found.changed is None
    assert found.variation.enough
    assert len(found.periods) == len(found.readings) == len(found.values) == 25


def test_another_level_is_news_for_ten_months(grown: Grown) -> None:
    workspace = grown((*UNEVEN * 3, *(count + 100 for count in UNEVEN * 3)))
    confirmed = _changed(workspace, "sign_ups", View(period="2026-01"))
    assert confirmed is not None
    assert confirmed.sentence == "At another level since Jun 2025: a mean of 200, before that 100."
    assert (confirmed.rule, confirmed.better, confirmed.since.start) == (Rule.SHIFT, True, date(2025, 6, 1))
    assert _changed(workspace, "sign_ups", View(period="2026-03")) is not None
    assert _changed(workspace, "sign_ups", View(period="2026-04")) is None


def test_a_run_on_one_side_of_the_mean_says_since_when(grown: Grown) -> None:
    changed = _changed(grown((*(80, 120) * 8, *(102, 104) * 4)), "sign_ups")
    assert changed is not None
    assert changed.rule is Rule.RUN
    assert changed.sentence == "9 months in a row above the mean of 101, since Dec 2025."


def test_three_of_four_near_a_limit_say_which(grown: Grown) -> None:
    changed = _changed(grown((*STEADY, 136, 136, 136)), "sign_ups")
    assert changed is not None
    assert (changed.rule, changed.side) == (Rule.NEAR, "high")
    assert changed.sentence.startswith("Nearer its upper natural limit (")
    assert changed.sentence.endswith("3 months of any 4, since Jun 2026.")


def test_what_comes_every_year_is_said_to_and_is_no_change(grown: Grown) -> None:
    """Every December is three times as high, and no news. An August that is as high is."""
    year = (90, 104, 97, 300, 93, 109, 98, 92, 106, 95, 103, 101)
    months = [count + UNEVEN[at % 5] // 5 for at, count in enumerate(year * 3)]
    workspace = grown((*months[:-1], 300))
    assert _changed(workspace, "sign_ups", View(period="2025-12")) is None
    august = _changed(workspace, "sign_ups")
    assert august is not None
    assert (august.rule, august.side, august.better) == (Rule.OUTSIDE, "high", True)
    assert august.sentence.startswith("300 is above its natural limits for this time of the year, ")


def test_what_comes_every_week_is_said_of_the_day_of_the_week(tmp_path: Path) -> None:
    """Of days a week is the season: 30 on every Sunday, 100 on the others, and one Sunday of 100."""
    opened: list[Store] = []
    sunday = date(2026, 8, 30)
    days = [sunday - timedelta(before) for before in range(36)]
    counts = {day: 30 + day.day % 3 if day.weekday() == sunday.weekday() else 100 + day.day % 5 for day in days}
    store = _company(tmp_path, opened, [_row(day, count) for day, count in {**counts, sunday: 100}.items()])
    workspace, view = Workspace(store, TODAY), View(grain=Grain.DAY, period="2026-08-30")
    found, limits = (
        _changed(workspace, "sign_ups", view),
        layers(workspace, view, trend(workspace, view, "sign_ups"), [Layer.LIMITS]).limits,
    )
    store.close()
    assert found is not None
    assert found.sentence.startswith("100 is above its natural limits for this day of the week, ")
    assert limits is not None
    assert limits.said == "It comes back every week: mean and natural limits follow the season."


def test_a_month_that_is_not_over_tells_nothing(grown: Grown) -> None:
    workspace = grown((*STEADY, 90, 200))
    brought_in(workspace.store, "ads", [_row(date(2026, 9, 5), 5)])
    running = kpi_variation(Workspace(workspace.store, TODAY), View(period="2026-09"), "sign_ups")
    assert running.periods[-1].start == date(2026, 8, 1)
    assert running.changed is None


def test_too_few_cases_are_no_change(grown: Grown) -> None:
    """None of ten: between 0 and 28 %, and so on both sides of target and red line, whatever it was in other months."""
    workspace = grown((*STEADY, 100))
    september = {
        "day": date(2026, 9, 5),
        "channel": "search",
        "impressions": 10,
        "clicks": 0,
        "sign_ups": 100,
        "cost": 1.0,
    }
    brought_in(workspace.store, "ads", [september])
    found = kpi_variation(Workspace(workspace.store, date(2026, 10, 1)), View(), "ctr")
    assert found.variation.at(len(found.periods) - 1)
    assert found.readings[-1].too_few
    assert found.changed is None


def test_half_a_month_of_rows_is_not_held_against_whole_months_where_values_add_up(
    tmp_path: Path,
) -> None:
    """Rows of every day, from 10 August 2025 to 12 August 2026: the first and the last month are not whole."""
    opened: list[Store] = []
    begins = date(2025, 8, 10)
    store = _company(tmp_path, opened, [_row(begins + timedelta(day), 10 + day % 3) for day in range(368)])
    found = variations(Workspace(store, TODAY), View(), Workspace(store, TODAY).calendar.parse("2026-08"))
    counts, rates = found["sign_ups"], found["ctr"]
    store.close()
    assert counts.readings[-1].value is not None
    assert counts.values[-1] is None
    assert counts.changed is None
    assert counts.periods[0].start == date(2025, 9, 1)
    assert rates.values[-1] == rates.readings[-1].value
    assert rates.periods[0].start == date(2025, 8, 1)


def test_a_short_history_has_no_limits(grown: Grown) -> None:
    found = kpi_variation(grown((90, 110, 500)), View(), "sign_ups")
    assert not found.variation.enough
    assert found.changed is None


def test_a_kpi_that_was_never_filled_has_nothing_to_tell(grown: Grown) -> None:
    found = kpi_variation(grown((*STEADY, 90, 200)), View(filters={"channel": ("nowhere",)}), "ctr")
    assert found.periods == ()
    assert found.changed is None


def test_all_kpis_are_asked_at_once_and_only_once(grown: Grown) -> None:
    workspace = grown((*STEADY, 90, 200))
    period = workspace.period(View())
    found = variations(workspace, View(), period)
    assert set(found) == {"ctr", "sign_ups", "spend", "cost"}
    before = workspace.store.queries
    again = Workspace(workspace.store, TODAY)
    assert variations(again, View(), period) is found
    assert variations(again, View(period="2026-08"), period) is found
    assert kpi_variation(again, View(), "sign_ups").variation == found["sign_ups"].variation
    assert workspace.store.queries == before


def test_a_kpi_that_is_not_there_is_named_with_the_nearest(grown: Grown) -> None:
    with pytest.raises(NotFound, match="did you mean `sign_ups`"):
        kpi_variation(grown(STEADY), View(), "sign_up")


def test_quarters_and_years_vary_as_well(grown: Grown) -> None:
    workspace = grown((*STEADY, 90, 200))
    quarters = kpi_variation(workspace, View(grain=Grain.QUARTER), "sign_ups")
    years = kpi_variation(workspace, View(grain=Grain.YEAR), "sign_ups")
    assert isinstance(quarters, KpiVariation)
    assert {period.grain for period in quarters.periods} == {Grain.QUARTER}
    assert not years.variation.enough


def test_cards_say_that_a_value_changed_whatever_its_status(grown: Grown) -> None:
    """200 sign-ups: on track, and changed for the better. The rate of clicks is what it always was."""
    workspace = grown((*STEADY, 90, 200))
    drawn = journey_map(workspace, View())
    cards = {card.kpi: card for column in drawn.columns for card in column.cards if card}
    sign_ups, ctr = cards["sign_ups"], cards["ctr"]
    assert sign_ups.status is ctr.status is Status.ON_TRACK
    assert (sign_ups.changed_to, sign_ups.changed_for) == ("high", "better")
    assert sign_ups.changed == "200 is above its natural limits, 40.1 to 167.4."
    assert (ctr.changed, ctr.changed_to, ctr.changed_for) == ("", "", "")
    assert len(sign_ups.sparkline) == 12


def test_a_stage_shows_the_same_marks_as_the_map(grown: Grown) -> None:
    page = stage_page(grown((*STEADY, 90, 200)), View(), "onboarding")
    cards = {card.kpi: card for panel in page.panels for aim in panel.aims for card in aim.cards}
    assert cards["sign_ups"].changed == "200 is above its natural limits, 40.1 to 167.4."
    assert cards["cost"].changed_for == "worse"
    assert cards["spend"].changed == ""


def test_a_kpi_within_a_range_changes_for_neither(tmp_path: Path) -> None:
    """Ten months between €0.90 and €1.10 a sign-up, and one of €3."""
    opened: list[Store] = []
    costs = [300.0, *map(float, UNEVEN * 2)]
    store = _company(
        tmp_path, opened, [{**_row(_month(AUGUST, at), 100), "cost": cost} for at, cost in enumerate(costs)]
    )
    changed = _changed(Workspace(store, TODAY), "spend")
    store.close()
    assert changed is not None
    assert (changed.side, changed.better) == ("high", None)


def test_limits_stay_where_values_can_be(grown: Grown) -> None:
    kpi = grown(STEADY).kpi("ctr")
    assert possible(kpi, [0.1, 0.9]) == (0.0, 1.0)
    assert possible(kpi, [0.1, 1.2]) == (0.0, None)
    assert possible(kpi, [-0.1, 0.9]) == (None, None)
    assert possible(kpi, []) == (None, None)
