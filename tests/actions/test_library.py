"""A KPI taken from the library through the one door."""

from typing import Any

import pytest

from bsc import actions, actuals
from bsc.actions import LibraryChoice
from bsc.errors import DefinitionProblems, NotFound, Refused
from bsc.model.definitions import Kpi
from bsc.model.periods import Calendar, Grain
from bsc.store import Store
from tests.actions.conftest import File

DEALS = {"id": "deals", "time": "opened"}
STAGES = [{"id": "look", "name": "Look around"}, {"id": "buy", "name": "Buy"}]
ROWS = """Deal,Opened,Closed,Stage,Value
1,2026-06-01,2026-07-02,Won,10
2,2026-06-01,2026-07-09,Lost,20
3,2026-07-01,,Open,5
"""
WIN_RATE = {"deal_stage": "stage", "closed_on": "closed"}


@pytest.fixture
def deals(store: Store, file: File) -> Store:
    """Return a store with two deals decided in July, one of them won, and one that is open."""
    actions.apply_definitions(store, {"version": 1, "stages": STAGES, "datasets": [DEALS]}, "ada")
    actions.import_file(store, file("deals.csv", ROWS), "deals", who="ada")
    return store


def choice(**changed: Any) -> LibraryChoice:  # noqa: ANN401 -- any of its fields
    stated = {"kpi": "win_rate", "dataset": "deals", "columns": WIN_RATE, "texts": {"won": "Won", "lost": "Lost"}}
    return LibraryChoice(**{**stated, **changed})


def kpi_of(store: Store, identity: str) -> Kpi:
    return next(each for each in store.scorecard().kpis if each.id == identity)


def test_one_click_brings_the_kpi_with_its_objective_and_a_line_in_the_journal(deals: Store) -> None:
    change = actions.add_from_library(deals, choice(), "ada")
    assert set(change.added) == {"win_rate", "make_buying_feel_safe"}
    kpi, objective = deals.scorecard().kpis[0], deals.scorecard().objectives[0]
    assert kpi.formula == "count(*) filter (where stage = 'Won') / count(*) filter (where stage in ('Won', 'Lost'))"
    assert (kpi.time, kpi.pinned, objective.stage) == ("closed", True, "buy")
    line = deals.journal(1)[0]
    assert (line.action, line.note) == ("library", "Win rate from the library; 2 added")


def test_what_was_added_counts_what_it_says(deals: Store) -> None:
    actions.add_from_library(deals, choice(), "ada")
    july = Calendar().parse("2026-07", Grain.MONTH)
    found = actuals.compute(
        deals, deals.scorecard(), deals.scorecard().kpis, [july], filters={}, today=july.end, shapes=deals.shapes()
    )
    assert found["win_rate", july].value == 1 / 2


def test_a_second_kpi_of_a_cell_shares_its_objective_and_is_not_pinned(deals: Store) -> None:
    actions.add_from_library(deals, choice(), "ada")
    actions.add_from_library(deals, choice(kpi="new_customers", columns={"signed_up_on": "closed"}, texts={}), "ada")
    assert len(deals.scorecard().objectives) == 1
    assert [kpi.pinned for kpi in deals.scorecard().kpis] == [True, False]


def test_the_same_kpi_twice_gets_an_id_of_its_own(deals: Store) -> None:
    actions.add_from_library(deals, choice(), "ada")
    actions.add_from_library(deals, choice(where="value > 15"), "ada")
    assert kpi_of(deals, "win_rate_2").where == "value > 15"


def test_another_stage_and_an_objective_that_is_there_can_be_chosen(deals: Store) -> None:
    actions.add_from_library(deals, choice(stage="look"), "ada")
    first = deals.scorecard().objectives[0]
    assert first.stage == "look"
    actions.add_from_library(deals, choice(objective=first.id), "ada")
    assert kpi_of(deals, "win_rate_2").objective == first.id


def test_without_stages_the_default_journey_comes_along(store: Store, file: File) -> None:
    actions.apply_definitions(store, {"version": 1, "datasets": [DEALS]}, "ada")
    actions.import_file(store, file("deals.csv", ROWS), "deals", who="ada")
    actions.add_from_library(store, choice(), "ada")
    assert len(store.scorecard().stages) == 7
    assert store.scorecard().objectives[0].stage == "purchase"


@pytest.mark.parametrize(
    ("changed", "error", "words"),
    [
        ({"kpi": "winrate"}, NotFound, "did you mean `win_rate`"),
        ({"dataset": "deal"}, NotFound, "did you mean `deals`"),
        ({"stage": "bui"}, NotFound, "did you mean `buy`"),
        ({"objective": "none"}, NotFound, "there is no objective"),
        ({"columns": {"deal_stage": "stage"}}, Refused, r"needs a column for closed_on \(the day a deal was decided\)"),
        ({"columns": {**WIN_RATE, "deal_stage": "stag"}}, DefinitionProblems, "did you mean `stage`"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_added(
    deals: Store, changed: dict[str, Any], error: type[Exception], words: str
) -> None:
    before = deals.definitions_version()
    with pytest.raises(error, match=words):
        actions.add_from_library(deals, choice(**changed), "ada")
    assert deals.definitions_version() == before
