"""What is missing: owners, targets, data, KPIs, actions, files; each in the list that says so, and nothing else."""

from collections.abc import Iterator

import pytest

from bsc.model.view import View
from bsc.views.gaps import Gap, gaps, listed_csv
from bsc.views.workspace import Workspace
from tests.views import small_company
from tests.views.owned_company import SCORECARD, TODAY

AUGUST = View(period="2026-08")
MORE = (
    SCORECARD.replace(
        "touchpoints:\n",
        """  - {id: visits, name: Visits, objective: spend, dataset: web, formula: count(), owner: Ann Berg}
  - {id: orders, name: Orders, objective: sell, dataset: orders, formula: count(), owner: Ann Berg}
touchpoints:
""",
    )
    .replace("datasets:\n", "datasets:\n  - {id: web, name: Web, time: day, owner: Ann Berg}\n")
    .replace(
        "objectives:\n",
        "objectives:\n  - {id: please, name: Please, stage: buy, perspective: customer, owner: Ann Berg}\n",
    )
)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[Gap, list[str]]]:
    store = small_company.opened(tmp_path_factory.mktemp("gaps"), MORE)
    kept = gaps(Workspace(store, TODAY), AUGUST)
    yield {gap: [f"{each.about.kind} {each.about.id}" for each in lacking] for gap, lacking in kept.items()}
    store.close()


def test_what_has_no_owner_is_listed_whatever_it_is_but_for_work_that_is_over(found: dict[Gap, list[str]]) -> None:
    assert found[Gap.NO_OWNER] == [
        "stage buy",
        "objective spend",
        "objective sell",
        "kpi order_value",
        "touchpoint talk",
        "dataset orders",
    ]  # `calls` has no owner either: it is done


def test_what_is_off_track_and_in_nobodys_hands_is_listed(found: dict[Gap, list[str]]) -> None:
    assert found[Gap.NO_ACTION] == ["kpi cost"]  # the click-through rate is red, too: the shorter form is to move it


def test_a_kpi_without_a_target_and_one_without_a_value_are_told_apart(found: dict[Gap, list[str]]) -> None:
    assert found[Gap.NO_TARGET] == ["kpi orders"]
    assert found[Gap.NO_DATA] == ["kpi visits"]


def test_a_dataset_without_rows_is_listed(found: dict[Gap, list[str]]) -> None:
    assert "dataset web" in found[Gap.LATE]


def test_an_objective_without_a_kpi_and_a_stage_without_a_customers_one_are_listed(
    found: dict[Gap, list[str]],
) -> None:
    assert found[Gap.NO_KPI] == ["objective please"]
    assert found[Gap.NO_CUSTOMER_KPI] == ["stage buy"]


def test_the_list_is_handed_out_as_csv_with_every_line(tmp_path_factory: pytest.TempPathFactory) -> None:
    store = small_company.opened(tmp_path_factory.mktemp("gaps_csv"), MORE)
    kept = gaps(Workspace(store, TODAY), AUGUST)
    lines = listed_csv(kept).splitlines()
    assert lines[0].lstrip("\ufeff") == "Missing,Kind,Name,Where,How it stands"
    assert len(lines) == 1 + sum(map(len, kept.values()))
    assert "Objectives without a KPI,objective,Please,Buy · Customer,nothing is scored" in lines
    store.close()
