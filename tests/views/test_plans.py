"""Where values come from: sums by day, or the rows and why."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest

from bsc import actions
from bsc.model.view import View
from bsc.store import Store
from bsc.views.plans import Plan, plan_sentence, plans
from bsc.views.trend import trend
from bsc.views.workspace import Workspace
from tests.views.small_company import imported

TODAY = date(2026, 9, 11)
SCORECARD = """
version: 1
stages: [{id: interest, name: Interest}]
datasets:
  - {id: visits, name: Visits, time: day, dimensions: {channel: channel}}
  - {id: orders, name: Orders, time: ordered, key: [order_id]}
objectives: [{id: reach, name: Reach more people, stage: interest, perspective: customer}]
kpis:
  - {id: views, name: Views, objective: reach, dataset: visits, formula: sum(pages)}
  - {id: orders, name: Orders, objective: reach, dataset: orders, formula: count(*)}
"""


def visits(days: Iterable[int]) -> str:
    """Return an export of 100 visits of one page on each of *days* of August, half of them by search."""
    lines = [f"2026-08-{day:02d},{channel},1" for day in days for channel in ("search", "social") for _ in range(50)]
    return "\n".join(["day,channel,pages", *lines]) + "\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "company.duckdb")
    actions.apply_definitions(opened, SCORECARD, "test")
    imported(opened, tmp_path, "visits", visits(range(1, 11)))
    yield opened
    opened.close()


def by_dataset(store: Store) -> dict[str, Plan]:
    return {each.dataset: each for each in plans(Workspace(store, TODAY), few_rows=100)}


def test_a_dataset_says_how_much_smaller_its_sums_are(store: Store) -> None:
    assert by_dataset(store)["Visits"].why_not == "not prepared yet: its rows are asked"
    actions.refresh_rollups(store, few_rows=100)
    plan = by_dataset(store)["Visits"]
    assert (plan.time, plan.dimensions, plan.rows, plan.touched) == ("day", ("channel",), 1000, 0)
    assert (plan.cells, plan.shrinks, plan.why_not) == (20, 50, "")  # ten days by two channels


def test_the_days_of_an_import_are_told_until_they_are_renewed(store: Store, tmp_path: Path) -> None:
    actions.refresh_rollups(store, few_rows=100)
    imported(store, tmp_path, "visits", visits((4,)))
    assert by_dataset(store)["Visits"].touched == 1
    actions.refresh_rollups(store, few_rows=100)
    assert (by_dataset(store)["Visits"].touched, by_dataset(store)["Visits"].rows) == (0, 1000)


def test_a_dataset_without_sums_says_why(store: Store) -> None:
    assert by_dataset(store)["Orders"].why_not == "no rows yet"
    few = plans(Workspace(store, TODAY))
    assert [each.shrinks for each in few] == [None, None]
    assert few[0].why_not.startswith("fewer than 20,000 rows")


def test_a_value_says_what_answered_it(store: Store) -> None:
    def answered_by() -> str:
        workspace = Workspace(store, TODAY)
        shown = trend(workspace, View(), "views").shown
        return plan_sentence(workspace, workspace.kpi("views"), shown.period, View(), shown.actual.served)

    assert answered_by().startswith("the rows themselves: ")
    actions.refresh_rollups(store, few_rows=100)
    workspace = Workspace(store, date(2026, 9, 12))  # another day: nothing of it is in memory
    shown = trend(workspace, View(), "views").shown
    assert shown.value == 1000
    assert plan_sentence(workspace, workspace.kpi("views"), shown.period, View(), shown.actual.served) == (
        "sums kept by day"
    )
    assert plan_sentence(workspace, workspace.kpi("orders"), shown.period, View(), "") == ""
