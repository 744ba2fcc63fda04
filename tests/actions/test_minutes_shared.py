"""A link to minutes shows one closed review and nothing else, and locks nothing."""

from datetime import date

import pytest

from bsc import actions
from bsc.errors import NotFound, Refused
from bsc.model.review import Review
from bsc.model.sharing import MINUTES, PAGES, Kind, SharedView
from bsc.store import Store
from tests.actions.test_remarks import ANA, DEFINITIONS

DAY = date(2026, 8, 7)
SHOWN = SharedView(start=MINUTES, opened={MINUTES: "july"}, pages=(MINUTES,))


@pytest.fixture
def closed(store: Store) -> Store:
    actions.apply_definitions(store, DEFINITIONS, ANA)
    actions.open_review(store, Review(id="july", name="July", held=DAY), ANA)
    actions.open_review(store, Review(id="august", name="August", held=DAY), ANA)
    actions.close_review(store, "july", ANA)
    return store


def _make(store: Store, shown: SharedView, kind: Kind = Kind.LIVE) -> actions.NewShare:
    return actions.make_share(store, actions.WantedShare(name="Minutes", shown=shown, kind=kind), ANA, today=DAY)


def test_a_link_to_minutes_names_its_review(closed: Store) -> None:
    link = _make(closed, SHOWN).link
    assert (link.shown.minutes, link.shown.pages, link.shown.fence.open) == ("july", (MINUTES,), True)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"pages": (*PAGES, MINUTES)}, "by themselves"),
        ({"opened": {}}, "by themselves"),
        ({"persona": "all_of_them", "locked": ("persona",)}, "cannot be locked"),
        ({"filters": {"channel": ("search",)}}, "cannot be locked"),
        ({"opened": {MINUTES: "august"}}, "goes on still"),
    ],
)
def test_minutes_are_shared_alone_unlocked_and_when_they_are_final(
    closed: Store, changed: dict[str, object], why: str
) -> None:
    with pytest.raises(Refused, match=why):
        _make(closed, SHOWN.model_copy(update=changed))
    assert actions.share_links(closed) == []


def test_a_link_to_a_review_that_is_not_there_is_refused(closed: Store) -> None:
    with pytest.raises(NotFound, match="july"):
        _make(closed, SHOWN.model_copy(update={"opened": {MINUTES: "juli"}}))


def test_minutes_need_no_freezing(closed: Store) -> None:
    with pytest.raises(Refused, match="frozen by themselves"):
        _make(closed, SHOWN, Kind.FROZEN)


def test_an_ordinary_link_opens_no_review() -> None:
    assert MINUTES not in SharedView().pages
    assert SharedView(opened={MINUTES: "july"}).minutes is None
