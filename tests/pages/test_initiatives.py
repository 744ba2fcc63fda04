"""Definitions, the tab Initiatives: the work that is meant to move an objective is written down and kept up to date."""

from datetime import date
from pathlib import Path

import pytest

from bsc import actions
from bsc.model.definitions import Initiative
from bsc.model.words import InitiativeState
from bsc.store import Store
from tests.pages.conftest import WHO, Visit
from tests.pages.test_definitions import DOCUMENT, click, labelled, tab, words

RUNNING = {
    "id": "shorter_form",
    "name": "Shorter form",
    "objective": "grow",
    "kpis": ["clicks"],
    "owner": "Web team",
    "start": "2026-01-05",
    "due": "2026-02-01",
    "state": "running",
}


@pytest.fixture
def database(empty_database: Path) -> Path:
    """Return a small scorecard with one initiative that is overdue."""
    store = Store.open(empty_database)
    actions.apply_definitions(store, {**DOCUMENT, "initiatives": [RUNNING]}, WHO)
    store.close()
    return empty_database


def _initiatives(database: Path) -> dict[str, Initiative]:
    store = Store.open(database)
    return {each.id: each for each in store.scorecard().initiatives}


def test_an_initiative_says_whose_it_is_how_far_and_that_it_is_late(visit: Visit, database: Path) -> None:
    page = tab(visit, database, "Initiatives")
    assert not page.exception
    assert "Running · Web team · from 5 Jan 2026, overdue: due 1 Feb 2026 · is to move Clicks" in words(page)


def test_an_initiative_is_done(visit: Visit, database: Path) -> None:
    page = click(tab(visit, database, "Initiatives"), "Shorter form")
    labelled(page.selectbox, "State").select("done")
    click(page, "Save")
    assert _initiatives(database)["shorter_form"].state is InitiativeState.DONE
    assert _initiatives(database)["shorter_form"].due == date(2026, 2, 1)


def test_a_due_day_that_is_put_off_is_kept(visit: Visit, database: Path) -> None:
    page = click(tab(visit, database, "Initiatives"), "Shorter form")
    labelled(page.date_input, "Due").set_value(date(2027, 3, 1))
    click(page, "Save")
    assert _initiatives(database)["shorter_form"].due == date(2027, 3, 1)


def test_an_initiative_is_added_for_a_whole_objective(visit: Visit, database: Path) -> None:
    page = click(tab(visit, database, "Initiatives"), "Add an initiative")
    labelled(page.text_input, "Name").input("Call every lead")
    labelled(page.selectbox, "Objective").select("sell")
    click(page, "Save")
    made = _initiatives(database)["call_every_lead"]
    assert (made.objective, made.kpis, made.due, made.state) == ("sell", (), None, InitiativeState.PLANNED)


def test_a_due_day_before_the_start_is_refused_with_its_place(visit: Visit, database: Path) -> None:
    page = click(tab(visit, database, "Initiatives"), "Shorter form")
    labelled(page.date_input, "Due").set_value(date(2026, 1, 1))
    page = click(page, "Save")
    assert "due (2026-01-01) lies before start (2026-01-05)" in words(page)
    assert _initiatives(database)["shorter_form"].due == date(2026, 2, 1)


def test_an_initiative_is_removed_and_nothing_goes_with_it(visit: Visit, database: Path) -> None:
    page = click(tab(visit, database, "Initiatives"), "Shorter form")
    page = click(page, "Remove …")
    assert "Nothing else hangs on it." in words(page)
    click(page, "Remove the initiative")
    assert _initiatives(database) == {}
