"""The one sentence on top: what needs attention first."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bsc import actions
from bsc.model.view import View
from bsc.model.words import Status
from bsc.store import Store
from bsc.views.attention import Attention, attention
from bsc.views.workspace import Workspace
from tests.views.small_company import SCORECARD, TODAY, opened


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


def said(store: Store, month: str = "2026-08", view: View | None = None) -> Attention:
    workspace = Workspace(store, TODAY)
    return attention(workspace, view or View(), workspace.calendar.parse(month))


def test_the_off_track_kpi_that_costs_most_is_named_with_how_far_and_since_when(unchanged: Store) -> None:
    found = said(unchanged)
    assert found.sentence == (
        "Click-through rate (Interest): 2.0% against a target of 5.0% and a red line of 3.0%, off track since Jun 2026."
    )
    assert (found.kpi, found.stage, found.status) == ("ctr", "interest", Status.OFF_TRACK)


def test_the_first_month_off_track_is_called_new(unchanged: Store) -> None:
    assert said(unchanged, "2026-06").sentence.endswith("off track in Jun 2026, and not before.")


def test_a_kpi_that_costs_more_is_named_before_one_that_lies_farther_off(store: Store) -> None:
    heavier = SCORECARD.replace(
        "{start: 2026-07-01, target: 50, red_line: 40}", "{start: 2026-07-01, target: 90, red_line: 70}"
    )
    actions.apply_definitions(store, heavier, "test")
    assert said(store).kpi == "order_value"  # 25 points as well, in a stage of twice the weight, alone in its cell


def test_an_unpinned_kpi_is_watched_like_any_other(store: Store) -> None:
    unpinned = SCORECARD.replace("unit: percent, pinned: true", "unit: percent")
    actions.apply_definitions(store, unpinned, "test")
    assert said(store).kpi == "ctr"


def test_without_anything_off_track_the_kpi_at_risk_that_costs_most_is_named(unchanged: Store) -> None:
    found = said(unchanged, "2026-02")
    assert found.sentence == (
        "Nothing is off track. Nearest to it: Cost (Interest): €120 against a target of €100 and a red line of €200."
    )
    assert (found.status, found.kpi) == (Status.AT_RISK, "cost")


def test_all_on_track_says_what_is_missing(store: Store) -> None:
    eased = SCORECARD.replace("target: 100, red_line: 200", "target: 150, red_line: 200")
    actions.apply_definitions(store, eased, "test")
    assert said(store, "2026-02").sentence == "All that is known is on track; 1 of 4 KPIs have no data."


def test_all_on_track_and_known_is_said_plainly(store: Store) -> None:
    eased = SCORECARD.replace("target: 100, red_line: 200", "target: 150, red_line: 200")
    eased = eased.replace("target: 0.05, red_line: 0.03", "target: 0.02, red_line: 0.01")
    eased = eased.replace("target: 60, red_line: 30", "target: 40, red_line: 30")
    actions.apply_definitions(store, eased, "test")
    assert said(store).sentence == "All 4 KPIs are on track."


def test_nothing_scored_says_why(unchanged: Store) -> None:
    found = said(unchanged, "2025-08")
    assert (found.sentence, found.status) == ("Nothing can be scored: 4 of 4 KPIs have no data.", Status.NO_DATA)


def test_a_company_without_kpis_is_told_so(tmp_path: Path) -> None:
    empty = Store.open(tmp_path / "empty.duckdb")
    assert said(empty).sentence == "No KPI is defined yet."
    empty.close()
