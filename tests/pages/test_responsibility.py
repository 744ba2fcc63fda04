"""Responsibility: what is mine, what is nobody's, and how it becomes somebody's."""

import shutil
from pathlib import Path

import pytest

from bsc import actions
from bsc.store import Store
from tests.pages.conftest import WHO, Visit
from tests.pages.test_definitions import DOCUMENT, click, labelled, words
from tests.views import owned_company

PAGE = "responsibility.py"


@pytest.fixture(scope="module")
def owned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("owned")
    store = owned_company.opened(folder)
    store.close()
    return folder / "company.duckdb"


@pytest.fixture
def database(owned: Path, tmp_path: Path) -> Path:
    """Return a company of one's own whose things are somebody's, or nobody's."""
    return Path(shutil.copy(owned, tmp_path / "company.duckdb"))


def test_what_is_somebodys_stands_with_what_comes_first_and_what_they_owe(visit: Visit, database: Path) -> None:
    page = visit(database, PAGE, who="ann berg", period="2026-08")
    assert not page.exception
    said = words(page)
    assert "Ann Berg** answers for 4 things, helps with 1 thing and owes 1 decision" in said
    assert "Written in 3 ways: Ann Berg / ann berg / Ann  Berg" in said
    assert "‼ Overdue" in said
    assert "Ask the agency" in said
    assert "@Ann Berg, please look" in said


def test_a_team_is_renamed_everywhere(visit: Visit, database: Path) -> None:
    page = visit(database, PAGE, who="web team")
    labelled(page.text_input, "New name").set_value("Digital team")
    page = click(page, "Rename everywhere")
    assert not page.exception
    owners = {each.owner for each in Store.open(database).scorecard().kpis}
    assert owners == {"Digital team", "Ann Berg", ""}
    assert "There is no person or team" not in words(page)
    assert "Digital team** answers for 4 things" in words(page)


def test_many_things_are_given_to_somebody_at_once(visit: Visit, database: Path) -> None:
    page = visit(database, PAGE, tab="Gaps", period="2026-08")
    assert not page.exception
    for each in page.checkbox:
        if "Sell more" in each.label or "Order value" in each.label:
            each.check()
    labelled(page.selectbox, "Owner").set_value("Ann Berg")
    page = click(page.run(), "Give 2 things to them")
    assert not page.exception
    scorecard = Store.open(database).scorecard()
    assert {each.id: each.owner for each in scorecard.kpis}["order_value"] == "Ann Berg"
    assert {each.id: each.owner for each in scorecard.objectives} == {
        "reach": "web team",
        "spend": "",
        "sell": "Ann Berg",
    }


def test_nothing_is_given_to_nobody(visit: Visit, database: Path) -> None:
    page = visit(database, PAGE, tab="Gaps", period="2026-08")
    give = next(each for each in page.button if each.label == "Give what is ticked to them")
    assert give.disabled


def test_every_gap_has_what_fills_it(visit: Visit, database: Path) -> None:
    page = visit(database, PAGE, tab="Gaps", period="2026-08")
    labels = {each.label for each in page.button}
    assert {"Add an action", "Add an objective", "Upload its next export"} <= labels
    page = click(page, "Add an objective")
    assert labelled(page.selectbox, "Perspective").value == "customer"
    assert labelled(page.selectbox, "Stage").value == "buy"


def test_without_any_owner_the_page_leads_to_the_gaps(visit: Visit, empty_database: Path) -> None:
    store = Store.open(empty_database)
    actions.apply_definitions(store, DOCUMENT, WHO)
    store.close()
    page = visit(empty_database, PAGE)
    assert not page.exception
    assert "give things to people and teams under **Gaps**" in words(page)
