"""The machine formats: rows and trees that programs read."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from bsc.errors import BscError
from bsc.model.periods import Grain
from bsc.model.view import View
from bsc.store import Store
from bsc.views.machine import ACTUALS_HEADER, Asked, actual_document, actual_rows, actuals_csv, plain, scores_document
from bsc.views.workspace import Workspace
from tests.views.small_company import TODAY, opened


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    store: Store = opened(tmp_path_factory.mktemp("company"))
    yield Workspace(store, TODAY)
    store.close()


def rows(workspace: Workspace, kpi: str, grain: Grain = Grain.MONTH, **asked: Any) -> list[dict[str, str]]:  # noqa: ANN401
    found = actual_rows(workspace, [workspace.kpi(kpi)], Asked(grain=grain, **{"filters": {}, **asked}))
    return list(csv.DictReader(io.StringIO(actuals_csv(found))))


def test_rows_begin_and_end_with_the_dataset_and_a_gap_is_a_row_without_a_value(workspace: Workspace) -> None:
    found = rows(workspace, "clicks")
    assert [(row["period"], row["value"], row["rows"], row["partial"]) for row in found] == [
        ("2026-02-01", "110", "2", "false"),
        ("2026-03-01", "90", "2", "false"),
        ("2026-04-01", "", "0", "false"),
        ("2026-05-01", "70", "2", "false"),
        ("2026-06-01", "40", "2", "false"),
        ("2026-07-01", "44", "2", "false"),
        ("2026-08-01", "40", "2", "false"),
        ("2026-09-01", "20", "2", "true"),
    ]


def test_the_header_is_the_one_that_programs_rely_on(workspace: Workspace) -> None:
    assert tuple(rows(workspace, "ctr")[0]) == ACTUALS_HEADER
    assert ACTUALS_HEADER == ("kpi", "period", "value", "numerator", "denominator", "rows", "partial")


def test_a_rate_carries_its_parts_and_every_digit(workspace: Workspace) -> None:
    [july] = [row for row in rows(workspace, "ctr") if row["period"] == "2026-07-01"]
    assert (july["value"], july["numerator"], july["denominator"]) == (repr(44 / 2000), "44", "2000")


def test_the_end_is_the_day_after_the_last(workspace: Workspace) -> None:
    found = rows(workspace, "clicks", start=date(2026, 4, 1), end=date(2026, 6, 1))
    assert [row["period"] for row in found] == ["2026-04-01", "2026-05-01"]


def test_days_before_and_after_the_rows_can_be_asked_for(workspace: Workspace) -> None:
    found = rows(workspace, "order_value", start=date(2026, 5, 1), end=date(2026, 8, 1))
    assert [row["value"] for row in found] == ["", "", "50"]


def test_a_filter_reaches_the_rows(workspace: Workspace) -> None:
    found = rows(workspace, "clicks", filters={"channel": ("search",)})
    assert found[0]["value"] == "60"


def test_kpis_follow_each_other_each_over_its_own_days(workspace: Workspace) -> None:
    kpis = [workspace.kpi("order_value"), workspace.kpi("clicks")]
    found = actual_rows(workspace, kpis, Asked(grain=Grain.MONTH, filters={}))
    assert [(row.kpi, row.period.start.month) for row in found][:3] == [
        ("order_value", 7),
        ("order_value", 8),
        ("clicks", 2),
    ]


def test_too_many_values_are_refused_with_what_would_do(workspace: Workspace) -> None:
    asked = Asked(grain=Grain.DAY, start=date(1000, 1, 1), end=date(3000, 1, 1), filters={})
    with pytest.raises(BscError, match="fewer KPIs"):
        actual_rows(workspace, [workspace.kpi("clicks")], asked)


def test_a_document_says_none_where_there_is_no_value(workspace: Workspace) -> None:
    asked = Asked(grain=Grain.MONTH, start=date(2026, 4, 1), end=date(2026, 5, 1), filters={})
    [april] = actual_rows(workspace, [workspace.kpi("ctr")], asked)
    assert actual_document(april) == {
        "kpi": "ctr",
        "period": "2026-04-01",
        "value": None,
        "numerator": None,
        "denominator": None,
        "rows": 0,
        "partial": False,
    }


def test_scores_are_the_tree_down_to_the_kpis(workspace: Workspace) -> None:
    period = workspace.calendar.parse("2026-08")
    journey = scores_document(workspace.tree(View(), period), period)
    interest, buy = journey["stages"]
    assert (journey["period"], journey["grain"]) == ("2026-08-01", "month")
    assert [each["id"] for each in interest["perspectives"]] == ["financial", "customer"]
    [reach] = interest["perspectives"][1]["objectives"]
    assert [kpi["id"] for kpi in reach["kpis"]] == ["ctr", "clicks"]
    assert reach["kpis"][0] == {
        "id": "ctr",
        "name": "Click-through rate",
        "score": pytest.approx(25),
        "coverage": 1,
        "status": "Off track",
        "weight": 1,
        "running": False,
        "actual": 0.02,
        "target": 0.05,
        "red_line": 0.03,
    }
    assert (buy["id"], buy["score"], buy["coverage"], buy["status"], buy["weight"]) == ("buy", 100, 1, "On track", 2)


@pytest.mark.parametrize(
    ("value", "written"), [(930.0, "930"), (0.1 + 0.2, "0.30000000000000004"), (-3.0, "-3"), (1e300, "1e+300")]
)
def test_a_number_is_written_as_short_as_exactness_allows(value: float, written: str) -> None:
    assert str(plain(value)) == written
    assert float(written) == value
