"""From a KPI to the imports that its value rests on, and from a dataset to the KPIs that use it."""

from datetime import date
from pathlib import Path

import pytest

from bsc import actions
from bsc.model.periods import Grain
from bsc.model.reading import scorecard_from
from bsc.store import Store
from bsc.views.lineage import imports_behind, reached, users
from bsc.views.workspace import Workspace
from tests.views.small_company import MONTHS, TODAY, imported, opened

LOOKED_UP = {
    "version": 1,
    "stages": [{"id": "buy", "name": "Buy"}],
    "objectives": [{"id": "sell", "name": "Sell", "stage": "buy", "perspective": "financial"}],
    "datasets": [
        {"id": "orders", "time": "ordered", "key": ["order_id"]},
        {"id": "payments", "time": "orders.ordered", "lookups": {"orders": "order_id"}},
        {"id": "firsts", "query": "select order_id, min(ordered) as at from orders group by order_id", "time": "at"},
    ],
    "kpis": [
        {"id": "paid", "name": "Paid", "objective": "sell", "dataset": "payments", "formula": "sum(paid)"},
        {"id": "firsts", "name": "Firsts", "objective": "sell", "dataset": "firsts", "formula": "count(*)"},
        {"id": "orders", "name": "Orders", "objective": "sell", "dataset": "orders", "formula": "count(*)"},
    ],
}


@pytest.fixture
def company(tmp_path: Path) -> Workspace:
    """Return the small company."""
    return Workspace(opened(tmp_path), TODAY)


def ways(store: Store, kpi: str) -> list[tuple[str, str]]:
    workspace = Workspace(store, TODAY)
    return [(each.dataset, each.way) for each in reached(workspace.scorecard, workspace.shapes, workspace.kpi(kpi))]


def test_a_value_rests_on_the_import_that_brought_its_rows(company: Workspace) -> None:
    august = company.calendar.period(date(2026, 8, 1), Grain.MONTH)
    (used,) = imports_behind(company, company.kpi("clicks"), august)
    assert (used.line.file, used.rows) == ("ads.csv", 2)  # search and social on 10 August, of 14 rows in the file
    assert used.line.rows == 2 * len(MONTHS)


def test_rows_that_a_later_import_replaced_are_not_what_the_value_rests_on(company: Workspace, tmp_path: Path) -> None:
    later = imported(company.store, tmp_path, "ads", "day,channel,audience,clicks\n2026-08-10,search,Newcomer,31\n")
    now = Workspace(company.store, TODAY)
    august = now.calendar.period(date(2026, 8, 1), Grain.MONTH)
    used = imports_behind(now, now.kpi("clicks"), august)
    assert {each.line.id: each.rows for each in used} == {later.id: 1, later.id - 2: 1}


def test_a_period_without_rows_rests_on_nothing(company: Workspace) -> None:
    april = company.calendar.period(date(2026, 4, 1), Grain.MONTH)
    assert imports_behind(company, company.kpi("clicks"), april) == ()


def test_the_datasets_behind_lookups_and_queries_are_found(tmp_path: Path) -> None:
    store = opened(tmp_path)
    imported(store, tmp_path, "orders", "order_id,ordered,amount\no1,2026-07-03,60\n")
    actions.apply_definitions(store, LOOKED_UP, "test")
    imported(store, tmp_path, "payments", "order_id,paid\no1,60\n")
    assert ways(store, "orders") == [("orders", "")]
    assert ways(store, "paid") == [("payments", ""), ("orders", "looked up")]
    assert ways(store, "firsts") == [("orders", "derived from")]


def test_a_dataset_knows_the_kpis_that_use_it(company: Workspace) -> None:
    used = users(company.scorecard, company.shapes)
    assert [kpi.id for kpi in used["ads"]] == ["ctr", "clicks", "cost"]
    assert [kpi.id for kpi in used["orders"]] == ["order_value"]


def test_a_kpi_that_cannot_be_computed_yet_reaches_its_own_dataset() -> None:
    scorecard = scorecard_from(LOOKED_UP)
    assert [each.dataset for each in reached(scorecard, {}, scorecard.kpis[0])] == ["payments"]
