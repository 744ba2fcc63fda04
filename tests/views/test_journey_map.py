"""The map and the stage of a small company whose numbers are worked out on paper (trend_company)."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bsc.actions.definitions import apply_definitions
from bsc.errors import NotFound
from bsc.model.view import View
from bsc.model.words import Perspective, Status
from bsc.store import Store
from bsc.views.cards import NOTHING_KNOWN
from bsc.views.journey_map import Column, JourneyMap, journey_map
from bsc.views.stage import stage_page
from bsc.views.workspace import Workspace
from tests.views.trend_company import SCORECARD, TODAY, WHO, opened

FINANCIAL, CUSTOMER, PROCESS, LEARNING = range(4)
MORE = """
personas:
  - {id: newcomer, name: Newcomer}
  - {id: expert, name: Expert}
touchpoints:
  - {id: form, name: Contact form, stage: interest, channel: website, emotion: -1, pains: [too long]}
  - {id: ad, name: Search ad, stage: interest, channel: search, emotion_kpi: ctr, persona: newcomer}
  - {id: ad_too, name: Search ad, stage: interest, channel: search, persona: expert, moment_of_truth: true}
  - {id: call, name: First call, stage: onboarding, channel: phone}
funnel:
  - {stage: interest, kpi: cost}
  - {stage: onboarding, kpi: sign_ups}
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = opened(tmp_path_factory.mktemp("map"))
    apply_definitions(store, SCORECARD + MORE, WHO)
    yield store
    store.close()


@pytest.fixture
def workspace(store: Store) -> Workspace:
    return Workspace(store, TODAY)


@pytest.fixture
def august(workspace: Workspace) -> JourneyMap:
    return journey_map(workspace, View())


def _column(drawn: JourneyMap, stage: str) -> Column:
    return next(column for column in drawn.columns if column.id == stage)


def test_the_map_is_of_the_last_complete_month(august: JourneyMap) -> None:
    assert august.period == "Aug 2026"
    assert [column.id for column in august.columns] == ["interest", "onboarding"]
    assert [row.id for row in august.rows] == [
        *("goal", "actions", "questions", "touchpoints", "emotion", "pains", "delights"),
        *(perspective.value for perspective in Perspective),
        *("opportunities", "owners"),
    ]


def test_a_card_shows_value_change_target_and_status(august: JourneyMap) -> None:
    card = _column(august, "interest").cards[CUSTOMER]
    assert card is not None
    assert (card.figure, card.change, card.trend) == ("5.0%", "+0.50 pp", "better")
    assert (card.target, card.status, card.notes) == ("≥ 4.0%", Status.ON_TRACK, ())


def test_a_gap_stays_a_gap_in_the_sparkline(august: JourneyMap) -> None:
    card = _column(august, "interest").cards[CUSTOMER]
    assert card is not None
    assert card.sparkline == pytest.approx((0.01, 0.02, 0.03, 0.04, 0.05, 0.06, None, 0.03, 0.035, 0.04, 0.045, 0.05))


def test_a_cell_without_a_kpi_is_empty_and_one_without_a_pinned_kpi_shows_its_first(august: JourneyMap) -> None:
    assert _column(august, "interest").cards[FINANCIAL] is None
    shown = _column(august, "onboarding").cards[FINANCIAL]
    assert shown is not None
    assert (shown.kpi, shown.more, shown.target) == ("spend", 1, "€4.00 to €6.00")


def test_a_perspective_in_which_nothing_is_wanted_has_no_score(august: JourneyMap) -> None:
    scores = {row.id: row.score for row in august.rows}
    assert scores["learning"] is None
    assert scores["customer"] is not None
    assert scores["customer"].points == 100


def test_a_filter_reaches_every_card(workspace: Workspace) -> None:
    social = journey_map(workspace, View(filters={"channel": ("social",)}))
    card = _column(social, "interest").cards[CUSTOMER]
    assert card is not None
    assert (card.figure, card.status) == ("0.0%", Status.OFF_TRACK)


def test_half_a_month_is_not_held_against_a_whole_one(workspace: Workspace) -> None:
    september = journey_map(workspace, View(period="2026-09"))
    count = _column(september, "onboarding").cards[PROCESS]
    rate = _column(september, "interest").cards[CUSTOMER]
    assert count is not None
    assert rate is not None
    assert (count.change, count.trend, count.partial) == ("", "", True)
    assert rate.change == "−3.5 pp"
    assert "period not over" in count.notes
    assert "period not over" in rate.notes


def test_two_personas_at_one_touchpoint_are_told_apart_by_their_names(august: JourneyMap) -> None:
    search = _column(august, "interest").channels[1]
    assert [(contact.id, contact.name, contact.moment_of_truth) for contact in search.contacts] == [
        ("ad", "Search ad (Newcomer)", False),
        ("ad_too", "Search ad (Expert)", True),
    ]


def test_the_flow_stands_in_the_column_that_it_comes_from(august: JourneyMap) -> None:
    flow = _column(august, "interest").flow
    assert flow is not None
    assert (flow.count, flow.share, flow.goes_on, flow.to) == ("€500", 0.2, "20.0%", "Onboarding")


def test_a_journey_without_a_funnel_has_no_flow(tmp_path_factory: pytest.TempPathFactory) -> None:
    store = opened(tmp_path_factory.mktemp("funnel"))
    drawn = journey_map(Workspace(store, TODAY), View())
    store.close()
    assert [column.flow for column in drawn.columns] == [None, None]


def test_the_map_is_made_once_for_all_sessions(store: Store, august: JourneyMap) -> None:
    queries = store.queries
    assert journey_map(Workspace(store, TODAY), View()) is august
    assert store.queries == queries


def test_what_a_kpi_adds_makes_the_score(workspace: Workspace) -> None:
    """November: a click-through rate of 3 % between 2 % and 4 % is 75 points, October's 2 % is 50."""
    page = stage_page(workspace, View(period="2025-11"), "interest")
    assert page.score.points == pytest.approx(75)
    (only,) = page.explained
    assert only.kpi == "ctr"
    assert only.adds == pytest.approx(75)
    assert only.lost == pytest.approx(25)
    assert page.change.difference == pytest.approx(25)
    assert page.explained[0].effect == pytest.approx(25)


def test_a_kpi_without_a_target_is_listed_and_counts_nothing(workspace: Workspace) -> None:
    page = stage_page(workspace, View(), "onboarding")
    cost = next(line for line in page.explained if line.kpi == "cost")
    assert (cost.status, cost.points, cost.weight) == (Status.NO_TARGET, None, 0)
    assert page.missing == ("Cost",)
    assert sum(line.adds for line in page.explained) == pytest.approx(page.score.points)


def test_a_stage_shows_all_four_perspectives_whatever_is_wanted(workspace: Workspace) -> None:
    page = stage_page(workspace, View(), "onboarding")
    assert [panel.perspective for panel in page.panels] == list(Perspective)
    assert [len(panel.aims) for panel in page.panels] == [1, 0, 1, 0]
    assert page.panels[CUSTOMER].score == NOTHING_KNOWN


def test_a_stage_that_is_not_there_is_named_with_the_nearest(workspace: Workspace) -> None:
    with pytest.raises(NotFound, match="did you mean `interest`"):
        stage_page(workspace, View(), "interests")


def test_two_views_are_never_mixed_up(workspace: Workspace) -> None:
    august, july = (stage_page(workspace, replace(View(), period=name), "interest") for name in ("2026-08", "2026-07"))
    assert (august.period, july.period) == ("Aug 2026", "Jul 2026")
