"""The workspace: the right period, the right readings, and nothing asked of the database twice."""

import threading
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from bsc import actions
from bsc.errors import BscError, NotFound
from bsc.model.periods import Grain, Period
from bsc.model.view import View
from bsc.model.words import Perspective, Status
from bsc.scoring.judging import Anchors
from bsc.scoring.rollup import perspectives
from bsc.store import Store
from bsc.views.drafts import draft_scores
from bsc.views.memory import Memory
from bsc.views.workspace import Workspace
from tests.views.small_company import SCORECARD, TODAY, imported, opened


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    company = opened(tmp_path)
    yield company
    company.close()


@pytest.fixture(scope="module")
def unchanged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    company = opened(tmp_path_factory.mktemp("company"))
    yield company
    company.close()


@pytest.fixture
def workspace(unchanged: Store) -> Workspace:
    return Workspace(unchanged, TODAY)


def month(workspace: Workspace, name: str) -> Period:
    return workspace.calendar.parse(name)


def test_the_period_shown_first_is_the_last_complete_one_with_a_value(workspace: Workspace) -> None:
    assert workspace.default_period(Grain.MONTH) == month(workspace, "2026-08")
    assert workspace.default_period(Grain.QUARTER) == month(workspace, "2026-Q2")
    assert workspace.default_period(Grain.DAY) == month(workspace, "2026-09-10")
    assert workspace.default_period(Grain.WEEK) == workspace.calendar.period(date(2026, 8, 10), Grain.WEEK)


def test_a_gap_before_today_is_passed_over(unchanged: Store) -> None:
    later = Workspace(unchanged, date(2028, 3, 15))
    assert later.default_period(Grain.MONTH) == month(later, "2026-09")


def test_a_year_that_is_not_over_is_shown_where_it_is_all_there_is(workspace: Workspace) -> None:
    assert workspace.default_period(Grain.YEAR) == month(workspace, "2026")


def test_an_empty_company_shows_the_last_complete_period(tmp_path: Path) -> None:
    empty = Store.open(tmp_path / "empty.duckdb")
    workspace = Workspace(empty, TODAY)
    assert workspace.default_period(Grain.MONTH) == month(workspace, "2026-08")
    assert workspace.tree(View(), workspace.period(View())).status is Status.NO_DATA
    assert workspace.last_day() is None
    empty.close()


def test_a_view_may_name_its_period(workspace: Workspace) -> None:
    assert workspace.period(View(period="2026-03")) == month(workspace, "2026-03")
    assert workspace.period(View(period="2026-03-14", grain=Grain.WEEK)).grain is Grain.WEEK
    with pytest.raises(BscError, match="2026-13"):
        workspace.period(View(period="2026-13"))


def test_readings_judge_values_against_the_targets_in_force(workspace: Workspace) -> None:
    readings = workspace.readings(View(), month(workspace, "2026-08"))
    assert {kpi: (seen.value, seen.points) for kpi, seen in readings.items()} == {
        "ctr": (0.02, pytest.approx(25)),  # 40 of 2000; 50 + 50 · (0.02 − 0.03) / 0.02
        "clicks": (40, pytest.approx(50 + 50 / 3)),
        "cost": (150, 75),
        "order_value": (60, 100),
    }
    assert readings["order_value"].stage == "buy"
    assert readings["order_value"].perspective is Perspective.FINANCIAL


def test_a_month_before_the_first_target_is_not_scored(workspace: Workspace) -> None:
    [june, july] = workspace.series(
        View(), [workspace.kpi("order_value")], [month(workspace, "2026-06"), month(workspace, "2026-07")]
    )["order_value"]
    assert (june.status, july.status, july.points) == (Status.NO_DATA, Status.ON_TRACK, 100)


def test_the_running_month_of_a_flow_owes_what_has_elapsed(workspace: Workspace) -> None:
    september = workspace.readings(View(), month(workspace, "2026-09"))["clicks"]
    assert (september.partial, september.flow) == (True, True)
    assert september.owed == pytest.approx(10 / 30)
    assert september.anchors == Anchors(60, 30).scaled(10 / 30)  # rows until the 10th of 30 days
    assert september.points == pytest.approx(100)


def test_a_quarter_owes_three_months(workspace: Workspace) -> None:
    second = workspace.readings(View(grain=Grain.QUARTER), month(workspace, "2026-Q2"))
    assert second["clicks"].anchors == Anchors(180, 90)
    assert second["clicks"].value == 110
    assert second["ctr"].anchors == Anchors(0.05, 0.03)


def test_a_filter_holds_a_count_to_its_segments_target_only(workspace: Workspace) -> None:
    august = month(workspace, "2026-08")
    search = workspace.readings(View(filters={"channel": ("search",)}), august)
    assert (search["clicks"].value, search["clicks"].anchors) == (30, Anchors(40, 20))
    social = workspace.readings(View(filters={"channel": ("social",)}), august)
    assert (social["clicks"].value, social["clicks"].status) == (10, Status.NO_TARGET)
    assert (social["ctr"].value, social["ctr"].anchors) == (0.01, Anchors(0.05, 0.03))


def test_a_filter_that_a_dataset_cannot_answer_is_no_number(workspace: Workspace) -> None:
    seen = workspace.readings(View(filters={"channel": ("search",)}), month(workspace, "2026-08"))["order_value"]
    assert (seen.value, seen.status, seen.actual.available) == (None, Status.NO_DATA, False)


def test_a_persona_is_a_filter(workspace: Workspace) -> None:
    assert workspace.filters(View(persona="newcomer")) == {"persona": ("newcomer",)}
    seen = workspace.readings(View(persona="newcomer"), month(workspace, "2026-08"))["ctr"]
    assert seen.value == pytest.approx(0.02)


def test_a_filter_that_lets_everything_through_is_none(workspace: Workspace) -> None:
    assert workspace.filters(View(filters={"channel": ()})) == {}


def test_the_tree_rolls_up_to_the_journey(workspace: Workspace) -> None:
    tree = workspace.tree(View(), month(workspace, "2026-08"))
    reach = (25 + 50 + 50 / 3) / 2
    assert tree.score == pytest.approx(((reach + 75) / 2 + 2 * 100) / 3)
    assert perspectives(tree)[Perspective.FINANCIAL].score == pytest.approx((75 + 2 * 100) / 3)


def test_an_unknown_name_is_answered_with_the_nearest(workspace: Workspace) -> None:
    with pytest.raises(NotFound, match="did you mean `clicks`"):
        workspace.kpi("click")
    with pytest.raises(NotFound, match="did you mean `interest`"):
        workspace.stage("interests")


def test_the_values_of_a_dimension_can_be_chosen(workspace: Workspace) -> None:
    assert workspace.dimensions()["channel"] == ("search", "social")


def test_what_was_computed_once_is_not_asked_again(store: Store) -> None:
    workspace = Workspace(store, TODAY)
    august = month(workspace, "2026-08")
    first = workspace.readings(View(), august)
    asked = store.queries
    assert Workspace(store, TODAY).readings(View(), august) == first
    assert store.queries == asked


def test_another_period_of_what_adds_up_asks_nothing_and_of_a_median_its_rows(store: Store) -> None:
    workspace = Workspace(store, TODAY)
    august, july = month(workspace, "2026-08"), month(workspace, "2026-07")
    workspace.readings(View(), august)
    asked = store.queries
    workspace.actuals([workspace.kpi("ctr")], [august, july], {})
    assert store.queries == asked
    workspace.actuals([workspace.kpi("order_value")], [august, july], {})
    assert store.queries - asked == 1


def test_a_slider_asks_nothing_of_the_database(store: Store) -> None:
    workspace = Workspace(store, TODAY)
    inputs = workspace.inputs(View(), month(workspace, "2026-08"))
    asked = store.queries
    scores = [draft_scores(inputs, {"ctr": Anchors(target / 100, 0.01)}).tree.score for target in range(2, 12)]
    assert store.queries == asked
    assert all(easier > harder for easier, harder in pairwise(filter(None, scores)))


def test_an_import_is_seen_by_the_next_workspace(tmp_path: Path, store: Store) -> None:
    august = month(Workspace(store, TODAY), "2026-08")
    assert Workspace(store, TODAY).readings(View(), august)["order_value"].value == 60
    receipt = imported(store, tmp_path, "orders", "order_id,ordered,amount\no3,2026-08-05,30\n")
    assert Workspace(store, TODAY).readings(View(), august)["order_value"].value == 30
    actions.undo_import(store, receipt.id, "test")
    assert Workspace(store, TODAY).readings(View(), august)["order_value"].value == 60


def test_a_changed_definition_is_seen_by_the_next_workspace(store: Store) -> None:
    august = month(Workspace(store, TODAY), "2026-08")
    assert Workspace(store, TODAY).readings(View(), august)["order_value"].value == 60
    actions.apply_definitions(store, SCORECARD.replace("median(amount)", "sum(amount) * 2"), "test")
    assert Workspace(store, TODAY).readings(View(), august)["order_value"].value == 120


def test_sessions_that_ask_at_once_compute_once(store: Store) -> None:
    workspace = Workspace(store, TODAY)
    august = month(workspace, "2026-08")
    asked, seen = store.queries, list[float | None]()
    sessions = [
        threading.Thread(target=lambda: seen.append(Workspace(store, TODAY).tree(View(), august).score))
        for _ in range(8)
    ]
    for session in sessions:
        session.start()
    for session in sessions:
        session.join()
    assert len(set(seen)) == 1
    assert store.queries - asked == 3  # one query for each of the two datasets, and one for the median


def test_more_than_a_shelf_holds_is_still_answered_whole(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bsc.views.memory.VALUES_ON_A_SHELF", 5)
    workspace = Workspace(store, TODAY)
    months = workspace.calendar.last(month(workspace, "2026-08"), 3)
    once = workspace.series(View(), workspace.scorecard.kpis, months)
    assert workspace.series(View(), workspace.scorecard.kpis, months) == once
    assert [reading.value for reading in once["order_value"]] == [None, 50, 60]
    assert workspace.readings(View(), months[0])["clicks"].value == 40


def test_the_memory_is_bounded() -> None:
    memory = Memory(shelves=2, kept=2)
    first = memory.shelf("first")
    memory.shelf("second")
    assert memory.shelf("first") is first
    memory.shelf("third")
    assert memory.shelf("first") is first
    made: list[int] = []
    for number in (1, 2, 3, 1):
        memory.kept(number, lambda: made.append(1))
    assert len(made) == 4  # the first had left when it was asked for again
