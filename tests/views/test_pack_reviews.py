"""The board pack tells of the latest review that its period knows, and of what earlier ones left open."""

from collections.abc import Iterator
from datetime import date

import pytest

from bsc import actions
from bsc.model.fence import Fence
from bsc.model.review import Decision, DecisionState, Review
from bsc.model.view import View
from bsc.store import Store
from bsc.views.board_pack import board_pack
from bsc.views.pack import Section, Wanted
from bsc.views.pack_reviews import Reviewed
from bsc.views.workspace import Workspace
from tests.views import small_company

OPEN = Fence()
ANN = "ann@example.test"
OWED = Decision(id="d1", text="Ask Ben", owner="Ann", due=date(2026, 8, 1))
SETTLED = Decision(id="d2", text="Ask Cleo", state=DecisionState.DONE)
JULY = Review(id="july", name="July", held=date(2026, 8, 5), period="2026-07", decisions=(OWED, SETTLED))
AUGUST = Review(id="august", name="August", held=date(2026, 9, 4), period="2026-08")


@pytest.fixture
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = small_company.opened(tmp_path_factory.mktemp("reviewed"))
    for each in (JULY, AUGUST):
        actions.open_review(opened, each, ANN)
    yield opened
    opened.close()


def told(store: Store, period: str, *sections: Section, fence: Fence = OPEN) -> Reviewed | None:
    workspace = Workspace(store, small_company.TODAY, fence)
    return board_pack(workspace, View(period=period), Wanted(sections=sections or (Section.ACTIONS,))).reviewed


def test_the_latest_review_of_the_period_comes_with_the_open_decisions_of_earlier_ones(store: Store) -> None:
    found = told(store, "2026-08")
    assert found is not None
    assert (found.name, found.held, found.closed, found.decisions) == ("August", "4 Sep 2026", False, ())
    assert found.sentence == "Review of the scorecard · 4 Sep 2026 · Aug 2026 · All customers · Goes on still"
    (owed,) = found.owed
    assert (owed.text, owed.owner, owed.due, owed.overdue, owed.review) == (
        "Ask Ben",
        "Ann",
        "1 Aug 2026",
        True,
        "July",
    )


def test_an_earlier_period_knows_nothing_of_a_later_review(store: Store) -> None:
    found = told(store, "2026-07")
    assert found is not None
    assert [(each.text, each.state) for each in found.decisions] == [
        ("Ask Ben", DecisionState.OPEN),
        ("Ask Cleo", DecisionState.DONE),
    ]
    assert found.owed == ()
    assert told(store, "2026-06") is None


def test_a_review_that_is_closed_since_is_told_at_once(store: Store) -> None:
    told(store, "2026-08")
    actions.close_review(store, "august", ANN)
    found = told(store, "2026-08")
    assert found is not None
    assert found.closed


def test_a_review_stands_with_the_actions_and_nowhere_within_a_fence(store: Store) -> None:
    assert told(store, "2026-08", Section.NOTES) is None
    assert told(store, "2026-08", fence=Fence(filters={"channel": ("mail",)})) is None
