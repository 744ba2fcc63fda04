"""A formula while it is written."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bsc import actions
from bsc.model.definitions import Kpi
from bsc.store import Store
from bsc.views.formula_check import FormulaCheck, formula_check
from bsc.views.workspace import Workspace

DOCUMENT = {
    "version": 1,
    "stages": [{"id": "interest", "name": "Interest"}],
    "datasets": [
        {"id": "ads", "name": "Ads", "time": "day", "dimensions": {"channel": "channel"}},
        {"id": "mail", "name": "Mail", "time": "day"},
    ],
    "objectives": [{"id": "grow", "name": "Grow", "stage": "interest", "perspective": "customer"}],
}
ROWS = "Day,Channel,Clicks\n2026-06-10,Search,4\n2026-06-11,Social,6\n2026-08-02,Search,5\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    store = Store.open(tmp_path / "store.duckdb")
    actions.apply_definitions(store, DOCUMENT, "a test")
    export = tmp_path / "ads.csv"
    export.write_text(ROWS)
    actions.import_file(store, export, "ads", who="a test")
    yield Workspace(store, date(2026, 8, 14))
    store.close()


def check(workspace: Workspace, formula: str, **fields: Any) -> FormulaCheck:  # noqa: ANN401 -- any of a KPI's fields
    kpi = Kpi.model_validate(
        {"id": "clicks", "name": "Clicks", "objective": "grow", "dataset": "ads", "formula": formula, **fields}
    )
    return formula_check(workspace, kpi, {})


def test_the_last_twelve_periods_are_shown_oldest_first_and_a_gap_is_no_value(workspace: Workspace) -> None:
    shown = check(workspace, "sum(clicks)").values
    assert [each.period for each in shown][-3:] == ["Jun 2026", "Jul 2026", "Aug 2026"]
    assert [each.words for each in shown][-3:] == ["10", "–", "5"]
    assert len(shown) == 12
    assert [each.partial for each in shown][-2:] == [False, True]


def test_the_filters_of_the_page_hold_for_the_preview(workspace: Workspace) -> None:
    kpi = Kpi(id="clicks", name="Clicks", objective="grow", dataset="ads", formula="sum(clicks)")
    shown = formula_check(workspace, kpi, {"channel": ("Search",)}).values
    assert [each.words for each in shown][-3:] == ["4", "–", "5"]


def test_an_unknown_column_is_marked_where_it_stands(workspace: Workspace) -> None:
    found = check(workspace, "sum(clicks) / sum(clcks)")
    assert found.marked == "sum(clicks) / sum(clcks)\n                  ▲"
    assert found.problems[0].startswith("Formula, character 19:")
    assert "did you mean `clicks`?" in found.problems[0]
    assert found.values == ()


def test_a_problem_of_the_condition_is_marked_in_the_condition(workspace: Workspace) -> None:
    found = check(workspace, "sum(clicks)", where="chanel = 'Search'")
    assert found.marked == "chanel = 'Search'\n▲"
    assert found.problems[0].startswith("Only rows where, character 1:")


@pytest.mark.parametrize(
    "hostile",
    [
        "clicks",
        "sum(",
        "(select 1)",
        "sum(clicks); drop table x",
        "read_csv('/etc/passwd')",
        "sum(sum(clicks))",
        "sum(1/0) over ()",
        "'",
        "💥",
        "sum(clicks) " * 100,
        "((((" * 200,
    ],
)
def test_whatever_is_typed_gives_a_sentence(workspace: Workspace, hostile: str) -> None:
    found = check(workspace, hostile[:2000])
    assert found.problems
    assert found.values == ()


def test_a_dataset_without_rows_is_said_and_not_judged(workspace: Workspace) -> None:
    found = check(workspace, "count(*)", dataset="mail")
    assert (found.problems, found.values) == ((), ())
    assert "holds no rows yet" in found.note


def test_a_saved_kpi_of_the_same_id_is_left_alone(workspace: Workspace) -> None:
    before = workspace.scorecard
    check(workspace, "count(*)")
    assert workspace.scorecard is before
