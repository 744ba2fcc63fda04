"""Actions & reviews, the tab Health check: the journey looked at step by step; it ends as a review that is kept."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from bsc.model.initiatives import Origin
from bsc.model.review import ItemKind, Review, ReviewKind
from bsc.store import Store
from tests.pages.conftest import Visit
from tests.pages.test_definitions import click, labelled, words
from tests.views import felt_company
from tests.views.test_health import MORE

PAGE, TAB = "actions.py", "Health check"


@pytest.fixture(scope="module")
def felt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("felt")
    felt_company.opened(folder, felt_company.SCORECARD.rstrip() + MORE).close()
    return folder / "bsc.duckdb"


@pytest.fixture
def database(felt: Path, tmp_path: Path) -> Path:
    """Return a company of one's own, whose journey has something to find in each step."""
    return Path(shutil.copy(felt, tmp_path / "bsc.duckdb"))


def started(visit: Visit, database: Path, step: str = "no_evidence") -> AppTest:
    visit(database, PAGE, tab=TAB)
    page = click(visit(database, PAGE, tab=TAB), "Start the health check")
    assert not page.exception
    return visit(database, PAGE, tab=TAB, step=step) if step != "no_evidence" else page


def check(database: Path) -> Review:
    (found,) = Store.open(database).reviews()
    return found


def test_before_it_begins_the_findings_stand_by_step(visit: Visit, database: Path) -> None:
    page = visit(database, PAGE, tab=TAB)
    assert not page.exception
    assert "No KPI of the customer perspective tells how customers fare in it." in words(page)
    assert "Nothing found" not in words(page)
    steps = [each for each in page.expander if each.label.endswith(")")]
    assert [each.proto.expanded for each in steps] == [True, *[False] * (len(steps) - 1)]
    assert Store.open(database).reviews() == ()


def test_it_is_a_review_of_the_journey_with_every_finding_on_its_agenda(visit: Visit, database: Path) -> None:
    page = started(visit, database)
    found = check(database)
    assert (found.kind, found.open) == (ReviewKind.JOURNEY, True)
    assert {item.kind for item in found.agenda} == {
        ItemKind.NO_EVIDENCE,
        ItemKind.OLD_ASSUMPTION,
        ItemKind.CONTRADICTED,
        ItemKind.NO_CUSTOMER_KPI,
        ItemKind.NO_DATA,
        ItemKind.NO_OWNER,
    }
    assert f"0 of {len(found.agenda)} looked at" in words(page)


def test_what_is_looked_at_today_is_settled(visit: Visit, database: Path) -> None:
    page = started(visit, database, "old_assumption")
    before = check(database).agenda
    page = click(page, "Looked at today")
    assert not page.exception
    first = next(item for item in before if item.kind is ItemKind.OLD_ASSUMPTION)
    touchpoints = {each.id: each.evidence_on for each in Store.open(database).scorecard().touchpoints}
    assert first.about is not None
    assert touchpoints[first.about.id] == date.today()  # noqa: DTZ011 -- the day where the company is
    assert "✓ No longer found" in words(page)


def test_a_finding_is_accepted_with_a_reason_and_not_without(visit: Visit, database: Path) -> None:
    page = started(visit, database, "no_customer_kpi")
    page = click(page, "Accept it")
    assert "a finding is accepted with a reason" in words(page)
    labelled(page.text_area, "Why it stays as it is").set_value("We ask them next year")
    page = click(page, "Accept it")
    assert "≈ Accepted" in words(page)
    item = next(each for each in check(database).agenda if each.kind is ItemKind.NO_CUSTOMER_KPI)
    assert (item.done, item.note) == (True, "We ask them next year")


def test_a_finding_becomes_an_action_that_says_where_it_came_from(visit: Visit, database: Path) -> None:
    page = click(started(visit, database, "no_data"), "Add an action")
    page = click(page, "Save")
    assert not page.exception
    (made,) = Store.open(database).scorecard().initiatives
    assert made.name == "Collect data on Onlooker"
    assert made.made_from is not None
    assert made.made_from.origin is Origin.HEALTH_CHECK
    assert "▶ In an action" in words(page)


def test_it_ends_as_a_review_that_is_closed_and_what_was_settled_is_ticked(visit: Visit, database: Path) -> None:
    click(started(visit, database, "old_assumption"), "Looked at today")
    page = click(visit(database, PAGE, tab=TAB, step="no_owner"), "End it")
    assert not page.exception
    found = check(database)
    assert not found.open
    assert [item.note for item in found.agenda if item.done] == ["No longer found when the check ended."]
    assert "Start the health check" in {each.label for each in page.button}
