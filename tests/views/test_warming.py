"""After a change, what people look at most is there before they ask."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from bsc.actions.upkeep import Upkeep
from bsc.errors import Cancelled
from bsc.intake.progress import Watch
from bsc.model.view import View
from bsc.store import Store
from bsc.views.attention import attention
from bsc.views.journey_map import journey_map
from bsc.views.stage import stage_page
from bsc.views.trend import trend
from bsc.views.warming import warm
from bsc.views.workspace import Workspace
from tests.views.small_company import TODAY, ads, imported, opened

SEARCH = View(filters={"channel": ("search",)})
MORE = "2026-08-11,search,Newcomer,1000,500,60\n"
MAPS = 2  # of all customers, and of the one persona


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    company = opened(tmp_path)
    yield company
    company.close()


def look(store: Store) -> None:
    """Look at pages as people do."""
    for _ in range(3):
        workspace = Workspace(store, TODAY)
        journey_map(workspace, SEARCH)
        stage_page(workspace, View(), "interest")
        trend(workspace, View(), "clicks", 12)
        attention(workspace, View(), workspace.period(View()))
        workspace.dimensions()


def queries_of(store: Store) -> int:
    """Return how many queries it takes to look at all of it."""
    before = store.queries
    look(store)
    return store.queries - before


@pytest.mark.parametrize("view", [View(), View(persona="newcomer")])
def test_the_map_of_everybody_and_of_each_persona_is_made_where_nobody_has_looked_yet(store: Store, view: View) -> None:
    assert warm(Workspace(store, TODAY)) == MAPS
    before = store.queries
    journey_map(Workspace(store, TODAY), view)
    assert store.queries == before


def test_what_is_looked_at_much_is_made_once(store: Store) -> None:
    for view in (View(), View(persona="newcomer")):
        journey_map(Workspace(store, TODAY), view)
    assert warm(Workspace(store, TODAY)) == MAPS


def test_what_was_looked_at_is_there_after_an_import_and_takes_no_query(store: Store, tmp_path: Path) -> None:
    look(store)
    imported(store, tmp_path, "ads", ads() + MORE)
    assert warm(Workspace(store, TODAY)) == MAPS + 4  # the map of a channel, a stage, a trend, what needs attention
    assert queries_of(store) == 0
    workspace = Workspace(store, TODAY)
    august = workspace.calendar.parse("2026-08")
    assert workspace.actuals([workspace.kpi("clicks")], [august], {})["clicks", august].value == 30 + 10 + 500


def test_without_it_the_first_look_after_an_import_asks_the_database(store: Store, tmp_path: Path) -> None:
    look(store)
    imported(store, tmp_path, "ads", ads() + MORE)
    assert queries_of(store) > 0


def test_what_the_definitions_know_no_more_is_passed_over(store: Store, tmp_path: Path) -> None:
    workspace = Workspace(store, TODAY)
    workspace.kept("stage gone", View(), lambda: None)
    workspace.kept("trend no_kpi 12", View(), lambda: None)
    workspace.kept("another page", View(), lambda: None)
    imported(store, tmp_path, "ads", ads() + MORE)
    assert warm(Workspace(store, TODAY)) == MAPS


def test_it_can_be_stopped_between_two_pages(store: Store, tmp_path: Path) -> None:
    look(store)
    imported(store, tmp_path, "ads", ads() + MORE)
    looks: list[int] = []

    def enough() -> None:
        looks.append(1)
        if len(looks) == 2:
            raise Cancelled("enough")

    with pytest.raises(Cancelled):
        warm(Workspace(store, TODAY), enough)
    assert len(looks) == 2


def test_in_an_open_store_it_goes_on_after_every_change(store: Store, tmp_path: Path) -> None:
    def warmed(_: Watch, today: date) -> None:
        warm(Workspace(store, today))

    look(store)
    upkeep = Upkeep.beside(store, partial(warmed, today=TODAY))
    assert upkeep.job is not None
    assert upkeep.job.wait(30)
    imported(store, tmp_path, "ads", ads() + MORE)
    assert upkeep.job.wait(30)
    assert queries_of(store) == 0
