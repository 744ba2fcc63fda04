"""The story of a period: its order, and that a room reads the figures of the pages."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bsc import actions
from bsc.model.view import View
from bsc.model.words import Status
from bsc.store import Store
from bsc.views.attention import attention
from bsc.views.journey_map import journey_map
from bsc.views.slides import Close, Curve, Done, Needed, Opening, Place, Story, Way
from bsc.views.stage import stage_page
from bsc.views.story import MOST, TRENDS, story
from bsc.views.workspace import Workspace
from tests.views import small_company

AUGUST = View(period="2026-08")


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return Workspace(small_company.opened(tmp_path_factory.mktemp("story")), small_company.TODAY)


@pytest.fixture(scope="module")
def told(company: Workspace) -> Story:
    return story(company, AUGUST)


def body(told: Story, identity: str) -> object:
    return told.slides[told.at(identity)].body


def test_a_story_goes_from_how_it_stands_to_what_is_done_and_how_to_read_it(told: Story) -> None:
    assert [slide.id for slide in told.slides if slide.kind != "trend"] == [
        "cover", "attention", "map", "stage.interest", "stage.buy", "actions", "notes",
    ]  # fmt: skip
    kinds = [slide.kind for slide in told.slides]
    assert kinds.index("trend") > max(at for at, kind in enumerate(kinds) if kind == "stage")


def test_the_cover_reads_the_score_that_the_map_reads(company: Workspace, told: Story) -> None:
    opening = body(told, "cover")
    assert isinstance(opening, Opening)
    assert opening.score == journey_map(company, AUGUST).score
    assert opening.sentence == attention(company, AUGUST, company.period(AUGUST)).sentence
    assert (opening.period, opening.before) == ("Aug 2026", "Jul 2026")


def test_the_map_of_the_story_holds_the_cards_of_the_map(company: Workspace, told: Story) -> None:
    way, drawn = body(told, "map"), journey_map(company, AUGUST)
    assert isinstance(way, Way)
    assert [stop.cards for stop in way.stops] == [column.cards for column in drawn.columns]
    assert [stop.score for stop in way.stops] == [column.score for column in drawn.columns]


def test_a_stage_is_told_with_its_four_perspectives_and_what_moved_its_score(company: Workspace, told: Story) -> None:
    place, page = body(told, "stage.interest"), stage_page(company, AUGUST, "interest")
    assert isinstance(place, Place)
    assert [side.score for side in place.sides] == [panel.score for panel in page.panels]
    customer = place.sides[1]
    assert [card.name for card in customer.cards] == ["Click-through rate", "Clicks"]
    assert customer.more == 0
    assert place.moved == "2.9 points less than in Jul 2026: Clicks (−1.7), Click-through rate (−1.2)."


def test_only_pinned_kpis_that_the_story_turns_on_are_shown_over_time(told: Story) -> None:
    shown = [slide.id for slide in told.slides if slide.kind == "trend"]
    assert "trend.ctr" in shown  # 20 clicks of 2,000 impressions: off track
    assert "trend.clicks" not in shown  # off track as well, but not pinned
    assert len(shown) <= TRENDS
    curve = body(told, "trend.ctr")
    assert isinstance(curve, Curve)
    assert (curve.card.figure, curve.card.status, curve.target, curve.red_line) == (
        "2.0%", Status.OFF_TRACK, "5.0%", "3.0%",
    )  # fmt: skip
    assert curve.picture.places[-1].value == pytest.approx(0.01 if curve.picture.places[-1].partial else 0.02)


def test_a_slide_that_is_not_told_of_is_the_first(told: Story) -> None:
    assert told.at("stage.buy") == 4
    assert told.at("stage.nowhere") == 0


def test_a_story_says_whose_figures_it_tells_and_how_far_they_reach(company: Workspace) -> None:
    told = story(company, replace(AUGUST, filters={"channel": ("search",)}))
    assert told.foot[:4] == (
        "Small company", "Aug 2026", "All customers · Channel: search", "data until 10 Sep 2026",
    )  # fmt: skip


def test_under_a_filter_the_story_tells_the_filters_figures(company: Workspace) -> None:
    told = story(company, replace(AUGUST, filters={"channel": ("search",)}))
    curve = body(told, "trend.ctr")
    assert isinstance(curve, Curve)
    assert curve.card.figure == "3.0%"  # 30 of 1,000


def test_no_more_is_listed_than_a_room_takes_in_and_the_rest_is_counted(tmp_path: Path) -> None:
    work = [f"  - {{id: w{at}, name: Work {at}, objective: reach, start: 2026-08-01}}" for at in range(MOST + 2)]
    old = "  - {id: old, name: Old work, objective: reach, start: 2026-01-01, state: done}"
    store = small_company.opened(tmp_path, "\n".join([small_company.SCORECARD, "initiatives:", *work, old]))
    told = story(Workspace(store, small_company.TODAY), AUGUST)
    under_way = body(told, "actions")
    assert isinstance(under_way, Done)
    assert [each.name for each in under_way.works] == ["Work 0", "Work 1", "Work 2", "Work 3"]
    assert under_way.more == "and 2 more under way"
    store.close()


def test_where_nothing_is_known_the_story_says_so(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "empty.duckdb")
    actions.apply_definitions(store, small_company.SCORECARD, "test")
    told = story(Workspace(store, date(2026, 9, 11)), View())
    opening, needed, notes = body(told, "cover"), body(told, "attention"), body(told, "notes")
    assert isinstance(opening, Opening)
    assert isinstance(needed, Needed)
    assert isinstance(notes, Close)
    assert opening.score.points is None
    assert needed.points
    assert len(notes.late) == 2  # both datasets have no rows
    assert told.late == "2 datasets wait for a file"
    store.close()
