"""The library beside a scorecard: what is there, what its datasets could answer, what an empty cell could have."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bsc import actions
from bsc.actions import LibraryChoice
from bsc.model.words import Perspective
from bsc.store import Store
from bsc.templates.kpi_library import library_kpi
from bsc.views.library import Offer, benchmark_words, columns_of, latest, offers, suggestions, texts_of, values_of
from bsc.views.workspace import Workspace

DOCUMENT = {
    "version": 1,
    "stages": [{"id": "awareness", "name": "Awareness"}, {"id": "purchase", "name": "Purchase"}],
    "datasets": [
        {"id": "ads", "name": "Ads", "time": "day"},
        {"id": "deals", "name": "Deals", "time": "create_date"},
        {
            "id": "tickets",
            "name": "Tickets",
            "time": "created_at",
            "columns": {"replies": "number", "reopens": "number"},
        },
    ],
    "objectives": [{"id": "reach", "name": "Reach", "stage": "awareness", "perspective": "financial"}],
    "kpis": [{"id": "cpc", "name": "Cost per click", "objective": "reach", "dataset": "ads", "formula": "sum(cost)"}],
}
ADS = "Day,Impr.,Clicks,Cost\n2026-07-01,1000,20,40\n2026-08-01,1000,10,30\n2026-09-02,500,5,5\n"
DEALS = """Create date,Close date,Deal stage,Amount
2026-07-01,2026-08-02,Closed Won,5
2026-07-02,2026-08-03,closed lost,9
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    store = Store.open(tmp_path / "store.duckdb")
    actions.apply_definitions(store, DOCUMENT, "a test")
    for name, rows in (("ads", ADS), ("deals", DEALS)):
        file = tmp_path / f"{name}.csv"
        file.write_text(rows)
        actions.import_file(store, file, name, who="a test")
    yield Workspace(store, date(2026, 9, 14))
    store.close()


def offer(workspace: Workspace, identity: str) -> Offer:
    return next(each for each in offers(workspace) if each.kpi.id == identity)


def test_a_kpi_is_there_when_one_has_its_id_or_its_name(workspace: Workspace) -> None:
    assert offer(workspace, "cost_per_click").there == ("Cost per click",)
    assert offer(workspace, "win_rate").there == ()


def test_a_dataset_whose_columns_are_all_recognised_could_answer_it(workspace: Workspace) -> None:
    best = offer(workspace, "win_rate").best
    assert best is not None
    assert (best.dataset, best.columns) == ("deals", {"deal_stage": "deal_stage", "closed_on": "close_date"})
    assert offer(workspace, "cart_abandonment").best is None


def test_a_dataset_without_rows_is_known_by_what_its_definition_states(workspace: Workspace) -> None:
    assert set(columns_of(workspace, "tickets")) == {"created_at", "replies", "reopens"}
    assert offer(workspace, "first_contact_resolution").best is None  # it has no day of solution


def test_texts_are_found_among_what_the_column_holds_however_it_is_written(workspace: Workspace) -> None:
    assert values_of(workspace, "deals", "deal_stage") == ("Closed Won", "closed lost")
    best = offer(workspace, "win_rate").best
    assert best is not None
    assert texts_of(workspace, "win_rate", "deals", best.columns) == {"won": "Closed Won", "lost": "closed lost"}
    assert values_of(workspace, "deals", "nothing") == ()


def test_an_empty_cell_is_offered_first_what_the_data_can_answer(workspace: Workspace) -> None:
    found = suggestions(workspace, "purchase", Perspective.CUSTOMER)
    assert [each.kpi.id for each in found] == ["win_rate", "new_customers"]
    assert found[0].best is not None
    assert [each.kpi.id for each in suggestions(workspace, "awareness", Perspective.FINANCIAL)] == [
        "cost_per_thousand_impressions",
        "pipeline_created",
    ]


def test_the_value_of_the_last_whole_period_is_shown_before_it_is_added(workspace: Workspace) -> None:
    clicks, win_rate, carts = (offer(workspace, each) for each in ("search_click_rate", "win_rate", "cart_abandonment"))
    assert latest(workspace, [clicks, win_rate, carts]) == {
        "search_click_rate": "Aug 2026: 1.0%",
        "win_rate": "Aug 2026: 50.0%",
    }


@pytest.mark.parametrize(
    ("last", "shown"),
    [("2026-09-29", "Aug 2026: 1.0%"), ("2026-09-30", "Sep 2026: 2.0%"), ("2026-10-01", "Sep 2026: 2.0%")],
)
def test_a_month_whose_last_day_is_there_is_whole(tmp_path: Path, last: str, shown: str) -> None:
    store = Store.open(tmp_path / "store.duckdb")
    actions.apply_definitions(store, DOCUMENT, "a test")
    file = tmp_path / "ads.csv"
    file.write_text(f"Day,Impr.,Clicks,Cost\n2026-08-01,1000,10,30\n2026-09-02,500,10,5\n{last},500,10,5\n")
    actions.import_file(store, file, "ads", who="a test")
    seen, same_day = Workspace(store, date(2026, 10, 14)), Workspace(store, date(2026, 9, 30))
    assert latest(seen, [offer(seen, "search_click_rate")]) == {"search_click_rate": shown}
    assert latest(same_day, [offer(same_day, "search_click_rate")]) == {"search_click_rate": "Aug 2026: 1.0%"}
    store.close()


def test_what_is_proposed_can_be_added_as_it_is(workspace: Workspace) -> None:
    best = offer(workspace, "search_click_rate").best
    assert best is not None
    choice = LibraryChoice(kpi="search_click_rate", dataset=best.dataset, columns=best.columns)
    assert actions.add_from_library(workspace.store, choice, "a test").added == (
        "be_found_by_the_right_people",
        choice.kpi,
    )


def test_a_benchmark_says_value_segment_year_and_source_or_that_none_was_found() -> None:
    said = benchmark_words(library_kpi("cost_per_click"))
    assert said == "$5.26 · search ads in the United States, all industries · 2025 · WordStream by LocaliQ"
    assert benchmark_words(library_kpi("leads")) == "none found"
