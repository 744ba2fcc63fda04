"""The page of a review that goes on and of its minutes: short at first, and an action for what is red."""

from datetime import date
from pathlib import Path

import pytest

from bsc import actions
from bsc.model.review import AgendaItem, ItemKind, Review
from bsc.model.subject import Subject, SubjectKind
from bsc.store import Store
from tests.pages.conftest import WHO, Visit
from tests.pages.test_definitions import DOCUMENT, click, words

CLICKS = Subject.of(SubjectKind.KPI, "clicks")
AUGUST = Review(
    id="august",
    name="August",
    held=date(2026, 9, 7),
    agenda=(
        AgendaItem(kind=ItemKind.SIGNAL, title="Calls", sentence="More than before.", done=True),
        AgendaItem(kind=ItemKind.RED, about=CLICKS, title="Clicks (Interest)", sentence="3 of 100."),
        AgendaItem(kind=ItemKind.OWN, title="The form"),
    ),
)


@pytest.fixture
def database(empty_database: Path) -> Path:
    """Return a small scorecard with a review that goes on."""
    store = Store.open(empty_database)
    actions.apply_definitions(store, DOCUMENT, WHO)
    actions.open_review(store, AUGUST, WHO)
    store.close()
    return empty_database


def test_only_the_first_kind_of_which_something_waits_is_open(visit: Visit, database: Path) -> None:
    page = visit(database, "review.py", review="august")
    assert not page.exception
    groups = {each.label: each.proto.expanded for each in page.expander if "(" in each.label}
    assert groups == {
        "Signals since last time (1, all spoken of)": False,
        "Red without an action (1)": True,
        "Added by hand (1)": False,
    }
    assert "**1 of 3 items spoken of** · 0 decisions" in words(page)


def test_what_is_red_without_an_action_gets_one_where_it_is_spoken_of(visit: Visit, database: Path) -> None:
    page = click(visit(database, "review.py", review="august"), "Add an action")
    assert not page.exception
    assert "Bring Clicks back on track" in [each.value for each in page.text_input]
    page = click(page, "Save")
    assert not page.exception
    (made,) = Store.open(database).scorecard().initiatives
    assert (made.name, made.kpis) == ("Bring Clicks back on track", ("clicks",))
    assert made.made_from is not None
    assert (made.made_from.about, made.made_from.when) == (CLICKS, "August")


def test_minutes_tell_what_nothing_was_said_of_in_a_line(visit: Visit, database: Path) -> None:
    store = Store.open(database)
    item = next(each for each in store.reviews()[0].agenda if each.title == "The form")
    actions.write_item(store, "august", item.id, {"note": "Too long"}, WHO, known={"note": ""})
    actions.close_review(store, "august", WHO)
    page = visit(database, "review.py", review="august")
    assert not page.exception
    assert ":material/check_box_outline_blank: **Clicks (Interest)** :small[:gray[3 of 100.]]" in words(page)
    assert "Too long" in [each.value for each in page.markdown]
